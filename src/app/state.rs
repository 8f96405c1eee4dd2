//! Everything the page holds: the recipe, the state of each stage, and what is only of this screen.

use crate::dataset::{DatasetView, Insights};
use crate::evaluate::{Evaluation, Intervals};
use crate::model::{ModelSpec, ModelView};
use crate::recipe::{History, Key, Keys, Recipe, Source};
use crate::share::Told;
use crate::table::summary::Summary;
use crate::worker::client::{Client, Health};
use crate::worker::computing::Computing;
use crate::worker::protocol::{self, Event, Explained, Fault, Prediction, Running, Stage};
use leptos::prelude::*;
use std::sync::Arc;

pub use crate::recipe::{Frame, Picture};

use super::dictionary;
use super::gathering::{self, Gathering};
use super::keeping::{self, Keeping};
use super::linked::Linked;
use super::looking::{Found, Looking};
use super::route::Step;
use super::taking::{Picked, Refusal, Taking};
use super::travel::Chosen;

/// The signals of the page. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct State {
    /// Everything the user chose.
    pub recipe: RwSignal<Recipe>,
    /// The model's settings as they are being edited; they enter the recipe when training is asked for.
    pub draft: RwSignal<ModelSpec>,
    /// The table.
    pub table: RwSignal<Held<Summary>>,
    /// The data set.
    pub dataset: RwSignal<Held<DatasetView>>,
    /// What there is to know of it.
    pub insights: RwSignal<Held<Insights>>,
    /// The model.
    pub model: RwSignal<Held<ModelView>>,
    /// Its evaluation.
    pub evaluation: RwSignal<Held<Evaluation>>,
    /// How sure its scores are.
    pub intervals: RwSignal<Held<Intervals>>,
    /// The chosen row and its prediction.
    pub prediction: RwSignal<Held<Prediction>>,
    /// Its explanation.
    pub explanation: RwSignal<Held<Explained>>,
    /// What the page looks at beside the recipe, and what was found.
    pub looking: Looking,
    /// A file of the rows that is being put together.
    pub gathering: StoredValue<Option<Gathering>>,
    /// How the worker is.
    pub health: RwSignal<Health>,
    /// What computes.
    pub computing: RwSignal<Computing>,
    /// The screen shown.
    pub step: RwSignal<Step>,
    /// Waterfall or bars.
    pub picture: RwSignal<Picture>,
    /// What is around the screen.
    pub frame: RwSignal<Frame>,
    /// A link that came in.
    pub linked: RwSignal<Option<Linked>>,
    /// What is kept in the browser.
    pub keeping: Keeping,
    /// Numbers of somebody else's, from a link. While they are there they are shown in place of everything, which stays.
    pub sent: RwSignal<Option<Told>>,
    /// The address under which the user says the page is published, where it is not the one that it has.
    pub base: RwSignal<Option<String>>,
    /// The fragment of the address that this page wrote, or heard of, last.
    pub heard: StoredValue<String>,
    /// A recipe whose cells are told by their places, while the data set is made that they are places of.
    pub revealing: RwSignal<Option<Recipe>>,
    /// The datum that is pointed at, in every linked view.
    pub pointed: RwSignal<Option<u32>>,
    /// Whether a file is being dragged over the page.
    pub dragging: RwSignal<bool>,
    /// A file that could not be taken, and why; what was loaded before stays.
    pub refused: RwSignal<Option<Refusal>>,
    /// A file that is being taken in.
    pub taking: RwSignal<Option<Taking>>,
    /// The file that was picked last.
    pub picked: StoredValue<Option<Picked>, LocalStorage>,
    /// The last recipe whose table could be read, to go back to.
    pub last_good: RwSignal<Option<Recipe>>,
    /// What was chosen before, for undo, and what was undone, for redo.
    pub history: RwSignal<History<Chosen>>,
    /// What undo or redo did last, in words.
    pub travelled: RwSignal<Option<String>>,
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

/// A finished value and what it was made from, since the recipe may have moved on: its names are read here, and nowhere else.
#[derive(Clone, Debug)]
pub struct Made<T> {
    value: Arc<T>,
    /// The recipe that made it.
    pub recipe: Arc<Recipe>,
    /// The data set that it is of; `None` for a table.
    pub data: Option<Arc<DatasetView>>,
}

impl<T> std::ops::Deref for Made<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Made<T> {
    /// The classes' names; none for a number.
    pub fn classes(&self) -> Vec<String> {
        self.data.as_ref().map_or(Vec::new(), |d| d.classes.iter().map(|c| c.0.clone()).collect())
    }

    /// Whether the target is a number.
    pub fn is_number(&self) -> bool {
        self.data.as_ref().is_some_and(|d| d.classes.is_empty())
    }
}

