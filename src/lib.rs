//! Vitrine: train a small model on a table and see why it decides as it does. The modules stand in the order in which
//! the data passes through them; `docs/architecture.md` says what may use what.
#![deny(unsafe_code)]

pub mod num;

pub mod table;

pub mod samples;

pub mod dataset;

pub mod compute;

pub mod model;

pub mod evaluate;

pub mod explain;

pub mod recipe;

pub mod protocol;

pub mod engine;

#[cfg(target_arch = "wasm32")]
pub mod browser;

pub mod chart;

pub mod share;

#[cfg(target_arch = "wasm32")]
pub mod app;
