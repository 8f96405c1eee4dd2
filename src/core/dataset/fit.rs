//! Encoders fitted on the training rows.

use super::scale::{Scaler, moments};
use super::{DatasetSpec, Encoder, MissingPolicy, Parts};
use crate::num::{order, stats};
use crate::table::{Cells, Codes, Column, Kind, Numbers};

/// What an encoder is fitted on: the kept rows of a column, of which the training part counts.
pub(super) struct Fit<'a> {
    /// The table's rows that are kept.
    pub rows: &'a [u32],
    /// Their parts.
    pub parts: &'a Parts,
    /// What missing cells become.
    pub missing: MissingPolicy,
    /// The whole spec.
    pub spec: &'a DatasetSpec,
}

/// Encoder, number of matrix columns, cells in feature space.
type Fitted = (Encoder, usize, Vec<f64>);

impl Fit<'_> {
    fn train_row(&self, i: u32) -> usize {
        self.rows[i as usize] as usize
    }

    /// Fits the column's encoder: it, its width in matrix columns, and the column's cells in feature space.
    pub fn column(&self, column: &Column) -> Fitted {
        let log = column.kind == Kind::Number && self.spec.log.contains(&column.name);
        match &column.cells {
            Cells::Numbers(v) => self.numbers(v, log),
            Cells::Categories { levels, codes } => self.categories(levels, codes, self.spec.max_levels.max(1) as usize),
        }
    }

    fn numbers(&self, cells: &Numbers, log: bool) -> Fitted {
        let train: Vec<Option<f64>> = self.parts.train.iter().map(|&i| cells.get(self.train_row(i))).collect();
        let mut present: Vec<f64> = train.iter().flatten().copied().collect();
        order::sort(&mut present);
        let fill = match self.missing {
            MissingPolicy::Mean | MissingPolicy::MeanAndFlag => stats::mean(&present),
            _ => stats::quantile(&present, 0.5),
        };
        let fill = fill.unwrap_or(0.0);
        let flag = matches!(self.missing, MissingPolicy::MedianAndFlag | MissingPolicy::MeanAndFlag);
        let flag = flag && present.len() < train.len();
        let filled: Vec<f64> = train.iter().map(|v| v.unwrap_or(fill)).collect();
        let (mean, deviation) = moments(&filled);
        let scaler = Scaler::fit(self.spec.scaling, log, &filled);
        let values = self.rows.iter().map(|&i| cells.get(i as usize).unwrap_or(f64::NAN)).collect();
        (Encoder::Scaled { mean, deviation, scaler, fill, flag }, 1 + usize::from(flag), values)
    }

    fn categories(&self, levels: &[String], codes: &Codes, max_levels: usize) -> Fitted {
        let mut counts = vec![0usize; levels.len()];
        let mut n_missing = 0;
        for &i in &self.parts.train {
            match codes.get(self.train_row(i)) {
                Some(c) => counts[c as usize] += 1,
                None => n_missing += 1,
            }
        }
        let mut frequent: Vec<usize> = (0..levels.len()).filter(|&l| counts[l] > 0).collect();
        order::sort_descending(&mut frequent, |&l| counts[l] as f64);
        let mode = frequent.first().copied();
        let rare_seen = frequent.len() > max_levels;
        frequent.truncate(max_levels);
        frequent.sort_unstable();
        // Flagged missing cells are a level to explanations, which can tell them from those that have what fills them.
        let flagged = mode.filter(|_| self.missing == MissingPolicy::ModeAndFlag && n_missing > 0);
        let flagged = flagged.and_then(|m| frequent.binary_search(&m).ok()).map(|i| i as u32);
        let own_level = self.missing == MissingPolicy::OwnLevel || flagged.is_some();
        let any_missing = self.rows.iter().any(|&i| codes.get(i as usize).is_none());
        let any_other = self
            .rows
            .iter()
            .filter_map(|&i| codes.get(i as usize))
            .any(|c| frequent.binary_search(&(c as usize)).is_err());

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
        let values = self.rows.iter().map(|&i| codes.get(i as usize).and_then(place).unwrap_or(f64::NAN)).collect();
        (Encoder::OneHot { levels: names, other, missing, flagged }, width, values)
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
