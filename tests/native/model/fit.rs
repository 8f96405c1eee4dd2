//! Fitted models: linear ones against scikit-learn, networks against finite differences and what they must be able to learn,
//! and all of them the same however the work is cut.

use crate::data::{all_train, dataset, sample_dataset};
use crate::reference::{load, matrix, number, numbers};
use crate::tolerance::{GRADIENT, LINEAR_FIT, close};
use std::collections::BTreeMap;
use vitrine::compute::dense::Activation;
use vitrine::dataset::{Dataset, DatasetSpec};
use vitrine::evaluate::{Scores, evaluate, pick_row};
use vitrine::model::loss::{Truth, loss};
use vitrine::model::network::gradient::{BatchRows, Shape, Tape};
use vitrine::model::{
    Decision, LinearSpec, Loss, Model, ModelSpec, NetworkSpec, Optimiser, OutputKind, Predictions, TrainError, Trainer,
};
use vitrine::num::rng::Rng;

fn fit(spec: &ModelSpec, d: &Dataset) -> (Model, Course) {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    let mut n_steps = 0;
    while !trainer.step(d).expect("no divergence") {
        n_steps += 1;
    }
    assert!(trainer.progress().done > 0.0);
    let (model, history, kept) = trainer.finish(d);
    (model, Course { n_steps, losses: history.iter().map(|e| e.train).collect(), kept })
}

/// How a training went.
struct Course {
    n_steps: usize,
    losses: Vec<f64>,
    kept: usize,
}

#[test]
fn linear_models_equal_scikit_learn() {
    for case in load("model")["fits"].as_array().expect("cases") {
        let d = sample_dataset(case["sample"].as_str().expect("a name"), |spec| {
            all_train(spec);
            spec.use_column = BTreeMap::from([("sex".to_owned(), false)]);
        });
        let spec = ModelSpec::Linear(LinearSpec { l2: number(case, "l2") });
        let (Model::Linear(m), _) = fit(&spec, &d) else { panic!("a linear model") };
        let theirs: Vec<f64> =
            matrix(&case["weights"]).concat().into_iter().chain(numbers(&case["intercepts"])).collect();
        let ours: Vec<f64> = m.weights.iter().chain(&m.intercepts).copied().collect();
        // Coefficients of a number are in its unit.
        let unit = theirs.iter().fold(1.0f64, |m, v| m.max(v.abs()));
        let holds = |shift: f64| ours.iter().zip(&theirs).all(|(a, b)| close(a + shift, *b, LINEAR_FIT * unit));
        assert!(holds(0.0), "{}\n{ours:?}\n{theirs:?}", case["sample"]);
        assert!(!holds(10.0 * LINEAR_FIT * unit));
    }
}

/// Some rows of one truth; where hidden units are dropped, every third one is.
fn some_rows(shape: &Shape, truth: Truth, drops: bool, rng: &mut Rng) -> BatchRows<f64> {
    const N: usize = 5;
    let hidden = &shape.units[1..shape.n_layers()];
    let keep = |&n: &usize| (0..N * n).map(|i| if i % 3 == 1 { 0.0 } else { 1.5 }).collect();
    BatchRows {
        x: (0..N * shape.units[0]).map(|_| rng.normal()).collect(),
        truth: vec![truth; N],
        keep: if drops { hidden.iter().map(keep).collect() } else { Vec::new() },
    }
}

