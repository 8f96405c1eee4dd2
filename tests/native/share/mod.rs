//! What leaves the page: links, files, reports.

pub mod links;
pub mod results;
pub mod lists;
pub mod exports;
pub mod session_files;
pub mod report;
