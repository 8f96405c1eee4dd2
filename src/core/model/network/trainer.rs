//! A network being fitted: mini-batches in a shuffled order, SGD with momentum or Adam, dropout, L2, early stopping.

use super::gradient::{BatchRows, Shape, Tape};
use super::{Layer, Network, NetworkSpec, Optimiser};
use crate::compute::dense::Activation;
use crate::compute::optimiser::{AdamStep, adam, sgd};
use crate::dataset::Dataset;
use crate::model::plan::{EpochScore, Plan, TargetScaler, WORK, scaled_truth};
use crate::model::{Loss, OutputKind};
use crate::num::{math, rng::Rng};
use ndarray::{Array1, Array2};

/// Rows that go through the network and back at once, at most, so that their activations stay in the cache.
pub(in crate::model) const MOST_ROWS: usize = 128;

/// The training of a network, under way. All draws are from named streams, and work is cut at whole batches, so that the weights do not
/// depend on how the steps fall in time.
#[derive(Debug)]
pub(in crate::model) struct NetworkTrainer {
    pub(in crate::model) spec: NetworkSpec,
    shape: Shape,
    plan: Plan,
    pub(in crate::model) parameters: Vec<f32>,
    /// Sums over the rows of the mini-batch so far; zeros between two.
    pub(in crate::model) gradients: Vec<f32>,
    pub(in crate::model) moments: [Vec<f32>; 2],
    pub(in crate::model) n_updates: i32,
    /// The training rows in the order of this epoch, of which the first `at` are done.
    pub(in crate::model) order: Vec<u32>,
    pub(in crate::model) at: usize,
    pub(in crate::model) epoch: u32,
    pub(in crate::model) batches: Rng,
    pub(in crate::model) dropout: Rng,
    tape: Tape<f32>,
    rows: BatchRows<f32>,
    pub(in crate::model) best: Option<Best>,
}

/// The epoch that is kept when training stops early.
#[derive(Debug)]
pub(in crate::model) struct Best {
    pub(in crate::model) epoch: u32,
    pub(in crate::model) validation: f64,
    pub(in crate::model) parameters: Vec<f32>,
}

impl NetworkTrainer {
    pub(in crate::model) fn new(spec: &NetworkSpec, dataset: &Dataset, plan: Plan) -> NetworkTrainer {
        let shape = shape(spec, dataset.n_columns(), plan.output_kind);
        let parameters = start(&shape, spec.seed);
        let mut trainer = NetworkTrainer::with(parameters, shape, spec, dataset, plan);
        trainer.batches.shuffle(&mut trainer.order);
        trainer
    }

    /// A fitting of these parameters that has not begun, its rows as the data set has them.
    pub(in crate::model) fn with(
        parameters: Vec<f32>,
        shape: Shape,
        spec: &NetworkSpec,
        dataset: &Dataset,
        plan: Plan,
    ) -> NetworkTrainer {
        let n = parameters.len();
        let mut tape = Tape::new(&shape, plan.output_kind, loss_of(plan.output_kind, spec));
        tape.set(&parameters);
        NetworkTrainer {
            spec: spec.clone(),
            plan,
            gradients: vec![0.0; n],
            moments: [vec![0.0; n], vec![0.0; n]],
            parameters,
            n_updates: 0,
            order: dataset.parts.train.clone(),
            at: 0,
            epoch: 0,
            batches: Rng::stream(spec.seed, "batches", 0),
            dropout: Rng::stream(spec.seed, "dropout", 0),
            tape,
            rows: BatchRows::default(),
            best: None,
            shape,
        }
    }

    /// Whether all rows of the epoch have been gone through.
    pub(in crate::model) fn epoch_done(&self) -> bool {
        self.at == self.order.len()
    }

    /// Whether the last epoch is over, by plan or early.
    pub(in crate::model) fn is_over(&self) -> bool {
        self.epoch >= self.spec.epochs || self.waited_enough()
    }

