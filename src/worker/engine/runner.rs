//! How every question is answered: a task for that kind of question is started and stepped, its progress and its answer are sent, and
//! its product is kept.

use super::context::{Context, Inputs};
use super::outbox::Outbox;
use crate::protocol::{Answer, AnswerUpdate, Event, Fault, Question, Request, Running, Stage, TypedQuestion};
use std::fmt::Debug;
use vitrine_core::recipe::{Key, Keys};

/// The work that answers one kind of question, in steps of a few milliseconds.
pub trait Task: Debug + Sized {
    /// The kind of question.
    type Question: TypedQuestion;
    /// The result. The page is sent the part of it that [`Task::answer`] returns.
    type Product: Clone + Debug;
    /// What outlives a single task.
    type State: Debug + Default;

    /// How many of the newest products are kept, so that going back to one of them is free.
    const N_KEPT: usize;
    /// Whether nothing after this task can run without its product.
    const IS_REQUIRED: bool = false;

    /// Starts a task; `None` while an input is missing.
    fn start(question: &Self::Question, context: &mut Context, state: &mut Self::State) -> Option<StepResult<Self>>;

    /// Does the next piece of work.
    fn step(self: Box<Self>, context: &mut Context, state: &mut Self::State) -> StepResult<Self>;

    /// The progress after `spent` seconds; `None` if the task is too quick for it or cannot tell.
    fn progress(&self, _state: &Self::State, _spent: f64) -> Option<Running> {
        None
    }

    /// Whether the user has paused the task, so that there is no progress to report.
    fn is_paused(_state: &Self::State) -> bool {
        false
    }

    /// The part of a product that the page is sent.
    fn answer(product: &Self::Product) -> <Self::Question as TypedQuestion>::Answer;

    /// Passes a product on to the tasks after this one.
    fn provide(_product: &Self::Product, _inputs: &mut Inputs) {}
}

/// The result of one step of a task.
pub enum StepResult<T: Task> {
    /// There is more to do.
    Continue(Box<T>),
    /// The rest depends on somebody else: another worker, a GPU, the user.
    Blocked(Box<T>),
    /// The product is ready.
    Done {
        /// The product.
        product: T::Product,
        /// An event to send after the answer.
        then: Option<Box<Event>>,
    },
    /// There will be no product, for the reason that the stage gives.
    NoProduct(Stage<Answer>),
}

impl<T: Task> StepResult<T> {
    /// A task that has just been started.
    pub fn started(task: T) -> StepResult<T> {
        StepResult::Continue(Box::new(task))
    }

    /// A product without a further event.
    pub fn done(product: T::Product) -> StepResult<T> {
        StepResult::Done { product, then: None }
    }

    /// An error in place of a product.
    pub fn failed(error: impl Into<Fault>) -> StepResult<T> {
        StepResult::NoProduct(Stage::Failed(error.into()))
    }
}

/// Answers all questions of one kind.
#[derive(Debug)]
pub struct Runner<T: Task> {
    work: Work<T>,
    ledger: Ledger,
}

/// The typed half of a runner: the current task and the outcomes.
#[derive(Debug)]
struct Work<T: Task> {
    state: T::State,
    task: Option<Box<T>>,
    /// The newest outcomes, in the order of [`Ledger::finished`].
    outcomes: Vec<Result<T::Product, Stage<Answer>>>,
}

/// The untyped half of a runner: which requests are current, finished and sent.
#[derive(Debug, Default)]
struct Ledger {
    /// The request of the current task, and when that was started.
    current: Option<(Request, f64)>,
    /// Requests with an outcome, newest last, and whether that is a product.
    finished: Vec<(Request, bool)>,
    /// Requests whose final stage the page has been sent.
    sent: Vec<Request>,
}

impl<T: Task> Default for Runner<T> {
    fn default() -> Self {
        let work = Work { state: T::State::default(), task: None, outcomes: Vec::new() };
        Runner { work, ledger: Ledger::default() }
    }
}

impl<T: Task> Runner<T> {
    /// What outlives a single task.
    pub fn state_mut(&mut self) -> &mut T::State {
        &mut self.work.state
    }

    /// The current task.
    pub fn task(&self) -> Option<&T> {
        self.work.task.as_deref()
    }

    /// The current task, to be given what others have computed for it.
    pub fn task_mut(&mut self) -> Option<&mut T> {
        self.work.task.as_deref_mut()
    }

