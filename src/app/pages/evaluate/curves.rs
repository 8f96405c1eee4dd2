//! The curves of one class against the rest: ROC, precision and recall, and whether its probabilities hold.

use crate::app::components::field::Choice;
use crate::app::components::figure::{Figure, Table};
use crate::app::components::term::Term;
use crate::app::evaluating::{View, edit_evaluate};
use crate::app::words::{self, Word};
use crate::chart::Scene;
use crate::chart::calibrated::{self, Calibrated};
use crate::chart::format::{Unit, count, level};
use crate::chart::ranking::{self, Curve, Ranking, place};
use crate::evaluate::{Binning, Scores};
use leptos::prelude::*;

/// Height of a plot.
pub const HEIGHT: f64 = 320.0;

/// What is drawn where there is nothing to draw.
pub fn nothing(width: f64) -> Scene {
    Scene { width, height: HEIGHT, title: String::new(), marks: Vec::new() }
}

/// The ROC curve.
#[component]
pub fn Roc(view: View) -> impl IntoView {
    view! { <Ranked view=view curve=Curve::Roc word=words::ROC title="ROC curve" test="roc"/> }
}

/// Precision against recall.
#[component]
pub fn PrecisionRecall(view: View) -> impl IntoView {
    view! { <Ranked view=view curve=Curve::PrecisionRecall word=words::PR_CURVE title="Precision and recall" test="precision-recall"/> }
}

#[component]
fn Ranked(view: View, curve: Curve, word: Word, title: &'static str, test: &'static str) -> impl IntoView {
    let area = move || {
        let class = view.class.get();
        view.part(|p| match &p.model {
            Scores::Classes(s) => s.by_class.get(class).and_then(|c| match curve {
                Curve::Roc => c.roc_auc,
                Curve::PrecisionRecall => c.average_precision,
            }),
            Scores::Numbers(_) => None,
        })
        .flatten()
    };
    let scene = move |width: f64| {
        let (area, subject, threshold) = (area(), view.subject(), view.threshold.get());
        view.of_class(|c| {
            ranking::scene(&Ranking {
                curve,
                ranked: &c.ranked,
                area,
                threshold,
                subject: &subject,
                width,
                height: HEIGHT,
            })
        })
        .unwrap_or_else(|| nothing(width))
    };
    let table = move || {
        let row = |percent: u32| {
            let threshold = f64::from(percent) / 100.0;
            let d = view.of_class(|c| c.ranked.at(threshold))?;
            let (a, b) = place(curve, d)?;
            Some([threshold, a, b].map(|v| level(v, Unit::Probability)).to_vec())
        };
        let heads = match curve {
            Curve::Roc => vec!["from", "false positives", "recall"],
            Curve::PrecisionRecall => vec!["from", "recall", "precision"],
        };
        Table { heads, rows: ranking::marked().filter_map(row).collect() }
    };
    view! { <Figure head=move || view! { <Term word=word text=title/> } scene=scene table=table pointed=view.pointed test=test/> }
}

/// Whether probabilities hold.
#[component]
pub fn Calibration(view: View) -> impl IntoView {
    let binning = Memo::new(move |_| view.state.recipe.with(|r| r.evaluate.bins));
    let scene = move |width: f64| {
        let (binning, subject) = (binning.get(), view.subject());
        view.of_class(|c| {
            calibrated::scene(&Calibrated {
                calibration: c.calibration(binning),
                subject: &subject,
                width,
                height: HEIGHT,
            })
        })
        .unwrap_or_else(|| nothing(width))
    };
    let table = move || {
        let binning = binning.get();
        let rows = view.of_class(|c| {
            let row = |b: &crate::evaluate::calibration::Bin| {
                let percent = |v: f64| level(v, Unit::Probability);
                let interval =
                    b.interval.map_or(String::new(), |i| format!("{} to {}", percent(i.low), percent(i.high)));
                vec![percent(b.probability), percent(b.share), interval, count(b.n as usize)]
            };
            c.calibration(binning).bins.iter().map(row).collect()
        });
        Table { heads: vec!["given", "so", "95 % interval", "rows"], rows: rows.unwrap_or_default() }
    };
    view! {
        <div>
            <Figure head=|| view! { <Term word=words::CALIBRATION text="Calibration"/> } scene=scene table=table pointed=RwSignal::new(None) test="calibration"/>
            <div class="field"><span class="name">"bins of"</span>
                <Choice label="Bins" options=vec![(Binning::Uniform, "equal width"), (Binning::Quantile, "equally many rows")] value=binning
                    set=move |b| edit_evaluate(view.state, |e| e.bins = b)/></div>
        </div>
    }
}
