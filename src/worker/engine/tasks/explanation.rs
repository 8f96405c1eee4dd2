//! Why the row is predicted so, as it is and (after a what-if) as it was before. A what-if is first explained with few samples,
//! while the hand may still be moving, and then in full.

use crate::engine::chosen_row::ChosenRow;
use crate::engine::context::Context;
use crate::engine::fitted_model::FittedModel;
use crate::engine::gpu::{self, GpuBatch};
use crate::engine::helper::{HelperTask, Job};
use crate::engine::newest::keep_newest;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{AnswerUpdate, Event, Explained, ExplanationQuestion, Running, Stage, TypedQuestion};
use std::rc::Rc;
use vitrine_core::compute::gpu::{GpuError, Mean};
use vitrine_core::dataset::Dataset;
use vitrine_core::explain::gpu::reduction;
use vitrine_core::explain::{
    Background, CoalitionEvaluation, ExplainSpec, Explainer, LocalExplanation, Method, RowChoice, Step,
};
use vitrine_core::model::Model;
use vitrine_core::recipe::{Key, Recipe};

/// An explanation under way.
#[derive(Debug)]
pub struct ExplanationTask {
    chosen_row: Rc<ChosenRow>,
    background: Rc<Background>,
    spec: ExplainSpec,
    methods: Vec<Method>,
    /// Those still to come, the next one last.
    left: Vec<Pass>,
    n_passes: usize,
    now: Option<(Pass, Explainer)>,
    /// Which game that is, among all of the session.
    game_id: u32,
    original: Option<Vec<LocalExplanation>>,
    edited: Option<Vec<LocalExplanation>>,
    plain: Plain,
    began: f64,
}

/// What outlives one explanation.
#[derive(Debug, Default)]
pub struct ExplanationState {
    /// Explanations of rows as they begin, newest last, so that a what-if does not compute them again.
    pub plain: Vec<(Plain, Vec<LocalExplanation>)>,
    /// Counts the games.
    n_games: u32,
}

/// Names an unedited explanation: the key of its recipe, and the methods.
type Plain = (Key, Vec<Method>);

/// What is explained in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// The edited row with few samples, so that the page can follow a moving hand.
    Preview,
    /// The row without the edits.
    Original,
    /// The row with the edits.
    Edited,
}

/// Unedited explanations kept.
const N_PLAIN: usize = 8;

impl Task for ExplanationTask {
    type Question = ExplanationQuestion;
    type Product = Explained;
    type State = ExplanationState;

    const N_KEPT: usize = 0;

    fn start(
        question: &ExplanationQuestion,
        context: &mut Context,
        state: &mut ExplanationState,
    ) -> Option<StepResult<ExplanationTask>> {
        let (dataset, _) = context.inputs.fitted()?;
        let (Some(chosen_row), Some(background)) = (&context.inputs.chosen_row, &context.inputs.background) else {
            // The prediction says why there is no such row.
            return Some(StepResult::NoProduct(Stage::Empty));
        };
        let plain = (plain_key(context.recipe(), chosen_row, &dataset), question.methods.clone());
        let original = state.plain.iter().find(|(key, _)| *key == plain).map(|(_, locals)| locals.clone());
        let is_edited = chosen_row.row.x != chosen_row.original.x;
        let passes = [(Pass::Edited, is_edited), (Pass::Original, original.is_none()), (Pass::Preview, is_edited)];
        let left: Vec<Pass> = passes.into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(pass, _)| pass).collect();
        Some(StepResult::started(ExplanationTask {
            chosen_row: chosen_row.clone(),
            background: background.clone(),
            spec: context.recipe().explain.clone(),
            methods: question.methods.clone(),
            n_passes: left.len(),
            left,
            now: None,
            game_id: 0,
            original,
            edited: None,
            plain,
            began: context.now,
        }))
    }

    fn step(mut self: Box<Self>, context: &mut Context, state: &mut ExplanationState) -> StepResult<ExplanationTask> {
        let Some((dataset, fitted)) = context.inputs.fitted() else { return StepResult::Blocked(self) };
        if let Some((_, explainer)) = &mut self.now {
            match explainer.step(&fitted.model, &dataset, &self.background) {
                Step::More => return StepResult::Continue(self),
                Step::Waits => return StepResult::Blocked(self),
                Step::Done => {}
            }
        }
        match self.now.take() {
            Some((pass, explainer)) => self.finish_pass(pass, explainer.finish(&dataset), context, state, &dataset),
            None => match self.left.pop() {
                Some(pass) => self.begin_pass(pass, context, state, &dataset, &fitted),
                None => return self.finish(context, &dataset),
            },
        }
        StepResult::Continue(self)
    }

    fn progress(&self, _: &Self::State, spent: f64) -> Option<Running> {
        let here = self.now.as_ref().map_or(0.0, |(_, explainer)| explainer.done());
        let whole = (self.n_passes - self.left.len() - usize::from(self.now.is_some())) as f64;
        let done = if self.n_passes == 0 { 1.0 } else { ((whole + here) / self.n_passes as f64).min(1.0) };
        Some(Running::at(done, spent))
    }

    fn answer(explained: &Explained) -> Explained {
        explained.clone()
    }
}

