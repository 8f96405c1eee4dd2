//! The curves of one class against the rest: ROC, precision and recall, and whether its probabilities hold.

use crate::app::components::field::Choice;
use crate::app::components::figure::Figure;
use crate::app::components::term::Term;
use crate::app::evaluating::{View, edit_evaluate};
use crate::app::words::{self, Word};
use crate::chart::Scene;
use crate::chart::calibrated::{self, Calibrated};
use crate::chart::ranking::{self, Curve, Ranking};
use crate::evaluate::{Binning, Scores};
use crate::share;
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
    let figures = move || {
        view.of_class(|c| share::evaluation::thresholds(&c.ranked, view.costs.get_untracked())).unwrap_or_default()
    };
    view! {
        <Figure head=move || view! { <Term word=word text=title/> } scene=scene figures=figures name=title recipe=move || view.recipe()
            facts=move || view.facts() pointed=view.pointed test=test/>
    }
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
    let figures = move || view.of_class(|c| share::evaluation::bins(c.calibration(binning.get()))).unwrap_or_default();
    view! {
        <div>
            <Figure head=|| view! { <Term word=words::CALIBRATION text="Calibration"/> } scene=scene figures=figures
                name="Calibration" recipe=move || view.recipe() facts=move || view.facts() pointed=RwSignal::new(None) test="calibration"/>
            <div class="field"><span class="name">"bins of"</span>
                <Choice label="Bins" options=vec![(Binning::Uniform, "equal width"), (Binning::Quantile, "equally many rows")] value=binning
                    set=move |b| edit_evaluate(view.state, |e| e.bins = b)/></div>
        </div>
    }
}
