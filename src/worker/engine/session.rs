//! The state of the computing side: sources, recipe, questions, and a runner for each kind of question. An answer is computed when its
//! request is new; what keeps its key is kept.

use super::context::{Context, Inputs};
use super::outbox::Outbox;
use super::recoding::Charsets;
use super::sources::SourceCache;
use super::tasks::Tasks;
use super::tasks::model::ModelTask;
use crate::protocol::artifact::{Artifact, What};
use crate::protocol::{Command, Computing, Event, ModelQuestion, Question, Stage, TypedQuestion, standing_questions};
use std::rc::Rc;
use vitrine_core::recipe::{Keyed, Recipe, Source};

/// The computing side's whole state.
#[derive(Debug)]
pub struct Session {
    pub(super) sources: SourceCache,
    pub(super) wanted: Option<Rc<Keyed>>,
    questions: Rc<[Question]>,
    pub(super) tasks: Tasks,
    pub(super) computing: Computing,
    pub(super) out: Outbox,
}

impl Default for Session {
    /// A session that has nothing.
    fn default() -> Session {
        Session {
            sources: SourceCache::default(),
            wanted: None,
            questions: standing_questions().into(),
            tasks: Tasks::default(),
            computing: Computing::default(),
            out: Outbox::default(),
        }
    }
}

impl Session {
    /// A session that has nothing.
    pub fn new() -> Session {
        Session::default()
    }

    /// Decodes encodings of East Asia from now on.
    pub fn decode_with(&mut self, charsets: Charsets) {
        *self.tasks.table.state_mut() = Some(charsets);
    }

    /// Takes the bytes of a source.
    pub fn load(&mut self, source: Source, bytes: Vec<u8>) {
        self.sources.put(source, bytes);
    }

    /// Takes a command.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Follow { recipe } => self.follow(*recipe),
            Command::Ask { questions } => {
                self.questions = questions.into();
                self.drop_unwanted();
            }
            Command::Restore { kept } => self.restore(*kept),
            Command::Compute { choice } => self.choose(choice),
            Command::Ping => self.out.push(Event::Pong),
            Command::Pause => self.pause(),
            Command::Resume => self.resume(),
            Command::Cancel => self.cancel(),
            // The bytes of a source come through `load`.
            Command::Load { .. } => {}
            #[cfg(feature = "faults")]
            Command::Break(_) => {}
        }
    }

    fn follow(&mut self, recipe: Recipe) {
        let wanted = Keyed::new(recipe);
        if self.wanted.as_ref().is_none_or(|before| before.keys.model != wanted.keys.model) {
            let state = self.tasks.model.state_mut();
            (state.paused, state.stopped) = (false, false);
        }
        self.wanted = Some(Rc::new(wanted));
        self.drop_unwanted();
    }

    /// Drops what is no longer wanted.
    fn drop_unwanted(&mut self) {
        let Some(wanted) = &self.wanted else { return };
        self.tasks.in_order().into_iter().for_each(|runner| runner.retain(&wanted.keys, &self.questions));
    }

    /// Takes a model or a checkpoint. A training for the same key that is under way is dropped for it.
    fn restore(&mut self, kept: Artifact) {
        let model = &mut self.tasks.model;
        if model.current_key() == Some(&kept.key) {
            model.drop_task();
        }
        let is_wanted = self.wanted.as_ref().is_some_and(|wanted| wanted.keys.model == kept.key);
        let is_model = kept.what == What::Model;
        model.state_mut().artifacts.put(kept);
        // A model that is there is used even if the user cancelled its training.
        if is_wanted && is_model {
            self.undo_cancel();
        }
    }

    fn pause(&mut self) {
        let model = &mut self.tasks.model;
        model.state_mut().paused = true;
        model.send_progress(0.0, &mut self.out);
        let kept = model.task().and_then(ModelTask::checkpoint);
        kept.into_iter().for_each(|kept| self.out.push(Event::Artifact(kept)));
    }

    fn resume(&mut self) {
        let model = &mut self.tasks.model;
        model.state_mut().paused = false;
        self.undo_cancel();
    }

    /// Takes back that the user cancelled the training.
    fn undo_cancel(&mut self) {
        let model = &mut self.tasks.model;
        if std::mem::take(&mut model.state_mut().stopped) {
            model.restart();
        }
    }

    /// Cancels the training, even before it has started: a new worker gets the cancel along with the recipe.
    fn cancel(&mut self) {
        let Some(wanted) = &self.wanted else { return };
        let (model, request) = (&mut self.tasks.model, ModelQuestion.into_any().request(&wanted.keys));
        let is_there =
            model.product(&request.key).is_some() || model.state_mut().artifacts.has(&request.key, What::Model);
        if !is_there && !model.is_answered(&request) {
            let state = model.state_mut();
            state.artifacts.take(&request.key, What::Checkpoint);
            (state.paused, state.stopped) = (false, true);
            model.send_final(request, Stage::Stopped, &mut self.out);
        }
    }

    /// The events since the last call, oldest first; of several stages of one answer only the newest.
    pub fn events(&mut self) -> Vec<Event> {
        self.out.take()
    }

    /// Does a few milliseconds of work; whether there is more to do. `now` is a time in seconds, used for measuring only.
    pub fn step(&mut self, now: f64) -> bool {
        let (Some(wanted), questions) = (self.wanted.clone(), self.questions.clone()) else { return false };
        let Session { sources, computing, out, tasks, .. } = self;
        let (wanted, questions, inputs) = (&*wanted, &*questions, Inputs::default());
        let mut context = Context { wanted, questions, inputs, sources, computing, now, out };
        for runner in tasks.in_order() {
            if runner.step(&mut context) {
                return true;
            }
            if !runner.provide(&mut context) {
                return false;
            }
        }
        false
    }
}
