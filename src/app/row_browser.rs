//! The list of rows with its filter and order, and the counterfactuals: what the page asks for beside its recipe. It is asked
//! whenever that changes; nothing of it makes a result stale.

use super::route::{self, Screen};
use super::state::{Produced, RowBrowser, State};
use super::tasks;
use leptos::prelude::*;
use std::sync::Arc;
use vitrine_core::evaluate::Evaluation;
use vitrine_core::explain::{Counterfactuals, Goal};
use vitrine_core::recipe::{Keyed, Source};
use vitrine_worker::protocol::CounterfactualsQuestion;
use vitrine_worker::protocol::rows::{DecisionRule, N_FEATURES, RowFilter, RowQuery, RowsFound, RowsQuestion, Sort};

impl RowBrowser {
    /// Whether the rows are in another order than the table's, or not all of them.
    pub fn is_narrowed(self) -> bool {
        self.filter.with(|f| *f != RowFilter::default()) || self.sort.get() != Sort::default()
    }

    /// The newest window, where it is of the rows as they are asked for now.
    pub fn found(self) -> Option<Arc<Produced<RowsFound>>> {
        let found = self.rows.held.with(|held| held.value.clone())?;
        let query = found.question::<RowsQuestion>().map(|q| &q.query);
        (query.is_some() && query == self.rows.question().as_ref().map(|q| &q.query)).then_some(found)
    }

    /// What flips the decision, where it was looked for, of the row and the choices as they are now.
    pub fn counterfactuals_found(self, state: State) -> Option<Arc<Produced<Counterfactuals>>> {
        let found = self.counterfactuals.held.with(|held| held.value.clone())?;
        let key = state.explanation.with(|e| e.wanted.as_ref().map(|wanted| wanted.key.clone()));
        let question = CounterfactualsQuestion { goal: self.goal.get(), rule: rule(state) };
        (key.as_ref() == Some(&found.request.key) && found.question() == Some(&question)).then_some(found)
    }
}

/// Where a decision falls.
fn rule(state: State) -> DecisionRule {
    state.recipe.with(|r| DecisionRule { class: r.evaluate.class.clone(), threshold: r.evaluate.threshold })
}

/// The class whose probability the list tells: the one that is chosen, or of two the rarest; else that of each row's decision.
fn told_class(state: State) -> Option<String> {
    let rarest = |e: &Produced<Evaluation>| {
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
    let row_browser = state.row_browser;
    let rows = Memo::new(move |_| {
        let here = state.step.get() == Screen::Explain;
        (here && (row_browser.open.get() || row_browser.is_narrowed())).then(|| {
            let (from, n) = if row_browser.open.get() { row_browser.window.get() } else { (0, 0) };
            let query = RowQuery {
                class: told_class(state),
                rule: rule(state),
                names_missing: row_browser.filter.with(RowFilter::names_missing),
                filter: row_browser.filter.get(),
                sort: row_browser.sort.get(),
            };
            let around = state.prediction.with(|p| p.value.as_ref().and_then(|p| p.table_row));
            RowsQuestion {
                query,
                from,
                n,
                first_feature: row_browser.first_feature.get(),
                n_features: N_FEATURES,
                around,
            }
        })
    });
    // Of the list in view and of no other.
    let piece = Memo::new(move |_| {
        let from = row_browser.piece_from.get().filter(|_| row_browser.open.get())?;
        let query = rows.with(|rows| rows.as_ref().map(|rows| rows.query.clone()))?;
        Some(RowsQuestion { query, from, n: PIECE, first_feature: 0, n_features: PIECE, around: None })
    });
    let counterfactuals = Memo::new(move |_| {
        let is_open = state.step.get() == Screen::Explain && row_browser.counterfactuals_open.get();
        is_open.then(|| CounterfactualsQuestion { goal: row_browser.goal.get(), rule: rule(state) })
    });
    Effect::new(move |_| {
        let (rows, piece, counterfactuals) = (rows.get(), piece.get(), counterfactuals.get());
        let wanted = Keyed::new(state.recipe.get_untracked());
        state.answers.ask(row_browser.rows, rows, &wanted);
        state.answers.ask(row_browser.piece, piece, &wanted);
        state.answers.ask(row_browser.counterfactuals, counterfactuals, &wanted);
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
                row_browser.open.set(false);
            }
            row_browser.filter.set(RowFilter::default());
            row_browser.sort.set(Sort::default());
            row_browser.first_feature.set(0);
            state.answers.clear(row_browser.rows);
            state.answers.clear(row_browser.counterfactuals);
            row_browser.goal.set(Goal::Decision);
        }
        source
    });
}

/// Opens the list of rows with those that a filter lets through.
pub fn show_rows(state: State, filter: RowFilter) {
    state.row_browser.filter.set(filter);
    state.row_browser.open.set(true);
    route::show(Screen::Explain);
}

/// Changes the filter.
pub fn edit_filter(state: State, change: impl FnOnce(&mut RowFilter)) {
    state.row_browser.filter.update(change);
}

/// Goes to the row before or after the one that is shown: in the order of the list where that is narrowed or open, else
/// in the order of the table.
pub fn step_row(state: State, forward: bool) {
    let row_browser = state.row_browser;
    let listed = untrack(|| row_browser.open.get() || row_browser.is_narrowed());
    if let Some(found) = untrack(|| row_browser.found()).filter(|_| listed) {
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
