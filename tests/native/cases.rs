//! The small files of `fixtures/cases`, each of which stands for a kind that people have, and what is made of a table's text.

use vitrine::dataset::{Dataset, DatasetSpec, ExclusionReason};
use vitrine::table::summary::summarise;
use vitrine::table::{Cells, Doubt, Kind, ReadSpec, Sheet, Table};

/// The text of a case.
pub fn case(name: &str) -> String {
    let path = format!("{}/tests/fixtures/cases/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("the case {name}: {e}"))
}

/// A table as the user wants it read.
pub fn read(text: &str, spec: &ReadSpec) -> (Sheet, Table) {
    let sheet = Sheet::parse_as(text.as_bytes(), None, spec).expect("a sheet");
    let table = Table::read(&sheet, &Default::default());
    (sheet, table)
}

/// What may be read otherwise.
pub fn doubts(text: &str, spec: &ReadSpec) -> Vec<Doubt> {
    let (sheet, table) = read(text, spec);
    summarise(&sheet, &table).doubts
}

/// The kind of a column.
pub fn kind(table: &Table, name: &str) -> Kind {
    table.column(name).unwrap_or_else(|| panic!("there is no column {name:?}")).kind
}

/// The levels of a column.
pub fn levels<'a>(table: &'a Table, name: &str) -> &'a [String] {
    match &table.column(name).expect("a column").cells {
        Cells::Categories { levels, .. } => levels,
        Cells::Numbers(_) => panic!("{name} is a number"),
    }
}

/// The data set that a file becomes at first sight.
pub fn data(text: &str) -> Dataset {
    Dataset::build(&crate::data::table(text).into(), &DatasetSpec::default()).expect("a data set")
}

/// Why a column is off at first sight.
pub fn off(text: &str, name: &str) -> Option<ExclusionReason> {
    data(text).off.iter().find(|o| o.name == name).map(|o| o.why)
}
