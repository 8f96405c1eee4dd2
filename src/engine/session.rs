//! What the computing side has made so far and what it makes next. Each answer is made when the key of its question in the recipe
//! differs from that of what was made; whatever keeps its key stays.

use super::context::{Context, Inputs};
use super::outbox::Outbox;
use super::recoding::Charsets;
use super::runner::{Run, Runner};
use super::sources::Sources;
use super::tasks::cohort::CohortTask;
use super::tasks::counterfactuals::CounterfactualsTask;
use super::tasks::dataset::DatasetTask;
use super::tasks::evaluation::EvaluationTask;
use super::tasks::explanation::ExplanationTask;
use super::tasks::insights::InsightsTask;
use super::tasks::intervals::IntervalsTask;
use super::tasks::model::ModelTask;
use super::tasks::prediction::PredictionTask;
use super::tasks::rows::RowsTask;
use super::tasks::table::TableTask;
use crate::protocol::kept::{Kept, What};
use crate::protocol::{Ask, Command, Computing, Event, ModelQuestion, Question, Stage, always};
use crate::recipe::{Keyed, Recipe, Source};
use std::rc::Rc;

/// The computing side's whole state.
#[derive(Debug)]
pub struct Session {
    pub(super) sources: Sources,
    pub(super) wanted: Option<Rc<Keyed>>,
    /// What is always asked, and what is asked beside it.
    asked: Rc<[Question]>,
    pub(super) tasks: Tasks,
    pub(super) computing: Computing,
    pub(super) out: Outbox,
}

/// One runner a kind of question.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    pub table: Runner<TableTask>,
    pub dataset: Runner<DatasetTask>,
    pub insights: Runner<InsightsTask>,
    pub model: Runner<ModelTask>,
    pub evaluation: Runner<EvaluationTask>,
    pub rows: Runner<RowsTask>,
    pub prediction: Runner<PredictionTask>,
    pub explanation: Runner<ExplanationTask>,
    pub counterfactuals: Runner<CounterfactualsTask>,
    pub cohort: Runner<CohortTask>,
    pub intervals: Runner<IntervalsTask>,
}

impl Tasks {
    /// All of them in the order in which they are worked on: what others need comes first, then what is under the eye, then what
    /// can wait.
    fn in_order(&mut self) -> [&mut dyn Run; 11] {
        [
            &mut self.table,
            &mut self.dataset,
            &mut self.insights,
            &mut self.model,
            &mut self.evaluation,
            &mut self.rows,
            &mut self.prediction,
            &mut self.explanation,
            &mut self.counterfactuals,
            &mut self.cohort,
            &mut self.intervals,
        ]
    }
}

impl Default for Session {
    /// A session that has nothing.
    fn default() -> Session {
        Session {
            sources: Sources::default(),
            wanted: None,
            asked: always().into(),
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
        *self.tasks.table.state() = Some(charsets);
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
                self.asked = always().into_iter().chain(questions).collect();
                self.let_go();
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
            let state = self.tasks.model.state();
            (state.paused, state.stopped) = (false, false);
        }
        self.wanted = Some(Rc::new(wanted));
        self.let_go();
    }

    /// Lets go of what is not wanted any more.
    fn let_go(&mut self) {
        let Some(wanted) = &self.wanted else { return };
        self.tasks.in_order().into_iter().for_each(|runner| runner.follow(&wanted.keys, &self.asked));
    }

    /// Also while the training of its key is under way, which is dropped for it.
    fn restore(&mut self, kept: Kept) {
        let model = &mut self.tasks.model;
        if model.under_way() == Some(&kept.key) {
            model.drop_task();
        }
        // What is there need not be trained, though training was cancelled.
        let is_wanted = |wanted: &Rc<Keyed>| wanted.keys.model == kept.key && kept.what == What::Model;
        if self.wanted.as_ref().is_some_and(is_wanted) && std::mem::take(&mut model.state().stopped) {
            model.tell_again();
        }
        model.state().shelf.put(kept);
    }

    fn pause(&mut self) {
        let model = &mut self.tasks.model;
        model.state().paused = true;
        model.task_mut().into_iter().for_each(|training| training.hold(true));
        model.tell_running(0.0, &mut self.out);
        let kept = model.task().and_then(ModelTask::checkpoint);
        kept.into_iter().for_each(|kept| self.out.push(Event::Kept(kept)));
    }

    fn resume(&mut self) {
        let model = &mut self.tasks.model;
        model.state().paused = false;
        if std::mem::take(&mut model.state().stopped) {
            model.tell_again();
        }
    }

    /// Also before the training has begun: a new worker is told of it with the recipe.
    fn cancel(&mut self) {
        let Some(wanted) = &self.wanted else { return };
        let (model, asked) = (&mut self.tasks.model, ModelQuestion.any().of(&wanted.keys));
        let is_there = model.product(&asked.key).is_some() || model.state().shelf.has(&asked.key, What::Model);
        if !is_there && !model.is_told(&asked) {
            let state = model.state();
            state.shelf.take(&asked.key, What::Checkpoint);
            (state.paused, state.stopped) = (false, true);
            model.end(asked, Stage::Stopped, &mut self.out);
        }
    }

    /// What happened since the last call, oldest first; of several states of one thing only the newest.
    pub fn events(&mut self) -> Vec<Event> {
        self.out.take()
    }

    /// Does the next few milliseconds of work. `now` is in seconds and only measures. Returns whether there is more to do.
    pub fn step(&mut self, now: f64) -> bool {
        let (Some(wanted), asked) = (self.wanted.clone(), self.asked.clone()) else { return false };
        let Session { sources, computing, out, tasks, .. } = self;
        let (wanted, asked, inputs) = (&*wanted, &*asked, Inputs::default());
        let mut context = Context { wanted, asked, inputs, sources, computing, now, out };
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
