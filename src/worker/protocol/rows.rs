//! The rows as a list: which of them, in which order, and what is told of each.

use serde::{Deserialize, Serialize};
use vitrine_core::dataset::Part;
use vitrine_core::table::Value;
use vitrine_text::common;

/// From which probability a class is decided for; of more of them the most probable is decided for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionRule {
    /// The class that is decided for from the threshold on; the rarest where it is `None`.
    pub class: Option<String>,
    /// Its probability.
    pub threshold: f64,
}

impl Default for DecisionRule {
    fn default() -> Self {
        DecisionRule { class: None, threshold: 0.5 }
    }
}

/// A window of the rows: some of them in an order, with some of their features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowsQuestion {
    /// Which rows, in which order.
    pub query: RowQuery,
    /// First place of the window in that order.
    pub from: u32,
    /// Rows in the window, at most; there are no more than make [`N_CELLS`] cells, so that neither side is long about them.
    pub n: u32,
    /// First feature whose cells are told.
    pub first_feature: u32,
    /// Features whose cells are told, at most.
    pub n_features: u32,
    /// The row whose neighbours in that order are told.
    pub around: Option<u32>,
}

/// Cells of a window, about.
pub const N_CELLS: usize = 4_000;
/// Features that a list shows at a time.
pub const N_FEATURES: u32 = 40;

/// Which rows, in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RowQuery {
    /// The class whose probability is told. Where it is `None`, of two classes the rarest, of more the one decided for.
    pub class: Option<String>,
    /// Where a decision falls.
    pub rule: DecisionRule,
    /// Which rows.
    pub filter: RowFilter,
    /// Whether missing cells have the text of the filter: it is in what the page calls them ([`RowFilter::names_missing`]).
    pub names_missing: bool,
    /// In which order.
    pub sort: Sort,
}

/// Which rows: those that meet all that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFilter {
    /// In this part.
    pub part: Option<Part>,
    /// Of this class, by the table.
    pub truth: Option<String>,
    /// Decided to be of this class.
    pub predicted: Option<String>,
    /// Decided rightly, or wrongly.
    pub right: Option<bool>,
    /// With this text in the row's number or one of its cells, of whatever column; letters large or small.
    pub text: String,
}

impl RowFilter {
    /// Whether the text is in what a missing cell is called.
    pub fn names_missing(&self) -> bool {
        common::missing().to_lowercase().contains(&self.text.trim().to_lowercase())
    }
}

/// An order of the rows; equals follow by their number, and what is missing comes last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By which column.
    pub by: By,
    /// The largest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Sort { by: By::Row, descending: false }
    }
}

/// A column of the list of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// The row's number.
    Row,
    /// A column that names the rows, by its place among those.
    Name(u32),
    /// Its part.
    Part,
    /// What the table says.
    Truth,
    /// The predicted value or class.
    Predicted,
    /// The probability of the class that is told.
    Probability,
    /// The probability that the true class lacks, or the residual.
    Error,
    /// A feature, by its index.
    Feature(u32),
}

/// A window of the rows, found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowsFound {
    /// Rows that the filter lets through.
    pub total: u32,
    /// Rows of the data set.
    pub n_rows: u32,
    /// The window; none where the order ends before it.
    pub rows: Vec<ListedRow>,
    /// Where the row asked about is in the order, and the rows before and after it.
    pub place: Place,
    /// Of the rows that the filter lets through, the one most confidently wrong: with the largest error.
    pub worst: Option<u32>,
    /// Of those, the one nearest to where the decision changes; `None` where no class is decided for.
    pub nearest: Option<u32>,
}

/// Where a row is in an order; rows of the table, 0-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its place; `None` where the filter keeps it out.
    pub at: Option<u32>,
    /// The row before it; where the filter keeps it out, the last one.
    pub before: Option<u32>,
    /// The row after it; where the filter keeps it out, the first one.
    pub after: Option<u32>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedRow {
    /// Row of the table, 0-based.
    pub table_row: u32,
    /// What the table calls it, one a column that names rows.
    pub names: Vec<Value>,
    /// Its part.
    pub part: Part,
    /// What the table says.
    pub truth: Value,
    /// The predicted value or class.
    pub predicted: Value,
    /// The probability of the class that is told; `None` for a number.
    pub probability: Option<f64>,
    /// One minus the probability of the true class, or the true value less the predicted one.
    pub error: f64,
    /// Whether the true class is predicted; `None` for a number.
    pub right: Option<bool>,
    /// The cells of the features asked for, as the table has them.
    pub cells: Vec<Value>,
}
