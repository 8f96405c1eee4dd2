//! How quick the CPU and a GPU are: both are asked for the values of one game, of a network like those that people train here.

use ndarray::{Array1, Array2};
use vitrine_core::compute::choice::Speed;
use vitrine_core::compute::coalition::Coalitions;
use vitrine_core::compute::gpu::{CoalitionBatch, Gpu, GpuError, Reduction, Which};
use vitrine_core::explain::Background;
use vitrine_core::explain::game::Game;
use vitrine_core::explain::values::Values;
use vitrine_core::model::network::{Layer, Network};
use vitrine_core::model::{Activation, Model, Output, OutputKind, OutputScale};
use vitrine_core::num::rng::Rng;

/// Inputs of the network, which are the players too.
const N_IN: usize = 32;
/// Units of its layers.
const UNITS: [usize; 3] = [64, 32, 1];
const N_BACKGROUND: usize = 64;
/// Seconds that the CPU is measured for.
const MEASURED: f64 = 0.006;
/// Coalitions that the CPU is asked for at a time.
const N_CPU: usize = 64;
/// Coalitions of the GPU's questions. The first one warms up, the other two tell latency and rate apart.
const N_GPU: [u32; 3] = [8, 8, 1024];

/// What both are asked.
#[derive(Debug)]
pub struct Trial {
    network: Network,
    game: Game,
    background: Background,
}

impl Trial {
    /// Always the same one.
    pub fn new() -> Trial {
        let mut rng = Rng::stream(1, "trial", 0);
        let mut numbers = |n: usize| (0..n).map(|_| rng.normal() as f32).collect::<Vec<f32>>();
        let mut n_in = N_IN;
        let layers = UNITS.map(|n_out| {
            let numbers = numbers(n_in * n_out);
            let weights = Array2::from_shape_fn((n_in, n_out), |(i, j)| numbers[i * n_out + j]);
            n_in = n_out;
            let activation = if n_out == 1 { Activation::Identity } else { Activation::Relu };
            Layer { weights, biases: Array1::zeros(n_out), activation }
        });
        let row = numbers(N_IN);
        let others = numbers(N_IN * N_BACKGROUND);
        let x = Array2::from_shape_fn((N_BACKGROUND, N_IN), |(i, j)| others[i * N_IN + j]);
        let output = Output { class: 1, space: OutputScale::Probability };
        Trial {
            network: Network {
                layers: layers.to_vec(),
                output_kind: OutputKind::Logit,
                target_scale: 1.0,
                target_offset: 0.0,
            },
            game: Game { row, output, players: (0..N_IN).collect(), columns: (0..N_IN).map(|c| c..c + 1).collect() },
            background: Background::whole(x),
        }
    }

    /// Multiply-adds of so many coalitions.
    fn work(&self, n_coalitions: usize) -> f64 {
        (n_coalitions * N_BACKGROUND * self.network.n_parameters()) as f64
    }

    /// The speed of one thread, by a clock in seconds.
    pub fn cpu(&self, now: fn() -> f64) -> Speed {
        let model = Model::from(self.network.clone());
        let mut rng = Rng::stream(2, "trial", 0);
        let mut coalitions = Coalitions::new(N_IN);
        (0..N_CPU).for_each(|_| coalitions.push((0..N_IN).filter(|_| rng.below(2) == 0)));
        let (begun, mut work) = (now(), 0.0);
        while now() - begun < MEASURED {
            Values::evaluate(&model, &self.game, &self.background, &coalitions);
            work += self.work(N_CPU);
        }
        Speed::of(work, now() - begun)
    }

    /// The speed of a GPU.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn gpu(&self, gpu: &mut Gpu, now: fn() -> f64) -> Result<Speed, GpuError> {
        let layers: Vec<_> = self.network.layers.iter().map(Layer::shaded).collect();
        let network = gpu.load(&layers)?;
        let mut timings = [(0.0, 0.0); N_GPU.len()];
        for (timing, n) in timings.iter_mut().zip(N_GPU) {
            let question = CoalitionBatch {
                row: &self.game.row,
                background: self.background.x.as_slice().unwrap_or(&[]),
                players: &self.game.columns,
                which: Which::Numbered(0..n),
                reduction: Reduction::Logistic(0),
            };
            let begun = now();
            gpu.ask(&network, &question).await?;
            *timing = (self.work(n as usize), now() - begun);
        }
        Ok(Speed::between(timings[1], timings[2]))
    }
}
