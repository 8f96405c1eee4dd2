//! LIME for tables (Ribeiro, Singh, Guestrin 2016), with the sampling, kernel, selection and fit of lime 0.2.0.1
//! (lime_tabular.py, lime_base.py, discretize.py), but features in place of matrix columns: one draw a feature, so that no
//! impossible one-hot row is made, and a missing number is a bin of its own where the model sees it as one.

use super::{Discretiser, LimeSpec, Selection};
use crate::compute::exponential::exps_of_minus;
use crate::compute::gram::{Gram, Moments, Ridge};
use crate::compute::quantile::normal_quantiles;
use crate::dataset::{Dataset, Encoder, Feature};
use crate::num::rng::Rng;
use crate::num::solve::Factored;
use crate::num::{math, order, stats};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// How one feature is sampled and represented, from the training rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Sampler {
    /// A number in bins: `edges[i]` is the upper end of bin `i`, itself included.
    Bins {
        /// Inner edges, ascending and distinct.
        edges: Vec<f64>,
        /// The bins that training rows are in, in order.
        bins: Vec<Bin>,
        /// Running sums of the bins' training rows, with that of missing cells at the end where they are a bin.
        cumulative: Vec<f64>,
    },
    /// A number as it is: a normal of the training deviation about a centre.
    Normal {
        /// The training mean, or the row's own value.
        centre: f64,
        /// Training mean.
        mean: f64,
        /// Training deviation, 1 where it is 0.
        deviation: f64,
    },
    /// A category: codes and running sums of their training rows.
    Levels {
        /// Level codes that training rows have.
        codes: Vec<f64>,
        /// Running sums.
        cumulative: Vec<f64>,
    },
}

/// One bin of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Index among all bins, empty ones included.
    pub index: usize,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Mean of the training values in it.
    pub mean: f64,
    /// Their deviation, which is above zero.
    pub deviation: f64,
    /// Shares of the normal of this mean and deviation: below the lower end, and between the ends.
    below: f64,
    within: f64,
}

/// Perturbed rows in feature space and their representation; the first is the row itself.
#[derive(Clone, Debug)]
pub struct Plan {
    /// n_samples x n_features, NaN where missing.
    pub values: Array2<f64>,
    /// n_samples x n_features: 1 where bin or level equals the row's; the standardised number where there are no bins.
    pub representation: Array2<f64>,
    samplers: Vec<Sampler>,
}

/// The local line.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// One a feature: 0 for those that were not selected.
    pub coefficients: Vec<f64>,
    /// Standard errors of the coefficients: the sandwich of White (1980).
    pub errors: Vec<f64>,
    /// Where the line starts.
    pub intercept: f64,
    /// Weighted R2 of the line; `None` where the outputs do not vary.
    pub r2: Option<f64>,
    /// What the line says of the row itself.
    pub local_prediction: f64,
    /// (sum w)^2 / sum w^2.
    pub effective_samples: f64,
}

/// Draws the perturbed rows.
pub fn plan(dataset: &Dataset, row: &[f64], spec: &LimeSpec) -> Plan {
    let samplers: Vec<Sampler> = (0..dataset.features.len()).map(|j| sampler(dataset, j, row[j], spec)).collect();
    let mut rng = Rng::stream(spec.seed, "lime", 0);
    let (n, p) = (spec.samples.max(2) as usize, row.len());
    let own: Vec<Own> = samplers.iter().zip(&dataset.features).zip(row).map(|((s, f), &cell)| s.own(f, cell)).collect();
    let (mut values, mut representation) = (Vec::with_capacity(n * p), Vec::with_capacity(n * p));
    values.extend_from_slice(row);
    for (((sampler, own), feature), &cell) in samplers.iter().zip(&own).zip(&dataset.features).zip(row) {
        representation.push(sampler.represent(feature, own, cell));
    }
    // Of every cell what is drawn, and the probability whose quantile places it in its bin.
    let (mut drawn, mut shares) = (Vec::with_capacity(p), vec![0.5; p]);
    for _ in 1..n {
        drawn.clear();
        for (sampler, share) in samplers.iter().zip(&mut shares) {
            drawn.push(sampler.draw(&mut rng, share));
        }
        normal_quantiles(&mut shares);
        for (j, (drawn, z)) in drawn.iter().zip(&shares).enumerate() {
            let (value, bin) = match drawn {
                Drawn::Value(value) => (*value, None),
                Drawn::In(bin) => bin.place(*z),
            };
            values.push(value);
            representation.push(match bin {
                Some(bin) => f64::from(u8::from(Some(bin) == own[j].bin)),
                None => samplers[j].represent(&dataset.features[j], &own[j], value),
            });
        }
    }
    let table = |numbers: Vec<f64>| Array2::from_shape_vec((n, p), numbers).unwrap_or_default();
    Plan { values: table(values), representation: table(representation), samplers }
}

