//! The one way in which questions are answered: a task of the question's kind is begun, stepped, told of, and its product kept.

use super::context::{Context, Inputs};
use super::outbox::Outbox;
use crate::protocol::{Answer, Ask, Asked, Event, Fault, Question, Running, Stage, Update};
use crate::recipe::{Key, Keys};
use std::fmt::Debug;

/// The work that answers one kind of question, in steps of some milliseconds.
pub trait Task: Debug + Sized {
    /// What it answers.
    type Question: Ask;
    /// What is made. The answer is what the page is told of it.
    type Product: Clone + Debug;
    /// What outlives the work on one question.
    type State: Debug + Default;

    /// Products that are kept, so that going back to one costs nothing.
    const N_KEPT: usize;
    /// Whether all tasks after it need its product.
    const IS_NEEDED: bool = false;

    /// Begins; `None` where something that it needs is not there.
    fn begin(question: &Self::Question, context: &mut Context, state: &mut Self::State) -> Option<Turn<Self>>;

    /// Does the next piece of work.
    fn step(self: Box<Self>, context: &mut Context, state: &mut Self::State) -> Turn<Self>;

    /// How far it is after so many seconds; `None` of what is too quick, or cannot tell.
    fn running(&self, _spent: f64) -> Option<Running> {
        None
    }

    /// Whether the user holds it, so that nothing is told of it.
    fn is_held(&self) -> bool {
        false
    }

    /// What the page is told of a product.
    fn answer(product: &Self::Product) -> AnswerOf<Self>;

    /// Hands a product to the tasks after this one.
    fn provide(_product: &Self::Product, _inputs: &mut Inputs) {}
}

/// What is said to the question of a task.
pub type AnswerOf<T> = <<T as Task>::Question as Ask>::Answer;

/// How a piece of work ended.
pub enum Turn<T: Task> {
    /// There is more to do.
    More(Box<T>),
    /// What is left to do depends on somebody else: another worker, a GPU, the user.
    Waits(Box<T>),
    /// It is made.
    Made {
        /// What is made.
        product: T::Product,
        /// What is to be said after the answer.
        then: Option<Box<Event>>,
    },
    /// There will be no product.
    Ended(Stage<Answer>),
}

impl<T: Task> Turn<T> {
    /// It is begun.
    pub fn begun(task: T) -> Turn<T> {
        Turn::More(Box::new(task))
    }

    /// It is made.
    pub fn made(product: T::Product) -> Turn<T> {
        Turn::Made { product, then: None }
    }

    /// It cannot be made.
    pub fn failed(error: &dyn std::error::Error) -> Turn<T> {
        Turn::Ended(Stage::Failed(Fault::new(error.to_string())))
    }
}

/// Answers questions of one kind.
#[derive(Debug)]
pub struct Runner<T: Task> {
    work: Work<T>,
    book: Book,
}

/// The work on one kind of question.
#[derive(Debug)]
struct Work<T: Task> {
    state: T::State,
    /// What is under way.
    task: Option<Box<T>>,
    /// What came of the newest questions, in the order of the book: products, and why there is none.
    outcomes: Vec<Result<T::Product, Stage<Answer>>>,
}

/// What is under way, made and told, without the thing itself.
#[derive(Debug, Default)]
struct Book {
    /// What is worked on, and since when.
    job: Option<(Asked, f64)>,
    /// What came to an end, newest last, and whether with a product.
    made: Vec<(Asked, bool)>,
    /// What the page has heard all about.
    told: Vec<Asked>,
}

impl<T: Task> Default for Runner<T> {
    fn default() -> Self {
        let work = Work { state: T::State::default(), task: None, outcomes: Vec::new() };
        Runner { work, book: Book::default() }
    }
}

impl<T: Task> Runner<T> {
    /// What outlives the work on one question.
    pub fn state(&mut self) -> &mut T::State {
        &mut self.work.state
    }

    /// The task under way.
    pub fn task(&self) -> Option<&T> {
        self.work.task.as_deref()
    }

    /// The task under way, to be handed what others did of it.
    pub fn task_mut(&mut self) -> Option<&mut T> {
        self.work.task.as_deref_mut()
    }