/// The key of the explanation of the same row without its edits.
fn plain_key(recipe: &Recipe, chosen_row: &ChosenRow, dataset: &Dataset) -> Key {
    let row = chosen_row.table_row(dataset).map_or(RowChoice::Own, RowChoice::Table);
    // Of the class that is explained, which an edited row of the user's own may have changed.
    let class = dataset.target.class_names().get(chosen_row.output.class).cloned();
    let explain = ExplainSpec { row, class, ..recipe.explain.unedited() };
    Recipe { explain, ..recipe.clone() }.keys().explanation
}

impl ExplanationTask {
    fn begin_pass(
        &mut self,
        pass: Pass,
        context: &Context,
        state: &mut ExplanationState,
        dataset: &Dataset,
        fitted: &FittedModel,
    ) {
        let row = if pass == Pass::Original { &self.chosen_row.original } else { &self.chosen_row.row };
        let spec = self.spec_of(pass);
        let (model, background, output) = (&fitted.model, &*self.background, self.chosen_row.output);
        let mut explainer = Explainer::new(&self.methods, model, dataset, background, row, output, &spec);
        if let Some(coalitions) = explainer.coalitions_mut()
            && let Some(speed) = gpu::speed_for(context.computing, coalitions, model)
        {
            coalitions.ask_gpu(model, background, speed.rate);
        }
        self.now = Some((pass, explainer));
        state.n_games += 1;
        self.game_id = state.n_games;
    }

    fn spec_of(&self, pass: Pass) -> ExplainSpec {
        if pass == Pass::Preview { self.spec.preview() } else { self.spec.clone() }
    }

    fn finish_pass(
        &mut self,
        pass: Pass,
        locals: Vec<LocalExplanation>,
        context: &mut Context,
        state: &mut ExplanationState,
        dataset: &Dataset,
    ) {
        match pass {
            Pass::Original => {
                // At once: a hand that moves on leaves the task behind, and needs this again.
                keep_newest(&mut state.plain, self.plain.clone(), locals.clone(), N_PLAIN);
                self.original = Some(locals);
            }
            Pass::Edited => self.edited = Some(locals),
            Pass::Preview => {
                let seconds = context.now - self.began;
                let original = self.original.clone().unwrap_or_default();
                let explained = self.chosen_row.explained(locals, original, dataset, seconds);
                let question = ExplanationQuestion { methods: self.methods.clone() };
                let request = question.into_any().request(&context.wanted.keys);
                let stage = Stage::Preview(ExplanationQuestion::answer_into_any(explained));
                context.out.push(Event::Answer(Box::new(AnswerUpdate { request, stage })));
            }
        }
    }

    fn finish(self, context: &Context, dataset: &Dataset) -> StepResult<ExplanationTask> {
        let (locals, originals) = match (self.edited, self.original) {
            (Some(edited), original) => (edited, original.unwrap_or_default()),
            (None, Some(original)) => (original, Vec::new()),
            (None, None) => return StepResult::NoProduct(Stage::Empty),
        };
        StepResult::done(self.chosen_row.explained(locals, originals, dataset, context.now - self.began))
    }

    /// A background row for another worker to evaluate against, where the game takes at least so many multiply-adds.
    pub fn dispatch(&mut self, least: f64) -> Option<HelperTask> {
        let coalitions = self.now.as_mut()?.1.coalitions_mut()?;
        if coalitions.work() < least || coalitions.asks_gpu() {
            return None;
        }
        let background_idx = coalitions.dispatch()? as u32;
        Some(HelperTask { game_id: self.game_id, background_idx: Some(background_idx) })
    }

    /// The game that is played now, for a worker that was not told it.
    pub fn job(&self, game_id: u32, model: &Model) -> Option<Job> {
        let (_, explainer) = self.now.as_ref().filter(|_| self.game_id == game_id)?;
        Job::new(game_id, model, explainer, &self.background)
    }

    /// What a GPU is to be asked for next.
    pub fn ask(&mut self, fitted: &Rc<FittedModel>) -> Option<GpuBatch> {
        let coalitions = self.now.as_mut()?.1.coalitions_mut()?;
        let (block, background) = coalitions.next_block(&self.background)?;
        let game = coalitions.game();
        Some(GpuBatch {
            game_id: self.game_id,
            fitted: fitted.clone(),
            row: game.row.clone(),
            columns: game.columns.clone(),
            background,
            block,
            reduction: reduction(fitted.model.output_kind(), game.output),
        })
    }

    /// Whether that is the game that is played now.
    pub fn plays(&self, game_id: u32) -> bool {
        self.game_id == game_id && self.now.is_some()
    }

    /// Takes what the GPU said.
    ///
    /// # Errors
    /// What is wrong with it, be it found here.
    pub fn answer_gpu(&mut self, ask: &GpuBatch, means: Result<Vec<Mean>, GpuError>) -> Result<(), GpuError> {
        match self.now.as_mut().and_then(|(_, explainer)| explainer.coalitions_mut()) {
            Some(coalitions) => coalitions.take_means(&ask.fitted.model, &self.background, means),
            None => means.map(|_| ()),
        }
    }

    /// Goes on without the GPU.
    pub fn leave_gpu(&mut self) {
        let coalitions = self.now.as_mut().and_then(|(_, explainer)| explainer.coalitions_mut());
        coalitions.into_iter().for_each(CoalitionEvaluation::leave_gpu);
    }

    /// The coalitions that are evaluated now, if they are of this game: what is of an earlier one is of no use any more.
    pub fn playing(&mut self, game_id: u32) -> Option<&mut CoalitionEvaluation> {
        self.now.as_mut().filter(|_| self.game_id == game_id)?.1.coalitions_mut()
    }
}
