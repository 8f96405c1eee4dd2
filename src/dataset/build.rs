//! From table and spec to data set: target, rows, split, then encoders fitted on the training rows alone.

use super::split::split;
use super::{Dataset, DatasetError, DatasetSpec, Encoder, Feature, MissingPolicy, OffColumn, Parts, Target, WhyOff};
use crate::num::stats;
use crate::table::{Cells, Column, Kind, Table};
use ndarray::{Array1, Array2};

/// The most classes that a screen can show.
const MAX_CLASSES: usize = 50;
/// Fewer rows cannot be divided into three parts that say anything.
const MIN_ROWS: usize = 10;
/// The most that validation and test may take together, in percent.
const MAX_KEPT_BACK: u32 = 80;
/// The widest matrix.
const MAX_COLUMNS: usize = 5_000;
/// The largest matrix, in cells (200 MB).
const MAX_CELLS: usize = 50_000_000;

/// See [`Dataset::build`].
pub(super) fn build(table: &Table, spec: &DatasetSpec) -> Result<Dataset, DatasetError> {
    let kept_back = u32::from(spec.split.validation) + u32::from(spec.split.test);
    if kept_back > MAX_KEPT_BACK {
        return Err(DatasetError::LittleTraining { percent: kept_back, limit: MAX_KEPT_BACK });
    }
    if table.n_rows < MIN_ROWS {
        return Err(DatasetError::FewRows { found: table.n_rows, needed: MIN_ROWS });
    }
    let target_column = target_column(table, spec)?;
    let n_present = (0..table.n_rows).filter(|&i| !is_missing(target_column, i)).count();
    if n_present < MIN_ROWS {
        let name = target_column.name.clone();
        return Err(DatasetError::FewTargets { name, found: n_present, needed: MIN_ROWS });
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
    let parts = split(&target, rows.len(), spec.split);
    let max_levels = spec.max_levels.max(1) as usize;
    let mut fitted = Vec::new();
    let mut values = Array2::zeros((rows.len(), features.len()));
    let mut n_columns = 0;
    for (j, &(column, missing)) in features.iter().enumerate() {
        let cells = Fit { rows: &rows, parts: &parts, missing };
        let (encoder, width, cell_values) = match &column.cells {
            Cells::Numbers(v) => cells.numbers(v),
            Cells::Categories { levels, codes } => cells.categories(levels, codes, max_levels),
        };
        values.column_mut(j).assign(&Array1::from(cell_values));
        fitted.push(Feature { name: column.name.clone(), encoder, columns: n_columns..n_columns + width, missing });
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
        features: fitted,
        x: Array2::zeros((rows.len(), n_columns)),
        values,
        off,
        target,
        target_name: target_column.name.clone(),
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

/// The named column, or the last one that is no identifier and has two values or more.
fn target_column<'a>(table: &'a Table, spec: &DatasetSpec) -> Result<&'a Column, DatasetError> {
    match &spec.target {
        Some(name) => table.column(name).ok_or_else(|| DatasetError::NoTarget { name: name.clone() }),
        None => {
            let can = |c: &&Column| c.kind != Kind::Identifier && !is_constant(c);
            let last = table.columns.iter().rev();
            last.clone().find(can).or_else(|| last.clone().find(|c| !is_constant(c))).ok_or_else(|| {
                DatasetError::ConstantTarget { name: table.columns.last().map_or(String::new(), |c| c.name.clone()) }
            })
        }
    }
}

fn is_constant(column: &Column) -> bool {
    match &column.cells {
        Cells::Numbers(v) => v.windows(2).all(|w| w[0] == w[1]),
        Cells::Categories { codes, .. } => codes.windows(2).all(|w| w[0] == w[1]),
    }
}

/// The columns that are features, each with its missing policy, and those that are not.
fn choose<'a>(
    table: &'a Table,
    spec: &DatasetSpec,
    target: &Column,
) -> (Vec<(&'a Column, MissingPolicy)>, Vec<OffColumn>) {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for column in table.columns.iter().filter(|c| c.name != target.name) {
        let default = if column.kind == Kind::Identifier {
            Some(WhyOff::Identifier)
        } else {
            is_constant(column).then_some(WhyOff::Constant)
        };
        let why = match spec.use_column.get(&column.name) {
            Some(true) => None,
            Some(false) => Some(default.unwrap_or(WhyOff::Chosen)),
            None => default,
        };
        match why {
            None => on.push((column, policy(column, spec))),
            Some(why) => off.push(OffColumn { name: column.name.clone(), why }),
        }
    }
    (on, off)
}

/// The chosen policy, where it suits the column's kind; else the default.
fn policy(column: &Column, spec: &DatasetSpec) -> MissingPolicy {
    let suiting: &[MissingPolicy] = match column.cells {
        Cells::Numbers(_) => &MissingPolicy::FOR_NUMBERS,
        Cells::Categories { .. } => &MissingPolicy::FOR_CATEGORIES,
    };
    spec.missing.get(&column.name).copied().filter(|p| suiting.contains(p)).unwrap_or(suiting[0])
}

fn is_missing(column: &Column, row: usize) -> bool {
    match &column.cells {
        Cells::Numbers(v) => v[row].is_none(),
        Cells::Categories { codes, .. } => codes[row].is_none(),
    }
}