/// What is drawn for a cell.
enum Drawn<'a> {
    /// The value itself.
    Value(f64),
    /// A bin, in which the value is still to be placed.
    In(&'a Bin),
}

/// What the row itself is to a sampler.
struct Own {
    /// Its cell, filled.
    value: f64,
    /// Its bin, where there are bins and it is in one.
    bin: Option<usize>,
}

fn sampler(dataset: &Dataset, feature_idx: usize, cell: f64, spec: &LimeSpec) -> Sampler {
    let feature = &dataset.features[feature_idx];
    let train = dataset.parts.train.iter().map(|&i| dataset.values[[i as usize, feature_idx]]);
    match (&feature.encoder, spec.discretiser) {
        (Encoder::OneHot { .. }, _) => levels(train.map(|v| feature.filled(v)).filter(|v| !v.is_nan())),
        (Encoder::Scaled { mean, deviation, .. }, Discretiser::Off) => {
            let centre = if spec.around_row { feature.filled(cell) } else { *mean };
            Sampler::Normal { centre, mean: *mean, deviation: *deviation }
        }
        (Encoder::Scaled { flag, .. }, _) => {
            let quantiles: Vec<f64> = match spec.discretiser {
                Discretiser::Deciles => (1..10).map(|i| f64::from(i) / 10.0).collect(),
                _ => vec![0.25, 0.5, 0.75],
            };
            let all: Vec<f64> = train.collect();
            let n_missing = if *flag { all.iter().filter(|v| v.is_nan()).count() } else { 0 };
            let filled = all.iter().filter(|v| !*flag || !v.is_nan()).map(|&v| feature.filled(v)).collect();
            bins(filled, &quantiles, n_missing)
        }
    }
}

/// `train` holds indices of levels.
fn levels(train: impl Iterator<Item = f64>) -> Sampler {
    let mut counts: Vec<usize> = Vec::new();
    for level in train.map(|v| v as usize) {
        counts.resize(counts.len().max(level + 1), 0);
        counts[level] += 1;
    }
    let (mut codes, mut cumulative) = (Vec::new(), Vec::new());
    let mut n = 0;
    for (level, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        n += count;
        codes.push(level as f64);
        cumulative.push(n as f64);
    }
    Sampler::Levels { codes, cumulative }
}

fn bins(mut train: Vec<f64>, quantiles: &[f64], n_missing: usize) -> Sampler {
    order::sort(&mut train);
    let mut edges: Vec<f64> = quantiles.iter().filter_map(|&q| stats::quantile(&train, q)).collect();
    edges.dedup();
    let (mut bins, mut cumulative) = (Vec::new(), Vec::new());
    let (mut n, mut left) = (0, &train[..]);
    for index in 0..=edges.len() {
        let end = edges.get(index).map_or(left.len(), |&edge| left.partition_point(|&v| v <= edge));
        let (inside, above) = left.split_at(end);
        left = above;
        let (Some(mean), Some(deviation)) = (stats::mean(inside), stats::deviation(inside)) else { continue };
        n += inside.len();
        cumulative.push(n as f64);
        let low = if index == 0 { train[0] } else { edges[index - 1] };
        let high = edges.get(index).copied().unwrap_or(train[train.len() - 1]);
        // The reference adds so much, so that a bin of one value has a deviation.
        let deviation = deviation + 1e-11;
        let below = |v: f64| math::normal_cdf((v - mean) / deviation);
        let within = below(high) - below(low);
        bins.push(Bin { index, low, high, mean, deviation, below: below(low), within });
    }
    if n_missing > 0 {
        cumulative.push((n + n_missing) as f64);
    }
    Sampler::Bins { edges, bins, cumulative }
}