/// The largest difference between a gradient and central differences, relative to the gradient's size.
fn gradient_error(shape: &Shape, head: OutputKind, kind: Loss, truth: Truth, drops: bool, seed: u32) -> f64 {
    let mut rng = Rng::stream(seed, "gradient", 0);
    let mut p: Vec<f64> = (0..shape.n_parameters()).map(|_| 0.7 * rng.normal()).collect();
    let rows = some_rows(shape, truth, drops, &mut rng);
    let mut tape = Tape::<f64>::new(shape, head, kind);
    let mut gradient = vec![0.0; p.len()];
    tape.set(&p);
    tape.add_gradients(&rows, &mut gradient);
    let mut at = |p: &[f64]| {
        tape.set(p);
        tape.forward(&rows).chunks(head.n_raw()).map(|raw| loss(head, kind, raw, truth)).sum::<f64>()
    };
    let size = gradient.iter().fold(1e-3f64, |m, g| m.max(g.abs()));
    let mut worst = 0.0f64;
    for i in 0..p.len() {
        let (h, here) = (1e-6, p[i]);
        p[i] = here + h;
        let above = at(&p);
        p[i] = here - h;
        let below = at(&p);
        p[i] = here;
        worst = worst.max(((above - below) / (2.0 * h) - gradient[i]).abs() / size);
    }
    worst
}

#[test]
fn gradients_equal_finite_differences() {
    let heads = [
        (OutputKind::Number, 1, Truth::Number(0.3)),
        (OutputKind::Logit, 1, Truth::Class(0)),
        (OutputKind::Logit, 1, Truth::Class(1)),
        (OutputKind::Softmax(3), 3, Truth::Class(2)),
    ];
    for (seed, activation) in [Activation::Relu, Activation::Tanh, Activation::Sigmoid].into_iter().enumerate() {
        for (head, n_raw, truth) in heads {
            for loss in [Loss::CrossEntropy, Loss::SquaredError] {
                for hidden in [vec![], vec![5], vec![4, 3]] {
                    let units = [vec![3], hidden, vec![n_raw]].concat();
                    let shape = Shape { units, activation };
                    for drops in [false, true] {
                        let error = gradient_error(&shape, head, loss, truth, drops, seed as u32);
                        assert!(error < GRADIENT, "{shape:?} {head:?} {loss:?}: {error}");
                    }
                }
            }
        }
    }
    // Held against another truth, the same gradients are far off: the check can fail.
    let shape = Shape { units: vec![3, 4, 1], activation: Activation::Tanh };
    let gradient = |truth: Truth| {
        let mut tape = Tape::<f64>::new(&shape, OutputKind::Logit, Loss::CrossEntropy);
        let mut g = vec![0.0; shape.n_parameters()];
        tape.set(&vec![0.5; g.len()]);
        tape.add_gradients(&some_rows(&shape, truth, false, &mut Rng::stream(1, "gradient", 0)), &mut g);
        g
    };
    let (zero, one) = (gradient(Truth::Class(0)), gradient(Truth::Class(1)));
    assert!(zero.iter().zip(&one).any(|(a, b)| (a - b).abs() > 10.0 * GRADIENT));
}

fn xor() -> Dataset {
    let text = (0..200).fold("a,b,y\n".to_owned(), |t, i| {
        let (a, b) = ((i * 37 % 101) as f64 / 101.0 - 0.5, (i * 61 % 103) as f64 / 103.0 - 0.5);
        t + &format!("{a},{b},{}\n", if (a > 0.0) == (b > 0.0) { "same" } else { "other" })
    });
    dataset(&text, &DatasetSpec::default())
}

fn accuracy(model: &Model, d: &Dataset) -> f64 {
    let e = evaluate(d, &Predictions::of(model, d), Decision::MostProbable, 1);
    match &e.parts.last().expect("a test part").model {
        Scores::Classes(s) => s.accuracy,
        Scores::Numbers(s) => s.r2.expect("a varying target"),
    }
}

