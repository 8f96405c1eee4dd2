//! LIME's perturbed rows and their representation, sampled as lime 0.2.0.1 does (lime_tabular.py, discretize.py), but features in
//! place of matrix columns: one draw a feature, so that no impossible one-hot row is made, and a missing number is a bin of its
//! own where the model sees it as one.

use super::spec::{Discretiser, LimeSpec};
use crate::compute::quantile::normal_quantiles;
use crate::dataset::{Dataset, Encoder, Feature};
use crate::explain::condition;
use crate::num::rng::Rng;
use crate::num::{math, order, stats};
use ndarray::Array2;

/// How one feature is sampled and represented, from the training rows.
#[derive(Clone, Debug, PartialEq)]
pub enum FeatureSampler {
    /// A number in bins: `edges[i]` is the upper end of bin `i`, itself included.
    Bins {
        /// Inner edges, ascending and distinct.
        edges: Vec<f64>,
        /// The bins that training rows are in, in order.
        bins: Vec<ValueBin>,
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
pub struct ValueBin {
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
pub struct PerturbationPlan {
    /// n_samples x n_features, NaN where missing.
    pub values: Array2<f64>,
    /// n_samples x n_features: 1 where bin or level equals the row's; the standardised number where there are no bins.
    pub representation: Array2<f64>,
    samplers: Vec<FeatureSampler>,
}

/// Draws the perturbed rows.
pub fn plan(dataset: &Dataset, row: &[f64], spec: &LimeSpec) -> PerturbationPlan {
    let samplers: Vec<FeatureSampler> =
        (0..dataset.features.len()).map(|j| sampler(dataset, j, row[j], spec)).collect();
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
    PerturbationPlan { values: table(values), representation: table(representation), samplers }
}

/// What is drawn for a cell.
enum Drawn<'a> {
    /// The value itself.
    Value(f64),
    /// A bin, in which the value is still to be placed.
    In(&'a ValueBin),
}

/// What the row itself is to a sampler.
struct Own {
    /// Its cell, filled.
    value: f64,
    /// Its bin, where there are bins and it is in one.
    bin: Option<usize>,
}

fn sampler(dataset: &Dataset, feature_idx: usize, cell: f64, spec: &LimeSpec) -> FeatureSampler {
    let feature = &dataset.features[feature_idx];
    let train = dataset.parts.train.iter().map(|&i| dataset.values[[i as usize, feature_idx]]);
    match (&feature.encoder, spec.discretiser) {
        (Encoder::OneHot { .. }, _) => levels(train.map(|v| feature.filled(v)).filter(|v| !v.is_nan())),
        (Encoder::Scaled { mean, deviation, .. }, Discretiser::Off) => {
            let centre = if spec.around_row { feature.filled(cell) } else { *mean };
            FeatureSampler::Normal { centre, mean: *mean, deviation: *deviation }
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
fn levels(train: impl Iterator<Item = f64>) -> FeatureSampler {
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
    FeatureSampler::Levels { codes, cumulative }
}

fn bins(mut train: Vec<f64>, quantiles: &[f64], n_missing: usize) -> FeatureSampler {
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
        bins.push(ValueBin { index, low, high, mean, deviation, below: below(low), within });
    }
    if n_missing > 0 {
        cumulative.push((n + n_missing) as f64);
    }
    FeatureSampler::Bins { edges, bins, cumulative }
}

/// The bin of a value: how many edges are below it.
fn bin_of(edges: &[f64], value: f64) -> usize {
    // Nine at most: counting them is quicker than branches that nobody can foresee.
    edges.iter().map(|&e| usize::from(e < value)).sum()
}

impl FeatureSampler {
    /// Draws a cell. Where it is to be placed in a bin, `share` becomes the probability that tells where.
    fn draw(&self, rng: &mut Rng, share: &mut f64) -> Drawn<'_> {
        match self {
            FeatureSampler::Normal { centre, deviation, .. } => Drawn::Value(centre + deviation * rng.normal()),
            FeatureSampler::Levels { codes, cumulative } => {
                Drawn::Value(codes.get(rng.weighted(cumulative)).copied().unwrap_or(f64::NAN))
            }
            FeatureSampler::Bins { bins, cumulative, .. } => {
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
            FeatureSampler::Bins { bins, cumulative, .. } if cell.is_nan() && cumulative.len() > bins.len() => None,
            FeatureSampler::Bins { edges, .. } => Some(bin_of(edges, value)),
            _ => None,
        };
        Own { value, bin }
    }

    /// What a drawn cell, NaN where missing, is beside the row's own.
    fn represent(&self, feature: &Feature, own: &Own, cell: f64) -> f64 {
        let same = match self {
            FeatureSampler::Normal { mean, deviation, .. } => return (feature.filled(cell) - mean) / deviation,
            FeatureSampler::Levels { .. } => feature.filled(cell) == own.value,
            FeatureSampler::Bins { edges, bins, cumulative } if cumulative.len() > bins.len() => {
                (!cell.is_nan()).then(|| bin_of(edges, cell)) == own.bin
            }
            FeatureSampler::Bins { edges, .. } => Some(bin_of(edges, feature.filled(cell))) == own.bin,
        };
        if same { 1.0 } else { 0.0 }
    }

    /// The condition that a coefficient speaks of.
    fn condition(&self, feature: &Feature, cell: f64) -> String {
        match self {
            FeatureSampler::Bins { .. } if cell.is_nan() => condition::IS_MISSING.to_owned(),
            FeatureSampler::Bins { edges, .. } => {
                let bin = bin_of(edges, cell);
                let (low, high) = (bin.checked_sub(1).map(|b| edges[b]), edges.get(bin).copied());
                let edge = |v: Option<f64>| v.map(|v| feature.edge(v));
                condition::in_bin(edge(low), edge(high)).unwrap_or_else(|| condition::equals(&feature.value(cell)))
            }
            _ => condition::equals(&feature.value(cell)),
        }
    }
}

impl ValueBin {
    /// A value of the normal of the bin's mean and deviation, truncated to the bin, from the standard quantile; and the bin,
    /// where the value is in it: the lower end itself belongs to the one below.
    fn place(&self, quantile: f64) -> (f64, Option<usize>) {
        let value = (self.mean + self.deviation * quantile).clamp(self.low, self.high);
        (value, (value > self.low).then_some(self.index))
    }
}

impl PerturbationPlan {
    /// The condition that a feature's coefficient speaks of.
    pub fn condition(&self, dataset: &Dataset, feature_idx: usize) -> String {
        self.samplers[feature_idx].condition(&dataset.features[feature_idx], self.values[[0, feature_idx]])
    }
}
