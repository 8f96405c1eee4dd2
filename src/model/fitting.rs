//! A network being fitted: mini-batches in a shuffled order, SGD with momentum or Adam, dropout, L2, early stopping.

use super::gradient::{Shape, Tape};
use super::network::{Layer, Network};
use super::train::{EpochScore, TargetScaler, WORK, scaled_truth};
use super::{Head, Loss, NetworkSpec, Optimiser};
use crate::compute::dense::Activation;
use crate::dataset::Dataset;
use crate::num::{math, rng::Rng};
use ndarray::{Array1, Array2};

/// A network under way. All draws are from named streams, and work is cut at whole batches, so that the weights do not
/// depend on how the steps fall in time.
#[derive(Debug)]
pub(super) struct Fitting {
    spec: NetworkSpec,
    shape: Shape,
    head: Head,
    scaler: TargetScaler,
    parameters: Vec<f32>,
    gradients: Vec<f32>,
    moments: [Vec<f32>; 2],
    n_updates: i32,
    order: Vec<u32>,
    at: usize,
    epoch: u32,
    batches: Rng,
    dropout: Rng,
    keep: Vec<f32>,
    tape: Tape<f32>,
    best: Option<Best>,
}

/// The epoch that is kept when training stops early.
#[derive(Debug)]
struct Best {
    epoch: u32,
    validation: f64,
    parameters: Vec<f32>,
}

impl Fitting {
    pub(super) fn new(spec: &NetworkSpec, dataset: &Dataset, head: Head, scaler: TargetScaler) -> Fitting {
        let hidden = spec.hidden.iter().map(|&u| u as usize);
        let units: Vec<usize> = [dataset.n_columns()].into_iter().chain(hidden).chain([head.n_raw()]).collect();
        let shape = Shape { units, activation: spec.activation };
        let parameters = start(&shape, spec.seed);
        let n = parameters.len();
        let mut fitting = Fitting {
            spec: spec.clone(),
            head,
            scaler,
            gradients: vec![0.0; n],
            moments: [vec![0.0; n], vec![0.0; n]],
            parameters,
            n_updates: 0,
            order: dataset.parts.train.clone(),
            at: 0,
            epoch: 0,
            batches: Rng::stream(spec.seed, "batches", 0),
            dropout: Rng::stream(spec.seed, "dropout", 0),
            keep: Vec::new(),
            tape: Tape::new(&shape),
            best: None,
            shape,
        };
        fitting.batches.shuffle(&mut fitting.order);
        fitting
    }

    /// Whether all rows of the epoch have been gone through.
    pub(super) fn epoch_done(&self) -> bool {
        self.at == self.order.len()
    }

    /// Whether the last epoch is over, by plan or early.
    pub(super) fn is_over(&self) -> bool {
        self.epoch >= self.spec.epochs || self.waited_enough()
    }

    fn waited_enough(&self) -> bool {
        match (self.spec.patience, &self.best) {
            (Some(patience), Some(best)) => self.epoch > best.epoch + patience,
            _ => false,
        }
    }

    pub(super) fn done(&self) -> f64 {
        let within = self.at as f64 / self.order.len().max(1) as f64;
        ((f64::from(self.epoch) + within) / f64::from(self.spec.epochs)).min(1.0)
    }

    pub(super) fn n_rows_a_step(&self) -> usize {
        WORK / self.parameters.len().max(1) + 1
    }

    /// A row's raw outputs in the network's unit.
    pub(super) fn raw(&mut self, x: &[f32]) -> Vec<f64> {
        self.tape.forward(&self.shape, &self.parameters, x, &[]).to_vec()
    }

