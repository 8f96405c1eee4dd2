//! Charts: results become a [`Scene`] of marks, by pure functions; a scene becomes inline SVG, SVG text or a canvas.

pub mod format;
pub mod scene;
mod agreement;
mod axis;
mod finding;
mod steps;
mod paint;
mod palette;
mod plot;
mod rows;
mod svg;
pub mod text;

pub mod waterfall;
pub mod bars;
pub mod force;
pub mod curves;
pub mod histogram;
pub mod correlation;
pub mod structure;
pub mod ranking;
pub mod calibrated;
pub mod costs;
pub mod residuals;
pub mod groups;
mod key;
mod listed;
pub mod importance;
pub mod dependence;
pub mod cohort;

pub use agreement::{Agreement, agreement};
pub use finding::{finding, leading, shared_order};
pub use paint::paint;
pub use palette::{class, colour, paper};
pub use rows::is_left_out;
pub use scene::{Anchor, Ink, Mark, Scene, Shape, Stop};
pub use steps::{Step, steps};
pub use svg::{document, escape, inline, to_svg};

use format::Unit;
use vitrine_core::explain::LocalExplanation;

/// What the charts of one explained row show.
#[derive(Clone, Copy, Debug)]
pub struct LocalChart<'a> {
    /// The explanation.
    pub local: &'a LocalExplanation,
    /// The explanation before a what-if, drawn as thin marks.
    pub before: Option<&'a LocalExplanation>,
    /// The explanation by another method that stands beside it, and the one before: both have one scale and the same rows.
    pub beside: Option<(&'a LocalExplanation, Option<&'a LocalExplanation>)>,
    /// Features by rank, so that two methods can share one order.
    pub order: &'a [usize],
    /// Features shown; the rest is one row "... others".
    pub shown: usize,
    /// So many more may be shown where the others together would be larger than the smallest that is.
    pub more: usize,
    /// How each feature's value reads, by feature.
    pub values: &'a [String],
    /// What the prediction is called ("bad", "progression").
    pub subject: &'a str,
    /// The unit of prediction and attributions.
    pub unit: Unit,
    /// Width in CSS pixels.
    pub width: f64,
}

impl<'a> LocalChart<'a> {
    /// The chart of the explanation that stands beside this one.
    fn of_beside(&self) -> Option<LocalChart<'a>> {
        self.beside.map(|(local, before)| LocalChart { local, before, beside: None, ..*self })
    }
}
