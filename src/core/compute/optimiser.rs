//! The steps of optimisers over all parameters, four at a time.

use super::simd::{F32x4, Lanes};

/// One step of stochastic gradient descent with classical momentum.
pub fn sgd(rate: f32, momentum: f32, parameters: &mut [f32], velocity: &mut [f32], gradients: &[f32]) {
    let (many_rate, many_momentum) = (F32x4::splat(rate), F32x4::splat(momentum));
    let ((p, p_rest), (v, v_rest)) = (parameters.as_chunks_mut::<4>(), velocity.as_chunks_mut::<4>());
    let (g, g_rest) = gradients.as_chunks::<4>();
    for ((p, v), g) in p.iter_mut().zip(v).zip(g) {
        let speed = many_momentum * F32x4::load(v) + F32x4::load(g);
        speed.store(v);
        (F32x4::load(p) - many_rate * speed).store(p);
    }
    for ((p, v), g) in p_rest.iter_mut().zip(v_rest).zip(g_rest) {
        *v = momentum * *v + g;
        *p -= rate * *v;
    }
}

/// The settings of one step of [`adam`].
#[derive(Clone, Copy, Debug)]
pub struct AdamStep {
    /// What the means keep of themselves: of the gradients and of their squares.
    pub keep: [f32; 2],
    /// Step size, the bias corrections taken into it.
    pub size: f32,
    /// Added to the root of the mean square.
    pub epsilon: f32,
}

/// One step of Adam (Kingma and Ba 2015, algorithm 1); `moments` are the running means of the gradients and of their squares.
pub fn adam(step: AdamStep, parameters: &mut [f32], moments: &mut [Vec<f32>; 2], gradients: &[f32]) {
    let [first, squares] = moments;
    let ((p, p_rest), (g, g_rest)) = (parameters.as_chunks_mut::<4>(), gradients.as_chunks::<4>());
    let ((m, m_rest), (v, v_rest)) = (first.as_chunks_mut::<4>(), squares.as_chunks_mut::<4>());
    for (((p, m), v), g) in p.iter_mut().zip(m).zip(v).zip(g) {
        adam_four(step, p, m, v, g);
    }
    // What is left of four goes the same way, beside zeros.
    let mut rest = [[0.0; 4]; 4];
    for (four, part) in rest.iter_mut().zip([&*p_rest, &*m_rest, &*v_rest, g_rest]) {
        four[..part.len()].copy_from_slice(part);
    }
    let [p, m, v, g] = &mut rest;
    adam_four(step, p, m, v, g);
    for (part, four) in [p_rest, m_rest, v_rest].into_iter().zip(&rest) {
        let n = part.len();
        part.copy_from_slice(&four[..n]);
    }
}

#[inline(always)]
fn adam_four(step: AdamStep, p: &mut [f32; 4], m: &mut [f32; 4], v: &mut [f32; 4], g: &[f32; 4]) {
    let [b1, b2] = step.keep;
    let of = F32x4::splat;
    let g = F32x4::load(g);
    let mean = of(b1) * F32x4::load(m) + of(1.0 - b1) * g;
    let square = of(b2) * F32x4::load(v) + of(1.0 - b2) * g * g;
    mean.store(m);
    square.store(v);
    (F32x4::load(p) - of(step.size) * mean / (square.sqrt() + of(step.epsilon))).store(p);
}
