//! How the prediction depends on one feature, for training rows and for the chosen row.

use crate::engine::context::Context;
use crate::engine::runner::{StepResult, Task};
use crate::protocol::{DependenceQuestion, DependenceShown, Fault, Running, Stage};
use vitrine_core::explain::PartialDependence;

/// A dependence under way.
#[derive(Debug)]
pub struct DependenceTask(PartialDependence);

impl Task for DependenceTask {
    type Question = DependenceQuestion;
    type Product = DependenceShown;
    type State = ();

    const N_KEPT: usize = 8;

    fn start(question: &DependenceQuestion, context: &mut Context, (): &mut ()) -> Option<StepResult<DependenceTask>> {
        let (dataset, _) = context.inputs.fitted()?;
        // Without a row the prediction says why, and without the feature the page asks for another one.
        let feature_idx = dataset.features.iter().position(|f| f.name == question.feature);
        let (Some(chosen_row), Some(feature_idx)) = (&context.inputs.chosen_row, feature_idx) else {
            return Some(StepResult::NoProduct(Stage::Empty));
        };
        let seed = context.recipe().explain.shap.seed;
        let dependence = PartialDependence::new(&dataset, feature_idx, chosen_row.output, seed);
        Some(match dependence {
            Some(dependence) => StepResult::started(DependenceTask(dependence)),
            None => StepResult::failed(Fault::NoValue { feature: question.feature.clone() }),
        })
    }

    fn step(mut self: Box<Self>, context: &mut Context, (): &mut ()) -> StepResult<DependenceTask> {
        let (Some((dataset, fitted)), Some(chosen_row)) = (context.inputs.fitted(), context.inputs.chosen_row.clone())
        else {
            return StepResult::Blocked(self);
        };
        if !self.0.step(&fitted.model, &dataset) {
            return StepResult::Continue(self);
        }
        let this_row = self.0.outputs_of(&fitted.model, &dataset, &chosen_row.row.x);
        let feature_idx = self.0.feature_idx();
        let own = dataset.features[feature_idx].value(chosen_row.row.values[feature_idx]);
        StepResult::done(DependenceShown { dependence: self.0.finish(&dataset), this_row, own })
    }

    fn progress(&self, (): &(), spent: f64) -> Option<Running> {
        Some(Running::at(self.0.done(), spent))
    }

    fn answer(shown: &DependenceShown) -> DependenceShown {
        shown.clone()
    }
}
