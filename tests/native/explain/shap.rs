//! Explanations: against the Shapley axioms and an oracle that knows nothing of kernels, and against shap.

use crate::compute::kernels::values as values_of;
use crate::reference::{load, matrix, number, numbers};
use crate::tolerance::{ADDITIVITY, SHAPLEY, close};
use ndarray::{Array1, Array2};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use vitrine::compute::coalition::Coalitions;
use vitrine::compute::dense::Activation;
use vitrine::dataset::{Dataset, Encoder, Feature, MissingPolicy, Parts, Scaler, Target};
use vitrine::explain::game::Game;
use vitrine::explain::{
    Background, ExplainSpec, Explainer, Instance, LimeSpec, LocalExplanation, Method, SampleBudget, ShapSpec, Step,
    kernel_shap,
};
use vitrine::model::network::{Layer, Network};
use vitrine::model::{Model, Output, OutputKind, OutputScale};
use vitrine::table::Kind;

/// A network as the reference scripts store it.
pub fn network(stored: &Json, output_kind: OutputKind) -> Model {
    let layers = stored["layers"].as_array().expect("layers");
    let hidden = if stored["activation"] == "relu" { Activation::Relu } else { Activation::Tanh };
    let layer = |(i, l): (usize, &Json)| {
        let weights = matrix(&l["weights"]);
        let shape = (weights.len(), weights[0].len());
        Layer {
            weights: Array2::from_shape_fn(shape, |(a, b)| weights[a][b] as f32),
            biases: numbers(&l["biases"]).into_iter().map(|b| b as f32).collect::<Array1<f32>>(),
            activation: if i + 1 < layers.len() { hidden } else { Activation::Identity },
        }
    };
    let layers = layers.iter().enumerate().map(layer).collect();
    Model::Network(Network { layers, output_kind, target_scale: 1.0, target_offset: 0.0 })
}

/// A number's standard encoder.
pub fn scaled(mean: f64, deviation: f64) -> Encoder {
    let scaler = Scaler { log: false, centre: mean, spread: deviation };
    Encoder::Scaled { mean, deviation, scaler, fill: 0.0, flag: false }
}

/// A data set whose features are plain numbers, all of it training rows.
pub fn plain(rows: &[Vec<f64>]) -> Dataset {
    let (n, p) = (rows.len(), rows[0].len());
    let feature = |j: usize| Feature {
        name: format!("x{j}"),
        kind: Kind::Number,
        whole: false,
        encoder: scaled(0.0, 1.0),
        columns: j..j + 1,
        missing: MissingPolicy::Median,
    };
    Dataset {
        features: (0..p).map(feature).collect(),
        values: Array2::from_shape_fn((n, p), |(i, j)| rows[i][j]),
        x: Array2::from_shape_fn((n, p), |(i, j)| rows[i][j] as f32),
        off: Vec::new(),
        target: Target::Regression(vec![0.0; n]),
        asked: Default::default(),
        target_name: "y".to_owned(),
        table_rows: (0..n as u32).collect(),
        parts: Parts { train: (0..n as u32).collect(), ..Parts::default() },
        written: vitrine::dataset::Written::default(),
    }
}

fn to_explain(row: &[f64]) -> Instance {
    Instance { values: row.to_vec(), x: row.iter().map(|&v| v as f32).collect() }
}

fn background(d: &Dataset) -> Background {
    Background { x: d.x.clone(), values: d.values.clone(), n_training: d.x.nrows() }
}

/// A stored model and what of it is explained.
pub struct Case {
    pub model: Model,
    pub dataset: Dataset,
    pub row: Vec<f64>,
    pub output: Output,
}

fn case(stored: &Json) -> Case {
    let n_raw = stored["n_raw"].as_u64().expect("a count") as usize;
    let output_kind = if n_raw == 1 { OutputKind::Logit } else { OutputKind::Softmax(n_raw) };
    let space = match stored["space"].as_str() {
        Some("raw") => OutputScale::Raw,
        Some("log-odds") => OutputScale::LogOdds,
        _ => OutputScale::Probability,
    };
    Case {
        model: network(&stored["network"], output_kind),
        dataset: plain(&matrix(&stored["background"])),
        row: numbers(&stored["row"]),
        output: Output { class: stored["class"].as_u64().expect("a class") as usize, space },
    }
}

fn explain(c: &Case, spec: &ExplainSpec) -> (LocalExplanation, LocalExplanation) {
    let b = background(&c.dataset);
    let mut e = Explainer::new(
        &[Method::KernelShap, Method::Lime],
        &c.model,
        &c.dataset,
        &b,
        &to_explain(&c.row),
        c.output,
        spec,
    );
    while e.step(&c.model, &c.dataset, &b) != Step::Done {}
    let [shap, lime] = e.finish(&c.dataset).try_into().expect("two explanations");
    (shap, lime)
}

