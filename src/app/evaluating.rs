//! What the Evaluate screen looks at: the part, the class and the threshold in view, and the verbs that change them.

use super::queries::by_identity;
use super::state::{Produced, State};
use super::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::dataset::Part;
use vitrine_core::evaluate::{ClassDetail, Costs, DetailOf, EvaluateSpec, Evaluation, Intervals, PartScores};
use vitrine_core::recipe::Recipe;
use vitrine_view::share::Cell;
pub use vitrine_view::share::verdict::part_in_words;

/// Changes what is looked at; nothing is made anew for it.
pub fn edit_evaluate(state: State, change: impl FnOnce(&mut EvaluateSpec)) {
    tasks::edit(state, |r| change(&mut r.evaluate));
}

/// An evaluation and what of it is in view. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct View {
    /// The page's state.
    pub state: State,
    evaluation: StoredValue<Arc<Produced<Evaluation>>>,
    /// Which part, by its place among the evaluation's.
    part: Memo<usize>,
    /// Which class, against the rest.
    pub class: Signal<usize>,
    /// The threshold as the hand has it now; the recipe takes it over when the hand rests.
    pub threshold: RwSignal<f64>,
    /// What wrong decisions cost.
    pub costs: Memo<Costs>,
    /// The threshold that is pointed at in the curves, in percent.
    pub pointed: RwSignal<Option<u32>>,
    /// How sure the scores are, once that is known.
    pub intervals: Memo<Option<Arc<Produced<Intervals>>>>,
}

impl View {
    /// Looks at an evaluation as the recipe says.
    pub fn new(state: State, evaluation: Arc<Produced<Evaluation>>) -> View {
        let e = evaluation.clone();
        let part = Memo::new(move |_| {
            let shown = e.part(state.recipe.with(|r| r.evaluate.part)).map(|p| p.part);
            e.parts.iter().position(|p| Some(p.part) == shown).unwrap_or(0)
        });
        let e = evaluation.clone();
        let class = Memo::new(move |_| {
            let named = state.recipe.with(|r| r.evaluate.class.clone());
            e.data.as_ref().map_or(0, |data| data.class_or_rarest(named.as_deref()))
        });
        let chosen = Memo::new(move |_| state.recipe.with(|r| r.evaluate.threshold));
        let threshold = RwSignal::new(chosen.get_untracked());
        Effect::new(move |_| threshold.set(chosen.get()));
        let costs = Memo::new(move |_| {
            state.recipe.with(|r| Costs {
                false_positive: r.evaluate.cost_false_positive,
                false_negative: r.evaluate.cost_false_negative,
            })
        });
        let intervals = by_identity(move || state.intervals.with(|i| i.present().cloned()));
        let evaluation = StoredValue::new(evaluation);
        let class = Signal::from(class);
        View { state, evaluation, part, class, threshold, costs, pointed: RwSignal::new(None), intervals }
    }

    /// The same, looking at another class.
    pub fn of_other_class(self, class: usize) -> View {
        View { class: Signal::stored(class), ..self }
    }

    /// The evaluation.
    pub fn evaluation(self) -> Arc<Produced<Evaluation>> {
        self.evaluation.get_value()
    }

    /// Reads the part in view.
    pub fn part<R>(self, read: impl FnOnce(&PartScores) -> R) -> Option<R> {
        let idx = self.part.get();
        self.evaluation.with_value(|e| e.parts.get(idx).map(read))
    }

    /// Which part is in view.
    pub fn which(self) -> Part {
        self.part(|p| p.part).unwrap_or(Part::Test)
    }

    /// Reads the class in view, of the part in view.
    pub fn of_class<R>(self, read: impl FnOnce(&ClassDetail) -> R) -> Option<R> {
        let class = self.class.get();
        self.part(|p| match &p.detail.as_ref()?.of {
            DetailOf::Classes(classes) => classes.get(class).map(read),
            DetailOf::Numbers(_) => None,
        })
        .flatten()
    }

    /// The name of the class in view.
    pub fn subject(self) -> String {
        let class = self.class.get();
        self.evaluation.with_value(|e| e.classes().get(class).cloned().unwrap_or_default())
    }

    /// The choices that led to what is in view; those of the evaluation as they are now.
    pub fn recipe(self) -> Recipe {
        let evaluate = self.state.recipe.with_untracked(|r| r.evaluate.clone());
        Recipe { evaluate, ..(*self.evaluation().recipe).clone() }
    }

    /// Of which rows and which class it is, for exports.
    pub fn facts(self) -> Vec<(&'static str, Cell)> {
        untrack(|| {
            let rows = self.part(|p| p.n_rows).unwrap_or(0);
            let class = self.subject();
            vec![("part", part_in_words(self.which()).into()), ("rows", rows.into()), ("class", class.as_str().into())]
        })
    }

    /// Puts a threshold in force.
    pub fn set_threshold(self, threshold: f64) {
        let settled = untrack(|| self.of_class(|c| c.thresholds.settled(threshold))).unwrap_or(threshold);
        self.threshold.set(settled);
        edit_evaluate(self.state, |e| e.threshold = settled);
    }
}
