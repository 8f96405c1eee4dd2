//! Bytes that pretend to be a training or a model: each is refused, or it trains and predicts as any other does.

use crate::data::sample_dataset;
use vitrine::dataset::Dataset;
use vitrine::model::{
    ArtifactError, LinearSpec, Model, ModelSpec, NetworkSpec, Optimiser, Predictions, Trainer, from_bytes, to_bytes,
    view,
};
use vitrine::num::rng::Rng;

/// A training with its data and the steps after which it is interrupted.
fn trainings() -> Vec<(ModelSpec, Dataset, usize)> {
    let small = NetworkSpec { hidden: vec![5], epochs: 4, dropout: 0.2, batch: 7, ..NetworkSpec::default() };
    // Interrupted within a batch, whose gradients are summed so far.
    let optimiser = Optimiser::Sgd { momentum: 0.9 };
    let batches = NetworkSpec { hidden: vec![900, 9], batch: 300, epochs: 2, optimiser, ..small.clone() };
    vec![
        (ModelSpec::Network(small), sample_dataset("iris", |_| {}), 4),
        (ModelSpec::Network(batches), sample_dataset("diabetes", |_| {}), 1),
        (ModelSpec::Linear(LinearSpec::default()), sample_dataset("wine", |_| {}), 5),
    ]
}

fn checkpoint(spec: &ModelSpec, d: &Dataset, n_steps: usize) -> Vec<u8> {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    (0..n_steps).for_each(|_| assert!(!trainer.step(d).expect("no divergence")));
    trainer.checkpoint(1.0).expect("a checkpoint")
}

fn model(spec: &ModelSpec, d: &Dataset) -> Vec<u8> {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    while !trainer.step(d).expect("no divergence") {}
    let (model, history, _) = trainer.finish(d);
    to_bytes(&model, &history, 1.0)
}

/// The bytes with something else in one to three places.
fn mutated(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    // Lengths of 2^32 - 1 and 2^64 - 1; NaN and infinity as either kind of number.
    const PIECES: [&[u8]; 7] = [
        b"\xff\xff\xff\xff\x0f",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\0\0\xc0\x7f",
        b"\0\0\x80\x7f",
        b"\0\0\0\0\0\0\xf8\x7f",
        b"\0\0\0\0\0\0\xf0\x7f",
        b"\0\0\0\0\0\0\0\0\0\0\0\0",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + rng.below(3) {
        // What says how long something is stands at the beginning more often than not.
        let reach = if rng.below(2) == 0 { 40.min(bytes.len()) } else { bytes.len() };
        let at = rng.below(reach.max(1)).min(bytes.len());
        let piece = PIECES[rng.below(PIECES.len())];
        match rng.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.splice(at..at, piece.iter().copied())),
            2 => drop(bytes.splice(at..(at + piece.len()).min(bytes.len()), piece.iter().copied())),
            3 => drop(bytes.splice(at..(at + rng.below(9)).min(bytes.len()), [])),
            _ if at < bytes.len() => bytes[at] ^= 1 << rng.below(8),
            _ => {}
        }
    }
    bytes
}