fn shap(c: &Case, samples: SampleBudget, keep: Option<u32>, seed: u32) -> LocalExplanation {
    let spec = ExplainSpec { shap: ShapSpec { samples, keep, seed }, ..ExplainSpec::default() };
    explain(c, &spec).0
}

fn values(l: &LocalExplanation) -> Vec<f64> {
    l.attributions.iter().map(|a| a.value).collect()
}

#[test]
fn kernel_shap_over_all_coalitions_equals_shap() {
    for stored in load("explain")["shap"].as_array().expect("cases") {
        let c = case(stored);
        let ours = shap(&c, SampleBudget::All, None, 1);
        assert!(ours.quality.exact);
        let theirs = numbers(&stored["values"]);
        let holds = |shift: f64| {
            close(ours.base + shift, number(stored, "base"), SHAPLEY)
                && values(&ours).iter().zip(&theirs).all(|(a, b)| close(a + shift, *b, SHAPLEY))
        };
        assert!(holds(0.0), "{:?}\n{theirs:?}", values(&ours));
        assert!(!holds(10.0 * SHAPLEY));
    }
}

#[test]
fn base_and_attributions_add_up_to_the_prediction() {
    for stored in load("explain")["shap"].as_array().expect("cases") {
        let c = case(stored);
        for (samples, keep) in
            [(SampleBudget::All, None), (SampleBudget::AtMost(30), None), (SampleBudget::Auto, Some(2))]
        {
            let l = shap(&c, samples, keep, 3);
            let sum: f64 = l.base + values(&l).iter().sum::<f64>();
            assert!(close(sum, l.prediction, ADDITIVITY), "{sum} {}", l.prediction);
            assert!(!close(sum + 10.0 * ADDITIVITY, l.prediction, ADDITIVITY));
            assert!(l.quality.residual.abs() <= ADDITIVITY);
        }
    }
}

/// Shapley values by their definition, over all subsets of all features.
fn oracle(c: &Case) -> Vec<f64> {
    let b = background(&c.dataset);
    let game = Game::new(&c.dataset, &b, &to_explain(&c.row), c.output);
    let m = game.players.len();
    let mut all = Coalitions::new(m);
    for bits in 0..1usize << m {
        all.push((0..m).filter(|p| bits >> p & 1 == 1));
    }
    let mut v = values_of(&game, &c.model, &b, &all, 1_000);
    // Of none and of all features the game takes what the model itself says.
    (v[0], v[(1 << m) - 1]) = (game.base(&c.model, &b), game.full(&c.model));
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let mut out = vec![0.0; c.row.len()];
    for (p, &j) in game.players.clone().iter().enumerate() {
        for bits in (0..1usize << m).filter(|b| b >> p & 1 == 0) {
            let s = bits.count_ones() as usize;
            out[j] += factorial(s) * factorial(m - s - 1) / factorial(m) * (v[bits | 1 << p] - v[bits]);
        }
    }
    out
}

#[test]
fn kernel_shap_over_all_coalitions_equals_the_definition() {
    for stored in load("explain")["shap"].as_array().expect("cases") {
        let c = case(stored);
        let (ours, exact) = (values(&shap(&c, SampleBudget::All, None, 1)), oracle(&c));
        let holds = |shift: f64| ours.iter().zip(&exact).all(|(a, b)| close(a + shift, *b, ADDITIVITY));
        assert!(holds(0.0), "{ours:?}\n{exact:?}");
        assert!(!holds(10.0 * ADDITIVITY));
    }
}

/// A network of one linear layer: the raw output is a weighted sum.
fn linear_case(weights: &[f64]) -> Case {
    let mut rng = vitrine::num::rng::Rng::stream(5, "linear", 0);
    let rows: Vec<Vec<f64>> =
        (0..25).map(|_| weights.iter().map(|_| f64::from(rng.normal() as f32)).collect()).collect();
    let layer = Layer {
        weights: Array2::from_shape_fn((weights.len(), 1), |(i, _)| weights[i] as f32),
        biases: Array1::zeros(1),
        activation: Activation::Identity,
    };
    let network =
        Network { layers: vec![layer], output_kind: OutputKind::Number, target_scale: 1.0, target_offset: 0.0 };
    let row = weights.iter().map(|_| f64::from(rng.normal() as f32)).collect();
    Case {
        model: Model::Network(network),
        dataset: plain(&rows),
        row,
        output: Output { class: 0, space: OutputScale::Raw },
    }
}