    /// The key that the current task works for.
    pub fn current_key(&self) -> Option<&Key> {
        self.ledger.current.as_ref().map(|(request, _)| &request.key)
    }

    /// The newest product for a key, whatever the question.
    pub fn product(&self, key: &Key) -> Option<&T::Product> {
        let at = self.ledger.finished.iter().rposition(|(request, _)| request.key == *key)?;
        self.work.outcomes.get(at)?.as_ref().ok()
    }

    /// Whether something has been answered and nothing is being worked on.
    pub fn has_answered(&self) -> bool {
        self.work.task.is_none() && !self.ledger.sent.is_empty()
    }

    /// Drops the current task.
    pub fn drop_task(&mut self) {
        (self.work.task, self.ledger.current) = (None, None);
    }

    /// Answers every question again.
    pub fn restart(&mut self) {
        self.drop_task();
        self.ledger.sent.clear();
    }

    /// Sends the progress of the current task.
    pub fn send_progress(&self, now: f64, out: &mut Outbox) {
        send_progress(&self.ledger, &self.work, now, out);
    }

    /// Sends the final stage of a request, in place of whatever a task would have made of it.
    pub fn send_final(&mut self, request: Request, stage: Stage<Answer>, out: &mut Outbox) {
        self.drop_task();
        self.ledger.send_final(request, stage, out);
    }

    /// Whether the page has been sent the final stage of a request.
    pub fn is_answered(&self, request: &Request) -> bool {
        self.ledger.sent.contains(request)
    }
}

impl Ledger {
    /// The first request of a kind whose final stage has not been sent.
    fn next_request(&self, work: &dyn ErasedWork, context: &Context) -> Option<Request> {
        let questions = context.questions.iter().filter(|question| work.answers(question));
        questions.map(|question| question.request(&context.wanted.keys)).find(|request| !self.sent.contains(request))
    }

    /// Forgets requests that are no longer wanted; whether the current one is among them.
    fn retain(&mut self, keys: &Keys, questions: &[Question]) -> bool {
        let is_wanted =
            |request: &Request| questions.contains(&request.question) && request.question.key(keys) == &request.key;
        self.sent.retain(is_wanted);
        self.current.take_if(|(request, _)| !is_wanted(request)).is_some()
    }

    fn send_final(&mut self, request: Request, stage: Stage<Answer>, out: &mut Outbox) {
        send(&request, stage, out);
        self.sent.push(request);
    }
}

/// A runner for any kind of question.
pub trait AnyRunner {
    /// Forgets what is no longer wanted after a change of the recipe or of the questions. The page may have ignored what it was sent
    /// about anything else; if it comes back to that, it has to be sent it again.
    fn retain(&mut self, keys: &Keys, questions: &[Question]);

    /// Does the next piece of work; whether there is more.
    fn step(&mut self, context: &mut Context) -> bool;

    /// Passes the product for the recipe on to the runners after this one; whether they can run.
    fn provide(&self, context: &mut Context) -> bool;
}

impl<T: Task> AnyRunner for Runner<T> {
    fn retain(&mut self, keys: &Keys, questions: &[Question]) {
        if self.ledger.retain(keys, questions) {
            self.work.task = None;
        }
    }

    fn step(&mut self, context: &mut Context) -> bool {
        step(&mut self.ledger, &mut self.work, context)
    }

    fn provide(&self, context: &mut Context) -> bool {
        let question = context.questions.iter().find(|question| self.work.answers(question));
        let product = question.and_then(|question| self.product(question.key(&context.wanted.keys)));
        product.into_iter().for_each(|product| T::provide(product, &mut context.inputs));
        product.is_some() || !T::IS_REQUIRED
    }
}

/// [`Work`] with its type erased, so that [`step`] is compiled only once.
trait ErasedWork {
    /// Whether this is its kind of question.
    fn answers(&self, question: &Question) -> bool;
    /// Starts a task for the question; without one, continues the current task.
    fn advance(&mut self, question: Option<&Question>, context: &mut Context) -> ErasedResult;
    /// The final stage of a finished request, by its index in [`Ledger::finished`].
    fn outcome(&self, at: usize) -> Option<Stage<Answer>>;
    /// See [`Task::N_KEPT`].
    fn n_kept(&self) -> usize;
    /// Drops an outcome.
    fn evict(&mut self, at: usize);
    /// See [`Task::progress`].
    fn progress(&self, spent: f64) -> Option<Running>;
    /// See [`Task::is_paused`].
    fn is_paused(&self) -> bool;
}

