//! A linear model under way, as it is written down.

use super::LinearSpec;
use super::newton::{MAX_STEPS, Newton, Phase, most_passes};
use crate::dataset::Dataset;
use crate::model::artifact::{ArtifactError, Misfit, all_finite_wide, ensure};
use crate::model::plan::{Plan, rows};
use crate::model::train::Fit;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Parameters, and where in the next step of Newton's method the fit is; gradient and curvature follow from the parameters.
#[derive(Serialize, Deserialize)]
pub(in crate::model) struct LinearState<'a> {
    parameters: Cow<'a, [f64]>,
    phase: Cow<'a, Phase>,
}

impl<'a> LinearState<'a> {
    /// `None` where nothing is left to do, or where a number is not finite.
    pub(in crate::model) fn of(newton: &'a Newton) -> Option<LinearState<'a>> {
        let phase = Cow::Borrowed(&newton.phase);
        let state = LinearState { parameters: newton.parameters().into(), phase };
        (!matches!(newton.phase, Phase::Done) && state.check().is_ok()).then_some(state)
    }

    /// The vectors beside the parameters, one entry a parameter.
    fn vectors(&self) -> Vec<&[f64]> {
        match &*self.phase {
            Phase::Gradient | Phase::Done => Vec::new(),
            Phase::Conjugate(c) => vec![&c.d, &c.residual, &c.search],
            Phase::Search { direction, .. } => vec![direction],
        }
    }

    /// The bytes that it takes, at most.
    pub(in crate::model) fn n_bytes(&self) -> usize {
        8 * self.parameters.len() * (1 + self.vectors().len()) + 100
    }

    /// Whether the vectors go together and the next pass is bound to come to an end.
    fn check(&self) -> Result<(), ArtifactError> {
        let n = self.parameters.len();
        ensure(self.vectors().iter().all(|v| v.len() == n), Misfit::NumberOfCoefficients)?;
        let numbers = match &*self.phase {
            Phase::Conjugate(c) => [c.rr, c.enough],
            Phase::Search { slope, length, .. } => [*slope, *length],
            Phase::Gradient | Phase::Done => [0.0; 2],
        };
        let finite = all_finite_wide(&self.parameters) && self.vectors().iter().all(|v| all_finite_wide(v));
        ensure(finite && all_finite_wide(&numbers), Misfit::OddCoefficient)?;
        let may_go_on = match &*self.phase {
            Phase::Conjugate(c) => (1..=most_passes(n)).contains(&c.left),
            Phase::Search { length, .. } => *length > 0.0 && *length <= 1.0,
            Phase::Gradient => true,
            Phase::Done => false,
        };
        ensure(may_go_on, Misfit::PlaceWithinStep)
    }

    /// The fit of which this is the state, after so many steps.
    pub(in crate::model) fn fit(
        self,
        spec: &LinearSpec,
        dataset: &Dataset,
        plan: Plan,
        n_steps: usize,
    ) -> Result<Fit, ArtifactError> {
        let n = plan.output_kind.n_raw() * (dataset.n_columns() + 1);
        ensure(self.parameters.len() == n, Misfit::NumberOfCoefficients)?;
        self.check()?;
        ensure(n_steps < MAX_STEPS, Misfit::NumberOfSteps)?;
        let rows = rows(dataset, &dataset.parts.train);
        let mut newton = Box::new(Newton::new(plan.output_kind, dataset.n_columns(), spec.l2));
        newton.go_on(self.parameters.into_owned(), n_steps, self.phase.into_owned(), &rows);
        Ok(Fit::Linear(newton, rows))
    }
}