#[test]
fn the_axioms_hold() {
    // Linearity gives w (x - mean); a weight of 0 is a dummy; equal weights and values are symmetric.
    let mut c = linear_case(&[2.0, -1.0, 0.0, 0.5, 0.5]);
    c.row[4] = c.row[3];
    let copied: Vec<f64> = c.dataset.values.column(3).to_vec();
    c.dataset.values.column_mut(4).assign(&Array1::from(copied));
    let x4 = c.dataset.x.column(3).to_owned();
    c.dataset.x.column_mut(4).assign(&x4);
    let v = values(&shap(&c, SampleBudget::All, None, 1));
    for (j, w) in [2.0, -1.0, 0.0, 0.5, 0.5].iter().enumerate() {
        let mean = c.dataset.values.column(j).mean().expect("rows");
        assert!(close(v[j], w * (c.row[j] - mean), 1e-5), "feature {j}");
    }
    assert!(close(v[2], 0.0, 1e-6));
    assert!(close(v[3], v[4], SHAPLEY));
    // A feature that is the same everywhere does not play.
    let same = c.row[0] as f32;
    c.dataset.x.column_mut(0).fill(same);
    let l = shap(&c, SampleBudget::All, None, 1);
    assert_eq!(l.attributions[0].value, 0.0);
    assert_eq!(l.quality.n_samples, (1 << 4) - 2);
}

#[test]
fn sampled_values_are_near_and_know_how_near() {
    let stored = &load("explain")["shap"][6];
    let c = case(stored);
    let exact = oracle(&c);
    let n_seeds = 60;
    let runs: Vec<LocalExplanation> = (0..n_seeds).map(|s| shap(&c, SampleBudget::AtMost(300), None, s)).collect();
    assert!(runs.iter().all(|r| !r.quality.exact && !r.quality.error_method.is_empty()));
    let (mut spread, mut said) = (0.0, 0.0);
    for (j, &truth) in exact.iter().enumerate() {
        let mean = runs.iter().map(|r| r.attributions[j].value).sum::<f64>() / f64::from(n_seeds);
        let variance = runs.iter().map(|r| (r.attributions[j].value - truth).powi(2)).sum::<f64>() / f64::from(n_seeds);
        spread += variance;
        said +=
            runs.iter().map(|r| r.attributions[j].error.expect("an error").powi(2)).sum::<f64>() / f64::from(n_seeds);
        let error = (variance / f64::from(n_seeds)).sqrt();
        assert!((mean - truth).abs() < 4.0 * error + 1e-6, "feature {j}: {mean} {truth} {error}");
    }
    let ratio = (said / spread).sqrt();
    assert!((0.8..1.25).contains(&ratio), "the errors said are {ratio} times those made");
}

#[test]
fn more_coalitions_mean_smaller_errors() {
    let c = linear_case(&[1.0; 24]);
    let stored = &load("explain")["shap"][6];
    let c2 = case(stored);
    let error = |n: u32| {
        let exact = oracle(&c2);
        let squares = |s: u32| {
            let v = values(&shap(&c2, SampleBudget::AtMost(n), None, s));
            v.iter().zip(&exact).map(|(a, b)| (a - b).powi(2)).sum::<f64>()
        };
        (0..30).map(squares).sum::<f64>().sqrt()
    };
    let slope = (error(400) / error(100)).ln() / 4f64.ln();
    assert!(slope < -0.4, "{slope}");
    // An additive game is met by any sample that determines the fit.
    let l = shap(&c, SampleBudget::Auto, None, 1);
    assert!(!l.quality.exact);
    for (j, a) in l.attributions.iter().enumerate() {
        let mean = c.dataset.values.column(j).mean().expect("rows");
        assert!(close(a.value, c.row[j] - mean, 1e-5));
    }
}

#[test]
fn keeping_few_features_does_as_shap_does() {
    for stored in load("explain")["shap_keep"].as_array().expect("cases") {
        let c = case(stored);
        let keep = stored["keep"].as_u64().map(|k| k as u32);
        let ours = shap(&c, SampleBudget::All, keep, 1);
        let theirs = numbers(&stored["values"]);
        let holds = |shift: f64| values(&ours).iter().zip(&theirs).all(|(a, b)| close(a + shift, *b, SHAPLEY));
        assert!(holds(0.0), "{:?}\n{theirs:?}", values(&ours));
        assert!(!holds(10.0 * SHAPLEY));
        assert!(!ours.quality.exact, "what was left out was estimated to be nothing");
        assert!(
            ours.attributions.iter().all(|a| a.error.is_none()),
            "nothing was sampled, so that nothing has an error"
        );
    }
}

