//! Numbers alone as the fragment of an address, for data that nobody else may have: `r1.` and then, in the letters of a link,
//! one explanation. It says what its maker chose to tell, and can be computed anew by nobody. `r2.` says more of how it was made,
//! what is decided, and how the model did, than `r1.` did.

use super::{LinkError, is_versioned, read, write};
use crate::chart::format::Unit;
use crate::share::standalone::StandaloneExplanation;
use vitrine_core::explain::{Attribution, Device, Diagnostics, LocalExplanation, Method};
use vitrine_core::model::Output;
use vitrine_core::recipe;
use vitrine_core::setting::{SpecError, within};
use vitrine_text::{common, sharing as t};

/// Features that may be told of.
const MAX_FEATURES: usize = 2_000;
/// What may be counted.
const MAX_COUNT: f64 = 4e9;
/// Characters of a sentence, which may hold the names of two classes.
const MAX_SENTENCE: usize = 4 * recipe::MAX_NAME;

impl StandaloneExplanation {
    /// What versions of numbers alone begin with; the newest last.
    pub const VERSIONS: [&str; 2] = ["r1.", "r2."];

    /// Whether a fragment is meant as numbers alone, of whatever version: "r" and a number.
    pub fn is_standalone(fragment: &str) -> bool {
        is_versioned(fragment, 'r')
    }

    /// The fragment of an address, without the `#`.
    ///
    /// # Errors
    /// [`LinkError::Spec`] where a name is too long for a link, [`LinkError::TooLong`].
    pub fn encode(&self) -> Result<String, LinkError> {
        self.check()?;
        let mut standalone = self.clone();
        // They are those of the first method, and are written once.
        standalone.locals.iter_mut().skip(1).flat_map(|l| &mut l.attributions).for_each(|a| a.feature.clear());
        write("r2.", &standalone)
    }

    /// Reads numbers of any version that there was. It takes no more time and memory than their length is worth.
    ///
    /// # Errors
    /// Every one of [`LinkError`].
    pub fn decode(fragment: &str) -> Result<StandaloneExplanation, LinkError> {
        let mut standalone = match read::<First>("r1.", fragment) {
            Err(LinkError::Version) => read("r2.", fragment)?,
            first => self::standalone(first?),
        };
        if let Some((first, others)) = standalone.locals.split_first_mut() {
            for own in others {
                for (named, own) in first.attributions.iter().zip(&mut own.attributions) {
                    own.feature.clone_from(&named.feature);
                }
            }
        }
        standalone.check()?;
        Ok(standalone)
    }

    /// Whether everything in it can be shown: names short, numbers finite, both methods of the same features.
    fn check(&self) -> Result<(), SpecError> {
        let StandaloneExplanation { version, table, row_name, target, subject, decision, verdict, deviation, .. } =
            self;
        let StandaloneExplanation { values, locals, seconds, .. } = self;
        let first = locals.first().ok_or_else(others)?;
        for (field, text) in [
            (t::the_version(), version),
            (t::the_table_name(), table),
            (t::the_row_name(), row_name),
            (t::the_target(), target),
            (t::the_class(), subject),
        ] {
            recipe::text(field, text)?;
        }
        for (field, text) in [(t::the_decision(), decision), (t::the_verdict(), verdict)] {
            within(&t::in_characters(&field), text.chars().count() as f64, 0.0, MAX_SENTENCE as f64)?;
        }
        within(t::the_target_deviation(), deviation.unwrap_or(0.0), 0.0, f64::MAX)?;
        values.iter().try_for_each(|value| recipe::text(t::a_value(), value))?;
        let n = first.attributions.len();
        within(t::features_in_number(), n as f64, 0.0, MAX_FEATURES as f64)?;
        within(t::values_in_number(), values.len() as f64, if values.is_empty() { 0.0 } else { n as f64 }, n as f64)?;
        for local in locals {
            within(t::method_features_in_number(), local.attributions.len() as f64, n as f64, n as f64)?;
        }
        finite(t::the_time(), *seconds)?;
        let names = first.names();
        let fits = locals.iter().map(|l| l.method).eq(Method::ALL) && locals.iter().all(|l| l.names() == names);
        if !fits {
            return Err(others());
        }
        locals.iter().try_for_each(check_local)
    }
}

