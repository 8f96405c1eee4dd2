//! The list of rows and the counterfactuals, as they are in view.

use super::answers::{AnswerSlot, Answers};
use leptos::prelude::*;
use vitrine_core::explain::Goal;
use vitrine_worker::protocol::CounterfactualsQuestion;
use vitrine_worker::protocol::rows::{RowFilter, RowsQuestion, Sort};

/// What is in view of them, and the answers. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct RowBrowser {
    /// Whether the list of rows is in view.
    pub open: RwSignal<bool>,
    /// Which rows it has.
    pub filter: RwSignal<RowFilter>,
    /// In which order.
    pub sort: RwSignal<Sort>,
    /// The window of it that is asked for: first place, and how many.
    pub window: RwSignal<(u32, u32)>,
    /// First feature that has a column.
    pub first_feature: RwSignal<u32>,
    /// The window.
    pub rows: AnswerSlot<RowsQuestion>,
    /// The first row of the piece that is wanted, while a file of the list is put together.
    pub piece_from: RwSignal<Option<u32>>,
    /// The piece.
    pub piece: AnswerSlot<RowsQuestion>,
    /// Whether what would flip the decision is in view.
    pub counterfactuals_open: RwSignal<bool>,
    /// What counts as a flip.
    pub goal: RwSignal<Goal>,
    /// What flips.
    pub counterfactuals: AnswerSlot<CounterfactualsQuestion>,
}

impl RowBrowser {
    /// Nothing is looked at.
    pub fn new(answers: Answers) -> RowBrowser {
        RowBrowser {
            open: RwSignal::new(false),
            filter: RwSignal::default(),
            sort: RwSignal::default(),
            window: RwSignal::new((0, 0)),
            first_feature: RwSignal::new(0),
            rows: answers.add_slot(None),
            piece_from: RwSignal::new(None),
            piece: answers.add_slot(None),
            counterfactuals_open: RwSignal::new(false),
            goal: RwSignal::new(Goal::Decision),
            counterfactuals: answers.add_slot(None),
        }
    }
}
