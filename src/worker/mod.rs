//! The computing side and the line to it. The page sends the recipe; the worker makes whatever of it is not yet made and
//! reports each stage. The newest recipe wins, and a new worker is brought up to date by sending table and recipe again.

pub mod protocol;
pub mod query;
pub mod kept;
mod looking;
mod predicting;
mod explaining;
mod many;
pub mod computing;
mod scoring;
mod intervals;
mod judged;
mod listing;
mod answering;
mod outbox;
mod reading;
pub mod recoding;
mod training;
pub mod hand;
pub mod session;
mod lending;

#[cfg(target_arch = "wasm32")]
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod charset;

#[cfg(target_arch = "wasm32")]
mod hire;

#[cfg(target_arch = "wasm32")]
mod pool;

#[cfg(target_arch = "wasm32")]
mod trial;

#[cfg(target_arch = "wasm32")]
mod graphics;

#[cfg(target_arch = "wasm32")]
pub mod serve;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
mod sources;
