//! What a report can hold: each view as a chapter, with the same of other classes where that is at hand.

use super::evaluated::{self, Plot, PlotOf};
use super::explained::{self, Shown};
use super::tabled::{self, Compared};
use super::trained::{self, Course};
use crate::evaluating;
use crate::panels::{PANELS, Panel};
use crate::state::{Picture, SlotContent, State};
use crate::words;
use leptos::prelude::*;
use vitrine_core::evaluate::{Evaluation, Scores};
use vitrine_core::explain::Method;
use vitrine_core::model::Structure;
use vitrine_text::{capital, report as t};
use vitrine_view::chart::Scene;
use vitrine_view::share::report::{Chapter, Keeps, NARROW, Variant};
use vitrine_view::share::{Cell, View};

/// A view that a report can hold.
#[derive(Clone, Copy)]
pub enum ReportItem {
    /// An explanation.
    Explanation(Method),
    /// The values of the row.
    Values,
    /// What would flip the decision.
    Counterfactuals,
    /// The learning curves.
    Curves,
    /// The inside of the model.
    Structure,
    /// The scores with their intervals.
    Scores,
    /// The confusion matrix.
    Confusion,
    /// The scores by class.
    ByClass,
    /// A picture of the evaluation.
    Plot(&'static Plot),
    /// The columns of the table.
    Columns,
    /// How features are related.
    Associations,
    /// A view of the model beyond the row.
    Panel(&'static Panel),
}

/// All of them, in the order of a report. Pictures and lists that have a dot or a line a row are none: a report holds no rows but the one
/// that is explained.
pub fn items() -> Vec<ReportItem> {
    let row =
        Method::ALL.map(ReportItem::Explanation).into_iter().chain([ReportItem::Values, ReportItem::Counterfactuals]);
    let model = PANELS.into_iter().map(ReportItem::Panel);
    let scores = [
        ReportItem::Scores,
        ReportItem::Confusion,
        ReportItem::ByClass,
        ReportItem::Plot(&evaluated::ROC),
        ReportItem::Plot(&evaluated::PRECISION_RECALL),
        ReportItem::Plot(&evaluated::CALIBRATION),
        ReportItem::Plot(&evaluated::EXPECTED_COST),
        ReportItem::Plot(&evaluated::SPREAD),
        ReportItem::Plot(&evaluated::BY_FEATURE),
        ReportItem::Curves,
        ReportItem::Structure,
        ReportItem::Columns,
        ReportItem::Associations,
    ];
    row.chain(model).chain(scores).collect()
}

/// Classes that a chapter has, the one in view first.
const MOST_CLASSES: usize = 6;

impl ReportItem {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            ReportItem::Explanation(method) => (method.info().label)(),
            ReportItem::Values => t::values_of_the_row(),
            ReportItem::Counterfactuals => t::what_would_flip_it(),
            ReportItem::Curves => t::learning_curves(),
            ReportItem::Structure => t::inside_of_the_model(),
            ReportItem::Scores => t::scores(),
            ReportItem::Confusion => t::confusion_matrix(),
            ReportItem::ByClass => t::scores_by_class(),
            ReportItem::Plot(plot) => (plot.name)(),
            ReportItem::Columns => t::columns_of_the_table(),
            ReportItem::Associations => t::how_features_are_related(),
            ReportItem::Panel(panel) => (panel.name)(),
        }
    }

    /// Whether a report has it unless its author says otherwise: an explained decision, and how good the model is.
    pub fn is_default(self) -> bool {
        match self {
            ReportItem::Explanation(_)
            | ReportItem::Values
            | ReportItem::Counterfactuals
            | ReportItem::Curves
            | ReportItem::Scores
            | ReportItem::Confusion => true,
            ReportItem::Plot(plot) => plot.is_default,
            // Whoever unfolded it wants it.
            ReportItem::Panel(_) => true,
            _ => false,
        }
    }