    /// The prefix of the recipe that is worked on.
    pub fn under_way(&self) -> Option<&Key> {
        self.book.job.as_ref().map(|(asked, _)| &asked.key)
    }

    /// The product for a prefix of the recipe, whatever the question.
    pub fn product(&self, key: &Key) -> Option<&T::Product> {
        self.work.outcomes[self.book.made.iter().rposition(|(made, _)| made.key == *key)?].as_ref().ok()
    }

    /// Whether something was answered, and nothing is worked on.
    pub fn is_over(&self) -> bool {
        self.work.task.is_none() && !self.book.told.is_empty()
    }

    /// Drops the work under way.
    pub fn drop_task(&mut self) {
        (self.work.task, self.book.job) = (None, None);
    }

    /// Begins anew with all that is asked, whatever was told.
    pub fn tell_again(&mut self) {
        self.drop_task();
        self.book.told.clear();
    }

    /// Tells how far the work is.
    pub fn tell_running(&self, now: f64, out: &mut Outbox) {
        tell_running(&self.book, &self.work, now, out);
    }

    /// Says something to a question, which is then over.
    pub fn end(&mut self, asked: Asked, stage: Stage<Answer>, out: &mut Outbox) {
        self.drop_task();
        self.book.end(asked, stage, out);
    }

    /// Whether the page has heard all about a question.
    pub fn is_told(&self, asked: &Asked) -> bool {
        self.book.told.contains(asked)
    }
}

impl Book {
    /// The first question of a kind that is not over.
    fn next(&self, work: &dyn AnyWork, context: &Context) -> Option<Asked> {
        let of_kind = context.asked.iter().filter(|question| work.answers(question));
        of_kind.map(|question| question.of(&context.wanted.keys)).find(|asked| !self.told.contains(asked))
    }

    /// Lets go of what is not asked any more; whether that was worked on.
    fn follow(&mut self, keys: &Keys, asked: &[Question]) -> bool {
        let is_asked = |one: &Asked| asked.contains(&one.question) && one.question.key(keys) == &one.key;
        self.told.retain(is_asked);
        self.job.take_if(|(asked, _)| !is_asked(asked)).is_some()
    }

    fn end(&mut self, asked: Asked, stage: Stage<Answer>, out: &mut Outbox) {
        tell(&asked, stage, out);
        self.told.push(asked);
    }
}

/// A runner, whatever it answers.
pub trait Run {
    /// Another recipe is followed, or something else is asked. What was said of anything else may have been passed over by a page
    /// that had moved on: if it comes back to it, it has to hear it once more.
    fn follow(&mut self, keys: &Keys, asked: &[Question]);

    /// Does the next piece of work; whether there is more.
    fn step(&mut self, context: &mut Context) -> bool;

    /// Hands what is made of the recipe to the runners after this one; whether they may go on.
    fn provide(&self, context: &mut Context) -> bool;
}

impl<T: Task> Run for Runner<T> {
    fn follow(&mut self, keys: &Keys, asked: &[Question]) {
        if self.book.follow(keys, asked) {
            self.work.task = None;
        }
    }

    fn step(&mut self, context: &mut Context) -> bool {
        step(&mut self.book, &mut self.work, context)
    }

    fn provide(&self, context: &mut Context) -> bool {
        let question = context.asked.iter().find(|question| self.work.answers(question));
        let product = question.and_then(|question| self.product(question.key(&context.wanted.keys)));
        product.into_iter().for_each(|product| T::provide(product, &mut context.inputs));
        product.is_some() || !T::IS_NEEDED
    }
}

/// The work on one kind of question, whichever it is: what is the same for all is compiled once.
trait AnyWork {
    /// Whether that is its kind of question.
    fn answers(&self, question: &Question) -> bool;
    /// Goes on with what is under way, or begins with a question.
    fn go_on(&mut self, question: Option<&Question>, context: &mut Context) -> Done;
    /// What came of an earlier question, by its place in the book.
    fn outcome(&self, at: usize) -> Stage<Answer>;
    /// How many outcomes are kept.
    fn n_kept(&self) -> usize;
    /// Lets go of an outcome.
    fn let_go(&mut self, at: usize);
    /// How far it is.
    fn running(&self, spent: f64) -> Option<Running>;
    /// Whether the user holds it.
    fn is_held(&self) -> bool;
}

