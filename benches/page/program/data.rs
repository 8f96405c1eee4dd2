//! The two tables as matrices of one column a feature, as the peers take them: a category is the number of its level, a
//! missing cell the number after the last.

use std::collections::BTreeMap;
use vitrine::dataset::{Dataset, DatasetSpec, SplitSpec};
use vitrine::table::{Cells, Column, Kind, Sheet, Table};

/// Adult: 48,842 rows of 13 features.
pub fn adult(csv: &[u8]) -> Dataset {
    dataset(csv, "income", 13)
}

/// Breast cancer: 569 rows of the first `n_features` of 30.
pub fn breast_cancer(csv: &[u8], n_features: usize) -> Dataset {
    dataset(csv, "diagnosis", n_features)
}

/// The first features of a table; all rows are for training.
fn dataset(csv: &[u8], target: &str, n_features: usize) -> Dataset {
    let sheet = Sheet::parse(csv, None).expect("a bundled table");
    let mut table = Table::read(&sheet, &BTreeMap::new());
    table.columns.iter_mut().filter(|c| c.name != target).for_each(as_numbers);
    let features = table.columns.iter().filter(|c| c.name != target).enumerate();
    let use_column = features.map(|(j, c)| (c.name.clone(), j < n_features)).collect();
    let split = SplitSpec { validation: 0, test: 0, ..SplitSpec::default() };
    let spec = DatasetSpec { target: Some(target.to_owned()), use_column, split, ..DatasetSpec::default() };
    Dataset::build(&table.into(), &spec).expect("a data set of a bundled table")
}

fn as_numbers(column: &mut Column) {
    if let Cells::Categories { levels, codes } = &column.cells {
        let after_all = levels.len() as u32;
        column.cells = Cells::Numbers(codes.iter().map(|code| Some(f64::from(code.unwrap_or(after_all)))).collect());
        (column.kind, column.inferred) = (Kind::Number, Kind::Number);
    }
}
