//! Shaders: their text with the constants that Rust and WGSL share, each of which is written once, in Rust.

use super::activate::{FARTHEST, RELU, SIGMOID, TANH};
use super::masked::{COMPLEMENT, HALF, LOGISTIC, NO_PLAYER, SOFTMAX, THREADS};

/// A layer over rows.
pub const DENSE: Shader = Shader { name: "dense", text: include_str!("dense.wgsl") };
/// A network over masked rows.
pub const MASKED: Shader = Shader { name: "masked", text: include_str!("masked.wgsl") };

/// A shader.
#[derive(Clone, Copy, Debug)]
pub struct Shader {
    /// The name of its file, and of its entry.
    pub name: &'static str,
    text: &'static str,
}

impl Shader {
    /// All of its text: constants, what shaders share, and its own.
    pub fn source(&self) -> String {
        let words = [
            ("THREADS", THREADS),
            ("RELU", RELU),
            ("TANH", TANH),
            ("SIGMOID", SIGMOID),
            ("HALF", HALF),
            ("NO_PLAYER", NO_PLAYER),
            ("LOGISTIC", LOGISTIC),
            ("COMPLEMENT", COMPLEMENT),
            ("SOFTMAX", SOFTMAX),
        ];
        let words = words.map(|(name, value)| format!("const {name} = {value}u;\n")).concat();
        format!("{words}const FARTHEST = {FARTHEST:?}f;\n{}\n{}", include_str!("activate.wgsl"), self.text)
    }
}
