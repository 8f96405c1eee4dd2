//! How far to trust an explanation: one line, and everything behind it.

use crate::components::term::Term;
use crate::words::{self, Word};
use leptos::prelude::*;
use vitrine_core::explain::{LocalExplanation, Method};
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
            local.covers().map(|covers| format!("over {covers}, by {}", q.error_method)),
            Some(q.seed.to_string()),
            Some(format!("{}, in this browser", q.device.name())),
            Some(q.fingerprint.clone()),
        ];
        Facts { summary: format!("{}, on the {}.", summary(local, unit), q.device.name()), values }
    }

    /// The line that is seen.
    pub fn line(self) -> String {
        self.summary
    }
}

/// How it was come by, and how sure it is.
fn summary(local: &LocalExplanation, unit: Unit) -> String {
    let q = &local.quality;
    let largest_error = local.attributions.iter().filter_map(|a| a.error).fold(0.0, f64::max);
    let largest = format::size(largest_error, unit);
    let errors = match largest.strip_prefix('<') {
        _ if q.error_method.is_empty() => String::new(),
        Some(limit) => format!(", standard errors under {limit}"),
        None => format!(", standard errors up to {largest}"),
    };
    if !local.method.info().is_additive {
        let fit = q.local_fit.map_or_else(|| "undefined".to_owned(), format::number);
        return format!("Estimated: local fit {fit}{errors}");
    }
    // The empty and the full one are known beforehand.
    let all = format!("all {} coalitions", format::count(q.n_samples + 2));
    let rows = rows(local);
    match (q.exact, q.all_coalitions, q.n_background == q.n_training) {
        (true, ..) => format!("Exact: {all}, {rows}"),
        (_, true, true) => format!("Of {all}, {rows}, but only the strongest features kept"),
        (_, true, false) => format!("Of {all}, {rows}{errors}"),
        _ => format!("Estimated from {} coalitions, {rows}{errors}", format::count(q.n_samples)),
    }
}

/// The background: of how many rows which part.
fn rows(local: &LocalExplanation) -> String {
    let (n, of) = (local.quality.n_background, local.quality.n_training);
    match of {
        _ if !local.method.info().is_additive => format::counted(n, "row", "rows"),
        0 => format::counted(n, "training row", "training rows"),
        _ => format::part_of(n, of, "training row", "training rows"),
    }
}

/// The names of the entries: words that explain themselves, or plain ones.
fn names(method: Method) -> [Result<Word, &'static str>; N_ENTRIES] {
    let info = method.info();
    let named = |term: &'static str| words::named(term).ok_or(term);
    [
        Ok(words::RESIDUAL),
        Ok(words::LOCAL_FIT),
        Err("effective samples"),
        named(info.samples),
        Err("model evaluations"),
        named(info.reference),
        Err("standard error of the average"),
        Ok(words::STANDARD_ERROR),
        Ok(words::SEED),
        Err("computed on"),
        Err("fingerprint"),
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
