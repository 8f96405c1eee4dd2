//! What the worker has made so far and what it makes next: a state machine without clock, browser or message, tested natively.
//! Each stage is made when its key in the recipe differs from that of what was made; whatever keeps its key stays.

use super::answering::Answering;
use super::computing::Computing;
use super::explaining::{Explaining, Fitted};
use super::intervals::Resampling;
use super::kept::{Kept, Refused, Shelf, What};
use super::looking::Look;
use super::many::Many;
use super::outbox::Outbox;
use super::protocol::{Command, Event, Fault, Prediction, Stage, Update};
use super::reading::Reading;
use super::recoding::Charsets;
use super::scoring::Scoring;
use super::training::{Training, keep_model, restore_model};
use crate::dataset::{self, Dataset, DatasetView};
use crate::model::{KeptError, ModelView};
use crate::recipe::{Key, Keys, Recipe, Source};
use crate::table::Table;
use std::rc::Rc;
use std::sync::Arc;

/// The computing side's whole state.
#[derive(Debug, Default)]
pub struct Session {
    sources: Vec<(Source, Rc<Vec<u8>>)>,
    pub(super) wanted: Option<(Box<Recipe>, Keys)>,
    reading: Reading,
    pub(super) dataset: Option<Made<Rc<Dataset>>>,
    /// What the page was told of the data set, and whether it has to hear it once more.
    view: Option<Stage<DatasetView>>,
    view_again: bool,
    look: Look,
    /// What was handed in to be used instead of training anew.
    shelf: Shelf,
    training: Option<Training>,
    models: Vec<(Key, Rc<Fitted>)>,
    pub(super) model: Option<Made<Rc<Fitted>>>,
    /// The model that the page was last told about.
    told: Option<Key>,
    pub(super) explaining: Explaining,
    pub(super) many: Many,
    scoring: Scoring,
    resampling: Resampling,
    answering: Answering,
    pub(super) computing: Computing,
    paused: bool,
    stopped: Option<Key>,
    pub(super) out: Outbox,
}

/// What was made of a key; `None` where it could not be made.
#[derive(Clone, Debug)]
pub(super) struct Made<T> {
    key: Key,
    value: Option<T>,
}

/// Fitted models that are kept, so that going back to one costs nothing.
pub(super) const N_MODELS: usize = 3;
/// Sources whose bytes are kept, on either side.
pub const N_SOURCES: usize = 2;

impl Session {
    /// A session that has nothing.
    pub fn new() -> Session {
        Session::default()
    }

    /// Decodes encodings of East Asia from now on.
    pub fn decode_with(&mut self, charsets: Charsets) {
        self.reading.decode_with(charsets);
    }

    /// Takes the bytes of a source.
    pub fn load(&mut self, source: Source, bytes: Vec<u8>) {
        keep(&mut self.sources, source, Rc::new(bytes), N_SOURCES);
    }

