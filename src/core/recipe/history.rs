//! Undo and redo: what was chosen before, and what was undone, each step with its name. It keeps whole choices rather than
//! differences, since a choice is small and going back is then following an old one.

use super::Source;

/// A choice that can be gone back to.
pub trait Undoable: Clone + PartialEq {
    /// The source that it needs.
    fn source(&self) -> &Source;
    /// The name of what differs in `after`; `None` where nothing that counts does.
    fn change(&self, after: &Self) -> Option<String>;
}

/// The choices of a visit. `past` and `future` are those on either side of the present one, the nearest last.
#[derive(Clone, Debug, PartialEq)]
pub struct History<C> {
    present: Option<C>,
    past: Vec<Step<C>>,
    future: Vec<Step<C>>,
    /// When the newest step was last added to, in seconds.
    noted: f64,
}

/// What was chosen on the far side of a step, and the step's name.
#[derive(Clone, Debug, PartialEq)]
struct Step<C> {
    choice: C,
    name: String,
}

/// Steps that are kept.
const MOST: usize = 100;
/// Changes of the same name that follow each other within so many seconds are one step: a slider being drawn.
const TOGETHER: f64 = 1.0;

impl<C> Default for History<C> {
    fn default() -> Self {
        History { present: None, past: Vec::new(), future: Vec::new(), noted: f64::NEG_INFINITY }
    }
}

impl<C: Undoable> History<C> {
    /// Takes note of what is chosen now, at `now` seconds. The first choice is the one before which there is none.
    pub fn note(&mut self, choice: C, now: f64) {
        let Some(present) = self.present.replace(choice.clone()) else { return };
        let Some(name) = present.change(&choice) else { return };
        let goes_on = self.future.is_empty()
            && now - self.noted < TOGETHER
            && self.past.last().is_some_and(|step| subject(&step.name) == subject(&name));
        self.future.clear();
        self.noted = now;
        match self.past.last_mut() {
            // Drawn back to where it began: nothing happened.
            Some(step) if goes_on && step.choice == choice => {
                self.past.pop();
            }
            Some(step) if goes_on => step.name = name,
            _ => self.past.push(Step { choice: present, name }),
        }
        if self.past.len() > MOST {
            self.past.remove(0);
        }
    }

    /// The name of what undo would take back.
    pub fn undoes(&self) -> Option<&str> {
        self.past.last().map(|step| step.name.as_str())
    }

    /// The name of what redo would do again.
    pub fn redoes(&self) -> Option<&str> {
        self.future.last().map(|step| step.name.as_str())
    }

    /// Goes one step back: what to choose, and the name of what was taken back.
    pub fn undo(&mut self) -> Option<(C, String)> {
        Self::go(&mut self.present, &mut self.past, &mut self.future, &mut self.noted)
    }

    /// Goes one step forward again.
    pub fn redo(&mut self) -> Option<(C, String)> {
        Self::go(&mut self.present, &mut self.future, &mut self.past, &mut self.noted)
    }

    fn go(
        present: &mut Option<C>,
        from: &mut Vec<Step<C>>,
        to: &mut Vec<Step<C>>,
        noted: &mut f64,
    ) -> Option<(C, String)> {
        let left = present.clone()?;
        let Step { choice, name } = from.pop()?;
        to.push(Step { choice: left, name: name.clone() });
        *present = Some(choice.clone());
        *noted = f64::NEG_INFINITY;
        Some((choice, name))
    }

    /// Forgets the steps beyond the nearest one whose source is not at hand any more.
    pub fn keep(&mut self, at_hand: impl Fn(&Source) -> bool) {
        for side in [&mut self.past, &mut self.future] {
            if let Some(lost) = side.iter().rposition(|step| !at_hand(step.choice.source())) {
                side.drain(..=lost);
            }
        }
    }
}

/// What a step is about: "age" of "age = 41".
fn subject(name: &str) -> &str {
    name.split(" = ").next().unwrap_or(name)
}