/// One stage as the page holds it: its state now, and the last finished value, which stays in view while a new one is made.
#[derive(Clone, Debug)]
pub struct Held<T> {
    /// The key that the state belongs to.
    pub key: Option<Key>,
    /// The key that the recipe asks for.
    pub wanted: Option<Key>,
    /// How the stage is.
    pub now: Now,
    /// The last finished value of the source that the recipe names.
    pub value: Option<Arc<Made<T>>>,
    /// The last finished value where it is of another source: out of view, and there again when that source is.
    aside: Option<Arc<Made<T>>>,
}

/// The state of a stage without its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Now {
    /// Nothing yet.
    Empty,
    /// Being made.
    Running(Running),
    /// Stopped by hand.
    Stopped,
    /// Made with few samples; how far the one in full is, once that is told.
    Rough(Option<Running>),
    /// Made.
    Ready,
    /// Cannot be made.
    Failed(Fault),
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Held { key: None, wanted: None, now: Now::Empty, value: None, aside: None }
    }
}

impl<T> Held<T> {
    fn take(&mut self, update: protocol::Update<T>, recipe: Recipe, data: Option<Arc<DatasetView>>) {
        // A rough value stays as good as it is while the full one is being made.
        let is_rough = matches!(self.now, Now::Rough(_)) && self.key.as_ref() == Some(&update.key);
        self.key = Some(update.key);
        self.now = match update.stage {
            Stage::Empty => Now::Empty,
            Stage::Running(running) if is_rough => Now::Rough(Some(running)),
            Stage::Running(running) => Now::Running(running),
            Stage::Stopped => Now::Stopped,
            Stage::Failed(fault) => Now::Failed(fault),
            Stage::Ready(value) => {
                self.value = Some(Arc::new(Made { value: Arc::new(value), recipe: Arc::new(recipe), data }));
                self.aside = None;
                Now::Ready
            }
        };
    }

    /// Takes a rough value, unless the full one is there already.
    fn take_rough(&mut self, update: protocol::Update<T>, recipe: Recipe, data: Option<Arc<DatasetView>>) {
        if self.now == Now::Ready && self.key.as_ref() == Some(&update.key) {
            return;
        }
        self.take(update, recipe, data);
        self.now = Now::Rough(None);
    }

    /// Takes note of what is asked for now.
    fn want(&mut self, key: &Key, source: &Source) {
        self.wanted = Some(key.clone());
        let fits = |made: &Option<Arc<Made<T>>>| made.as_ref().is_some_and(|m| m.recipe.source == *source);
        if self.value.is_some() != fits(&self.value) || fits(&self.aside) {
            std::mem::swap(&mut self.value, &mut self.aside);
        }
    }

    /// Whether the value in view is not the one that the recipe asks for.
    pub fn is_stale(&self) -> bool {
        !matches!(self.now, Now::Ready | Now::Rough(_)) || self.key != self.wanted
    }

    /// The value, where it is of the present choices; it may be a rough one.
    pub fn present(&self) -> Option<&Arc<Made<T>>> {
        self.value.as_ref().filter(|_| !self.is_stale())
    }

    /// The value, where it is of the present choices and in full.
    pub fn whole(&self) -> Option<&Arc<Made<T>>> {
        self.present().filter(|_| self.now == Now::Ready)
    }

    /// The fault, where the stage failed.
    pub fn fault(&self) -> Option<Fault> {
        match &self.now {
            Now::Failed(fault) if self.key == self.wanted => Some(fault.clone()),
            _ => None,
        }
    }

    /// How far it is, while it is being made.
    pub fn running(&self) -> Option<Running> {
        match &self.now {
            Now::Running(running) | Now::Rough(Some(running)) => Some(running.clone()),
            _ => None,
        }
    }
}

impl State {
    /// The state of a first visit.
    pub fn new(source: Source) -> State {
        let recipe = Recipe::new(source);
        State {
            draft: RwSignal::new(recipe.model.clone()),
            recipe: RwSignal::new(recipe),
            table: RwSignal::default(),
            dataset: RwSignal::default(),
            insights: RwSignal::default(),
            model: RwSignal::default(),
            evaluation: RwSignal::default(),
            intervals: RwSignal::default(),
            prediction: RwSignal::default(),
            explanation: RwSignal::default(),
            looking: Looking::default(),
            gathering: StoredValue::new(None),
            health: RwSignal::new(Health::Starting),
            computing: RwSignal::default(),
            step: RwSignal::new(Step::Explain),
            picture: RwSignal::new(Picture::Waterfall),
            frame: RwSignal::new(Frame::Page),
            linked: RwSignal::new(None),
            keeping: Keeping::default(),
            sent: RwSignal::new(None),
            base: RwSignal::new(None),
            heard: StoredValue::default(),
            revealing: RwSignal::new(None),
            pointed: RwSignal::new(None),
            dragging: RwSignal::new(false),
            refused: RwSignal::new(None),
            taking: RwSignal::new(None),
            picked: StoredValue::new_local(None),
            last_good: RwSignal::new(None),
            history: RwSignal::default(),
            travelled: RwSignal::new(None),
            theme: RwSignal::new(Theme::System),
            openings: StoredValue::new(0),
            client: StoredValue::new_local(None),
        }
    }

