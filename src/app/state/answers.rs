//! What the page knows: for each place where an answer stands, the question that is asked there, how far its answer is, and the
//! last answer in full, which stays in view while a newer one is made.

use crate::dataset::DatasetView;
use crate::protocol::{Answer, Ask, Asked, Fault, Question, Running, Stage, Update};
use crate::recipe::{Keyed, Recipe, Source};
use leptos::prelude::Update as _;
use leptos::prelude::*;
use std::sync::Arc;

/// A finished answer and what it was made from, since the recipe may have moved on: its names are read here, and nowhere else.
#[derive(Clone, Debug)]
pub struct Made<T> {
    value: Arc<T>,
    /// What it answers.
    pub of: Asked,
    /// The recipe that it is of.
    pub recipe: Arc<Recipe>,
    /// The data set that it is of; `None` for a table.
    pub data: Option<Arc<DatasetView>>,
    /// Whether it stands in until the answer in full is made.
    pub is_preview: bool,
}

impl<T> std::ops::Deref for Made<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Made<T> {
    /// The question, if it is of this kind.
    pub fn question<Q: Ask>(&self) -> Option<&Q> {
        Q::of(&self.of.question)
    }

    /// The answer, to be kept by itself.
    pub fn shared(&self) -> Arc<T> {
        self.value.clone()
    }

    /// The classes' names; none for a number.
    pub fn classes(&self) -> Vec<String> {
        self.data.as_ref().map_or(Vec::new(), |d| d.classes.iter().map(|c| c.0.clone()).collect())
    }

    /// Whether the target is a number.
    pub fn is_number(&self) -> bool {
        self.data.as_ref().is_some_and(|d| d.classes.is_empty())
    }
}

/// What stands at a place: how far the answer is, and the last one in full.
#[derive(Clone, Debug)]
pub struct Held<T> {
    state: AnswerState,
    /// The last answer of the source that the recipe names.
    pub value: Option<Arc<Made<T>>>,
    /// The last answer where it is of another source: out of view, and there again when that source is.
    aside: Option<Arc<Made<T>>>,
}

/// How far an answer is and what it is of, without the answer.
#[derive(Clone, Debug, Default)]
pub struct AnswerState {
    /// What that belongs to.
    pub of: Option<Asked>,
    /// What is asked now.
    pub wanted: Option<Asked>,
    /// How far the answer is.
    pub now: Now,
}

/// How far an answer is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Now {
    /// Nothing yet.
    #[default]
    Empty,
    /// Being made.
    Running(Running),
    /// Stopped by hand.
    Stopped,
    /// Made with few samples; how far the one in full is, once that is told.
    Preview(Option<Running>),
    /// Made.
    Ready,
    /// Cannot be made.
    Failed(Fault),
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Held { state: AnswerState::default(), value: None, aside: None }
    }
}

impl<T> std::ops::Deref for Held<T> {
    type Target = AnswerState;

    fn deref(&self) -> &AnswerState {
        &self.state
    }
}

impl AnswerState {
    /// Whether it is of what is asked now.
    pub fn is_current(&self) -> bool {
        self.of == self.wanted
    }

    /// Whether the answer in view is not the one that is asked for.
    pub fn is_stale(&self) -> bool {
        !matches!(self.now, Now::Ready | Now::Preview(_)) || !self.is_current()
    }

    /// Why there is no answer, where that is so.
    pub fn fault(&self) -> Option<Fault> {
        match &self.now {
            Now::Failed(fault) if self.is_current() => Some(fault.clone()),
            _ => None,
        }
    }

    /// How far it is, while it is being made.
    pub fn running(&self) -> Option<Running> {
        match &self.now {
            Now::Running(running) | Now::Preview(Some(running)) => Some(running.clone()),
            _ => None,
        }
    }

    /// Takes note of an update; the answer that it brings.
    fn take(&mut self, Update { asked, stage }: Update) -> Option<Answer> {
        let is_same = self.of.as_ref() == Some(&asked);
        if is_same && self.now == Now::Ready && matches!(stage, Stage::Preview(_)) {
            return None;
        }
        // A preview stays as good as it is while the answer in full is being made.
        let is_preview = is_same && matches!(self.now, Now::Preview(_));
        self.of = Some(asked);
        let (now, answer) = match stage {
            Stage::Empty => (Now::Empty, None),
            Stage::Running(running) if is_preview => (Now::Preview(Some(running)), None),
            Stage::Running(running) => (Now::Running(running), None),
            Stage::Stopped => (Now::Stopped, None),
            Stage::Failed(fault) => (Now::Failed(fault), None),
            Stage::Preview(answer) => (Now::Preview(None), Some(answer)),
            Stage::Ready(answer) => (Now::Ready, Some(answer)),
        };
        self.now = now;
        answer
    }
}

impl<T> Held<T> {
    /// The answer, where it is of the present choices; it may be a preview.
    pub fn present(&self) -> Option<&Arc<Made<T>>> {
        self.value.as_ref().filter(|_| !self.is_stale())
    }

