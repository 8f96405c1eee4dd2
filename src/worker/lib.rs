//! The worker: what page and worker say to each other, the engine that answers questions, and the browser around it.
#![deny(unsafe_code)]

pub mod protocol;

pub mod engine;

#[cfg(target_arch = "wasm32")]
pub mod browser;
