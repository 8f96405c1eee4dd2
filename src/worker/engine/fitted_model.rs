//! A fitted model with what was said of it.

use vitrine_core::dataset::Dataset;
use vitrine_core::model::{self, Model, ModelView, Predictions, TrainingSummary};

/// A fitted model with what was said of it.
#[derive(Debug)]
pub struct FittedModel {
    /// The model.
    pub model: Model,
    /// Its predictions for all rows.
    pub predictions: Predictions,
    /// How the page sees it.
    pub view: ModelView,
}

impl FittedModel {
    /// Says all that there is to say of a model.
    pub(super) fn new(model: Model, trained: TrainingSummary, dataset: &Dataset) -> FittedModel {
        let predictions = Predictions::of(&model, dataset);
        let view = model::view(&model, dataset, trained);
        FittedModel { model, predictions, view }
    }
}
