//! Data for the tests: the bundled samples and small tables made up on the spot, up to the data set.

use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, SplitSpec};
use vitrine::samples::sample;
use vitrine::table::{Kind, Sheet, Table};

/// The file of a bundled sample.
pub fn sample_bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/www/data/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap_or_else(|e| panic!("the bundled file of {name}: {e}"))
}

/// A bundled sample with its own target, and the spec changed by `change`.
pub fn sample_dataset(name: &str, change: impl FnOnce(&mut DatasetSpec)) -> Dataset {
    let sample = sample(name).expect("a bundled sample");
    let mut spec = DatasetSpec { target: Some(sample.target.to_owned()), ..DatasetSpec::default() };
    change(&mut spec);
    dataset(sample_bytes(name), &spec)
}

/// The text of a table of `n` rows made by `row`.
pub fn rows(header: &str, n: usize, row: impl Fn(usize) -> String) -> String {
    (0..n).fold(format!("{header}\n"), |t, i| t + &row(i) + "\n")
}

/// A text in units of two bytes, whose order `unit` says.
pub fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// A sheet from the bytes of a file.
pub fn sheet(bytes: impl AsRef<[u8]>) -> Sheet {
    let bytes = bytes.as_ref();
    Sheet::parse(bytes, None).unwrap_or_else(|e| panic!("{}: {e}", String::from_utf8_lossy(bytes)))
}

/// A table from the bytes of a file.
pub fn table(bytes: impl AsRef<[u8]>) -> Table {
    table_as(bytes, &[])
}

/// A table some of whose columns are of chosen kinds.
pub fn table_as(bytes: impl AsRef<[u8]>, kinds: &[(&str, Kind)]) -> Table {
    let chosen = kinds.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).into()));
    Table::read(&sheet(bytes), &chosen.collect::<BTreeMap<_, _>>())
}

/// A data set from the bytes of a file.
pub fn dataset(bytes: impl AsRef<[u8]>, spec: &DatasetSpec) -> Dataset {
    Dataset::build(&table(bytes).into(), spec).expect("a data set")
}

/// A split that leaves everything in the training part, in the table's order.
pub fn all_train(spec: &mut DatasetSpec) {
    spec.split = SplitSpec { seed: 1, validation: 0, test: 0 };
}