    fn waited_enough(&self) -> bool {
        match (self.spec.patience, &self.best) {
            (Some(patience), Some(best)) => self.epoch > best.epoch + patience,
            _ => false,
        }
    }

    pub(in crate::model) fn done(&self) -> f64 {
        let within = self.at as f64 / self.order.len().max(1) as f64;
        ((f64::from(self.epoch) + within) / f64::from(self.spec.epochs)).min(1.0)
    }

    pub(in crate::model) fn n_rows_a_step(&self) -> usize {
        WORK / self.parameters.len().max(1) + 1
    }

    /// Raw outputs (n x n_raw) of rows of the data set, in the network's unit.
    pub(in crate::model) fn raw(&mut self, dataset: &Dataset, rows: &[u32]) -> &[f64] {
        self.take(dataset, rows);
        self.rows.keep.clear();
        self.tape.forward(&self.rows)
    }

    /// The next rows of the mini-batch, and where it ends a step.
    pub(in crate::model) fn work(&mut self, dataset: &Dataset) {
        // A row costs some three passes: forward, backward by weights, backward by inputs.
        let to = (self.at + self.n_rows_a_step() / 3 + 1).min(self.order.len());
        while self.at < to {
            let batch = self.spec.batch as usize;
            let start = self.at / batch * batch;
            let end = (start + batch).min(self.order.len());
            let order = std::mem::take(&mut self.order);
            let part = &order[self.at..end.min(self.at + MOST_ROWS)];
            self.take(dataset, part);
            self.draw_dropout(part.len());
            self.rows.truth.clear();
            self.rows.truth.extend(part.iter().map(|&row| scaled_truth(dataset, row, self.plan.scaler)));
            self.tape.add_gradients(&self.rows, &mut self.gradients);
            self.at += part.len();
            self.order = order;
            if self.at == end {
                self.update(end - start);
                self.tape.set(&self.parameters);
                self.gradients.fill(0.0);
            }
        }
    }

    /// Copies rows of the data set to where the kernels read them.
    fn take(&mut self, dataset: &Dataset, rows: &[u32]) {
        self.rows.x.clear();
        for &row in rows {
            self.rows.x.extend_from_slice(dataset.x.row(row as usize).as_slice().unwrap_or(&[]));
        }
    }

    /// One factor a hidden unit, row after row: 0 for a dropped one, else what keeps the expected sum.
    fn draw_dropout(&mut self, n_rows: usize) {
        let p = self.spec.dropout;
        if p == 0.0 {
            return;
        }
        let kept = (1.0 / (1.0 - p)) as f32;
        self.rows.keep.resize(self.spec.hidden.len(), Vec::new());
        self.rows.keep.iter_mut().for_each(Vec::clear);
        for _ in 0..n_rows {
            for (keep, &units) in self.rows.keep.iter_mut().zip(&self.spec.hidden) {
                keep.extend((0..units).map(|_| if self.dropout.uniform() < p { 0.0 } else { kept }));
            }
        }
    }

    /// Moves the parameters by the batch's mean gradient and the penalty's; biases are not penalised.
    fn update(&mut self, n_rows: usize) {
        self.n_updates += 1;
        let mean = 1.0 / n_rows as f32;
        self.gradients.iter_mut().for_each(|g| *g *= mean);
        let l2 = self.spec.l2 as f32;
        let mut from = 0;
        for layer in self.shape.units.windows(2) {
            let weights = from..from + layer[0] * layer[1];
            for (g, p) in self.gradients[weights.clone()].iter_mut().zip(&self.parameters[weights]) {
                *g += l2 * p;
            }
            from += (layer[0] + 1) * layer[1];
        }
        let rate = self.spec.learning_rate;
        match self.spec.optimiser {
            Optimiser::Sgd { momentum } => {
                let (rate, momentum) = (rate as f32, momentum as f32);
                sgd(rate, momentum, &mut self.parameters, &mut self.moments[0], &self.gradients);
            }
            Optimiser::Adam => {
                adam(self.adam_step(rate), &mut self.parameters, &mut self.moments, &self.gradients);
            }
        }
    }