/// [`StepResult`] with its type erased.
enum ErasedResult {
    /// An input is missing.
    NotReady,
    Continue,
    Blocked,
    /// The outcome has been kept.
    Finished {
        stage: Stage<Answer>,
        then: Option<Box<Event>>,
    },
}

impl<T: Task> ErasedWork for Work<T> {
    fn answers(&self, question: &Question) -> bool {
        T::Question::from_any(question).is_some()
    }

    fn advance(&mut self, question: Option<&Question>, context: &mut Context) -> ErasedResult {
        let result = match (question.and_then(T::Question::from_any), self.task.take()) {
            (Some(question), _) => T::start(question, context, &mut self.state),
            (None, task) => task.map(|task| task.step(context, &mut self.state)),
        };
        let (outcome, then) = match result {
            None => return ErasedResult::NotReady,
            Some(StepResult::Continue(task)) => {
                self.task = Some(task);
                return ErasedResult::Continue;
            }
            Some(StepResult::Blocked(task)) => {
                self.task = Some(task);
                return ErasedResult::Blocked;
            }
            Some(StepResult::Done { product, then }) => (Ok(product), then),
            Some(StepResult::NoProduct(stage)) => (Err(stage), None),
        };
        let stage = final_stage::<T>(&outcome);
        self.outcomes.push(outcome);
        ErasedResult::Finished { stage, then }
    }

    fn outcome(&self, at: usize) -> Option<Stage<Answer>> {
        self.outcomes.get(at).map(final_stage::<T>)
    }

    fn n_kept(&self) -> usize {
        T::N_KEPT
    }

    fn evict(&mut self, at: usize) {
        drop(self.outcomes.remove(at));
    }

    fn progress(&self, spent: f64) -> Option<Running> {
        self.task.as_ref().and_then(|task| task.progress(&self.state, spent))
    }

    fn is_paused(&self) -> bool {
        T::is_paused(&self.state)
    }
}

fn final_stage<T: Task>(outcome: &Result<T::Product, Stage<Answer>>) -> Stage<Answer> {
    match outcome {
        Ok(product) => Stage::Ready(T::Question::answer_into_any(T::answer(product))),
        Err(stage) => stage.clone(),
    }
}

fn send(request: &Request, stage: Stage<Answer>, out: &mut Outbox) {
    out.push(Event::Answer(Box::new(AnswerUpdate { request: request.clone(), stage })));
}

fn send_progress(ledger: &Ledger, work: &dyn ErasedWork, now: f64, out: &mut Outbox) {
    if let Some((request, started)) = &ledger.current
        && let Some(running) = work.progress(now - started)
    {
        send(request, Stage::Running(running), out);
    }
}

/// Does the next piece of work on the first request that has not been answered; whether there is more.
fn step(ledger: &mut Ledger, work: &mut dyn ErasedWork, context: &mut Context) -> bool {
    let Some(request) = ledger.next_request(work, context) else { return false };
    let finished = ledger.finished.iter().position(|(other, _)| *other == request);
    if let Some(stage) = finished.and_then(|at| work.outcome(at)) {
        ledger.send_final(request, stage, context.out);
        return true;
    }
    let started = ledger.current.take().filter(|(current, _)| *current == request).map(|(_, started)| started);
    let result = work.advance(started.is_none().then_some(&request.question), context);
    match result {
        ErasedResult::NotReady => false,
        ErasedResult::Finished { stage, then } => {
            let has_product = matches!(stage, Stage::Ready(_));
            ledger.send_final(request.clone(), stage, context.out);
            then.into_iter().for_each(|event| context.out.push(*event));
            ledger.finished.push((request, has_product));
            evict(ledger, work);
            true
        }
        ErasedResult::Continue | ErasedResult::Blocked => {
            let is_due = started.is_none() || !work.is_paused() && context.out.is_due(context.now);
            ledger.current = Some((request, started.unwrap_or(context.now)));
            if is_due {
                send_progress(ledger, work, context.now, context.out);
            }
            matches!(result, ErasedResult::Continue)
        }
    }
}

/// Drops one outcome if there are too many: the oldest without a product, otherwise the oldest.
fn evict(ledger: &mut Ledger, work: &mut dyn ErasedWork) {
    let n = ledger.finished.len();
    if n > work.n_kept() {
        let at = ledger.finished[..n - 1].iter().position(|(_, has_product)| !has_product).unwrap_or(0);
        ledger.finished.remove(at);
        work.evict(at);
    }
}
