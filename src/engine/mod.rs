//! The computing side: a state machine without clock, browser or message. The page sends a recipe and questions; whatever is not
//! yet answered is, one task after the other, in steps of some milliseconds.

mod context;
mod fitted;
mod gpu;
pub mod hand;
mod instance;
mod judged;
mod lending;
mod listing;
mod outbox;
pub mod recoding;
mod runner;
mod session;
mod sources;
mod tasks;
mod training;

pub use fitted::Fitted;
pub use gpu::GpuBatch;
pub use session::Session;
pub use sources::N_SOURCES;
