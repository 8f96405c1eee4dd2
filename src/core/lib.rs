//! What Vitrine computes with: from the bytes of a table to explanations, and the recipe that holds every choice.
//! The modules stand in the order in which the data passes through them.
#![deny(unsafe_code)]

pub mod num;

pub mod table;

pub mod setting;

pub mod samples;

pub mod dataset;

pub mod compute;

pub mod model;

pub mod evaluate;

pub mod explain;

pub mod recipe;