#[test]
fn a_network_learns_what_a_line_cannot() {
    let d = xor();
    // No weight decay: it is an exact pattern, and small weights draw no corners.
    let spec = NetworkSpec { hidden: vec![16, 8], l2: 0.0, epochs: 200, patience: None, ..NetworkSpec::default() };
    for (activation, optimiser, learning_rate, loss) in [
        (Activation::Relu, Optimiser::Adam, 0.01, Loss::CrossEntropy),
        (Activation::Tanh, Optimiser::Adam, 0.01, Loss::SquaredError),
        (Activation::Tanh, Optimiser::Sgd { momentum: 0.9 }, 0.1, Loss::CrossEntropy),
        (Activation::Sigmoid, Optimiser::Adam, 0.03, Loss::CrossEntropy),
    ] {
        let spec = NetworkSpec { activation, optimiser, learning_rate, loss, ..spec.clone() };
        let (model, course) = fit(&ModelSpec::Network(spec), &d);
        assert!(accuracy(&model, &d) > 0.9, "{activation:?} {optimiser:?}: {}", accuracy(&model, &d));
        assert!(course.losses.last() < course.losses.first());
    }
    let (line, _) = fit(&ModelSpec::Linear(LinearSpec::default()), &d);
    assert!(accuracy(&line, &d) < 0.75);
}

#[test]
fn networks_are_of_use_on_every_kind_of_target() {
    for (name, at_least) in
        [("german_credit", 0.7), ("breast_cancer", 0.93), ("wine", 0.93), ("iris", 0.9), ("diabetes", 0.3)]
    {
        let seed = vitrine::samples::sample(name).expect("a sample").split_seed;
        let d = sample_dataset(name, |spec| spec.split.seed = seed);
        let (model, course) = fit(&ModelSpec::default(), &d);
        let reached = accuracy(&model, &d);
        assert!(reached >= at_least, "{name}: {reached}");
        assert!(course.kept < course.losses.len());
    }
}

#[test]
fn the_cut_of_the_work_changes_nothing() {
    // The same batches whatever a step holds: dropout, shuffles and sums are in the order of the rows.
    let d = sample_dataset("wine", |_| {});
    let spec = NetworkSpec { dropout: 0.2, epochs: 5, ..NetworkSpec::default() };
    let (first, course) = fit(&ModelSpec::Network(spec.clone()), &d);
    let (again, _) = fit(&ModelSpec::Network(spec.clone()), &d);
    assert!(course.n_steps > 5);
    assert_eq!(first.fingerprint(), again.fingerprint());
    let (other, _) = fit(&ModelSpec::Network(NetworkSpec { seed: 2, ..spec }), &d);
    assert_ne!(first.fingerprint(), other.fingerprint());
}

#[test]
fn early_stopping_keeps_the_best_epoch() {
    let d = sample_dataset("german_credit", |_| {});
    let spec = NetworkSpec { hidden: vec![32, 32], l2: 0.0, epochs: 100, patience: Some(5), ..NetworkSpec::default() };
    let mut trainer = Trainer::new(&ModelSpec::Network(spec), &d).expect("a valid spec");
    while !trainer.step(&d).expect("no divergence") {}
    let (_, history, kept) = trainer.finish(&d);
    assert!(history.len() < 100, "it overfits, so it must stop");
    assert_eq!(history.len(), kept + 6);
    let best = history.iter().filter_map(|e| e.validation).fold(f64::INFINITY, f64::min);
    assert_eq!(history[kept].validation, Some(best));
}

#[test]
fn divergence_is_said() {
    let d = sample_dataset("diabetes", |_| {});
    let optimiser = Optimiser::Sgd { momentum: 0.99 };
    let spec = NetworkSpec { optimiser, learning_rate: 10.0, ..NetworkSpec::default() };
    let mut trainer = Trainer::new(&ModelSpec::Network(spec), &d).expect("a valid spec");
    let end = loop {
        match trainer.step(&d) {
            Ok(false) => {}
            end => break end,
        }
    };
    assert!(matches!(end, Err(TrainError::Diverged { .. })), "{end:?}");
}

