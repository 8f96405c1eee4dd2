//! Data sets for the tests: the bundled samples and small ones made up on the spot.

use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, SplitSpec};
use vitrine::samples::sample;
use vitrine::table::{Sheet, Table};

/// A bundled sample with its own target, and the spec changed by `change`.
pub fn sample_dataset(name: &str, change: impl FnOnce(&mut DatasetSpec)) -> Dataset {
    let path = format!("{}/www/data/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a bundled file");
    let sample = sample(name).expect("a bundled sample");
    let mut spec = DatasetSpec { target: Some(sample.target.to_owned()), ..DatasetSpec::default() };
    change(&mut spec);
    dataset(&text, &spec)
}

/// A data set from CSV text.
pub fn dataset(text: &str, spec: &DatasetSpec) -> Dataset {
    let sheet = Sheet::parse(text.as_bytes(), None).expect("a sheet");
    let table = Table::read(&sheet, &BTreeMap::new()).expect("a table");
    Dataset::build(&table, spec).expect("a data set")
}

/// A split that leaves everything in the training part, in the table's order.
pub fn all_train(spec: &mut DatasetSpec) {
    spec.split = SplitSpec { seed: 1, validation: 0, test: 0 };
}
