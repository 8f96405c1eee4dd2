//! Events on their way to the page: of several states of one thing only the newest, and progress not too often.

use crate::protocol::{Event, Stage};
use std::mem::discriminant;

/// Events that were not yet taken, and when progress was last told.
#[derive(Debug, Default)]
pub struct Outbox {
    events: Vec<Event>,
    told: Option<f64>,
}

/// Seconds between two reports of progress.
const PAUSE: f64 = 0.08;

impl Outbox {
    /// Adds an event, in place of an earlier one that says the same of an earlier moment.
    pub fn push(&mut self, event: Event) {
        self.events.retain(|earlier| !is_replaced(earlier, &event));
        self.events.push(event);
    }

    /// Whether progress may be told again; if so, it counts as told.
    pub fn is_due(&mut self, now: f64) -> bool {
        let due = self.told.is_none_or(|told| now - told >= PAUSE || now < told);
        if due {
            self.told = Some(now);
        }
        due
    }

    /// All events, oldest first.
    pub fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }
}

fn is_replaced(earlier: &Event, event: &Event) -> bool {
    match (earlier, event) {
        (Event::Answer(a), Event::Answer(b)) => {
            // A preview is shown until the full answer is there; progress does not replace it.
            let is_shown = matches!((&a.stage, &b.stage), (Stage::Preview(_), Stage::Running(_)));
            a.request.question == b.request.question && !(is_shown && a.request == b.request)
        }
        (Event::Artifact(a), Event::Artifact(b)) => a.what == b.what,
        (Event::RestoreFailed(a), Event::RestoreFailed(b)) => a.what == b.what,
        _ => discriminant(earlier) == discriminant(event),
    }
}