    /// Takes a command.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Follow { recipe } => self.follow(recipe),
            Command::Restore { kept } => self.restore(*kept),
            Command::Look { look } => self.answering.look(*look),
            Command::Many { rows } => self.many.ask(rows),
            Command::Compute { choice } => self.choose(choice),
            Command::Ping => self.out.push(Event::Pong),
            Command::Pause => {
                self.paused = true;
                self.tell_training();
                let kept = self.training.as_ref().and_then(Training::checkpoint);
                kept.into_iter().for_each(|kept| self.out.push(Event::Kept(kept)));
            }
            Command::Resume => {
                self.paused = false;
                self.stopped = None;
            }
            Command::Cancel => self.cancel(),
            // The bytes of a source come through `load`.
            Command::Load { .. } => {}
            #[cfg(feature = "faults")]
            Command::Break(_) => {}
        }
    }

    fn follow(&mut self, recipe: Box<Recipe>) {
        let keys = recipe.keys();
        self.tell_again(&keys);
        if self.wanted.as_ref().is_none_or(|(_, k)| k.model != keys.model) {
            self.paused = false;
            self.stopped = None;
            self.training = None;
        }
        self.reading.follow(&keys.table);
        self.wanted = Some((recipe, keys));
    }

    /// What was told of a stage may have been passed over by a page that had moved on; where it comes back to the same recipe
    /// before anything else was made, it must hear it once more.
    fn tell_again(&mut self, keys: &Keys) {
        let Some((_, before)) = &self.wanted else { return };
        if before.table != keys.table {
            self.reading.tell_again();
        }
        if before.dataset != keys.dataset {
            self.view_again = true;
            self.look.tell_again();
        }
        if before.model != keys.model {
            self.told = None;
            self.answering.list_again();
        }
        if before.evaluation != keys.evaluation {
            self.scoring.tell_again();
            self.resampling.tell_again();
        }
        if before.explanation != keys.explanation {
            self.explaining.tell_again();
            self.answering.search_again();
        }
    }

    /// Also while the training of its key is under way, which is dropped for it.
    fn restore(&mut self, kept: Kept) {
        self.training.take_if(|training| training.key == kept.key);
        self.shelf.put(kept);
    }

    /// Also before the training has begun: a new worker is told of it with the recipe.
    fn cancel(&mut self) {
        let Some((_, keys)) = &self.wanted else { return };
        let key = keys.model.clone();
        if self.model.as_ref().is_none_or(|m| m.key != key) {
            self.training = None;
            self.shelf.take(&key, What::Checkpoint);
            self.paused = false;
            self.tell_model(key.clone(), Stage::Stopped);
            self.stopped = Some(key);
        }
    }

    /// What happened since the last call, oldest first; of several states of one stage only the newest.
    pub fn events(&mut self) -> Vec<Event> {
        self.out.take()
    }

    /// Does the next few milliseconds of work. `now` is in seconds and only measures. Returns whether there is more to do.
    pub fn step(&mut self, now: f64) -> bool {
        let Some((recipe, keys)) = self.wanted.clone() else { return false };
        if !self.reading.is_over(&keys.table) {
            // The bytes may still be on their way.
            let bytes = self.sources.iter().find(|(s, _)| *s == recipe.source).map(|(_, bytes)| bytes);
            return self.reading.step(&recipe, &keys.table, bytes, now, &mut self.out);
        }
        let Some(table) = self.reading.table() else { return false };
        if self.dataset.as_ref().is_none_or(|m| m.key != keys.dataset) {
            return self.make_dataset(&recipe, &keys, &table);
        }
        if self.view_again
            && let Some(stage) = self.view.clone()
        {
            self.tell_dataset(keys.dataset.clone(), stage);
            return true;
        }
        let Some(dataset) = value(&self.dataset) else { return false };
        // It does not wait for a training, which may be long or fail.
        if self.look.step(&keys.dataset, &table, &recipe.dataset, &dataset, &mut self.out) {
            return true;
        }
        if self.model.as_ref().is_none_or(|m| m.key != keys.model) || self.told.as_ref() != Some(&keys.model) {
            return self.make_model(&recipe, &keys, &dataset, now);
        }
        let Some(fitted) = value(&self.model) else { return false };
        // How sure the scores are can wait until the decision is explained.
        self.scoring.step(&recipe, &keys, &dataset, &fitted, &mut self.out)
            || self.answering.list(&keys, &dataset, &fitted, &mut self.out)
            || self.explaining.step(&recipe, &keys, &dataset, &fitted, &self.computing, now, &mut self.out)
            || self.answering.search(&recipe, &keys, &dataset, &fitted, &mut self.out)
            || self.many.step(&recipe, &keys, &dataset, &fitted, now, &mut self.out)
            || self.resampling.step(&recipe, &keys, &dataset, &fitted, now, &mut self.out)
    }

    fn make_dataset(&mut self, recipe: &Recipe, keys: &Keys, table: &Arc<Table>) -> bool {
        let key = keys.dataset.clone();
        let (value, stage) = match Dataset::build(table, &recipe.dataset) {
            Ok(d) => {
                let view = dataset::view(&d, table.n_rows);
                (Some(Rc::new(d)), Stage::Ready(view))
            }
            Err(e) => (None, failed(&e)),
        };
        self.dataset = Some(Made { key: key.clone(), value });
        self.tell_dataset(key, stage);
        true
    }

    fn tell_dataset(&mut self, key: Key, stage: Stage<DatasetView>) {
        self.view = Some(stage.clone());
        self.view_again = false;
        self.out.push(Event::Dataset(Update { key, stage }));
    }

    fn make_model(&mut self, recipe: &Recipe, keys: &Keys, dataset: &Rc<Dataset>, now: f64) -> bool {
        if let Some((_, fitted)) = self.models.iter().find(|(k, _)| *k == keys.model).cloned() {
            self.model_ready(keys, fitted);
            return true;
        }
        if let Some(kept) = self.shelf.take(&keys.model, What::Model) {
            match restore_model(&kept, recipe, dataset) {
                Ok(fitted) => self.model_made(keys, fitted),
                Err(e) => self.refuse(kept, &e),
            }
            return true;
        }
        if self.stopped.as_ref() == Some(&keys.model) {
            return false;
        }
        if self.training.as_ref().is_none_or(|t| t.key != keys.model) {
            if let Some(kept) = self.shelf.take(&keys.model, What::Checkpoint) {
                match Training::resume(&kept, recipe, dataset) {
                    Ok(training) => self.begin(training),
                    Err(e) => self.refuse(kept, &e),
                }
                return true;
            }
            match Training::begin(&keys.model, recipe, dataset) {
                Ok(training) => self.begin(training),
                Err(e) => self.model_failed(keys, &e),
            }
            return true;
        }
        if self.paused {
            if let Some(training) = &mut self.training {
                training.hold();
            }
            return false;
        }
        self.train(keys, dataset, now)
    }

    fn train(&mut self, keys: &Keys, dataset: &Rc<Dataset>, now: f64) -> bool {
        let Some(training) = &mut self.training else { return false };
        match training.step(dataset, now) {
            Ok(false) => {
                training.checkpoint_when_due().into_iter().for_each(|kept| self.out.push(Event::Kept(kept)));
                if self.out.is_due(now) {
                    self.tell_training();
                }
            }
            Ok(true) => {
                let Some(training) = self.training.take() else { return false };
                let fitted = training.finish(dataset);
                let kept = keep_model(&keys.model, &fitted);
                self.model_made(keys, fitted);
                self.out.push(Event::Kept(kept));
            }
            Err(e) => self.model_failed(keys, &e),
        }
        true
    }

    fn begin(&mut self, training: Training) {
        self.training = Some(training);
        self.tell_training();
    }

    fn refuse(&mut self, kept: Kept, error: &KeptError) {
        let Kept { key, what, .. } = kept;
        self.out.push(Event::Refused(Refused { key, what, why: error.to_string() }));
    }

    fn model_made(&mut self, keys: &Keys, fitted: Fitted) {
        let fitted = Rc::new(fitted);
        keep(&mut self.models, keys.model.clone(), fitted.clone(), N_MODELS);
        self.model_ready(keys, fitted);
    }

    fn model_ready(&mut self, keys: &Keys, fitted: Rc<Fitted>) {
        let key = keys.model.clone();
        self.tell_model(key.clone(), Stage::Ready(fitted.view.clone()));
        self.model = Some(Made { key, value: Some(fitted) });
    }

    fn model_failed(&mut self, keys: &Keys, error: &dyn std::error::Error) {
        self.training = None;
        let key = keys.model.clone();
        self.tell_model(key.clone(), failed(error));
        self.model = Some(Made { key, value: None });
    }

    /// Tells how far training is.
    fn tell_training(&mut self) {
        let Some(training) = &self.training else { return };
        let running = training.running(self.paused);
        self.tell_model(training.key.clone(), Stage::Running(running));
    }

    fn tell_model(&mut self, key: Key, stage: Stage<ModelView>) {
        self.told = Some(key.clone());
        self.out.push(Event::Model(Update { key, stage }));
    }
}

/// Keeps a value under its key as the newest, and of all the `most` newest.
pub(super) fn keep<K: PartialEq, V>(all: &mut Vec<(K, V)>, key: K, value: V, most: usize) {
    all.retain(|(k, _)| *k != key);
    all.push((key, value));
    if all.len() > most {
        all.remove(0);
    }
}

pub(super) fn value<T: Clone>(made: &Option<Made<T>>) -> Option<T> {
    made.as_ref().and_then(|m| m.value.clone())
}

pub(super) fn failed<T>(error: &dyn std::error::Error) -> Stage<T> {
    Stage::Failed(Fault::new(error.to_string()))
}

/// The prediction's stage when the row asked for is not there.
pub(super) fn no_row(row: u32) -> Stage<Prediction> {
    let message = format!(
        "Row {} has no place in this data set: it was left out, or the table is shorter. Choose another row.",
        row + 1
    );
    Stage::Failed(Fault::new(message))
}
