//! What the page knows. Each slot asks one question at a time and holds its newest answer, which stays in view while the next one is
//! being made.

use leptos::prelude::*;
use std::any::Any;
use std::sync::Arc;
use vitrine_core::dataset::DatasetView;
use vitrine_core::recipe::{Keyed, Recipe, Source};
use vitrine_worker::protocol::{Answer, AnswerUpdate, Fault, Question, Request, Running, Stage, TypedQuestion};

/// An answer with what it was made from, since the recipe may have changed meanwhile. Names and words for the answer come from here
/// and nowhere else.
#[derive(Clone, Debug)]
pub struct Produced<T> {
    value: Arc<T>,
    /// What it answers.
    pub request: Request,
    /// The recipe that it was made from.
    pub recipe: Arc<Recipe>,
    /// The data set that it was made from; `None` for a table.
    pub data: Option<Arc<DatasetView>>,
    /// Whether it is a preview of the full answer.
    pub is_preview: bool,
}

impl<T> std::ops::Deref for Produced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Produced<T> {
    /// Its question, if that is of this kind.
    pub fn question<Q: TypedQuestion>(&self) -> Option<&Q> {
        Q::from_any(&self.request.question)
    }

    /// The answer alone.
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

/// The content of a slot: how far the answer is, and the newest one that there is.
#[derive(Clone, Debug)]
pub struct SlotContent<T> {
    state: AnswerState,
    /// The last answer of the source that the recipe names.
    pub value: Option<Arc<Produced<T>>>,
    /// The last answer where it is of another source: out of view, and there again when that source is.
    stashed: Option<Arc<Produced<T>>>,
}

/// How far an answer is, without the answer.
#[derive(Clone, Debug, Default)]
pub struct AnswerState {
    /// The request that `status` belongs to.
    pub request: Option<Request>,
    /// The request that is made now.
    pub wanted: Option<Request>,
    /// How far the answer is.
    pub status: Status,
}

/// How far an answer is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
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

impl<T> Default for SlotContent<T> {
    fn default() -> Self {
        SlotContent { state: AnswerState::default(), value: None, stashed: None }
    }
}

impl<T> std::ops::Deref for SlotContent<T> {
    type Target = AnswerState;

    fn deref(&self) -> &AnswerState {
        &self.state
    }
}

impl AnswerState {
    /// Whether it belongs to the request that is made now.
    pub fn is_current(&self) -> bool {
        self.request == self.wanted
    }

    /// Whether the answer in view is not the one that is asked for.
    pub fn is_stale(&self) -> bool {
        !matches!(self.status, Status::Ready | Status::Preview(_)) || !self.is_current()
    }

    /// Why there is no answer, where that is so.
    pub fn fault(&self) -> Option<Fault> {
        match &self.status {
            Status::Failed(fault) if self.is_current() => Some(fault.clone()),
            _ => None,
        }
    }

    /// How far it is, while it is being made.
    pub fn running(&self) -> Option<Running> {
        match &self.status {
            Status::Running(running) | Status::Preview(Some(running)) => Some(running.clone()),
            _ => None,
        }
    }

    /// Applies an update; the answer that it brings.
    fn apply(&mut self, AnswerUpdate { request, stage }: AnswerUpdate) -> Option<Answer> {
        let is_same = self.request.as_ref() == Some(&request);
        if is_same && self.status == Status::Ready && matches!(stage, Stage::Preview(_)) {
            return None;
        }
        // A preview remains one while the full answer is being made.
        let is_preview = is_same && matches!(self.status, Status::Preview(_));
        self.request = Some(request);
        let (status, answer) = match stage {
            Stage::Empty => (Status::Empty, None),
            Stage::Running(running) if is_preview => (Status::Preview(Some(running)), None),
            Stage::Running(running) => (Status::Running(running), None),
            Stage::Stopped => (Status::Stopped, None),
            Stage::Failed(fault) => (Status::Failed(fault), None),
            Stage::Preview(answer) => (Status::Preview(None), Some(answer)),
            Stage::Ready(answer) => (Status::Ready, Some(answer)),
        };
        self.status = status;
        answer
    }
}

impl<T> SlotContent<T> {
    /// The answer, where it is of the present choices; it may be a preview.
    pub fn present(&self) -> Option<&Arc<Produced<T>>> {
        self.value.as_ref().filter(|_| !self.is_stale())
    }

    /// The answer, where it is of the present choices and in full.
    pub fn whole(&self) -> Option<&Arc<Produced<T>>> {
        self.present().filter(|_| self.status == Status::Ready)
    }

    /// Sets the request that is made now; whether it is another one than before.
    fn set_wanted(&mut self, request: Option<Request>, source: &Source) -> bool {
        let fits = |made: &Option<Arc<Produced<T>>>| made.as_ref().is_some_and(|m| m.recipe.source == *source);
        // What is of another table goes out of view also where nothing is asked.
        let is_of_another = self.value.is_some() != fits(&self.value) || fits(&self.stashed);
        if is_of_another {
            std::mem::swap(&mut self.value, &mut self.stashed);
        }
        let is_new = self.state.wanted != request;
        self.state.wanted = request;
        is_new || is_of_another
    }
}

/// All slots. Copying it copies a handle.
#[derive(Clone, Copy)]
pub struct Answers {
    slots: StoredValue<Vec<Arc<dyn ErasedSlot>>>,
    /// Who owns them: nobody that leaves the page before it does.
    owner: StoredValue<Owner>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers { slots: StoredValue::default(), owner: StoredValue::new(Owner::current().unwrap_or_default()) }
    }
}