    /// Whether it can be put in now: it is there, in full, and of the present choices.
    pub fn is_ready(self, state: State) -> bool {
        let of_classes = |wanted: bool| {
            let is =
                |e: &SlotContent<Evaluation>| is_made(e) && e.value.as_ref().is_some_and(|e| e.is_number() != wanted);
            state.evaluation.with(is)
        };
        match self {
            ReportItem::Explanation(_) => state.explanation.with(|e| e.whole().is_some()),
            ReportItem::Values => state.prediction.with(is_made),
            ReportItem::Counterfactuals => state.row_browser.counterfactuals_found(state).is_some(),
            ReportItem::Curves | ReportItem::Structure => state.model.with(is_made),
            ReportItem::Scores => state.evaluation.with(is_made),
            ReportItem::Plot(plot) => match plot.of {
                PlotOf::Model => state.evaluation.with(is_made),
                PlotOf::EachClass => of_classes(true),
                PlotOf::Number => of_classes(false),
            },
            ReportItem::Confusion | ReportItem::ByClass => of_classes(true),
            ReportItem::Columns => state.table.with(is_made),
            ReportItem::Panel(panel) => (panel.reported)(state).is_some(),
            ReportItem::Associations => {
                state.insights.with(|i| is_made(i) && i.value.as_ref().is_some_and(|i| i.compared.len() > 1))
            }
        }
    }

    /// The chapter.
    pub fn chapter(self, state: State) -> Option<Chapter> {
        let meaning = self.meaning(state);
        let variants = self.variants(state)?;
        let is_curve = matches!(self, ReportItem::Curves | ReportItem::Plot(_));
        Some(Chapter {
            title: capital(&variants.first()?.view.name),
            meaning,
            of_features: matches!(self, ReportItem::Explanation(_) | ReportItem::Values | ReportItem::Counterfactuals),
            keeps: if is_curve { Keeps::Throughout } else { Keeps::First },
            variants,
        })
    }

    fn meaning(self, state: State) -> String {
        let said = match self {
            ReportItem::Explanation(method) => words::keyed(method.info().id).map_or("", |word| (word.meaning)()),
            ReportItem::Values => t::row_as_asked(),
            ReportItem::Counterfactuals => t::every_flip(),
            ReportItem::Curves => (words::LOSS.meaning)(),
            ReportItem::Structure => {
                return state
                    .model
                    .with(|m| m.value.as_ref().map(|m| trained::structure_meaning(m)).unwrap_or_default());
            }
            ReportItem::Scores => (words::INTERVAL.meaning)(),
            ReportItem::Confusion => (words::CONFUSION.meaning)(),
            ReportItem::ByClass => t::how_well_classes_are_told(),
            ReportItem::Plot(plot) => (plot.word.meaning)(),
            ReportItem::Columns => t::what_columns_hold(),
            ReportItem::Associations => (words::RELATION.meaning)(),
            ReportItem::Panel(panel) => (panel.word.meaning)(),
        };
        said.to_owned()
    }

    fn variants(self, state: State) -> Option<Vec<Variant>> {
        match self {
            ReportItem::Explanation(method) => explanation(state, method),
            ReportItem::Values => state.prediction.with(|p| {
                let p = p.value.as_ref()?;
                let mut view = explained::values(p)?;
                if p.values == p.original {
                    // Nothing was changed: the value is the one in the table.
                    view.figures.columns.truncate(2);
                    view.figures.rows.iter_mut().for_each(|row| row.truncate(2));
                }
                Some(one(view))
            }),
            ReportItem::Counterfactuals => {
                let found = state.row_browser.counterfactuals_found(state)?;
                let prediction = state.prediction.with(|p| p.value.clone())?;
                Some(one(explained::counterfactuals(&found, found.data.as_ref()?, &prediction)))
            }
            ReportItem::Curves => {
                let course = Course::of(state);
                Some(drawn(course.view(state), Some(course.scene(NARROW))))
            }
            ReportItem::Structure => structure(state),
            ReportItem::Scores => Some(one(evaluated::scores(evaluation(state)?))),
            ReportItem::Confusion => Some(one(evaluated::confusion(evaluation(state)?)?)),
            ReportItem::ByClass => Some(one(evaluated::by_class(evaluation(state)?)?)),
            ReportItem::Plot(plot) => plotted(evaluation(state)?, plot),
            ReportItem::Panel(panel) => (panel.reported)(state).map(|(view, narrow)| drawn(view, Some(narrow))),
            ReportItem::Columns => state.table.with(|t| Some(one(tabled::columns(t.value.as_ref()?)))),
            ReportItem::Associations => {
                let insights = state.insights.with(|i| i.value.clone())?;
                let compared = Compared::of(&insights);
                Some(drawn(compared.view(&insights), Some(compared.scene(NARROW))))
            }
        }
    }
}