#[test]
fn settings_of_explanations_are_checked() {
    let field = |change: fn(&mut ExplainSpec)| {
        let mut spec = ExplainSpec::default();
        change(&mut spec);
        spec.check().err().map(|e| e.field)
    };
    assert_eq!(field(|_| {}), None);
    assert_eq!(field(|s| s.background = Some(0)).as_deref(), Some("Number of background rows"));
    assert_eq!(field(|s| s.shap.samples = SampleBudget::AtMost(u32::MAX)).as_deref(), Some("Number of coalitions"));
    assert_eq!(field(|s| s.shap.keep = Some(0)).as_deref(), Some("Number of features that SHAP keeps"));
    assert_eq!(field(|s| s.lime.samples = u32::MAX).as_deref(), Some("Number of perturbed rows"));
    assert_eq!(field(|s| s.lime.features = 0).as_deref(), Some("Number of features in LIME’s line"));
    assert_eq!(field(|s| s.lime.kernel_width = Some(f64::NAN)).as_deref(), Some("Kernel width"));
}

#[test]
fn a_plan_is_whole_paired_and_within_its_budget() {
    for m in [2, 3, 4, 7, 11, 12, 13, 20, 40] {
        let plan = kernel_shap::plan(m, &ShapSpec::default());
        let keys: BTreeSet<Vec<u64>> = (0..plan.coalitions.len()).map(|i| plan.coalitions.key(i).to_vec()).collect();
        assert_eq!(keys.len(), plan.coalitions.len(), "{m}: one twice");
        let all = if m < 30 { (1 << m) - 2 } else { usize::MAX };
        assert_eq!(plan.exact, all <= 2 * m + 2048, "{m}");
        assert!(plan.coalitions.len() <= all.min(2 * m + 2048));
        assert!(plan.exact || plan.coalitions.len() > 2000, "{m}: {}", plan.coalitions.len());
        assert!((0..plan.coalitions.len()).all(|i| (1..m).contains(&plan.coalitions.size(i))));
    }
    assert_eq!(kernel_shap::plan(1, &ShapSpec::default()).coalitions.len(), 0);
    let lone = kernel_shap::plan(1, &ShapSpec::default());
    assert_eq!(kernel_shap::solve(&lone, &[], 0.25, 0.75, None).values, [0.5]);
}

#[test]
fn both_methods_explain_a_row_the_same_every_time() {
    let c = case(&load("explain")["shap"][0]);
    let spec = ExplainSpec::default();
    let (first, again) = (explain(&c, &spec), explain(&c, &spec));
    assert_eq!(first, again);
    let other = ExplainSpec { lime: LimeSpec { seed: 2, ..LimeSpec::default() }, ..spec };
    assert_ne!(first.1.quality.fingerprint, explain(&c, &other).1.quality.fingerprint);
    assert_eq!(first.0.quality.fingerprint, explain(&c, &other).0.quality.fingerprint);
    let lime = &first.1;
    let line = lime.base + values(lime).iter().sum::<f64>();
    assert!(close(line - lime.prediction, lime.quality.residual, ADDITIVITY));
    assert!(lime.quality.effective_samples.is_some_and(|e| e > 1.0 && e < 5000.0));
}

/// As many players as all coalitions are taken of. The game is a sum of shares and of products of neighbours, whose Shapley
/// values are known: a product is halved between its two.
#[test]
fn all_coalitions_of_twenty_players_give_shapley_values() {
    let m = kernel_shap::MAX_ALL;
    let plan = kernel_shap::plan(m, &ShapSpec { samples: SampleBudget::All, ..ShapSpec::default() });
    assert!(plan.exact);
    assert_eq!(plan.coalitions.len(), (1 << m) - 2);
    let (share, pair) = (|p: usize| (p as f64).sin(), |p: usize| (p as f64 * 0.7).cos());
    let value = |has: &dyn Fn(usize) -> bool| {
        let own = (0..m).filter(|&p| has(p)).map(share).sum::<f64>();
        own + (1..m).filter(|&p| has(p) && has(p - 1)).map(pair).sum::<f64>()
    };
    let values: Vec<f64> = (0..plan.coalitions.len()).map(|c| value(&|p| plan.coalitions.has(c, p))).collect();
    let solved = kernel_shap::solve(&plan, &values, 0.0, value(&|_| true), None);
    for p in 0..m {
        let products = if p == 0 { 0.0 } else { pair(p) } + if p + 1 == m { 0.0 } else { pair(p + 1) };
        let expected = share(p) + products / 2.0;
        assert!(close(solved.values[p], expected, ADDITIVITY), "{p}: {} {expected}", solved.values[p]);
        assert!(!close(solved.values[p], expected + 1e-6, ADDITIVITY));
    }
}

#[test]
fn others_are_all_that_are_not_in_a_coalition() {
    for m in [1, 2, 63, 64, 65, 128, 130] {
        let mut coalitions = Coalitions::new(m);
        coalitions.push((0..m).filter(|p| p % 3 == 0));
        coalitions.push_others();
        let mut expected = Coalitions::new(m);
        expected.push((0..m).filter(|p| p % 3 != 0));
        assert_eq!(coalitions.part(1..2), expected, "{m} players");
    }
}
