//! What people get to see of results: charts, and what leaves the page (figures, pictures, links, reports).
#![deny(unsafe_code)]

pub mod chart;

pub mod share;
