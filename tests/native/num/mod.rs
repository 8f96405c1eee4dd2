//! Numbers and random draws.

pub mod functions;
pub mod rng;
