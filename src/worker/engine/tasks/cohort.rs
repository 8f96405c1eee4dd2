//! Many rows explained one after the other. Such a row is dispatched whole: what it takes beside its game would else be left to one
//! worker. What another worker does not bring is computed here, in the end also what it is still at.

use crate::engine::chosen_row::ChosenRow;
use crate::engine::context::Context;
use crate::engine::fitted_model::FittedModel;
use crate::engine::helper::{HelperTask, Job};
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{CohortExplanation, CohortQuestion, CohortRows, Explained, Running};
use std::cell::Cell;
use std::rc::Rc;
use vitrine_core::dataset::{Dataset, Part};
use vitrine_core::explain::values::Evaluated;
use vitrine_core::explain::{Background, ExplainSpec, Explainer, Method, RowChoice, Step};
use vitrine_core::num::rng::Rng;

/// The rows that are asked for, and how far they are.
#[derive(Debug)]
pub struct CohortTask {
    background: Background,
    spec: ExplainSpec,
    methods: Vec<Method>,
    drawn_from: Option<(Part, usize)>,
    n_rows: usize,
    /// Those that nobody is at, by their places in the question, the next one last.
    left: Vec<(usize, u32)>,
    in_flight: Vec<InFlight>,
    /// Those that are explained, by their places.
    explained: Vec<(usize, Explained)>,
    n_games: Rc<Cell<u32>>,
}

/// A row that somebody is at.
#[derive(Debug)]
struct InFlight {
    game_id: u32,
    place: usize,
    row: u32,
    chosen_row: ChosenRow,
    explainer: Explainer,
    is_dispatched: bool,
    since: f64,
}

/// Rows that are drawn at most.
pub const MAX_ROWS: usize = 1_000;

/// Games of single explanations are counted from 0 on, these from here.
const FIRST_GAME: u32 = 1 << 31;

impl Task for CohortTask {
    type Question = CohortQuestion;
    type Product = CohortExplanation;
    /// Counts the games.
    type State = Rc<Cell<u32>>;

    const N_KEPT: usize = 3;

    fn start(
        question: &CohortQuestion,
        context: &mut Context,
        n_games: &mut Rc<Cell<u32>>,
    ) -> Option<StepResult<CohortTask>> {
        let (dataset, fitted) = context.inputs.fitted()?;
        let mut spec = context.recipe().explain.without_row();
        spec.class = question.class.clone().or(spec.class);
        if let Err(e) = spec.check() {
            return Some(StepResult::failed(e));
        }
        let background = Background::draw(&dataset, &spec, &fitted.model);
        let (rows, drawn_from) = match &question.rows {
            CohortRows::Listed(rows) => (rows.clone(), None),
            CohortRows::Drawn(n) => {
                // One class for all rows, whichever each is decided for.
                let class = dataset.target.class_or_rarest(spec.class.as_deref());
                spec.class = dataset.target.class_names().get(class).cloned();
                let (part, rows) = dataset.part_to_score(None);
                let mut drawn =
                    Rng::stream(spec.shap.seed, "cohort", 0).sample(rows.len(), (*n as usize).min(MAX_ROWS));
                drawn.sort_unstable();
                let table_rows = drawn.into_iter().map(|i| dataset.table_rows[rows[i] as usize]).collect();
                (table_rows, Some((part, rows.len())))
            }
        };
        let n_rows = rows.len();
        let left: Vec<(usize, u32)> = rows.into_iter().enumerate().rev().collect();
        let (in_flight, explained, n_games) = (Vec::new(), Vec::new(), n_games.clone());
        let methods = question.methods.clone();
        Some(StepResult::started(CohortTask {
            background,
            spec,
            methods,
            drawn_from,
            n_rows,
            left,
            in_flight,
            explained,
            n_games,
        }))
    }

