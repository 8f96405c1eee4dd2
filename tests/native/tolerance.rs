//! Every tolerance of the native tests, by name and with its reason, some of them in `tests/common`. Loosening one is a change
//! to be reviewed as such.

/// Those that the browser tests hold to as well.
#[path = "../common/tolerance.rs"]
mod common;
pub use common::{GPU, GPU_LOG_ODDS, close};

/// Whether `a` differs from the reference `b` by no more than `tolerance` times the size of `b`. NaN is close to nothing.
pub fn close_relative(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs()
}

/// Scalar functions against 40-digit references, relative: some thousand times the spacing of f64, since tails condition badly.
pub const MATH: f64 = 1e-12;

/// Quantiles and moments against numpy, relative: the same operations in the same order, but for its sums.
pub const STATS: f64 = 1e-14;

/// Metrics against scikit-learn, absolutely (relative to numbers above one).
pub const METRICS: f64 = 1e-12;

/// Intervals of rates against published ones of four digits, absolutely.
pub const INTERVALS: f64 = 6e-5;

/// Student's quantiles against tables, absolutely: a series of four terms, whose error is largest for three degrees of freedom.
pub const STUDENT: f64 = 4e-3;

/// Linear coefficients against scikit-learn's, relative to the largest: both stop at a gradient near rounding.
pub const LINEAR_FIT: f64 = 1e-7;

/// Gradients against central differences with a step of 1e-6 in f64, relative to the largest entry.
pub const GRADIENT: f64 = 1e-6;

/// Residuals of small, well conditioned solves, absolutely.
pub const SOLVE: f64 = 1e-10;

/// Shapley values against shap's, which runs the stored networks in single precision by another order of sums.
pub const SHAPLEY: f64 = 1e-6;

/// Base and attributions against the prediction, and Kernel SHAP against the definition: both in f64 over the same game.
pub const ADDITIVITY: f64 = 1e-9;

/// LIME's coefficients on the reference's own perturbed rows, relative.
pub const LIME_MATRIX: f64 = 1e-6;

/// The share of a feature that can make no difference, absolutely.
pub const CONSTANT: f64 = 1e-12;

/// Scaled columns against scikit-learn's, relative to the larger of the value and 1: the same formula, other sums.
pub const SCALING: f64 = 1e-12;

/// Associations against numpy's and scipy's, absolutely: some hundred squares are summed in another order.
pub const ASSOCIATION: f64 = 1e-12;

/// Values of coalitions against masked rows that are written out, relative to the largest: networks take the same sums in
/// single precision, but by groups of features.
pub const VALUES: f64 = 1e-6;

/// Predictions from an exported model against the model's own, relative to the larger of the value and 1: a network takes the
/// same sums in single precision and in another order.
pub const REBUILT: f64 = 2e-5;

/// Attributions by a GPU against the CPU's, relative to the largest of them.
pub const GPU_ATTRIBUTIONS: f64 = 1e-4;

/// The mirror of an explanation against the explanation of the other class, absolutely: sums of thousands of terms in another
/// sign, and solves of systems that are conditioned to some 1e4.
pub const MIRROR: f64 = 1e-10;

/// Permutation importance against means that are drawn too, or of all pairs, in standard errors of the difference: all of some
/// thirty comparisons by chance are within this, one of ten thousand is not.
pub const COMBINED_ERRORS: f64 = 4.0;

/// Partial dependence and ICE against scikit-learn's and against the definition, absolutely: the same numbers in f64, but for the
/// order of sums and the functions of the platform.
pub const DEPENDENCE: f64 = 1e-12;
