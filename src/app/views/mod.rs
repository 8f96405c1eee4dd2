//! The views that leave the page, each put together from what the screens hold, when it is asked for. A menu writes one of
//! them, a report several.

pub mod tabled;
pub mod trained;
pub mod evaluated;
pub mod explained;
pub mod report_items;
pub mod reported;