    fn step(mut self: Box<Self>, context: &mut Context, _: &mut Rc<Cell<u32>>) -> StepResult<CohortTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return StepResult::Blocked(self) };
        let own = self.in_flight.iter().position(|in_flight| !in_flight.is_dispatched);
        let own = own.or_else(|| self.begin_row(&dataset, &fitted, context.now));
        let Some(own) = own.or_else(|| self.in_flight.len().checked_sub(1)) else {
            self.explained.sort_by_key(|(place, _)| *place);
            let rows = self.explained.into_iter().map(|(_, e)| e).collect();
            return StepResult::done(CohortExplanation { rows, drawn_from: self.drawn_from });
        };
        if self.in_flight[own].explainer.step(&fitted.model, &dataset, &self.background) == Step::Done {
            let InFlight { place, chosen_row, explainer, since, .. } = self.in_flight.remove(own);
            let locals = explainer.finish(&dataset);
            self.explained.push((place, chosen_row.explained(locals, Vec::new(), &dataset, context.now - since)));
        }
        StepResult::Continue(self)
    }

    fn progress(&self, _: &Self::State, spent: f64) -> Option<Running> {
        Some(Running::at(1.0 - (self.left.len() + self.in_flight.len()) as f64 / self.n_rows.max(1) as f64, spent))
    }

    fn answer(explained: &CohortExplanation) -> CohortExplanation {
        explained.clone()
    }
}

impl CohortTask {
    /// Begins the next row that is in the data set; its place among those that are begun.
    fn begin_row(&mut self, dataset: &Dataset, fitted: &FittedModel, now: f64) -> Option<usize> {
        loop {
            let (place, row) = self.left.pop()?;
            let spec = ExplainSpec { row: RowChoice::Table(row), ..self.spec.clone() };
            if let Ok(chosen_row) = ChosenRow::of(dataset, fitted, &spec) {
                let (model, background) = (&fitted.model, &self.background);
                let (row_to_explain, output) = (&chosen_row.row, chosen_row.output);
                let explainer =
                    Explainer::new(&self.methods, model, dataset, background, row_to_explain, output, &spec);
                let game_id = FIRST_GAME + self.n_games.get();
                self.n_games.set((self.n_games.get() + 1) % FIRST_GAME);
                self.in_flight.push(InFlight {
                    game_id,
                    place,
                    row,
                    chosen_row,
                    explainer,
                    is_dispatched: false,
                    since: now,
                });
                return Some(self.in_flight.len() - 1);
            }
        }
    }

    /// A row for another worker, where its game takes at least so many multiply-adds.
    pub fn dispatch(&mut self, dataset: &Dataset, fitted: &FittedModel, least: f64) -> Option<HelperTask> {
        // What is light is left to this worker.
        let is_light = |in_flight: &InFlight| in_flight.explainer.coalitions().is_none_or(|c| c.work() < least);
        if self.in_flight.iter().any(is_light) {
            return None;
        }
        let since = self.in_flight.last().map_or(0.0, |in_flight| in_flight.since);
        let at = self.begin_row(dataset, fitted, since)?;
        let in_flight = &mut self.in_flight[at];
        in_flight.is_dispatched = !is_light(in_flight);
        in_flight.is_dispatched.then_some(HelperTask { game_id: in_flight.game_id, background_idx: None })
    }

    /// A game for a worker that was not told it.
    pub fn job(&self, game_id: u32, fitted: &FittedModel) -> Option<Job> {
        let in_flight = self.in_flight.iter().find(|in_flight| in_flight.game_id == game_id)?;
        Job::new(game_id, &fitted.model, &in_flight.explainer, &self.background)
    }

    /// Takes what another worker found of a game's coalitions; solving is left.
    pub fn take(&mut self, game_id: u32, evaluated: Evaluated) {
        if let Some(in_flight) = self.in_flight.iter_mut().find(|in_flight| in_flight.game_id == game_id) {
            in_flight.is_dispatched = false;
            if let Some(coalitions) = in_flight.explainer.coalitions_mut() {
                coalitions.take(evaluated);
            }
        }
    }

    /// Takes back a row that another worker will not bring.
    pub fn give_up(&mut self, game_id: u32) {
        if let Some(at) =
            self.in_flight.iter().position(|in_flight| in_flight.game_id == game_id && in_flight.is_dispatched)
        {
            let InFlight { place, row, .. } = self.in_flight.remove(at);
            self.left.push((place, row));
        }
    }
}
