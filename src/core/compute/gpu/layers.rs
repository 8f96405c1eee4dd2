//! The layers of a network as shaders read them: one list of places, and one of parameters in fours.

use super::activate::code;
use super::screen::screen;
use super::{GpuError, NumberOf};
use crate::compute::dense::Activation;

/// A dense layer.
#[derive(Clone, Copy, Debug)]
pub struct GpuLayer<'a> {
    /// n_in x n_out, row-major.
    pub weights: &'a [f32],
    /// n_out.
    pub biases: &'a [f32],
    /// What its units do.
    pub activation: Activation,
}

/// Where a layer's numbers are. In `masked.wgsl` the same fields stand in the same order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Inputs.
    pub n_in: u32,
    /// Units.
    pub n_out: u32,
    /// The first of its parameters, in fours: the biases, then the weights of input after input.
    pub begin: u32,
    /// The number of its activation.
    pub activation: u32,
}

impl Place {
    /// As a shader reads it.
    pub fn words(&self) -> [u32; 4] {
        [self.n_in, self.n_out, self.begin, self.activation]
    }
}

/// Layers that fit on each other.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    /// From input to output, at least one.
    pub places: Vec<Place>,
    /// Of all layers. Units are filled up to fours with zeros.
    pub parameters: Vec<[f32; 4]>,
}

impl Layers {
    /// Packs layers, once all of their numbers are seen to be finite.
    pub fn new(layers: &[GpuLayer]) -> Result<Layers, GpuError> {
        let mut packed = Layers { places: Vec::new(), parameters: Vec::new() };
        for layer in layers {
            screen(NumberOf::Weights, layer.weights)?;
            screen(NumberOf::Biases, layer.biases)?;
            let n_out = layer.biases.len();
            packed.places.push(Place {
                n_in: (layer.weights.len() / n_out.max(1)) as u32,
                n_out: n_out as u32,
                begin: packed.parameters.len() as u32,
                activation: code(layer.activation),
            });
            for row in std::iter::once(layer.biases).chain(layer.weights.chunks_exact(n_out.max(1))) {
                packed.parameters.extend(row.chunks(4).map(four));
            }
        }
        Ok(packed)
    }

    /// Inputs of the first layer.
    pub fn n_in(&self) -> usize {
        self.places.first().map_or(0, |place| place.n_in as usize)
    }

    /// Units of the last layer.
    pub fn n_out(&self) -> usize {
        self.places.last().map_or(0, |place| place.n_out as usize)
    }

    /// Units of the widest layer.
    pub fn widest(&self) -> usize {
        self.places.iter().map(|place| place.n_out as usize).max().unwrap_or(0)
    }
}

/// Up to four numbers, and zeros.
fn four(numbers: &[f32]) -> [f32; 4] {
    let mut four = [0.0; 4];
    four[..numbers.len()].copy_from_slice(numbers);
    four
}
