//! A report: chosen views as one document that stands alone, for people who will install nothing. It is plain values;
//! [`html`] and [`markdown`] write it.

pub mod card;
pub mod choices;
mod limits;
mod listing;
mod origin;
pub mod html;
pub mod markdown;

pub use card::{Card, Section, card};
pub use listing::Keeps;
pub use origin::{Explanation, Origin};

use super::name;
use super::{VERSION, View};
use crate::chart::Scene;
use vitrine_text::report as t;

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its heading.
    pub title: String,
    /// What it says, in a sentence for its reader.
    pub sentence: String,
    /// The table's name.
    pub source: String,
    /// Where the same is computed anew, if anywhere.
    pub link: Option<String>,
    /// What is told of the model.
    pub card: Card,
    /// The features' names, in the data set's order: by it marks and rows of one feature find each other.
    pub features: Vec<String>,
    /// The views, in the order of reading.
    pub chapters: Vec<Chapter>,
}

/// One view, or the same view of several classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// How to read it.
    pub meaning: String,
    /// Whether its marks and rows speak of features, and so of those in other chapters.
    pub of_features: bool,
    /// Which rows a long table keeps.
    pub keeps: Keeps,
    /// The one in view first; never empty.
    pub variants: Vec<Variant>,
}

/// A view of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// What it is called beside the others: the class.
    pub name: String,
    /// What must be said of it, beside what its view says.
    pub note: String,
    /// The view.
    pub view: View,
    /// Its picture for a narrow screen, where it has one.
    pub narrow: Option<Scene>,
}

/// The width in CSS pixels for which the narrow picture is drawn: that of a small phone, less its margins.
pub const NARROW: f64 = 288.0;

impl Report {
    /// The name of a file with this ending ("html").
    pub fn file_name(&self, ending: &str) -> String {
        name::file_name(&["vitrine", &self.source, "report"], ending)
    }

    /// The link, where it is an address that a browser may be sent to. One into the files of a machine leads nobody anywhere, and
    /// tells how its owner is called.
    fn address(&self) -> Option<&str> {
        let is_web = |l: &&str| l.starts_with("https://") || l.starts_with("http://");
        self.link.as_deref().filter(is_web)
    }

    /// Who wrote it.
    fn written_by() -> String {
        t::written_by(&VERSION)
    }
}