/// A slot for the answers to one kind of question.
pub struct AnswerSlot<Q: TypedQuestion> {
    /// Always of the kind `Q`.
    question: RwSignal<Option<Question>>,
    /// The content.
    pub held: RwSignal<SlotContent<Q::Answer>>,
}

impl<Q: TypedQuestion> Clone for AnswerSlot<Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: TypedQuestion> Copy for AnswerSlot<Q> {}

impl<Q: TypedQuestion> AnswerSlot<Q> {
    /// The question that it asks.
    pub fn question(self) -> Option<Q> {
        self.question.with(|question| Q::from_any(question.as_ref()?).cloned())
    }
}

/// What an arriving answer was made from.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The recipe.
    pub recipe: Arc<Recipe>,
    /// The data set; `None` for a table.
    pub data: Option<Arc<DatasetView>>,
}

/// An [`AnswerSlot`] with its type erased.
trait ErasedSlot: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn question(&self) -> Option<Question>;
    fn set_wanted(&self, wanted: &Keyed);
    fn apply(&self, update: AnswerUpdate, provenance: Provenance);
}

impl<Q: TypedQuestion> ErasedSlot for AnswerSlot<Q> {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn question(&self) -> Option<Question> {
        self.question.get_untracked()
    }

    fn set_wanted(&self, wanted: &Keyed) {
        let request = self.question.with_untracked(|question| question.as_ref().map(|q| q.request(&wanted.keys)));
        self.held.maybe_update(|held| held.set_wanted(request, &wanted.recipe.source));
    }

    fn apply(&self, update: AnswerUpdate, provenance: Provenance) {
        let request = update.request.clone();
        self.held.update(|held| {
            if let Some(value) = held.state.apply(update).and_then(Q::answer_from_any) {
                let Provenance { recipe, data } = provenance;
                let is_preview = matches!(held.state.status, Status::Preview(_));
                held.value = Some(Arc::new(Produced { value: Arc::new(value), request, recipe, data, is_preview }));
                held.stashed = None;
            }
        });
    }
}

impl Answers {
    /// Adds a slot that stays for as long as the page does.
    pub fn add_slot<Q: TypedQuestion>(self, question: Option<Q>) -> AnswerSlot<Q> {
        let question = RwSignal::new(question.map(Q::into_any));
        let slot = AnswerSlot { question, held: RwSignal::new(SlotContent::default()) };
        self.slots.update_value(|slots| slots.push(Arc::new(slot)));
        slot
    }

    /// The slot for questions of this kind, where one is enough; it is added when it is first asked for.
    pub fn slot<Q: TypedQuestion>(self) -> AnswerSlot<Q> {
        let found = self
            .slots
            .with_value(|slots| slots.iter().find_map(|slot| slot.as_any().downcast_ref::<AnswerSlot<Q>>().copied()));
        found.unwrap_or_else(|| self.owner.with_value(|owner| owner.with(|| self.add_slot(None))))
    }

    /// The questions of all slots, each once.
    pub fn questions(self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        self.slots.with_value(|slots| {
            for question in slots.iter().filter_map(|slot| slot.question()) {
                if !questions.contains(&question) {
                    questions.push(question);
                }
            }
        });
        questions
    }

    /// Lets a slot ask another question, or none. The caller sends the questions to the worker.
    pub fn ask<Q: TypedQuestion>(self, slot: AnswerSlot<Q>, question: Option<Q>, wanted: &Keyed) {
        slot.question.maybe_update(|status| {
            let question = question.map(Q::into_any);
            let is_new = *status != question;
            *status = question;
            is_new
        });
        slot.set_wanted(wanted);
    }

    /// Sets the recipe that is wanted now, so that what belongs to another one is stale at once.
    pub fn set_wanted(self, wanted: &Keyed) {
        // Not under the lock: an effect that runs because of it may add a slot.
        let slots = self.slots.get_value();
        slots.iter().for_each(|slot| slot.set_wanted(wanted));
    }

    /// Applies an update to every slot that asks its question.
    pub fn apply(self, update: AnswerUpdate, provenance: Provenance) {
        let slots = self.slots.get_value();
        let asks = |slot: &&Arc<dyn ErasedSlot>| slot.question().is_some_and(|q| q == update.request.question);
        let slots: Vec<_> = slots.iter().filter(asks).collect();
        // An answer can be large: only a slot too many costs a copy.
        if let Some((last, others)) = slots.split_last() {
            others.iter().for_each(|slot| slot.apply(update.clone(), provenance.clone()));
            last.apply(update, provenance);
        }
    }

    /// Drops the content of a slot; it goes on asking its question.
    pub fn clear<Q: TypedQuestion>(self, slot: AnswerSlot<Q>) {
        slot.held.update(|held| {
            let wanted = held.state.wanted.take();
            *held = SlotContent { state: AnswerState { wanted, ..AnswerState::default() }, ..SlotContent::default() };
        });
    }
}