fn is_made<T>(held: &SlotContent<T>) -> bool {
    held.present().is_some()
}

fn evaluation(state: State) -> Option<evaluating::View> {
    Some(evaluating::View::new(state, state.evaluation.with(|e| e.value.clone())?))
}

fn one(view: View) -> Vec<Variant> {
    drawn(view, None)
}

fn drawn(view: View, narrow: Option<Scene>) -> Vec<Variant> {
    vec![Variant { name: String::new(), note: String::new(), view, narrow }]
}

/// An explanation, and for two classes its mirror.
fn explanation(state: State, method: Method) -> Option<Vec<Variant>> {
    let shown = Shown::of(state.explanation.with(|e| e.value.clone())?);
    let picture: Picture = state.picture.get();
    let own = Variant {
        name: shown.subject().to_owned(),
        note: String::new(),
        view: shown.view(method, picture)?,
        narrow: Some(shown.scene(method, picture, NARROW)),
    };
    let mirror = shown.for_other_class(method, picture, NARROW).map(|(view, narrow)| Variant {
        name: explained_class(&view),
        note: t::mirror(&shown.subject()),
        view,
        narrow: Some(narrow),
    });
    Some([own].into_iter().chain(mirror).collect())
}

fn explained_class(view: &View) -> String {
    let found = view.quality.iter().find(|(name, _)| *name == "explained");
    found.map(|(_, cell)| cell.text()).unwrap_or_default()
}

/// The inside of a model; of one with coefficients for each class, class by class.
fn structure(state: State) -> Option<Vec<Variant>> {
    let model = state.model.with(|m| m.value.clone())?;
    let classes = model.classes();
    let lists = match &model.structure {
        Structure::Coefficients(lists) if lists.len() > 1 => lists.len(),
        _ => 1,
    };
    let variant = |k: usize| {
        let mut view = trained::structure_view(&model, k);
        let name = if lists > 1 { classes.get(k).cloned().unwrap_or_default() } else { String::new() };
        if lists > 1 {
            view.figures.rows.retain(|row| row.first().is_some_and(|cell| *cell == Cell::Text(name.clone())));
        }
        Variant { name, note: few(lists), view, narrow: Some(trained::structure_scene(&model, k, NARROW)) }
    };
    Some((0..lists.min(MOST_CLASSES)).map(variant).collect())
}

/// A picture of the evaluation: class by class where it is of one.
fn plotted(view: evaluating::View, plot: &Plot) -> Option<Vec<Variant>> {
    let n_classes = view.part(|p| match &p.model {
        Scores::Classes(s) if plot.of == PlotOf::EachClass => s.by_class.len(),
        _ => 0,
    })?;
    if n_classes == 0 {
        return Some(drawn(plot.view(view), Some((plot.scene)(view, NARROW))));
    }
    let first = view.class.get();
    let others = (0..n_classes).filter(|k| *k != first);
    let variant = |k: usize| {
        let view = view.of_other_class(k);
        let narrow = Some((plot.scene)(view, NARROW));
        Variant { name: view.subject(), note: few(n_classes), view: plot.view(view), narrow }
    };
    Some([first].into_iter().chain(others).take(MOST_CLASSES).map(variant).collect())
}

/// What is said where there are more classes than a chapter has.
fn few(n_classes: usize) -> String {
    match n_classes {
        n if n > MOST_CLASSES => t::one_of_classes(&n, &MOST_CLASSES),
        _ => String::new(),
    }
}
