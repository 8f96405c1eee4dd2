//! Numbers that come out the same on every machine: random streams, transcendental functions, sums, solves.

pub mod math;
pub mod rng;
pub mod stats;
pub mod order;
pub mod solve;
pub mod fingerprint;