    /// Takes what the worker says. A state that belongs to an older recipe is passed over.
    pub fn take(self, event: Event) {
        let keys = self.recipe.with_untracked(Recipe::keys);
        if !event.is_wanted(&keys, &self.looking.look.get_untracked()) {
            return;
        }
        match event {
            Event::Started | Event::Pong | Event::Panicked { .. } => {}
            Event::Computing(computing) => self.computing.set(computing),
            Event::Table(mut u) => {
                if let Stage::Ready(table) = &mut u.stage {
                    self.recipe.with_untracked(|r| dictionary::describe(&r.source, table));
                }
                self.take_table(u);
            }
            Event::Dataset(mut u) => {
                if let (Stage::Ready(data), Some(table)) = (&mut u.stage, self.table.get_untracked().value) {
                    data.describe(&table);
                }
                self.take_of(self.dataset, u);
            }
            Event::Insights(u) => self.take_of(self.insights, u),
            Event::Model(u) => self.take_of(self.model, u),
            Event::Evaluation(u) => self.take_of(self.evaluation, u),
            // The client keeps it for the next worker.
            Event::Kept(kept) => keeping::keep_part(self, kept),
            Event::Refused(refused) => self.keeping.refused.set(Some(refused.why)),
            Event::Intervals(u) => self.take_of(self.intervals, u),
            Event::Prediction(u) => self.take_of(self.prediction, u),
            Event::Explanation(u) => self.take_of(self.explanation, self.labelled(u)),
            Event::Rough(u) => {
                let (data, u) = (self.data(), self.labelled(u));
                self.explanation.update(|h| h.take_rough(u, self.recipe.get_untracked(), data));
            }
            Event::Rows(found) => self.looking.rows.set(Some(Arc::new(Found::new(found, self.data())))),
            Event::Piece(found) => gathering::take(self, &found),
            Event::Flips(found) => self.looking.flips.set(Some(Arc::new(Found::new(found, self.data())))),
        }
    }

    fn take_of<T: Send + Sync + 'static>(self, held: RwSignal<Held<T>>, update: protocol::Update<T>) {
        let data = self.data();
        held.update(|h| h.take(update, self.recipe.get_untracked(), data));
    }

    /// An explanation whose features are called what people call them.
    fn labelled(self, mut update: protocol::Update<Explained>) -> protocol::Update<Explained> {
        if let (Stage::Ready(explained), Some(data)) = (&mut update.stage, self.data()) {
            explained.label(&data);
        }
        update
    }

    /// The data set at hand. Stages are told in order, so that it is the one that what comes now is of.
    fn data(self) -> Option<Arc<DatasetView>> {
        self.dataset.with_untracked(|d| d.value.as_ref().map(|d| d.value.clone()))
    }

    /// Notes what is asked for now, so that whatever belongs to something else is seen as old at once.
    pub fn expect(self, recipe: &Recipe, keys: &Keys) {
        let source = &recipe.source;
        want(self.table, &keys.table, source);
        want(self.dataset, &keys.dataset, source);
        want(self.insights, &keys.dataset, source);
        want(self.model, &keys.model, source);
        want(self.evaluation, &keys.evaluation, source);
        want(self.intervals, &keys.evaluation, source);
        want(self.prediction, &keys.explanation, source);
        want(self.explanation, &keys.explanation, source);
        self.pointed.set(None);
    }

    fn take_table(self, update: protocol::Update<Summary>) {
        let read = matches!(update.stage, Stage::Ready(_));
        self.take_of(self.table, update);
        if read {
            let recipe = self.recipe.get_untracked();
            self.client.with_value(|client| {
                if let Some(client) = client {
                    client.settle(&recipe.source);
                }
            });
            self.last_good.set(Some(recipe));
        }
    }
}

fn want<T: Send + Sync + 'static>(held: RwSignal<Held<T>>, key: &Key, source: &Source) {
    if held.with_untracked(|h| h.wanted.as_ref() != Some(key)) {
        held.update(|h| h.want(key, source));
    }
}

/// The page's state, from the context that the shell provides.
pub fn use_state() -> State {
    expect_context::<State>()
}
