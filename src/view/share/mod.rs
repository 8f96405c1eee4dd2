//! What leaves the page on the user's word: a view as figures (CSV, JSON) and as a picture (SVG, PNG), and several views as a
//! report (HTML, Markdown). Everything here is text made from plain values; the browser only stores it.

pub mod csv;
pub mod evaluation;
pub mod figures;
pub mod json;
pub mod link;
pub mod lists;
pub mod model;
pub mod name;
pub mod picture;
pub mod report;
mod named;
mod serial;
pub mod session;
pub mod model_views;
mod standalone;
pub mod verdict;
mod views;

pub use figures::{Cell, Figures};
pub use serial::to_json;
pub use standalone::{Drawn, Included, StandaloneExplanation};
pub use views::{
    columns, confusion, curves, local, local_facts, pairs, row, row_told, scores, scores_by_class, structure,
    to_the_millisecond,
};

use crate::chart::Scene;
use vitrine_core::recipe::Recipe;
use vitrine_text::report as t;

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The width in CSS pixels for which the picture of a view is drawn.
pub const WIDTH: f64 = 688.0;

/// What is exported of one picture or table.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What it is, as in "SHAP, row 18"; files are named after it.
    pub name: String,
    /// What it shows, as a sentence.
    pub finding: String,
    /// Its picture, drawn for [`WIDTH`]; without one the figures are drawn as a table.
    pub scene: Option<Scene>,
    /// Its figures, exact.
    pub figures: Figures,
    /// How they were made and how far to trust them: method, budget, error, seed, fingerprint, each by its name.
    pub quality: Vec<(&'static str, Cell)>,
    /// All choices that lead to it. Of a table of the user's own it holds the name and the fingerprint, and no row.
    pub recipe: Recipe,
}

impl View {
    /// The name of the table that it is of.
    pub fn source(&self) -> &str {
        self.recipe.source.name()
    }

    /// Where it comes from, in a line.
    pub fn origin(&self) -> String {
        let fingerprint = self.quality.iter().find_map(|(name, cell)| match cell {
            Cell::Text(text) if *name == "fingerprint" => Some(text),
            _ => None,
        });
        match fingerprint {
            Some(fingerprint) => t::origin_with_fingerprint(&self.name, &self.source(), &VERSION, fingerprint),
            None => t::origin(&self.name, &self.source(), &VERSION),
        }
    }

    /// The figures as CSV.
    pub fn csv(&self, cells: csv::Cells) -> String {
        csv::write(&self.figures, cells)
    }

    /// The name of a file with this ending ("svg").
    pub fn file_name(&self, ending: &str) -> String {
        name::file_name(&["vitrine", self.source(), &self.name], ending)
    }
}
