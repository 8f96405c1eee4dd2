//! What the page looks at beside its recipe: the list of rows with its filter and order, and what would flip the decision.
//! The worker is told whenever that changes; nothing of it makes a result stale.

use super::route::{self, Step};
use super::state::{Looking, Made, State};
use super::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::evaluate::Evaluation;
use vitrine_core::explain::{Flips, Goal};
use vitrine_core::recipe::{Keyed, Source};
use vitrine_worker::protocol::CounterfactualsQuestion;
use vitrine_worker::protocol::rows::{Cut, N_FEATURES, RowFilter, RowQuery, RowsFound, RowsQuestion, Sort};

impl Looking {
    /// Whether the rows are in another order than the table's, or not all of them.
    pub fn is_narrowed(self) -> bool {
        self.filter.with(|f| *f != RowFilter::default()) || self.sort.get() != Sort::default()
    }

    /// The newest window, where it is of the rows as they are asked for now.
    pub fn found(self) -> Option<Arc<Made<RowsFound>>> {
        let found = self.rows.held.with(|held| held.value.clone())?;
        let query = found.question::<RowsQuestion>().map(|q| &q.query);
        (query.is_some() && query == self.rows.question().as_ref().map(|q| &q.query)).then_some(found)
    }

    /// What flips the decision, where it was looked for, of the row and the choices as they are now.
    pub fn flipped(self, state: State) -> Option<Arc<Made<Flips>>> {
        let found = self.flips.held.with(|held| held.value.clone())?;
        let key = state.explanation.with(|e| e.wanted.as_ref().map(|wanted| wanted.key.clone()));
        let question = CounterfactualsQuestion { goal: self.goal.get(), cut: cut(state) };
        (key.as_ref() == Some(&found.request.key) && found.question() == Some(&question)).then_some(found)
    }
}

/// Where a decision falls.
fn cut(state: State) -> Cut {
    state.recipe.with(|r| Cut { class: r.evaluate.class.clone(), threshold: r.evaluate.threshold })
}

/// The class whose probability the list tells: the one that is chosen, or of two the rarest; else that of each row's decision.
fn told_class(state: State) -> Option<String> {
    let rarest = |e: &Made<Evaluation>| {
        let data = e.data.as_ref().filter(|data| data.classes.len() == 2)?;
        Some(data.classes[data.rarest_class].0.clone())
    };
    let chosen = state.recipe.with(|r| r.explain.class.clone());
    chosen.or_else(|| state.evaluation.with(|e| e.value.as_ref().and_then(|e| rarest(e))))
}

/// Rows in a piece of a file: as many as one answer holds.
const PIECE: u32 = u32::MAX;

/// Asks for what the page looks at, whenever that changes.
pub fn follow(state: State) {
    let looking = state.looking;
    let rows = Memo::new(move |_| {
        let here = state.step.get() == Step::Explain;
        (here && (looking.open.get() || looking.is_narrowed())).then(|| {
            let (from, n) = if looking.open.get() { looking.window.get() } else { (0, 0) };
            let query = RowQuery {
                class: told_class(state),
                cut: cut(state),
                names_missing: looking.filter.with(RowFilter::names_missing),
                filter: looking.filter.get(),
                sort: looking.sort.get(),
            };
            let around = state.prediction.with(|p| p.value.as_ref().and_then(|p| p.table_row));
            RowsQuestion { query, from, n, first_feature: looking.first_feature.get(), n_features: N_FEATURES, around }
        })
    });
    // Of the list in view and of no other.
    let piece = Memo::new(move |_| {
        let from = looking.piece_from.get().filter(|_| looking.open.get())?;
        let query = rows.with(|rows| rows.as_ref().map(|rows| rows.query.clone()))?;
        Some(RowsQuestion { query, from, n: PIECE, first_feature: 0, n_features: PIECE, around: None })
    });
    let flips = Memo::new(move |_| {
        let is_open = state.step.get() == Step::Explain && looking.flips_open.get();
        is_open.then(|| CounterfactualsQuestion { goal: looking.goal.get(), cut: cut(state) })
    });
    Effect::new(move |_| {
        let (rows, piece, flips) = (rows.get(), piece.get(), flips.get());
        let wanted = Keyed::new(state.recipe.get_untracked());
        state.answers.ask(looking.rows, rows, &wanted);
        state.answers.ask(looking.piece, piece, &wanted);
        state.answers.ask(looking.flips, flips, &wanted);
        tasks::send_questions(state);
    });
    // Other rows and other classes: what was filtered by is of the old ones.
    let of = Memo::new(move |_| state.recipe.with(|r| (r.source.clone(), r.dataset.target.clone())));
    Effect::new(move |before: Option<Source>| {
        // Read also the first time, since a memo that nobody reads follows nothing.
        let source = of.with(|(source, _)| source.clone());
        if let Some(before) = before {
            // Of another table the answer comes first, and not a list that somebody opened of the one before.
            if before != source {
                looking.open.set(false);
            }
            looking.filter.set(RowFilter::default());
            looking.sort.set(Sort::default());
            looking.first_feature.set(0);
            state.answers.clear(looking.rows);
            state.answers.clear(looking.flips);
            looking.goal.set(Goal::Decision);
        }
        source
    });
}

/// Opens the list of rows with those that a filter lets through.
pub fn show_rows(state: State, filter: RowFilter) {
    state.looking.filter.set(filter);
    state.looking.open.set(true);
    route::show(Step::Explain);
}

/// Changes the filter.
pub fn edit_filter(state: State, change: impl FnOnce(&mut RowFilter)) {
    state.looking.filter.update(change);
}

/// Goes to the row before or after the one that is shown: in the order of the list where that is narrowed or open, else
/// in the order of the table.
pub fn step_row(state: State, forward: bool) {
    let looking = state.looking;
    let listed = untrack(|| looking.open.get() || looking.is_narrowed());
    if let Some(found) = untrack(|| looking.found()).filter(|_| listed) {
        let to = if forward { found.place.after } else { found.place.before };
        if let Some(row) = to {
            tasks::choose_row(state, row);
        }
        return;
    }
    // From the row asked for, so that a row that was left out is passed and not a wall.
    let asked = state.recipe.with_untracked(|r| r.explain.row.table());
    let Some(row) = asked.or(tasks::shown_row(state)) else { return };
    let n_rows = state.table.with_untracked(|t| t.value.as_ref().map_or(1, |t| t.n_rows)) as u32;
    let to = if forward { row.checked_add(1) } else { row.checked_sub(1) };
    if let Some(to) = to.filter(|&to| to < n_rows) {
        tasks::choose_row(state, to);
    }
}
