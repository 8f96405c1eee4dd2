//! Everything the page holds: the recipe, the state of each stage, and what is only of this screen.

mod answers;
mod chosen;
mod row_export;
mod autosave;
mod linked;
mod row_browser;
mod import;

use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use vitrine_core::dataset::{DatasetView, Insights};
use vitrine_core::evaluate::{Evaluation, Intervals};
use vitrine_core::model::{ModelSpec, ModelView};
use vitrine_core::recipe::{History, Keyed, Recipe, Source};
use vitrine_core::table::summary::Summary;
use vitrine_view::share::StandaloneExplanation;
use vitrine_worker::browser::client::{Client, Health};
use vitrine_worker::protocol::{
    Computing, DatasetQuestion, EvaluationQuestion, Explained, ExplanationQuestion, InsightsQuestion,
    IntervalsQuestion, ModelQuestion, Prediction, PredictionQuestion, TableQuestion,
};

pub use answers::{AnswerSlot, Answers, Produced, Provenance, SlotContent, Status};
pub use autosave::Autosave;
pub use chosen::Chosen;
pub use import::{Import, PickedFile, Refusal};
pub use linked::{Linked, Opened};
pub use row_browser::RowBrowser;
pub use row_export::RowExport;
pub use vitrine_core::recipe::{Frame, Picture};

use super::route::Screen;

/// The signals of the page. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct State {
    /// Everything the user chose.
    pub recipe: RwSignal<Recipe>,
    /// The model's settings as they are being edited; they enter the recipe when training is asked for.
    pub draft: RwSignal<ModelSpec>,
    /// All answers; the standing ones have a field of their own below.
    pub answers: Answers,
    /// The table.
    pub table: RwSignal<SlotContent<Summary>>,
    /// The data set.
    pub dataset: RwSignal<SlotContent<DatasetView>>,
    /// What there is to know of it.
    pub insights: RwSignal<SlotContent<Insights>>,
    /// The model.
    pub model: RwSignal<SlotContent<ModelView>>,
    /// Its evaluation.
    pub evaluation: RwSignal<SlotContent<Evaluation>>,
    /// How sure its scores are.
    pub intervals: RwSignal<SlotContent<Intervals>>,
    /// The chosen row and its prediction.
    pub prediction: RwSignal<SlotContent<Prediction>>,
    /// Its explanation.
    pub explanation: RwSignal<SlotContent<Explained>>,
    /// What the page looks at beside the recipe, and what was found.
    pub row_browser: RowBrowser,
    /// The panels about the whole model that are unfolded, by their names in tests.
    pub panels: RwSignal<BTreeSet<&'static str>>,
    /// A file of the rows that is being put together.
    pub row_export: StoredValue<Option<RowExport>>,
    /// How the worker is.
    pub health: RwSignal<Health>,
    /// What computes.
    pub computing: RwSignal<Computing>,
    /// The screen shown.
    pub step: RwSignal<Screen>,
    /// Waterfall or bars.
    pub picture: RwSignal<Picture>,
    /// What is around the screen.
    pub frame: RwSignal<Frame>,
    /// A link that came in.
    pub linked: RwSignal<Option<Linked>>,
    /// What is kept in the browser.
    pub autosave: Autosave,
    /// Numbers of somebody else's, from a link. While they are there they are shown in place of everything, which stays.
    pub from_link: RwSignal<Option<StandaloneExplanation>>,
    /// The address under which the user says the page is published, where it is not the one that it has.
    pub base: RwSignal<Option<String>>,
    /// The fragment of the address that this page wrote, or heard of, last.
    pub heard: StoredValue<String>,
    /// A recipe whose cells are told by their places, while the data set is made that they are places of.
    pub restoring: RwSignal<Option<Recipe>>,
    /// The datum that is pointed at, in every linked view.
    pub pointed: RwSignal<Option<u32>>,
    /// Whether a file is being dragged over the page.
    pub dragging: RwSignal<bool>,
    /// A file that could not be taken, and why; what was loaded before stays.
    pub refused: RwSignal<Option<Refusal>>,
    /// A file that is being taken in.
    pub import: RwSignal<Option<Import>>,
    /// The file that was picked last.
    pub picked: StoredValue<Option<PickedFile>, LocalStorage>,
    /// The last recipe whose table could be read, to go back to.
    pub last_good: RwSignal<Option<Recipe>>,
    /// What was chosen before, for undo, and what was undone, for redo.
    pub history: RwSignal<History<Chosen>>,
    /// What undo or redo did last, in words.
    pub undone: RwSignal<Option<String>>,
    /// Colours: the system's, or the user's choice.
    pub theme: RwSignal<Theme>,
    /// Counts the tables that were asked for, so that a slow file does not come after a newer one.
    pub openings: StoredValue<u64>,
    /// The line to the worker.
    pub client: StoredValue<Option<Client>, LocalStorage>,
}

/// Which colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl State {
    /// The state of a first visit.
    pub fn new(source: Source) -> State {
        let recipe = Recipe::new(source);
        let answers = Answers::default();
        State {
            answers,
            draft: RwSignal::new(recipe.model.clone()),
            recipe: RwSignal::new(recipe),
            table: answers.add_slot(Some(TableQuestion)).held,
            dataset: answers.add_slot(Some(DatasetQuestion)).held,
            insights: answers.add_slot(Some(InsightsQuestion)).held,
            model: answers.add_slot(Some(ModelQuestion)).held,
            evaluation: answers.add_slot(Some(EvaluationQuestion)).held,
            intervals: answers.add_slot(Some(IntervalsQuestion)).held,
            prediction: answers.add_slot(Some(PredictionQuestion)).held,
            explanation: answers.add_slot(Some(ExplanationQuestion::default())).held,
            row_browser: RowBrowser::new(answers),
            panels: RwSignal::default(),
            row_export: StoredValue::new(None),
            health: RwSignal::new(Health::Starting),
            computing: RwSignal::default(),
            step: RwSignal::new(Screen::Explain),
            picture: RwSignal::new(Picture::Waterfall),
            frame: RwSignal::new(Frame::Page),
            linked: RwSignal::new(None),
            autosave: Autosave::default(),
            from_link: RwSignal::new(None),
            base: RwSignal::new(None),
            heard: StoredValue::default(),
            restoring: RwSignal::new(None),
            pointed: RwSignal::new(None),
            dragging: RwSignal::new(false),
            refused: RwSignal::new(None),
            import: RwSignal::new(None),
            picked: StoredValue::new_local(None),
            last_good: RwSignal::new(None),
            history: RwSignal::default(),
            undone: RwSignal::new(None),
            theme: RwSignal::new(Theme::System),
            openings: StoredValue::new(0),
            client: StoredValue::new_local(None),
        }
    }

    /// The data set at hand. Answers are told in order, so that it is the one that what comes now is of.
    pub fn data(self) -> Option<Arc<DatasetView>> {
        self.dataset.with_untracked(|d| d.value.as_ref().map(|d| d.shared()))
    }

    /// Sets the recipe that is wanted now, so that what belongs to another one is stale at once.
    pub fn set_wanted(self, wanted: &Keyed) {
        self.answers.set_wanted(wanted);
        self.pointed.set(None);
    }
}

/// The page's state, from the context that the shell provides.
pub fn use_state() -> State {
    expect_context::<State>()
}