/// How a piece of work ended, whatever it was on.
enum Done {
    /// It could not be begun.
    Nothing,
    More,
    Waits,
    /// It is over; the outcome is kept.
    Over {
        stage: Stage<Answer>,
        then: Option<Box<Event>>,
    },
}

impl<T: Task> AnyWork for Work<T> {
    fn answers(&self, question: &Question) -> bool {
        T::Question::of(question).is_some()
    }

    fn go_on(&mut self, question: Option<&Question>, context: &mut Context) -> Done {
        let turn = match (question.and_then(T::Question::of), self.task.take()) {
            (Some(question), _) => T::begin(question, context, &mut self.state),
            (None, Some(task)) => Some(task.step(context, &mut self.state)),
            (None, None) => None,
        };
        let (outcome, then) = match turn {
            None => return Done::Nothing,
            Some(Turn::More(task)) => {
                self.task = Some(task);
                return Done::More;
            }
            Some(Turn::Waits(task)) => {
                self.task = Some(task);
                return Done::Waits;
            }
            Some(Turn::Made { product, then }) => (Ok(product), then),
            Some(Turn::Ended(stage)) => (Err(stage), None),
        };
        let stage = said::<T>(&outcome);
        self.outcomes.push(outcome);
        Done::Over { stage, then }
    }

    fn outcome(&self, at: usize) -> Stage<Answer> {
        said::<T>(&self.outcomes[at])
    }

    fn n_kept(&self) -> usize {
        T::N_KEPT
    }

    fn let_go(&mut self, at: usize) {
        drop(self.outcomes.remove(at));
    }

    fn running(&self, spent: f64) -> Option<Running> {
        self.task.as_ref().and_then(|task| task.running(spent))
    }

    fn is_held(&self) -> bool {
        self.task.as_ref().is_some_and(|task| task.is_held())
    }
}

fn said<T: Task>(outcome: &Result<T::Product, Stage<Answer>>) -> Stage<Answer> {
    match outcome {
        Ok(product) => Stage::Ready(T::Question::said(T::answer(product))),
        Err(stage) => stage.clone(),
    }
}

fn tell(asked: &Asked, stage: Stage<Answer>, out: &mut Outbox) {
    out.push(Event::Answer(Box::new(Update { asked: asked.clone(), stage })));
}

fn tell_running(book: &Book, work: &dyn AnyWork, now: f64, out: &mut Outbox) {
    if let Some((asked, began)) = &book.job
        && let Some(running) = work.running(now - began)
    {
        tell(asked, Stage::Running(running), out);
    }
}

fn step(book: &mut Book, work: &mut dyn AnyWork, context: &mut Context) -> bool {
    let Some(asked) = book.next(work, context) else { return false };
    if let Some(at) = book.made.iter().position(|(made, _)| *made == asked) {
        book.end(asked, work.outcome(at), context.out);
        return true;
    }
    let began = book.job.take().filter(|(job, _)| *job == asked).map(|(_, began)| began);
    let done = work.go_on(began.is_none().then_some(&asked.question), context);
    match done {
        Done::Nothing => false,
        Done::Over { stage, then } => {
            let has_product = matches!(stage, Stage::Ready(_));
            book.end(asked.clone(), stage, context.out);
            then.into_iter().for_each(|event| context.out.push(*event));
            book.made.push((asked, has_product));
            let n = book.made.len();
            if n > work.n_kept() {
                // Products are worth more than why there was none.
                let at = book.made[..n - 1].iter().position(|(_, has_product)| !has_product).unwrap_or(0);
                book.made.remove(at);
                work.let_go(at);
            }
            true
        }
        Done::More | Done::Waits => {
            let is_told = began.is_none() || !work.is_held() && context.out.is_due(context.now);
            book.job = Some((asked, began.unwrap_or(context.now)));
            if is_told {
                tell_running(book, work, context.now, context.out);
            }
            matches!(done, Done::More)
        }
    }
}
