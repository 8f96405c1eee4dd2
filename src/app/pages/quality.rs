//! How far to trust an explanation: one line, and everything behind it.

use crate::app::components::term::Term;
use crate::app::words;
use crate::chart::format::{self, Unit};
use crate::explain::{Local, Method};
use leptos::prelude::*;

/// The line under a picture.
#[component]
pub fn QualityLine(
    /// The explanation.
    local: Local,
    /// Seconds that both methods took.
    seconds: f64,
    /// The unit of its figures.
    unit: Unit,
) -> impl IntoView {
    let q = local.quality;
    let is_shap = local.method == Method::KernelShap;
    let largest_error = local.attributions.iter().filter_map(|a| a.error).fold(0.0, f64::max);
    let largest = format::amount(largest_error, unit);
    let points = if unit == Unit::Probability { " points" } else { "" };
    let errors = match largest.strip_prefix('<') {
        Some(limit) => format!("standard errors under {limit}{points}"),
        None => format!("standard errors up to {largest}{points}"),
    };
    let summary = match (is_shap, q.exact) {
        (true, true) => format!("Exact: all {} coalitions", format::count(q.n_samples + 2)),
        (true, false) if q.error_method.is_empty() => {
            format!("All {} coalitions, but only the strongest features kept", format::count(q.n_samples + 2))
        }
        (true, false) => format!("Estimated from {} coalitions, {errors}", format::count(q.n_samples)),
        (false, _) => {
            let fit = q.local_fit.map_or_else(|| "undefined".to_owned(), format::number);
            format!("Estimated: local fit {fit}, {errors}")
        }
    };
    let test = if is_shap { "quality-shap" } else { "quality-lime" };
    let time = format::seconds(seconds);
    let entry = |term: AnyView, value: String| view! { <div><dt>{term}</dt><dd>{value}</dd></div> };
    let word = |w| view! { <Term word=w/> }.into_any();
    let plain = |t: &'static str| t.into_any();
    view! {
        <details class="quality" data-test=test>
            <summary>{summary}", in "{time.clone()}" on the CPU."</summary>
            <dl>
                {entry(word(words::RESIDUAL), format::number(q.residual))}
                {q.local_fit.map(|f| entry(word(words::LOCAL_FIT), format::number(f)))}
                {q.effective_samples.map(|n| entry(plain("effective samples"), format::number(n)))}
                {entry(if is_shap { word(words::COALITION) } else { plain("perturbed rows") }, format::count(q.n_samples))}
                {entry(plain("model evaluations"), format::count(q.n_evaluations))}
                {entry(if is_shap { word(words::BACKGROUND) } else { plain("training rows") }, format!("{} rows", format::count(q.n_background)))}
                {(!q.error_method.is_empty()).then(|| entry(word(words::STANDARD_ERROR), format!("by {}", q.error_method)))}
                {entry(word(words::SEED), q.seed.to_string())}
                {entry(plain("time, both methods"), time)}
                {entry(plain("computed on"), "CPU, in this browser".to_owned())}
                {entry(plain("fingerprint"), q.fingerprint)}
            </dl>
        </details>
    }
}