/// The table's rows that have a target and that no policy drops.
fn rows(table: &Table, target: &Column, features: &[(&Column, MissingPolicy)]) -> Vec<u32> {
    let dropping: Vec<&Column> =
        features.iter().filter(|(_, p)| *p == MissingPolicy::DropRows).map(|(c, _)| *c).collect();
    let keeps = |&i: &usize| !is_missing(target, i) && !dropping.iter().any(|c| is_missing(c, i));
    (0..table.n_rows).filter(keeps).map(|i| i as u32).collect()
}

/// The target of the kept rows. A number with two values is a class: nobody means a line through 0 and 1.
fn target(column: &Column, rows: &[u32]) -> Result<Target, DatasetError> {
    let constant = || DatasetError::ConstantTarget { name: column.name.clone() };
    let (names, codes) = match &column.cells {
        Cells::Numbers(v) => {
            let y: Vec<f64> = rows.iter().filter_map(|&i| v[i as usize]).collect();
            let mut distinct = y.clone();
            distinct.sort_by(f64::total_cmp);
            distinct.dedup();
            match distinct.len() {
                0 | 1 => return Err(constant()),
                2 => {}
                _ => return Ok(Target::Numbers(y)),
            }
            let codes = y.iter().map(|&v| u32::from(v == distinct[1])).collect();
            (distinct.iter().map(f64::to_string).collect(), codes)
        }
        Cells::Categories { levels, codes } => {
            let kept: Vec<u32> = rows.iter().filter_map(|&i| codes[i as usize]).collect();
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
        _ => Ok(Target::Classes { names, codes }),
    }
}

/// What an encoder is fitted on: the kept rows of a column, of which the training part counts.
struct Fit<'a> {
    rows: &'a [u32],
    parts: &'a Parts,
    missing: MissingPolicy,
}

type Fitted = (Encoder, usize, Vec<f64>);

impl Fit<'_> {
    fn train_row(&self, i: u32) -> usize {
        self.rows[i as usize] as usize
    }

    fn numbers(&self, cells: &[Option<f64>]) -> Fitted {
        let train: Vec<Option<f64>> = self.parts.train.iter().map(|&i| cells[self.train_row(i)]).collect();
        let mut present: Vec<f64> = train.iter().flatten().copied().collect();
        present.sort_by(f64::total_cmp);
        let fill = match self.missing {
            MissingPolicy::Mean => stats::mean(&present),
            _ => stats::quantile(&present, 0.5),
        };
        let fill = fill.unwrap_or(0.0);
        let flag = self.missing == MissingPolicy::MedianAndFlag && present.len() < train.len();
        let filled: Vec<f64> = train.iter().map(|v| v.unwrap_or(fill)).collect();
        let mean = stats::mean(&filled).unwrap_or(0.0);
        let deviation = stats::deviation(&filled).unwrap_or(0.0);
        // Rounding alone leaves so much deviation in a constant column (scikit-learn's bound).
        let noise = filled.len() as f64 * mean.abs() * f64::EPSILON;
        let scale = if deviation > noise { deviation } else { 1.0 };
        let values = self.rows.iter().map(|&i| cells[i as usize].unwrap_or(f64::NAN)).collect();
        (Encoder::Scaled { mean, scale, fill, flag }, 1 + usize::from(flag), values)
    }

    fn categories(&self, levels: &[String], codes: &[Option<u32>], max_levels: usize) -> Fitted {
        let mut counts = vec![0usize; levels.len()];
        let mut n_missing = 0;
        for &i in &self.parts.train {
            match codes[self.train_row(i)] {
                Some(c) => counts[c as usize] += 1,
                None => n_missing += 1,
            }
        }
        let mut frequent: Vec<usize> = (0..levels.len()).filter(|&l| counts[l] > 0).collect();
        frequent.sort_by_key(|&l| std::cmp::Reverse(counts[l]));
        let mode = frequent.first().copied();
        let rare_seen = frequent.len() > max_levels;
        frequent.truncate(max_levels);
        frequent.sort_unstable();
        let own_level = self.missing == MissingPolicy::OwnLevel;
        let any_missing = self.rows.iter().any(|&i| codes[i as usize].is_none());
        let any_other =
            self.rows.iter().filter_map(|&i| codes[i as usize]).any(|c| frequent.binary_search(&(c as usize)).is_err());

        let mut names: Vec<String> = frequent.iter().map(|&l| levels[l].clone()).collect();
        let (mut other, mut missing) = (None, None);
        // Levels that the training rows have come first and get a column each; the others follow without one.
        for seen in [true, false] {
            if any_other && rare_seen == seen {
                other = Some(names.len() as u32);
                names.push(free_name("other", levels));
            }
            if own_level && any_missing && (n_missing > 0) == seen {
                missing = Some(names.len() as u32);
                names.push(free_name("missing", levels));
            }
        }
        let width = frequent.len() + usize::from(rare_seen && any_other) + usize::from(own_level && n_missing > 0);
        if !own_level {
            missing = mode.and_then(|m| frequent.binary_search(&m).ok()).map(|i| i as u32);
        }
        let place =
            |code: u32| frequent.binary_search(&(code as usize)).ok().map(|i| i as f64).or(other.map(f64::from));
        let values = self.rows.iter().map(|&i| codes[i as usize].and_then(place).unwrap_or(f64::NAN)).collect();
        (Encoder::OneHot { levels: names, other, missing }, width, values)
    }
}

/// A name that no level of the column has.
fn free_name(name: &str, levels: &[String]) -> String {
    let taken = |n: &str| levels.iter().any(|l| l == n);
    let mut free = name.to_owned();
    while taken(&free) {
        free.push('*');
    }
    free
}
