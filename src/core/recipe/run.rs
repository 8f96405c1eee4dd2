//! Runs: models that are trained with settings of their own, side by side. One of them is looked at, and its settings are the recipe's
//! `model`; training with other settings begins another run and overwrites none. The key of a run's model depends on the data set and
//! its own settings, never on the other runs.

use super::Recipe;
use crate::model::ModelSpec;
use serde::{Deserialize, Serialize};
use vitrine_text::messages as t;

/// Runs that are kept, at most.
pub const MAX_RUNS: usize = 8;

/// By what a run is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLabel {
    /// Its number, from 1, in the order in which runs were begun. A number is not given twice.
    pub id: u32,
    /// The name that the user gave it.
    pub name: Option<String>,
}

/// A run that is not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// By what it is known.
    pub label: RunLabel,
    /// Its model and how that is trained.
    pub model: ModelSpec,
}

/// Which run is looked at, and the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Runs {
    /// The one that is looked at.
    pub current: RunLabel,
    /// The others, by their numbers.
    pub others: Vec<Run>,
    /// The greatest number that was given.
    pub last: u32,
}

impl RunLabel {
    /// Its name, or "run 2".
    pub fn in_words(&self) -> String {
        self.name.clone().unwrap_or_else(|| t::run(&self.id))
    }
}

impl Default for Runs {
    /// One run.
    fn default() -> Runs {
        Runs { current: RunLabel { id: 1, name: None }, others: Vec::new(), last: 1 }
    }
}

impl Recipe {
    /// All runs by their numbers, the one that is looked at among them.
    pub fn all_runs(&self) -> Vec<Run> {
        let current = Run { label: self.runs.current.clone(), model: self.model.clone() };
        let mut all: Vec<Run> = self.runs.others.iter().cloned().chain([current]).collect();
        all.sort_by_key(|run| run.label.id);
        all
    }

    /// Looks at the run with these settings; where there is none, begins one. Of more than [`MAX_RUNS`] the oldest goes that has no name, or
    /// the oldest of all.
    pub fn train(&mut self, model: ModelSpec) {
        if self.model == model {
            return;
        }
        if let Some(run) = self.runs.others.iter().find(|run| run.model == model) {
            let id = run.label.id;
            return self.look_at_run(id);
        }
        self.runs.last += 1;
        let label = RunLabel { id: self.runs.last, name: None };
        self.put_aside(Run { label, model });
        if self.runs.others.len() >= MAX_RUNS {
            let oldest = self.runs.others.iter().position(|run| run.label.name.is_none()).unwrap_or(0);
            self.runs.others.remove(oldest);
        }
    }

    /// Looks at a run. Of a number that no other run has nothing happens.
    pub fn look_at_run(&mut self, id: u32) {
        if let Some(at) = self.runs.others.iter().position(|run| run.label.id == id) {
            let run = self.runs.others.remove(at);
            self.put_aside(run);
        }
    }

    /// Removes a run; the last one stays. In place of the one that is looked at comes the newest other one.
    pub fn remove_run(&mut self, id: u32) {
        if self.runs.current.id == id
            && let Some(next) = self.runs.others.last().map(|run| run.label.id)
        {
            self.look_at_run(next);
        }
        self.runs.others.retain(|run| run.label.id != id);
    }

    /// Names a run, or takes its name away.
    pub fn name_run(&mut self, id: u32, name: Option<String>) {
        let others = self.runs.others.iter_mut().map(|run| &mut run.label);
        if let Some(label) = others.chain([&mut self.runs.current]).find(|label| label.id == id) {
            label.name = name;
        }
    }

    /// The recipe with the run that is looked at alone, as a view of it needs it.
    pub fn with_current_run_only(&self) -> Recipe {
        let runs = Runs { others: Vec::new(), ..self.runs.clone() };
        Recipe { runs, ..self.clone() }
    }

    /// The recipe with the runs of another one beside its own, up to [`MAX_RUNS`]. A run whose number is taken by another one gets a new one.
    pub fn beside_runs_of(mut self, other: &Recipe) -> Recipe {
        self.runs.last = self.runs.last.max(other.runs.last);
        for mut run in other.all_runs() {
            let own = self.all_runs();
            if own.len() >= MAX_RUNS || own.iter().any(|own| own.model == run.model) {
                continue;
            }
            if own.iter().any(|own| own.label.id == run.label.id) {
                self.runs.last += 1;
                run.label.id = self.runs.last;
            }
            self.runs.others.push(run);
        }
        self.runs.others.sort_by_key(|run| run.label.id);
        self
    }

    /// Puts a run in the place of the one that is looked at, which stays among the others.
    fn put_aside(&mut self, next: Run) {
        let label = std::mem::replace(&mut self.runs.current, next.label);
        let model = std::mem::replace(&mut self.model, next.model);
        self.runs.others.push(Run { label, model });
        self.runs.others.sort_by_key(|run| run.label.id);
    }
}
