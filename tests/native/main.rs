//! The native tests: one binary, in the order of the data.

mod asking;
mod data;
mod driven;
#[path = "../common/players.rs"]
mod players;
mod reference;
mod tolerance;

mod num;
mod rng;
mod drawings;
mod chart;
mod choice;
mod plots;
mod colours;
mod words;
mod corpus;
mod csv;
mod reader;
mod intake;
mod sampling;
mod naughty;
mod unicode;
mod dataset;
mod dates;
mod dice;
mod split;
mod scaling;
mod insights;
mod kernels;
mod gpu;
mod explain;
mod lime;
mod links;
mod fingerprints;
mod fit;
mod flips;
mod flow;
mod generator;
mod history;
mod metrics;
mod bootstrap;
mod groups;
mod hands;
mod rows;
mod what_if;
mod shown;
mod session;
mod table;
mod samples;
mod xml;
mod exports;
mod lists;
mod report;

mod tidy;