/// Weights may stop being numbers while a ReLU hides it from the loss.
#[test]
fn weights_that_are_no_numbers_are_not_handed_out() {
    let d = sample_dataset("iris", |_| {});
    let optimiser = Optimiser::Sgd { momentum: 0.99 };
    for learning_rate in [1.0, 3.0, 10.0] {
        let spec = NetworkSpec { optimiser, learning_rate, loss: Loss::SquaredError, ..NetworkSpec::default() };
        let mut trainer = Trainer::new(&ModelSpec::Network(spec), &d).expect("a valid spec");
        let end = loop {
            match trainer.step(&d) {
                Ok(false) => {}
                end => break end,
            }
        };
        if end.is_ok() {
            let (model, ..) = trainer.finish(&d);
            let Model::Network(network) = model else { panic!("a network was asked for") };
            assert!(network.layers.iter().all(|l| l.weights.iter().all(|w| w.is_finite())), "{learning_rate}");
        }
    }
}

/// Classes that a line tells apart perfectly have no best line without a penalty.
#[test]
fn a_fit_that_does_not_settle_is_said() {
    let d = sample_dataset("wine", |_| {});
    let warning = |l2: f64| {
        let mut trainer = Trainer::new(&ModelSpec::Linear(LinearSpec { l2 }), &d).expect("a valid spec");
        while !trainer.step(&d).expect("no divergence") {}
        trainer.warning()
    };
    assert!(warning(0.0).is_some_and(|w| w.contains("Raise L2")));
    assert_eq!(warning(1.0), None);
}

#[test]
fn settings_out_of_range_are_named() {
    let d = sample_dataset("iris", |_| {});
    let field = |change: fn(&mut NetworkSpec)| {
        let mut spec = NetworkSpec::default();
        change(&mut spec);
        match Trainer::new(&ModelSpec::Network(spec), &d) {
            Err(TrainError::Spec(e)) => e.field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(field(|s| s.learning_rate = f64::NAN), "Learning rate");
    assert_eq!(field(|s| s.learning_rate = 0.0), "Learning rate");
    assert_eq!(field(|s| s.dropout = 1.0), "Dropout");
    assert_eq!(field(|s| s.l2 = -1.0), "L2");
    assert_eq!(field(|s| s.batch = 0), "Batch size");
    assert_eq!(field(|s| s.epochs = 0), "Number of epochs");
    assert_eq!(field(|s| s.patience = Some(0)), "Patience");
    assert_eq!(field(|s| s.hidden = vec![8; 9]), "Number of hidden layers");
    assert_eq!(field(|s| s.hidden = vec![0]), "Number of hidden units");
    assert_eq!(field(|s| s.hidden = vec![1024; 4]), "The number of weights");
    assert_eq!(field(|s| s.optimiser = Optimiser::Sgd { momentum: 1.0 }), "Momentum");
    let linear = ModelSpec::Linear(LinearSpec { l2: f64::INFINITY });
    assert!(matches!(Trainer::new(&linear, &d), Err(TrainError::Spec(e)) if e.field == "L2"));
}

#[test]
fn a_row_does_not_depend_on_its_neighbours() {
    let d = sample_dataset("german_credit", |_| {});
    for spec in [ModelSpec::default(), ModelSpec::Linear(LinearSpec::default())] {
        let (model, _) = fit(&spec, &d);
        let all = model.raw(d.x.as_slice().expect("standard layout"));
        for i in [0, 7, 999] {
            assert_eq!(model.raw(d.x.row(i).as_slice().expect("a row")), [all[i]]);
        }
    }
}

#[test]
fn the_row_picked_has_something_to_see() {
    let d = sample_dataset("german_credit", |_| {});
    let (model, _) = fit(&ModelSpec::default(), &d);
    let predictions = Predictions::of(&model, &d);
    let class = d.target.rarest_class();
    let row = pick_row(&d, &predictions, class);
    assert!(d.parts.test.binary_search(&row).is_ok());
    let p = predictions.row(row)[class];
    assert!((0.6..0.9).contains(&p), "{p}");
    let e = evaluate(&d, &predictions, Decision::MostProbable, 1);
    assert!(e.notable.len() >= 3);
    assert_eq!(e.parts.len(), 3);
}
