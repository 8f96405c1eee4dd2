//! A view as JSON: figures, how they were made, and the whole recipe. `docs/exports.md` documents every field.

use super::figures::Cell;
use super::serial::to_json;
use super::{VERSION, View};
use serde::{Serialize, Serializer};
use vitrine_core::recipe::Recipe;

/// The name of the form.
pub const FORMAT: &str = "vitrine.view";
/// Its version, which rises when a field changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    format_version: u32,
    program: Program,
    view: &'a str,
    finding: &'a str,
    columns: &'a [String],
    rows: &'a [Vec<Cell>],
    quality: Facts<'a>,
    recipe: &'a Recipe,
}

/// The program that wrote a file.
#[derive(Serialize)]
pub struct Program {
    name: &'static str,
    version: &'static str,
}

/// This one.
pub const PROGRAM: Program = Program { name: "Vitrine", version: VERSION };

/// Named values in their order.
struct Facts<'a>(&'a [(&'static str, Cell)]);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, cell)| (name, cell)))
    }
}

impl View {
    /// Figures, quality and recipe as JSON; `docs/exports.md` says what is in it.
    pub fn json(&self) -> String {
        write(self)
    }
}

/// Writes it. What could mean something to a page in which the text is put is written as `\uXXXX`.
fn write(view: &View) -> String {
    let document = Document {
        format: FORMAT,
        format_version: FORMAT_VERSION,
        program: PROGRAM,
        view: &view.name,
        finding: &view.finding,
        columns: &view.figures.columns,
        rows: &view.figures.rows,
        quality: Facts(&view.quality),
        recipe: &view.recipe,
    };
    // Maps have texts for keys, and nothing else can fail.
    to_json(&document, 2).unwrap_or_default() + "\n"
}