fn others() -> SpecError {
    let labels = common::list(&Method::ALL.map(|method| (method.info().label)()));
    let (field, found) = (t::the_explanations().to_owned(), t::others().to_owned());
    SpecError { field, found, allowed: t::of_the_same_features(&labels) }
}

/// What `r1.` says of how an explanation was made: whether of all coalitions and features, residual, local fit, effective samples,
/// counts of samples, evaluations and background rows, seed, how errors were made, device, fingerprint.
type FirstQuality = (bool, f64, Option<f64>, Option<f64>, usize, usize, usize, u32, String, Device, String);
/// And of an explanation.
type FirstLocal = (Method, Output, f64, f64, Vec<Attribution>, FirstQuality);
/// And in all.
type First = (String, String, Option<u32>, u32, String, String, Unit, Vec<String>, FirstLocal, FirstLocal, f64);

fn standalone(first: First) -> StandaloneExplanation {
    let (version, table, row, n_changed, target, subject, unit, values, shap, lime, seconds) = first;
    let (row_name, decision, verdict, deviation) = Default::default();
    let locals = vec![local(shap), local(lime)];
    StandaloneExplanation {
        version,
        table,
        row,
        row_name,
        n_changed,
        target,
        subject,
        decision,
        verdict,
        unit,
        deviation,
        values,
        locals,
        seconds,
    }
}

fn local((method, output, base, prediction, attributions, quality): FirstLocal) -> LocalExplanation {
    let (exact, residual, local_fit, effective_samples, n_samples, n_evaluations, n_background, ..) = quality;
    let (.., seed, error_method, device, fingerprint) = quality;
    let quality = Diagnostics {
        all_coalitions: method.info().is_additive && (exact || error_method.is_empty()),
        // It did not say of how many training rows the background was.
        exact: false,
        residual,
        local_fit,
        effective_samples,
        n_samples,
        n_evaluations,
        n_background,
        n_training: 0,
        base_error: None,
        seed,
        error_method,
        device,
        fingerprint,
    };
    LocalExplanation { method, output, base, prediction, attributions, quality }
}

fn check_local(local: &LocalExplanation) -> Result<(), SpecError> {
    let LocalExplanation { method: _, output: _, base, prediction, attributions, quality } = local;
    finite(t::the_base(), *base)?;
    finite(t::the_prediction(), *prediction)?;
    for a in attributions {
        recipe::text(t::a_feature_name(), &a.feature)?;
        recipe::text(t::a_condition(), &a.condition)?;
        finite(t::a_share(), a.value)?;
        within(t::a_standard_error(), a.error.unwrap_or(0.0), 0.0, f64::MAX)?;
    }
    check_quality(quality)
}

fn check_quality(quality: &Diagnostics) -> Result<(), SpecError> {
    let Diagnostics {
        all_coalitions: _,
        exact: _,
        residual,
        local_fit,
        effective_samples,
        n_samples,
        n_evaluations,
        n_background,
        n_training,
        base_error,
        seed: _,
        error_method,
        device: _,
        fingerprint,
    } = quality;
    finite(t::the_residual(), *residual)?;
    within(t::the_base_error(), base_error.unwrap_or(0.0), 0.0, f64::MAX)?;
    finite(t::the_local_fit(), local_fit.unwrap_or(0.0))?;
    finite(t::effective_samples(), effective_samples.unwrap_or(0.0))?;
    let counts = [
        (t::samples(), n_samples),
        (t::evaluations(), n_evaluations),
        (t::the_rows(), n_background),
        (t::the_training_rows(), n_training),
    ];
    counts.into_iter().try_for_each(|(field, n)| within(field, *n as f64, 0.0, MAX_COUNT))?;
    recipe::text(t::the_error_method(), error_method)?;
    recipe::text(t::the_fingerprint(), fingerprint)
}

fn finite(field: &str, v: f64) -> Result<(), SpecError> {
    within(field, v, -f64::MAX, f64::MAX)
}
