//! The native tests: one binary, in the order of the data.

mod data;
mod reference;
mod tolerance;

mod num;
mod rng;
mod chart;
mod csv;
mod dataset;
mod explain;
mod fit;
mod metrics;
mod table;
mod samples;