fn n_cases() -> usize {
    std::env::var("VITRINE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000)
}

#[test]
fn any_bytes_are_refused_or_train() {
    let mut rng = Rng::stream(6, "test", 0);
    for (share, (spec, d, n_steps)) in [(16, 0), (1, 1), (3, 2)].map(|(share, i)| (share, trainings().swap_remove(i))) {
        let bytes = checkpoint(&spec, &d, n_steps);
        let (mut n_read, mut n_unreadable, mut n_unfit) = (0, 0, 0);
        for _ in 0..n_cases() * share / 20 {
            match Trainer::resume(&spec, &d, &mutated(&bytes, &mut rng)) {
                Ok((mut trainer, seconds)) => {
                    n_read += 1;
                    assert!(seconds.is_finite() && seconds >= 0.0);
                    // It ends, or it diverges and says so.
                    let end =
                        (0..2_000).find_map(|_| trainer.step(&d).map_or(Some(false), |over| over.then_some(true)));
                    if end.expect("an end") {
                        let (model, ..) = trainer.finish(&d);
                        assert_eq!(Predictions::of(&model, &d).outputs.len() % d.n_rows(), 0);
                    }
                }
                Err(ArtifactError::Unreadable) => n_unreadable += 1,
                Err(_) => n_unfit += 1,
            }
        }
        assert!(
            [n_read, n_unreadable, n_unfit].iter().all(|&n| n > n_cases() / 400),
            "{n_read} {n_unreadable} {n_unfit}"
        );
    }
}

#[test]
fn any_bytes_are_refused_or_predict() {
    let mut rng = Rng::stream(7, "test", 0);
    for (spec, d, _) in [0, 2].map(|i| trainings().swap_remove(i)) {
        let bytes = model(&spec, &d);
        let mut n_read = 0;
        for _ in 0..n_cases() / 2 {
            if let Ok((model, trained)) = from_bytes(&spec, &d, &mutated(&bytes, &mut rng)) {
                n_read += 1;
                assert!(trained.kept_epoch < trained.history.len());
                assert_eq!(model.n_inputs(), d.n_columns());
                assert!(numbers(&model).iter().all(|v| v.is_finite()));
                assert!(Predictions::of(&model, &d).outputs.len() >= d.n_rows());
                assert_eq!(view(&model, &d, trained).n_parameters, model.n_parameters());
            }
        }
        assert!(n_read > n_cases() / 50 && n_read < n_cases() / 2, "{n_read}");
    }
}

fn numbers(model: &Model) -> Vec<f64> {
    match model {
        Model::Linear(m) => m.weights.iter().chain(&m.intercepts).copied().collect(),
        Model::Network(m) => {
            m.layers.iter().flat_map(|l| l.weights.iter().chain(&l.biases)).map(|&v| v.into()).collect()
        }
    }
}

/// The form of a fitted network: seconds, losses, kind of model, weights.
type FittedModel = (f64, Vec<(f64, Option<f64>)>, u32, Vec<f32>);

#[test]
fn a_model_that_does_not_fit_is_named() {
    let (spec, d, _) = trainings().swap_remove(0);
    let bytes = model(&spec, &d);
    let damages: [(&str, Damage<FittedModel>); 8] = [
        ("time", |m| m.0 = f64::NAN),
        ("there is no loss", |m| m.1.clear()),
        ("loss is missing", |m| m.1[1].1 = None),
        ("number of epochs", |m| m.1 = [m.1.clone(), m.1.clone()].concat()),
        ("number of weights", |m| m.3.truncate(20)),
        ("number of weights", |m| m.3.push(0.0)),
        ("no number", |m| m.3[8] = f32::NAN),
        ("cannot be read", |m| m.2 = 2),
    ];
    for (what, damage) in damages {
        let mut fitted: FittedModel = postcard::from_bytes(&bytes).expect("the form");
        damage(&mut fitted);
        let error = from_bytes(&spec, &d, &postcard::to_allocvec(&fitted).expect("bytes")).expect_err(what);
        assert!(error.to_string().contains(what), "{error} {what}");
    }
}

/// The form of a network's checkpoint, field by field: seconds, losses, kind of model, weights, gradients, moments, order, place,
/// two random streams, the best weights.
type Written =
    (f64, Vec<(f64, Option<f64>)>, u32, Vec<f32>, Vec<f32>, [Vec<f32>; 2], Vec<u32>, u32, [[u64; 4]; 2], Vec<f32>);

/// A change of what is written.
type Damage<T> = fn(&mut T);

/// Each thing that is checked, changed alone.
#[test]
fn what_does_not_fit_is_named() {
    let (spec, d, n_steps) = trainings().swap_remove(0);
    let bytes = checkpoint(&spec, &d, n_steps);
    let read = || postcard::from_bytes::<Written>(&bytes).expect("the form");
    assert_eq!(postcard::to_allocvec(&read()).expect("bytes"), bytes, "all of it is listed");
    let damages: [(&str, Damage<Written>); 21] = [
        ("time", |w| w.0 = -1.0),
        ("time", |w| w.0 = f64::INFINITY),
        ("loss", |w| w.1[0].0 = f64::NAN),
        ("loss", |w| w.1[1].1 = None),
        ("number of weights", |w| w.1.clear()),
        ("number of epochs", |w| w.1 = [w.1.clone(), w.1.clone(), w.1.clone(), w.1.clone()].concat()),
        ("number of weights", |w| w.3.truncate(9)),
        ("no number", |w| w.3[7] = f32::NAN),
        ("number of weights", |w| w.4.push(0.5)),
        ("number of weights", |w| w.5[0].clear()),
        ("number of weights", |w| w.5[1].push(0.0)),
        ("no number", |w| w.5[1][3] = f32::INFINITY),
        ("training rows", |w| w.6[0] = w.6[1]),
        ("training rows", |w| w.6[0] = u32::MAX),
        ("training rows", |w| w.6.truncate(9)),
        ("place", |w| w.7 = 1_000_000),
        ("place", |w| w.7 = 3),
        ("random stream", |w| w.8[0] = [0; 4]),
        ("random stream", |w| w.8[1] = [0; 4]),
        ("number of weights", |w| w.9.truncate(9)),
        ("no number", |w| w.9[0] = f32::NEG_INFINITY),
    ];
    for (i, (what, damage)) in damages.into_iter().enumerate() {
        let mut written = read();
        damage(&mut written);
        let error = Trainer::resume(&spec, &d, &postcard::to_allocvec(&written).expect("bytes")).expect_err(what);
        assert!(error.to_string().contains(what), "{i}: {error} {what}");
    }
}

/// Of another kind of model, of other layers, of other rows.
#[test]
fn what_is_of_something_else_is_refused() {
    let all = trainings();
    for (i, (spec, d, n_steps)) in all.iter().enumerate() {
        let (training, model) = (checkpoint(spec, d, *n_steps), model(spec, d));
        assert!(from_bytes(spec, d, &training).is_err() && Trainer::resume(spec, d, &model).is_err());
        for (other, other_d, _) in all.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other) {
            for d in [d, other_d] {
                assert!(Trainer::resume(other, d, &training).is_err());
                assert!(from_bytes(other, d, &model).is_err());
            }
        }
        let divided = sample_dataset(["iris", "diabetes", "wine"][i], |s| s.split.seed = 9);
        if matches!(spec, ModelSpec::Network(_)) {
            assert!(Trainer::resume(spec, &divided, &training).is_err());
        }
    }
}
