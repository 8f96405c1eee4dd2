//! Vitrine: train a small model on a table and see why it decides as it does. The crates of the program under one name, for
//! its tests and benchmarks; `docs/architecture.md` says what each is and what may use what.
#![deny(unsafe_code)]

#[cfg(target_arch = "wasm32")]
pub use vitrine_app as app;
pub use vitrine_core::*;
pub use vitrine_text as text;
pub use vitrine_view::*;
pub use vitrine_worker::*;
