//! A session without a browser, driven step by step, and what is to be read in what it says.

use crate::data::sample_bytes;
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::recipe::{Recipe, Source};
use vitrine::worker::protocol::{Command, Event, Explained, Fault, Prediction, Stage};
use vitrine::worker::query::Look;
use vitrine::worker::session::Session;

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

    /// Looks at something beside the recipe.
    pub fn look(&mut self, look: &Look) {
        self.session.handle(Command::Look { look: Box::new(look.clone()) });
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

/// The last explanation in full, if there is one.
pub fn explanation(events: &[Event]) -> Option<&Explained> {
    events.iter().rev().find_map(|e| match e {
        Event::Explanation(u) => ready(&u.stage),
        _ => None,
    })
}

/// The last explanation in full.
pub fn explained(events: &[Event]) -> Explained {
    explanation(events).expect("an explanation").clone()
}

/// The last prediction.
pub fn predicted(events: &[Event]) -> Prediction {
    let last = events.iter().rev().find_map(|e| match e {
        Event::Prediction(u) => ready(&u.stage),
        _ => None,
    });
    last.expect("a prediction").clone()
}

fn ready<T>(stage: &Stage<T>) -> Option<&T> {
    match stage {
        Stage::Ready(x) => Some(x),
        _ => None,
    }
}

/// Messages of all stages that failed.
pub fn faults(events: &[Event]) -> Vec<String> {
    events.iter().filter_map(fault).map(|f| f.message.clone()).collect()
}

/// Why a stage failed, if it did.
pub fn fault(event: &Event) -> Option<&Fault> {
    match event {
        Event::Table(u) => failed(&u.stage),
        Event::Dataset(u) => failed(&u.stage),
        Event::Insights(u) => failed(&u.stage),
        Event::Model(u) => failed(&u.stage),
        Event::Evaluation(u) => failed(&u.stage),
        Event::Intervals(u) => failed(&u.stage),
        Event::Prediction(u) => failed(&u.stage),
        Event::Explanation(u) | Event::Rough(u) => failed(&u.stage),
        Event::Started
        | Event::Pong
        | Event::Panicked { .. }
        | Event::Computing(_)
        | Event::Kept(_)
        | Event::Refused(_)
        | Event::Rows(_)
        | Event::Piece(_)
        | Event::Flips(_) => None,
    }
}

fn failed<T>(stage: &Stage<T>) -> Option<&Fault> {
    match stage {
        Stage::Failed(fault) => Some(fault),
        _ => None,
    }
}
