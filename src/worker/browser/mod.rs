//! Both ends of the line between page and worker, and what only a browser gives: workers, messages, a GPU, its decoders.

pub mod wire;
pub mod charset;
mod scope;
mod spawn;
mod pool;
mod trial;
mod graphics;
pub mod serve;
pub mod client;
mod sources;
