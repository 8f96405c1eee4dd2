//! A network under way, as it is written down.

use super::trainer::{Best, MOST_ROWS, NetworkTrainer, shape};
use super::{NetworkSpec, Optimiser};
use crate::dataset::Dataset;
use crate::model::EpochScore;
use crate::model::artifact::{ArtifactError, Misfit, all_finite, best_epoch, ensure};
use crate::model::plan::Plan;
use crate::model::train::Fit;
use crate::num::rng::Rng;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The numbers that change as training goes on; the epoch, the updates so far and which epoch was the best follow from the
/// course of the losses.
#[derive(Serialize, Deserialize)]
pub(in crate::model) struct NetworkState<'a> {
    parameters: Cow<'a, [f32]>,
    /// Sums over the rows of the mini-batch so far; none between two batches.
    gradients: Cow<'a, [f32]>,
    /// Of SGD the velocity alone.
    moments: [Cow<'a, [f32]>; 2],
    /// The training rows in the order of this epoch, of which the first `at` are done.
    order: Cow<'a, [u32]>,
    at: u32,
    batches: [u64; 4],
    dropout: [u64; 4],
    /// The weights of the best epoch; none where none is kept.
    best: Cow<'a, [f32]>,
}

impl<'a> NetworkState<'a> {
    /// `None` where nothing is left to do, or where a number is not finite.
    pub(in crate::model) fn of(trainer: &'a NetworkTrainer) -> Option<NetworkState<'a>> {
        let none: &[f32] = &[];
        let [first, second] = &trainer.moments;
        let within = is_within_batch(trainer.at, trainer.order.len(), &trainer.spec);
        let state = NetworkState {
            parameters: (&trainer.parameters[..]).into(),
            gradients: if within { &trainer.gradients[..] } else { none }.into(),
            moments: [(&first[..]).into(), if has_squares(&trainer.spec) { &second[..] } else { none }.into()],
            order: (&trainer.order[..]).into(),
            at: trainer.at as u32,
            batches: trainer.batches.state(),
            dropout: trainer.dropout.state(),
            best: trainer.best.as_ref().map_or(none, |best| &best.parameters).into(),
        };
        (!trainer.is_over() && state.numbers().iter().all(|n| all_finite(n))).then_some(state)
    }

    fn numbers(&self) -> [&[f32]; 5] {
        let [first, second] = &self.moments;
        [&self.parameters, &self.gradients, first, second, &self.best]
    }

    /// The bytes that it takes, at most.
    pub(in crate::model) fn n_bytes(&self) -> usize {
        // A row's index takes five bytes at most, and so does a length; a random stream takes forty.
        let n_numbers: usize = self.numbers().iter().map(|n| n.len()).sum();
        4 * n_numbers + 5 * self.order.len() + 150
    }

    /// The fitting of which this is the state.
    pub(in crate::model) fn fit(
        self,
        spec: &NetworkSpec,
        dataset: &Dataset,
        plan: Plan,
        history: &[EpochScore],
    ) -> Result<Fit, ArtifactError> {
        let shape = shape(spec, dataset.n_columns(), plan.output_kind);
        let n = shape.n_parameters();
        let (at, n_rows) = (self.at as usize, dataset.parts.train.len());
        let batch = spec.batch as usize;
        ensure(at == n_rows || at < n_rows && (at % batch).is_multiple_of(MOST_ROWS), Misfit::PlaceAmongRows)?;
        let within = is_within_batch(at, n_rows, spec);
        let best_epoch = spec.patience.and_then(|_| best_epoch(history));
        let n_if = |is: bool| if is { n } else { 0 };
        let lengths = [n, n_if(within), n, n_if(has_squares(spec)), n_if(best_epoch.is_some())];
        ensure(self.numbers().map(<[f32]>::len) == lengths, Misfit::NumberOfWeights)?;
        ensure(self.numbers().iter().all(|n| all_finite(n)), Misfit::OddWeight)?;
        let mut rows = self.order.to_vec();
        rows.sort_unstable();
        ensure(rows == dataset.parts.train, Misfit::OtherRows)?;
        ensure(self.batches != [0; 4] && self.dropout != [0; 4], Misfit::RandomStreamAtRest)?;
        ensure(history.len() < spec.epochs as usize, Misfit::NumberOfEpochs)?;

        let mut trainer = NetworkTrainer::with(self.parameters.into_owned(), shape, spec, dataset, plan);
        if within {
            trainer.gradients = self.gradients.into_owned();
        }
        let [first, second] = self.moments;
        trainer.moments[0] = first.into_owned();
        if has_squares(spec) {
            trainer.moments[1] = second.into_owned();
        }
        trainer.order = self.order.into_owned();
        (trainer.at, trainer.epoch) = (at, history.len() as u32);
        let n_batches = if at == n_rows { n_rows.div_ceil(batch) } else { at / batch };
        trainer.n_updates = (history.len() as u64 * n_rows.div_ceil(batch) as u64 + n_batches as u64) as i32;
        (trainer.batches, trainer.dropout) = (Rng::from_state(self.batches), Rng::from_state(self.dropout));
        trainer.best = best_epoch.and_then(|epoch| {
            let validation = history[epoch].validation?;
            Some(Best { epoch: epoch as u32, validation, parameters: self.best.into_owned() })
        });
        ensure(!trainer.is_over(), Misfit::NothingLeft)?;
        Ok(Fit::Network(Box::new(trainer)))
    }
}

/// Whether rows of a mini-batch were summed whose update is still to come.
fn is_within_batch(at: usize, n_rows: usize, spec: &NetworkSpec) -> bool {
    at != n_rows && !at.is_multiple_of(spec.batch as usize)
}

/// Whether the optimiser keeps a mean of squares beside that of the gradients.
fn has_squares(spec: &NetworkSpec) -> bool {
    spec.optimiser == Optimiser::Adam
}
