//! LIME: on the reference's own perturbed rows to the digit, on rows of its own by their statistics.

use crate::data::sample_dataset;
use crate::explain::shap::{Case, network, plain, scaled};
use crate::reference::{load, matrix, number, numbers};
use crate::tolerance::{LIME_MATRIX, close};
use ndarray::Array2;
use vitrine::dataset::Encoder;
use vitrine::explain::{Discretiser, LimeSpec, Selection, lime};
use vitrine::model::{Output, OutputKind, OutputScale};

#[test]
fn lime_on_the_reference_s_own_matrix_gives_its_coefficients() {
    for stored in load("explain")["lime"].as_array().expect("cases") {
        let data = matrix(&stored["data"]);
        let x = Array2::from_shape_fn((data.len(), data[0].len()), |(i, j)| data[i][j]);
        let selection = match stored["selection"].as_str() {
            Some("none") => Selection::All,
            Some("highest_weights") => Selection::HighestWeights,
            Some("forward_selection") => Selection::Forward,
            _ => Selection::Auto,
        };
        let features = stored["features"].as_u64().expect("a count") as u32;
        let spec = LimeSpec { selection, features, ..LimeSpec::default() };
        let s = lime::solve(x.view(), &numbers(&stored["outputs"]), &spec);
        let theirs = numbers(&stored["coefficients"]);
        let holds = |by: f64| {
            let near = |a: f64, b: f64| close(a * by, b, LIME_MATRIX * b.abs().max(1e-9));
            s.coefficients.iter().zip(&theirs).all(|(a, b)| near(*a, *b))
                && near(s.intercept, number(stored, "intercept"))
                && near(s.r2.expect("outputs vary"), number(stored, "r2"))
                && near(s.local_prediction, number(stored, "local"))
        };
        assert!(holds(1.0), "{}: {s:?}\n{theirs:?}", stored["selection"]);
        assert!(!holds(1.0 + 10.0 * LIME_MATRIX));
    }
}

/// The mean of draws about the row is the row's value, and about the mean it is the mean.
#[test]
fn lime_draws_around_what_was_asked_for() {
    let d = sample_dataset("diabetes", |_| {});
    let row = d.values.row(3).to_vec();
    for around_row in [false, true] {
        let spec = LimeSpec { discretiser: Discretiser::Off, around_row, ..LimeSpec::default() };
        let plan = lime::plan(&d, &row, &spec);
        let mut n_apart = 0;
        for (j, feature) in d.features.iter().enumerate() {
            let Encoder::Scaled { mean, deviation, .. } = &feature.encoder else { continue };
            let drawn = plan.values.column(j).mean().expect("draws");
            let error = deviation / (plan.values.nrows() as f64).sqrt();
            let (centre, other) = if around_row { (row[j], *mean) } else { (*mean, row[j]) };
            assert!((drawn - centre).abs() < 4.0 * error, "{}: {drawn} {centre}", feature.name);
            n_apart += usize::from((other - centre).abs() > 8.0 * error);
        }
        assert!(n_apart > 0, "draws about the other centre would not be noticed");
    }
}

#[test]
fn lime_s_own_samples_agree_with_the_reference_s() {
    for stored in load("explain")["lime_seeds"].as_array().expect("cases") {
        let off = stored["off"].as_bool().expect("a flag");
        let c = Case {
            model: network(&stored["network"], OutputKind::Logit),
            dataset: plain(&matrix(&stored["train"])),
            row: numbers(&stored["row"]),
            output: Output { class: 1, space: OutputScale::Probability },
        };
        // Without bins the reference standardises by the training rows; so does the encoder of a real data set.
        let mut c = c;
        for (j, feature) in c.dataset.features.iter_mut().enumerate() {
            let column = c.dataset.values.column(j).to_vec();
            let (mean, scale) = (
                vitrine::num::stats::mean(&column).expect("rows"),
                vitrine::num::stats::deviation(&column).expect("rows"),
            );
            feature.encoder = scaled(mean, scale);
        }
        let discretiser = if off { Discretiser::Off } else { Discretiser::Quartiles };
        let run = |seed: u32| -> (Vec<f64>, Vec<f64>) {
            let spec = LimeSpec { samples: 500, selection: Selection::All, discretiser, seed, ..LimeSpec::default() };
            let plan = lime::plan(&c.dataset, &c.row, &spec);
            let x: Vec<f32> = plan.values.iter().map(|&v| v as f32).collect();
            let outputs: Vec<f64> = c.model.raw(&x).iter().map(|r| c.output.of(OutputKind::Logit, &[*r])).collect();
            let s = lime::solve(plan.representation.view(), &outputs, &spec);
            (s.coefficients, s.errors)
        };
        let runs: Vec<_> = (0..200).map(run).collect();
        let (means, deviations) = (numbers(&stored["mean"]), numbers(&stored["deviation"]));
        for (j, (&theirs, &deviation)) in means.iter().zip(&deviations).enumerate() {
            let ours = runs.iter().map(|r| r.0[j]).sum::<f64>() / 200.0;
            let spread = (runs.iter().map(|r| (r.0[j] - ours).powi(2)).sum::<f64>() / 199.0).sqrt();
            let error = ((spread * spread + deviation * deviation) / 200.0).sqrt();
            assert!((ours - theirs).abs() < 3.0 * error, "feature {j}: {ours} {theirs} {error}");
            assert!((ours + 10.0 * error - theirs).abs() > 3.0 * error);
            let said = runs.iter().map(|r| r.1[j]).sum::<f64>() / 200.0;
            assert!((0.7..1.3).contains(&(said / spread)), "feature {j} says {said}, spread {spread}");
        }
    }
}
