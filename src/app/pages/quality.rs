//! How far to trust an explanation: one line, and everything behind it.

use crate::components::term::Term;
use crate::words::{self, Word};
use leptos::prelude::*;
use vitrine_core::explain::{Called, LocalExplanation, Method};
use vitrine_text::{common, explain as t};
use vitrine_view::chart::format::{self, Unit};

/// Entries behind the line.
const N_ENTRIES: usize = 11;

/// What is said of one explanation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    summary: String,
    /// In the order of [`names`]; `None` where it does not apply.
    values: [Option<String>; N_ENTRIES],
}

impl Facts {
    /// Of an explanation in a unit.
    pub fn of(local: &LocalExplanation, unit: Unit) -> Facts {
        let q = &local.quality;
        let values = [
            Some(format::number(q.residual)),
            q.local_fit.map(format::number),
            q.effective_samples.map(format::number),
            Some(format::count(q.n_samples)),
            Some(format::count(q.n_evaluations)),
            Some(rows(local)),
            q.base_error.map(|e| format::size(e, unit)),
            local.covers().map(|covers| t::errors_over_by(&covers, &local.errors_by())),
            Some(q.seed.to_string()),
            Some(t::device_here(&q.device.name())),
            Some(q.fingerprint.clone()),
        ];
        Facts { summary: summary(local, unit), values }
    }

    /// The line that is seen.
    pub fn line(self) -> String {
        self.summary
    }
}

/// How it was come by, how sure it is, and what computed it.
fn summary(local: &LocalExplanation, unit: Unit) -> String {
    let q = &local.quality;
    let (rows, fit) = (rows(local), || q.local_fit.map_or_else(|| common::undefined().to_owned(), format::number));
    // The empty and the full one are known beforehand.
    let all = format::count(q.n_samples + 2);
    let (how, errors) = match (q.exact, q.all_coalitions, q.n_background == q.n_training) {
        _ if !local.method.info().is_additive => (t::estimated_with_fit(&fit()), errors(local, unit)),
        (true, ..) => (t::exact(&all, &rows), None),
        (_, true, true) => (t::strongest_kept(&all, &rows), None),
        (_, true, false) => (t::of_all_coalitions(&all, &rows), errors(local, unit)),
        _ => (t::estimated_from(&format::count(q.n_samples), &rows), errors(local, unit)),
    };
    match errors {
        Some(errors) => t::quality_with_errors(&how, &errors, &q.device.name()),
        None => t::quality(&how, &q.device.name()),
    }
}

/// How large the standard errors are; `None` where there are none.
fn errors(local: &LocalExplanation, unit: Unit) -> Option<String> {
    let largest_error = local.attributions.iter().filter_map(|a| a.error).fold(0.0, f64::max);
    let largest = format::size(largest_error, unit);
    (!local.quality.error_method.is_empty()).then(|| match largest.strip_prefix('<') {
        Some(limit) => t::errors_under(&limit),
        None => t::errors_up_to(&largest),
    })
}

/// The background: of how many rows which part.
fn rows(local: &LocalExplanation) -> String {
    let (n, of) = (local.quality.n_background, local.quality.n_training);
    let count = format::count(n);
    match of {
        _ if !local.method.info().is_additive => common::rows(&count),
        0 => common::training_rows(&count),
        _ if n == of => common::all(&common::training_rows(&count)),
        _ => common::of_training_rows(&count, &format::count(of)),
    }
}

/// The names of the entries: words that explain themselves, or plain ones.
fn names(method: Method) -> [Result<Word, &'static str>; N_ENTRIES] {
    let info = method.info();
    let named = |called: Called| match called {
        Called::Term(key) => words::keyed(key).ok_or(key),
        Called::Plain(words) => Err(words()),
    };
    [
        Ok(words::RESIDUAL),
        Ok(words::LOCAL_FIT),
        Err(t::effective_samples()),
        named(info.samples),
        Err(t::model_evaluations()),
        named(info.reference),
        Err(t::error_of_average()),
        Ok(words::STANDARD_ERROR),
        Ok(words::SEED),
        Err(t::computed_on()),
        Err(t::fingerprint()),
    ]
}

/// The line under a picture. It stays where it is from one explanation to the next, unfolded or not.
#[component]
pub fn QualityLine(
    /// Whose explanation it is.
    method: Method,
    /// What is said of it.
    facts: Memo<Facts>,
) -> impl IntoView {
    let test = format!("quality-{}", method.info().id);
    let entry = |(i, name): (usize, Result<Word, &'static str>)| {
        let term = match name {
            Ok(word) => view! { <Term word=word/> }.into_any(),
            Err(plain) => plain.into_any(),
        };
        let value = Memo::new(move |_| facts.with(|f| f.values[i].clone()));
        view! { <div hidden=move || value.with(Option::is_none)><dt>{term}</dt><dd>{value}</dd></div> }
    };
    view! {
        <details class="quality" data-test=test>
            <summary>{move || facts.with(|f| f.summary.clone())}</summary>
            <dl>{names(method).into_iter().enumerate().map(entry).collect_view()}</dl>
        </details>
    }
}