/// The bin of a value: how many edges are below it.
fn bin_of(edges: &[f64], value: f64) -> usize {
    // Nine at most: counting them is quicker than branches that nobody can foresee.
    edges.iter().map(|&e| usize::from(e < value)).sum()
}

impl Sampler {
    /// Draws a cell. Where it is to be placed in a bin, `share` becomes the probability that tells where.
    fn draw(&self, rng: &mut Rng, share: &mut f64) -> Drawn<'_> {
        match self {
            Sampler::Normal { centre, deviation, .. } => Drawn::Value(centre + deviation * rng.normal()),
            Sampler::Levels { codes, cumulative } => {
                Drawn::Value(codes.get(rng.weighted(cumulative)).copied().unwrap_or(f64::NAN))
            }
            Sampler::Bins { bins, cumulative, .. } => {
                // The place after the last bin is that of missing cells.
                let Some(bin) = bins.get(rng.weighted(cumulative)) else { return Drawn::Value(f64::NAN) };
                *share = bin.below + rng.uniform() * bin.within;
                Drawn::In(bin)
            }
        }
    }

    fn own(&self, feature: &Feature, cell: f64) -> Own {
        let value = feature.filled(cell);
        let bin = match self {
            // Missing cells have a place of their own.
            Sampler::Bins { bins, cumulative, .. } if cell.is_nan() && cumulative.len() > bins.len() => None,
            Sampler::Bins { edges, .. } => Some(bin_of(edges, value)),
            _ => None,
        };
        Own { value, bin }
    }

    /// What a drawn cell, NaN where missing, is beside the row's own.
    fn represent(&self, feature: &Feature, own: &Own, cell: f64) -> f64 {
        let same = match self {
            Sampler::Normal { mean, deviation, .. } => return (feature.filled(cell) - mean) / deviation,
            Sampler::Levels { .. } => feature.filled(cell) == own.value,
            Sampler::Bins { edges, bins, cumulative } if cumulative.len() > bins.len() => {
                (!cell.is_nan()).then(|| bin_of(edges, cell)) == own.bin
            }
            Sampler::Bins { edges, .. } => Some(bin_of(edges, feature.filled(cell))) == own.bin,
        };
        if same { 1.0 } else { 0.0 }
    }

    /// The condition that a coefficient speaks of.
    fn condition(&self, feature: &Feature, cell: f64) -> String {
        match self {
            Sampler::Bins { .. } if cell.is_nan() => "is missing".to_owned(),
            Sampler::Bins { edges, .. } => {
                let bin = bin_of(edges, cell);
                match (bin.checked_sub(1).map(|b| feature.edge(edges[b])), edges.get(bin).map(|&e| feature.edge(e))) {
                    (None, None) => format!("= {}", feature.value(cell)),
                    (None, Some(high)) => format!("\u{2264} {high}"),
                    (Some(low), None) => format!("> {low}"),
                    (Some(low), Some(high)) => format!("> {low} and \u{2264} {high}"),
                }
            }
            _ => format!("= {}", feature.value(cell)),
        }
    }
}

impl Bin {
    /// A value of the normal of the bin's mean and deviation, truncated to the bin, from the standard quantile; and the bin,
    /// where the value is in it: the lower end itself belongs to the one below.
    fn place(&self, quantile: f64) -> (f64, Option<usize>) {
        let value = (self.mean + self.deviation * quantile).clamp(self.low, self.high);
        (value, (value > self.low).then_some(self.index))
    }
}

impl Plan {
    /// The condition that a feature's coefficient speaks of.
    pub fn condition(&self, dataset: &Dataset, feature_idx: usize) -> String {
        self.samplers[feature_idx].condition(&dataset.features[feature_idx], self.values[[0, feature_idx]])
    }
}

/// The reference's kernel width: three quarters of the root of the number of features.
pub fn default_width(n_features: usize) -> f64 {
    0.75 * math::sqrt(n_features as f64)
}

