//! A session without a browser, driven step by step, and what is to be read in what it says.

use crate::data::sample_bytes;
use vitrine::engine::Session;
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::protocol::{
    AnswerUpdate, Command, Event, Explained, ExplanationQuestion, Fault, Prediction, PredictionQuestion, Question,
    Stage, TypedQuestion, standing_questions,
};
use vitrine::recipe::{Key, Recipe, Source};

/// A session and the seconds that it believes have passed.
pub struct Run {
    pub session: Session,
    now: f64,
    /// Seconds that it believes a step to take.
    pub pace: f64,
}

impl Run {
    /// A session that knows no source yet.
    pub fn empty() -> Run {
        Run { session: Session::new(), now: 0.0, pace: 0.01 }
    }

    /// A session that knows a source.
    pub fn new(source: Source, bytes: Vec<u8>) -> Run {
        let mut run = Run::empty();
        run.session.load(source, bytes);
        run
    }

    /// A session that knows a bundled sample.
    pub fn sample(name: &str) -> Run {
        Run::new(sample(name), sample_bytes(name))
    }

    /// Asks for a recipe.
    pub fn follow(&mut self, recipe: &Recipe) {
        self.session.handle(Command::Follow { recipe: Box::new(recipe.clone()) });
    }

    /// Asks these questions besides the standing ones.
    pub fn ask(&mut self, questions: &[Question]) {
        self.session.handle(Command::Ask { questions: [standing_questions(), questions.to_vec()].concat() });
    }

    /// One step, whether there is more to do, and what it said.
    pub fn step(&mut self) -> (bool, Vec<Event>) {
        self.now += self.pace;
        let more = self.session.step(self.now);
        (more, self.session.events())
    }

    /// Steps to the end, and all that was said.
    pub fn finish(&mut self) -> Vec<Event> {
        let mut all = self.session.events();
        loop {
            let (more, events) = self.step();
            all.extend(events);
            if !more {
                return all;
            }
        }
    }

    /// All that is said from a recipe to its end.
    pub fn make(&mut self, recipe: &Recipe) -> Vec<Event> {
        self.follow(recipe);
        self.finish()
    }
}

/// A bundled sample as a source.
pub fn sample(name: &str) -> Source {
    Source::Sample(name.to_owned())
}

/// A recipe for a sample with a line, which trains at once.
pub fn line(name: &str) -> Recipe {
    Recipe { model: ModelSpec::Linear(LinearSpec::default()), ..Recipe::new(sample(name)) }
}

/// The newest stage of the answer to one kind of question.
pub struct TypedUpdate<Q: TypedQuestion> {
    pub question: Q,
    pub key: Key,
    pub stage: Stage<Q::Answer>,
}

/// The update that an event brings for one kind of question, if it does.
pub fn typed_update<Q: TypedQuestion>(event: &Event) -> Option<TypedUpdate<Q>> {
    let Event::Answer(update) = event else { return None };
    let AnswerUpdate { request, stage } = &**update;
    let stage = match stage.clone() {
        Stage::Empty => Stage::Empty,
        Stage::Running(running) => Stage::Running(running),
        Stage::Stopped => Stage::Stopped,
        Stage::Preview(answer) => Stage::Preview(Q::answer_from_any(answer)?),
        Stage::Ready(answer) => Stage::Ready(Q::answer_from_any(answer)?),
        Stage::Failed(fault) => Stage::Failed(fault),
    };
    Some(TypedUpdate { question: Q::from_any(&request.question)?.clone(), key: request.key.clone(), stage })
}

/// The stage that an event brings for one kind of question, if it does.
pub fn stage<Q: TypedQuestion>(event: &Event) -> Option<Stage<Q::Answer>> {
    typed_update::<Q>(event).map(|update| update.stage)
}

/// The last full answer to one kind of question, if there is one.
pub fn answer<Q: TypedQuestion>(events: &[Event]) -> Option<Q::Answer> {
    events
        .iter()
        .rev()
        .find_map(|event| if let Stage::Ready(answer) = stage::<Q>(event)? { Some(answer) } else { None })
}

/// The last explanation in full, if there is one.
pub fn explanation(events: &[Event]) -> Option<Explained> {
    answer::<ExplanationQuestion>(events)
}

/// The last explanation in full.
pub fn explained(events: &[Event]) -> Explained {
    explanation(events).expect("an explanation")
}

/// The last prediction.
pub fn predicted(events: &[Event]) -> Prediction {
    answer::<PredictionQuestion>(events).expect("a prediction")
}

/// Messages of all questions to which there is no answer.
pub fn faults(events: &[Event]) -> Vec<String> {
    events.iter().filter_map(fault).map(|f| f.to_string()).collect()
}

/// Why there is no answer, if an event says so.
pub fn fault(event: &Event) -> Option<Fault> {
    let Event::Answer(update) = event else { return None };
    if let Stage::Failed(fault) = &update.stage { Some(fault.clone()) } else { None }
}