    fn adam_step(&self, rate: f64) -> AdamStep {
        const BETA: [f64; 2] = [0.9, 0.999];
        let correction = |beta: f64| 1.0 - libm::pow(beta, f64::from(self.n_updates));
        let second = math::sqrt(correction(BETA[1]));
        AdamStep {
            keep: BETA.map(|beta| beta as f32),
            size: (rate * second / correction(BETA[0])) as f32,
            epsilon: (1e-8 * second) as f32,
        }
    }

    /// Whether every weight is a number: a ReLU turns what is none into 0, so that the loss alone does not tell.
    pub(in crate::model) fn is_finite(&self) -> bool {
        self.parameters.iter().all(|p| p.is_finite())
    }

    /// Takes the epoch's score and sets out on the next one.
    pub(in crate::model) fn end_epoch(&mut self, score: EpochScore) {
        if let (Some(validation), Some(_)) = (score.validation, self.spec.patience)
            && self.best.as_ref().is_none_or(|b| validation < b.validation)
        {
            self.best = Some(Best { epoch: self.epoch, validation, parameters: self.parameters.clone() });
        }
        self.epoch += 1;
        self.at = 0;
        self.batches.shuffle(&mut self.order);
    }

    /// The network, and the epoch kept where one was chosen by validation.
    pub(in crate::model) fn finish(self) -> (Network, Option<usize>) {
        let (parameters, kept) = match self.best {
            Some(best) => (best.parameters, Some(best.epoch as usize)),
            None => (self.parameters, None),
        };
        (network(&parameters, &self.shape, self.plan), kept)
    }
}

/// The form of the network that a spec describes.
pub(in crate::model) fn shape(spec: &NetworkSpec, n_inputs: usize, output_kind: OutputKind) -> Shape {
    let hidden = spec.hidden.iter().map(|&u| u as usize);
    Shape {
        units: [n_inputs].into_iter().chain(hidden).chain([output_kind.n_raw()]).collect(),
        activation: spec.activation,
    }
}

/// The network that has these parameters.
pub(in crate::model) fn network(parameters: &[f32], shape: &Shape, plan: Plan) -> Network {
    let layer = |l: usize| {
        let (weights, biases) = shape.layer(parameters, l);
        let (n_in, n_out) = (shape.units[l], shape.units[l + 1]);
        Layer {
            weights: Array2::from_shape_fn((n_in, n_out), |(i, j)| weights[i * n_out + j]),
            biases: Array1::from(biases.to_vec()),
            activation: shape.activation(l),
        }
    };
    let layers = (0..shape.n_layers()).map(layer).collect();
    let TargetScaler { scale, offset } = plan.scaler;
    Network { layers, output_kind: plan.output_kind, target_scale: scale, target_offset: offset }
}

/// What training makes small: of a number always the squared error.
fn loss_of(output_kind: OutputKind, spec: &NetworkSpec) -> Loss {
    if output_kind == OutputKind::Number { Loss::SquaredError } else { spec.loss }
}

/// Weights from a normal of variance 2 / n_in for ReLU (He and others 2015), 2 / (n_in + n_out) otherwise (Glorot and
/// Bengio 2010); biases zero.
fn start(shape: &Shape, seed: u32) -> Vec<f32> {
    let mut rng = Rng::stream(seed, "weights", 0);
    let mut parameters = Vec::with_capacity(shape.n_parameters());
    for (l, units) in shape.units.windows(2).enumerate() {
        let variance = match shape.activation(l) {
            Activation::Relu => 2.0 / units[0].max(1) as f64,
            _ => 2.0 / (units[0] + units[1]) as f64,
        };
        let deviation = math::sqrt(variance);
        parameters.extend((0..units[0] * units[1]).map(|_| (deviation * rng.normal()) as f32));
        parameters.extend((0..units[1]).map(|_| 0.0f32));
    }
    parameters
}