/// Fits the local line to the outputs (n_samples) of the perturbed rows.
pub fn solve(representation: ArrayView2<f64>, outputs: &[f64], spec: &LimeSpec) -> Solved {
    let p = representation.ncols();
    let width = spec.kernel_width.unwrap_or_else(|| default_width(p));
    let row = representation.row(0);
    let weights = kernel(representation, row, width);
    let y = ArrayView1::from(outputs);
    let moments = Moments::of(representation, y, weights.view());
    let chosen = select(&moments, row, spec);
    let fit = moments.ridge(&chosen, 1.0);
    let errors = sandwich(&moments, &fit, &chosen, representation, y, &weights);
    let mut solved = Solved {
        coefficients: vec![0.0; p],
        errors: vec![0.0; p],
        intercept: fit.intercept,
        r2: fit.r2,
        local_prediction: fit.intercept,
        effective_samples: effective(&weights),
    };
    for (i, &j) in chosen.iter().enumerate() {
        solved.coefficients[j] = fit.coefficients[i];
        solved.errors[j] = errors[i];
        solved.local_prediction += fit.coefficients[i] * row[j];
    }
    solved
}

/// sqrt(exp(-d^2 / width^2)) of the distances between representations and the row's.
fn kernel(representation: ArrayView2<f64>, row: ArrayView1<f64>, width: f64) -> Array1<f64> {
    let squares = |r: ArrayView1<f64>| r.iter().zip(row).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let mut weights: Vec<f64> = representation.rows().into_iter().map(|r| squares(r) / (width * width)).collect();
    exps_of_minus(&mut weights);
    weights.into_iter().map(math::sqrt).collect()
}

fn effective(weights: &Array1<f64>) -> f64 {
    let sum = stats::sum(weights.iter().copied());
    sum * sum / stats::sum(weights.iter().map(|w| w * w))
}

/// The features of the local line.
fn select(moments: &Moments, row: ArrayView1<f64>, spec: &LimeSpec) -> Vec<usize> {
    let all: Vec<usize> = (0..row.len()).collect();
    let k = spec.features.max(1) as usize;
    match spec.selection {
        Selection::All => all,
        _ if k >= row.len() => all,
        Selection::Forward => forward(moments, &all, k),
        Selection::Auto if k <= 6 => forward(moments, &all, k),
        Selection::HighestWeights | Selection::Auto => {
            let coefficients = moments.ridge(&all, 0.01).coefficients;
            let shares: Vec<f64> = all.iter().map(|&j| (coefficients[j] * row[j]).abs()).collect();
            order::descending(&shares).into_iter().take(k).collect()
        }
    }
}

/// One after the other the feature that raises R2 most.
fn forward(moments: &Moments, all: &[usize], k: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for _ in 0..k {
        let gain = |j: usize| {
            let with = [&chosen[..], &[j]].concat();
            moments.ridge(&with, 0.0).r2.unwrap_or(0.0)
        };
        let left = all.iter().copied().filter(|j| !chosen.contains(j));
        let scored = left.map(|j| (gain(j), j)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        chosen.extend(scored.map(|s| s.1));
    }
    chosen
}

/// Standard errors of weighted ridge coefficients, whatever the outputs' spread: A^-1 (sum w^2 e^2 x x') A^-1.
fn sandwich(
    moments: &Moments,
    fit: &Ridge,
    chosen: &[usize],
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    weights: &Array1<f64>,
) -> Vec<f64> {
    let mut meat = Gram::new(chosen.len());
    for (row, (&y, &w)) in x.rows().into_iter().zip(y.iter().zip(weights)) {
        let shares = chosen.iter().zip(&fit.coefficients).map(|(&j, c)| c * row[j]);
        let left = y - shares.fold(fit.intercept, |line, share| line + share);
        meat.add(chosen.iter().map(|&j| row[j] - moments.means()[j]), w * w * left * left);
    }
    let meat = meat.finish();
    let normal = Factored::of(moments.normal(chosen, 1.0).view());
    let error = |i: usize| {
        let mut unit = Array1::zeros(chosen.len());
        unit[i] = 1.0;
        let column = normal.solve(unit.view());
        math::sqrt(column.dot(&meat.dot(&column)).max(0.0))
    };
    (0..chosen.len()).map(error).collect()
}
