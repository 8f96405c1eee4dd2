//! Dense layers one on the other, over blocks of rows that stay in the cache.

use super::dense::Dense;
use super::real::Real;

/// Rows that go through all layers before the next ones do.
pub const BLOCK: usize = 64;

/// Layers from input to output.
#[derive(Clone, Debug)]
pub struct Stack<R> {
    layers: Vec<Dense<R>>,
    here: Vec<R>,
    next: Vec<R>,
}

impl<R: Real> Stack<R> {
    /// Of layers that fit on each other.
    pub fn new(layers: Vec<Dense<R>>) -> Stack<R> {
        Stack { layers, here: Vec::new(), next: Vec::new() }
    }

    /// What comes out (n_rows x units of the last layer) of a block `x` (n_rows x inputs of the first), at most [`BLOCK`] rows
    /// for the cache's sake. Without layers it is `x` itself.
    pub fn forward<'a>(&'a mut self, x: &'a [R], n_rows: usize) -> &'a [R] {
        let Some((first, rest)) = self.layers.split_first() else { return x };
        self.here.resize(n_rows * first.n_out(), R::default());
        first.forward(x, &mut self.here);
        for layer in rest {
            self.next.resize(n_rows * layer.n_out(), R::default());
            layer.forward(&self.here, &mut self.next);
            std::mem::swap(&mut self.here, &mut self.next);
        }
        &self.here
    }
}
