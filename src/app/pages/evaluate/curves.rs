//! The curves of one class against the rest: ROC, precision and recall, and whether its probabilities hold.

use crate::components::field::Choice;
use crate::components::figure::Figure;
use crate::components::term::Term;
use crate::evaluating::{View, edit_evaluate};
use crate::views::evaluated::{self, Plot};
use leptos::prelude::*;
use vitrine_core::evaluate::Binning;
use vitrine_text::evaluate as t;

/// A picture of the evaluation with its heading, its figures and its menu.
#[component]
pub fn Plotted(
    /// What is looked at.
    view: View,
    /// Which picture.
    plot: &'static Plot,
    /// The datum that is pointed at.
    pointed: RwSignal<Option<u32>>,
    /// Its name in tests.
    test: &'static str,
) -> impl IntoView {
    view! {
        <Figure head=move || view! { <Term word=plot.word text=(plot.name)()/> } scene=move |width| (plot.scene)(view, width)
            figures=move || (plot.figures)(view) name=(plot.name)() view=move || Some(plot.view(view)) pointed=pointed test=test/>
    }
}

/// The ROC curve.
#[component]
pub fn Roc(view: View) -> impl IntoView {
    view! { <Plotted view=view plot=&evaluated::ROC pointed=view.pointed test="roc"/> }
}

/// Precision against recall.
#[component]
pub fn PrecisionRecall(view: View) -> impl IntoView {
    view! { <Plotted view=view plot=&evaluated::PRECISION_RECALL pointed=view.pointed test="precision-recall"/> }
}

/// Whether probabilities hold.
#[component]
pub fn Calibration(view: View) -> impl IntoView {
    let binning = Memo::new(move |_| view.state.recipe.with(|r| r.evaluate.bins));
    view! {
        <div>
            <Plotted view=view plot=&evaluated::CALIBRATION pointed=RwSignal::new(None) test="calibration"/>
            <div class="field"><span class="name">{t::bins_of()}</span>
                <Choice label=t::bins() options=vec![(Binning::Uniform, t::equal_width()), (Binning::Quantile, t::equally_many_rows())] value=binning
                    set=move |b| edit_evaluate(view.state, |e| e.bins = b)/></div>
        </div>
    }
}
