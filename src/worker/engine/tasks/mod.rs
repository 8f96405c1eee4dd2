//! The tasks, one for each kind of question, and the order in which they are worked on.

pub mod table;
pub mod dataset;
pub mod insights;
pub mod model;
pub mod evaluation;
pub mod rows;
pub mod prediction;
pub mod explanation;
pub mod counterfactuals;
pub mod importance;
pub mod dependence;
pub mod cohort;
pub mod intervals;

use super::runner::{AnyRunner, Runner};
use cohort::CohortTask;
use counterfactuals::CounterfactualsTask;
use dataset::DatasetTask;
use dependence::DependenceTask;
use evaluation::EvaluationTask;
use explanation::ExplanationTask;
use importance::ImportanceTask;
use insights::InsightsTask;
use intervals::IntervalsTask;
use model::ModelTask;
use prediction::PredictionTask;
use rows::RowsTask;
use table::TableTask;

/// One runner for each kind of question.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    pub table: Runner<TableTask>,
    pub dataset: Runner<DatasetTask>,
    pub insights: Runner<InsightsTask>,
    pub model: Runner<ModelTask>,
    pub evaluation: Runner<EvaluationTask>,
    pub rows: Runner<RowsTask>,
    pub prediction: Runner<PredictionTask>,
    pub explanation: Runner<ExplanationTask>,
    pub counterfactuals: Runner<CounterfactualsTask>,
    pub importance: Runner<ImportanceTask>,
    pub dependence: Runner<DependenceTask>,
    pub cohort: Runner<CohortTask>,
    pub intervals: Runner<IntervalsTask>,
}

impl Tasks {
    /// The runners in order of priority: first what others need, then what is on the screen, then what can wait.
    pub(super) fn in_order(&mut self) -> Vec<&mut dyn AnyRunner> {
        vec![
            &mut self.table,
            &mut self.dataset,
            &mut self.insights,
            &mut self.model,
            &mut self.evaluation,
            &mut self.rows,
            &mut self.prediction,
            &mut self.explanation,
            &mut self.counterfactuals,
            &mut self.dependence,
            &mut self.importance,
            &mut self.intervals,
            &mut self.cohort,
        ]
    }
}
