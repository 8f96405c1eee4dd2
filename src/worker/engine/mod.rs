//! The computing side: a state machine without a clock, a browser or messages. The page sends a recipe and questions, and the engine
//! answers them, one task after another, in steps of a few milliseconds.

mod context;
mod fitted_model;
mod gpu;
pub mod helper;
mod chosen_row;
mod scored_rows;
mod dispatch;
mod listing;
mod newest;
mod outbox;
pub mod recoding;
mod runner;
mod session;
mod sources;
mod tasks;
mod training;

pub use fitted_model::FittedModel;
pub use gpu::GpuBatch;
pub use session::Session;
pub use sources::N_SOURCES;