    /// The next mini-batches.
    pub(super) fn work(&mut self, dataset: &Dataset) {
        // A row costs some three passes: forward, backward by weights, backward by inputs.
        let to = (self.at + self.n_rows_a_step() / 3 + 1).min(self.order.len());
        while self.at < to {
            let end = (self.at + self.spec.batch as usize).min(self.order.len());
            self.gradients.fill(0.0);
            for i in self.at..end {
                let row = self.order[i];
                self.draw_dropout();
                let x = dataset.x.row(row as usize);
                let truth = scaled_truth(dataset, row, self.scaler);
                let loss = (self.head, self.loss());
                let x = x.as_slice().unwrap_or(&[]);
                let (shape, keep) = (&self.shape, &self.keep);
                self.tape.gradient(shape, &self.parameters, x, truth, loss, keep, &mut self.gradients);
            }
            self.update(end - self.at);
            self.at = end;
        }
    }

    fn loss(&self) -> Loss {
        if self.head == Head::Number { Loss::SquaredError } else { self.spec.loss }
    }

    /// One factor a hidden unit: 0 for a dropped one, else what keeps the expected sum.
    fn draw_dropout(&mut self) {
        if self.spec.dropout > 0.0 {
            let n: usize = self.spec.hidden.iter().map(|&u| u as usize).sum();
            let kept = (1.0 / (1.0 - self.spec.dropout)) as f32;
            self.keep.clear();
            let dropout = &mut self.dropout;
            let p = self.spec.dropout;
            self.keep.extend((0..n).map(|_| if dropout.uniform() < p { 0.0 } else { kept }));
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
            Optimiser::Sgd { momentum } => self.sgd(rate as f32, momentum as f32),
            Optimiser::Adam => self.adam(rate),
        }
    }

    fn sgd(&mut self, rate: f32, momentum: f32) {
        for ((p, v), g) in self.parameters.iter_mut().zip(&mut self.moments[0]).zip(&self.gradients) {
            *v = momentum * *v + g;
            *p -= rate * *v;
        }
    }

    /// Kingma and Ba 2015, algorithm 1, with the bias corrections taken into the step size.
    fn adam(&mut self, rate: f64) {
        const BETA: [f64; 2] = [0.9, 0.999];
        let correction = |beta: f64| 1.0 - libm::pow(beta, f64::from(self.n_updates));
        let second = math::sqrt(correction(BETA[1]));
        let step = (rate * second / correction(BETA[0])) as f32;
        let epsilon = (1e-8 * second) as f32;
        let [first, squares] = &mut self.moments;
        let (b1, b2) = (BETA[0] as f32, BETA[1] as f32);
        for (((p, m), v), &g) in self.parameters.iter_mut().zip(first).zip(squares).zip(&self.gradients) {
            *m = b1 * *m + (1.0 - b1) * g;
            *v = b2 * *v + (1.0 - b2) * g * g;
            *p -= step * *m / (libm::sqrtf(*v) + epsilon);
        }
    }

    /// Whether every weight is a number: a ReLU turns what is none into 0, so that the loss alone does not tell.
    pub(super) fn is_finite(&self) -> bool {
        self.parameters.iter().all(|p| p.is_finite())
    }

    /// Takes the epoch's score and sets out on the next one.
    pub(super) fn end_epoch(&mut self, score: EpochScore) {
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
    pub(super) fn finish(self) -> (Network, Option<usize>) {
        let (parameters, kept) = match self.best {
            Some(best) => (best.parameters, Some(best.epoch as usize)),
            None => (self.parameters, None),
        };
        let shape = &self.shape;
        let layer = |l: usize| {
            let (weights, biases) = shape.layer(&parameters, l);
            let (n_in, n_out) = (shape.units[l], shape.units[l + 1]);
            Layer {
                weights: Array2::from_shape_fn((n_in, n_out), |(i, j)| weights[i * n_out + j]),
                biases: Array1::from(biases.to_vec()),
                activation: shape.activation(l),
            }
        };
        let layers = (0..shape.n_layers()).map(layer).collect();
        let TargetScaler { scale, offset } = self.scaler;
        (Network { layers, head: self.head, target_scale: scale, target_offset: offset }, kept)
    }
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
