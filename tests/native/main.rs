//! The native tests: one binary, in the order of the data.

mod tolerance;

mod rng;
mod csv;
mod dataset;
mod table;
mod samples;