    /// The answer, where it is of the present choices and in full.
    pub fn whole(&self) -> Option<&Arc<Made<T>>> {
        self.present().filter(|_| self.now == Now::Ready)
    }

    /// Takes note of what is asked now; whether it is something else than before.
    fn want(&mut self, asked: Option<Asked>, source: &Source) -> bool {
        if self.state.wanted == asked {
            return false;
        }
        self.state.wanted = asked;
        let fits = |made: &Option<Arc<Made<T>>>| made.as_ref().is_some_and(|m| m.recipe.source == *source);
        if self.value.is_some() != fits(&self.value) || fits(&self.aside) {
            std::mem::swap(&mut self.value, &mut self.aside);
        }
        true
    }
}

/// All places where answers stand. Copying it copies a handle.
#[derive(Clone, Copy, Default)]
pub struct Answers(StoredValue<Vec<Arc<dyn AnyPlace>>>);

/// A place where the answers to one kind of question stand.
pub struct Place<Q: Ask> {
    /// Of this kind.
    question: RwSignal<Option<Question>>,
    /// What stands there.
    pub held: RwSignal<Held<Q::Answer>>,
}

impl<Q: Ask> Clone for Place<Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Ask> Copy for Place<Q> {}

impl<Q: Ask> Place<Q> {
    /// The question that is asked there, followed.
    pub fn question(self) -> Option<Q> {
        self.question.with(|question| Q::of(question.as_ref()?).cloned())
    }
}

/// What an answer is of, when it comes.
#[derive(Clone, Debug)]
pub struct Of {
    /// The recipe.
    pub recipe: Arc<Recipe>,
    /// The data set; `None` for a table.
    pub data: Option<Arc<DatasetView>>,
}

/// A place, whatever is asked there.
trait AnyPlace: Send + Sync {
    fn question(&self) -> Option<Question>;
    fn expect(&self, wanted: &Keyed);
    fn take(&self, update: Update, of: Of);
}

impl<Q: Ask> AnyPlace for Place<Q> {
    fn question(&self) -> Option<Question> {
        self.question.get_untracked()
    }

    fn expect(&self, wanted: &Keyed) {
        let asked = self.question.with_untracked(|question| question.as_ref().map(|q| q.of(&wanted.keys)));
        self.held.maybe_update(|held| held.want(asked, &wanted.recipe.source));
    }

    fn take(&self, update: Update, of: Of) {
        let asked = update.asked.clone();
        self.held.update(|held| {
            if let Some(value) = held.state.take(update).and_then(Q::heard) {
                let Of { recipe, data } = of;
                let is_preview = matches!(held.state.now, Now::Preview(_));
                held.value = Some(Arc::new(Made { value: Arc::new(value), of: asked, recipe, data, is_preview }));
                held.aside = None;
            }
        });
    }
}

impl Answers {
    /// A place where a question stands for as long as the page does.
    pub fn place<Q: Ask>(self, question: Option<Q>) -> Place<Q> {
        let place = Place { question: RwSignal::new(question.map(Q::any)), held: RwSignal::new(Held::default()) };
        self.0.update_value(|places| places.push(Arc::new(place)));
        place
    }

    /// All that is asked, each once.
    pub fn asked(self) -> Vec<Question> {
        let mut asked: Vec<Question> = Vec::new();
        self.0.with_value(|places| {
            for question in places.iter().filter_map(|place| place.question()) {
                if !asked.contains(&question) {
                    asked.push(question);
                }
            }
        });
        asked
    }

    /// Asks something else at a place, or nothing. What is asked of whom is told by the caller.
    pub fn ask<Q: Ask>(self, place: Place<Q>, question: Option<Q>, wanted: &Keyed) {
        place.question.maybe_update(|now| {
            let question = question.map(Q::any);
            let is_new = *now != question;
            *now = question;
            is_new
        });
        place.expect(wanted);
    }

    /// Notes what is asked for now, so that whatever belongs to something else is seen as old at once.
    pub fn expect(self, wanted: &Keyed) {
        // Outside the lock: whoever hears of it may ask.
        let places = self.0.get_value();
        places.iter().for_each(|place| place.expect(wanted));
    }

    /// Puts an update where it is asked for.
    pub fn take(self, update: Update, of: Of) {
        let places = self.0.get_value();
        let is_asked =
            |place: &&Arc<dyn AnyPlace>| place.question().is_some_and(|question| update.asked.question == question);
        let asked: Vec<_> = places.iter().filter(is_asked).collect();
        if let Some((last, others)) = asked.split_last() {
            others.iter().for_each(|place| place.take(update.clone(), of.clone()));
            last.take(update, of);
        }
    }

    /// Lets go of what stands at a place.
    pub fn empty<Q: Ask>(self, place: Place<Q>) {
        place.held.update(|held| {
            let wanted = held.state.wanted.take();
            *held = Held { state: AnswerState { wanted, ..AnswerState::default() }, ..Held::default() };
        });
    }
}
