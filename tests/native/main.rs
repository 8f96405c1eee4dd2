//! The native tests: one binary, in folders like those of `src`, in the order of the data.

// What tests are made with.
mod cases;
mod data;
mod drawings;
#[path = "../common/east_asia.rs"]
mod east_asia;
mod fixed;
mod gpu_driver;
mod naughty_strings;
#[path = "../common/players.rs"]
mod players;
mod random_link;
mod reference;
mod session_driver;
mod tolerance;
mod xml;

mod text;
mod num;
mod table;
mod dataset;
mod compute;
mod model;
mod evaluate;
mod explain;
mod recipe;
mod engine;
mod chart;
mod share;

mod tidy;
