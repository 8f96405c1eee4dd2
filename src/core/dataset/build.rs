//! From table and spec to data set: target, rows, split, then encoders fitted on the training rows alone.

use super::choose::{choose, is_missing, n_present};
use super::fit::Fit;
use super::split::split;
use super::target::{self, MAX_CLASSES, MIN_ROWS, are_classes};
use super::{Dataset, DatasetError, DatasetSpec, Feature, MissingPolicy, Target, Written};
use crate::num::order;
use crate::table::{Cells, Column, Table};
use ndarray::{Array1, Array2};
use std::sync::Arc;

/// The most that validation and test may take together, in percent.
const MAX_KEPT_BACK: u32 = 80;
/// The widest matrix.
const MAX_COLUMNS: usize = 5_000;
/// The largest matrix, in cells (200 MB).
const MAX_CELLS: usize = 50_000_000;

impl Dataset {
    /// Makes the data set that the spec describes. Everything fitted (means, levels, fill values) is fitted on the training part.
    ///
    /// # Errors
    /// See [`DatasetError`].
    pub fn build(table: &Arc<Table>, spec: &DatasetSpec) -> Result<Dataset, DatasetError> {
        build(table, spec)
    }
}

fn build(table: &Arc<Table>, spec: &DatasetSpec) -> Result<Dataset, DatasetError> {
    let kept_back = u32::from(spec.split.validation) + u32::from(spec.split.test);
    if kept_back > MAX_KEPT_BACK {
        return Err(DatasetError::LittleTraining { percent: kept_back, limit: MAX_KEPT_BACK });
    }
    if table.n_rows < MIN_ROWS {
        return Err(DatasetError::FewRows { found: table.n_rows, needed: MIN_ROWS });
    }
    let (target_column, asked) = target::choose(table, spec)?;
    let (found, _) = n_present(target_column);
    if found < MIN_ROWS {
        let name = target_column.name.clone();
        return Err(DatasetError::FewTargets { name, found, needed: MIN_ROWS });
    }
    let (features, off) = choose(table, spec, target_column);
    if features.is_empty() {
        return Err(DatasetError::NoFeatures);
    }
    let rows = rows(table, target_column, &features);
    if rows.len() < MIN_ROWS {
        return Err(DatasetError::TooFewRows { found: rows.len(), needed: MIN_ROWS });
    }
    let target = target(target_column, &rows)?;
    let parts = split(table, &target, &rows, spec)?;
    let mut fitted = Vec::new();
    let mut values = Array2::zeros((rows.len(), features.len()));
    let mut n_columns = 0;
    for (j, &(column, missing)) in features.iter().enumerate() {
        let (encoder, width, cell_values) = Fit { rows: &rows, parts: &parts, missing, spec }.column(column);
        let whole = cell_values.iter().all(|v| v.is_nan() || v.fract() == 0.0);
        values.column_mut(j).assign(&Array1::from(cell_values));
        fitted.push(Feature {
            name: column.name.clone(),
            kind: column.kind,
            whole,
            encoder,
            columns: n_columns..n_columns + width,
            missing,
        });
        n_columns += width;
    }
    let limit = MAX_COLUMNS.min(MAX_CELLS / rows.len());
    if n_columns == 0 {
        return Err(DatasetError::NoFeatures);
    }
    if n_columns > limit {
        return Err(DatasetError::TooManyColumns { found: n_columns, limit });
    }
    let mut dataset = Dataset {
        written: Written::of(table, fitted.iter().map(|f: &Feature| f.name.as_str()), &off),
        features: fitted,
        x: Array2::zeros((rows.len(), n_columns)),
        values,
        off,
        target,
        target_name: target_column.name.clone(),
        asked,
        table_rows: rows,
        parts,
    };
    encode(&mut dataset);
    Ok(dataset)
}

fn encode(dataset: &mut Dataset) {
    let mut row = vec![0.0; dataset.n_columns()];
    for i in 0..dataset.n_rows() {
        dataset.encode_row(&dataset.values.row(i).to_vec(), &mut row);
        dataset.x.row_mut(i).iter_mut().zip(&row).for_each(|(to, from)| *to = *from);
    }
}

/// The table's rows that have a target and that no policy drops.
fn rows(table: &Table, target: &Column, features: &[(&Column, MissingPolicy)]) -> Vec<u32> {
    let dropping: Vec<&Column> =
        features.iter().filter(|(_, p)| *p == MissingPolicy::DropRows).map(|(c, _)| *c).collect();
    let keeps = |&i: &usize| !is_missing(target, i) && !dropping.iter().any(|c| is_missing(c, i));
    (0..table.n_rows).filter(keeps).map(|i| i as u32).collect()
}

/// The target of the kept rows. A number with two values is a class (nobody means a line through 0 and 1), and so are codes from
/// 0 on.
fn target(column: &Column, rows: &[u32]) -> Result<Target, DatasetError> {
    let constant = || DatasetError::ConstantTarget { name: column.name.clone() };
    let (names, codes) = match &column.cells {
        Cells::Numbers(v) => {
            let y: Vec<f64> = rows.iter().filter_map(|&i| v.get(i as usize)).collect();
            let mut distinct = y.clone();
            order::sort(&mut distinct);
            distinct.dedup();
            match distinct.len() {
                0 | 1 => return Err(constant()),
                2 => {}
                _ if are_classes(column) => {}
                _ => return Ok(Target::Regression(y)),
            }
            let codes = y.iter().map(|v| distinct.partition_point(|d| d < v) as u32).collect();
            (distinct.iter().map(f64::to_string).collect(), codes)
        }
        Cells::Categories { levels, codes } => {
            let kept: Vec<u32> = rows.iter().filter_map(|&i| codes.get(i as usize)).collect();
            let mut position = vec![None; levels.len()];
            kept.iter().for_each(|&c| position[c as usize] = Some(0));
            let used: Vec<usize> = (0..levels.len()).filter(|&l| position[l].is_some()).collect();
            used.iter().enumerate().for_each(|(i, &l)| position[l] = Some(i as u32));
            let names: Vec<String> = used.iter().map(|&l| levels[l].clone()).collect();
            (names, kept.iter().filter_map(|&c| position[c as usize]).collect::<Vec<u32>>())
        }
    };
    match names.len() {
        0 | 1 => Err(constant()),
        n if n > MAX_CLASSES => {
            Err(DatasetError::TooManyClasses { name: column.name.clone(), found: n, limit: MAX_CLASSES })
        }
        _ => Ok(Target::Classification { names, codes }),
    }
}
