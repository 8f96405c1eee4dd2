//! Models and trainings as bytes: a training that is interrupted anywhere ends with the bits of one that is not, and whatever
//! bytes come, what is read from them trains and predicts.

use crate::data::sample_dataset;
use vitrine::compute::dense::Activation;
use vitrine::dataset::Dataset;
use vitrine::evaluate::evaluate;
use vitrine::model::{
    Decision, EpochScore, LinearSpec, Loss, MOST_BYTES, Model, ModelSpec, NetworkSpec, Optimiser, Predictions, Trainer,
    TrainingSummary, from_bytes, to_bytes, view,
};
use vitrine::num::rng::Rng;

/// What a training came to, to the bit.
#[derive(Debug, PartialEq)]
struct End {
    fingerprint: u64,
    history: Vec<EpochScore>,
    kept_epoch: usize,
    warning: Option<String>,
}

fn end(trainer: Trainer, d: &Dataset) -> End {
    let warning = trainer.warning();
    let (model, history, kept_epoch) = trainer.finish(d);
    End { fingerprint: model.fingerprint(), history, kept_epoch, warning }
}

/// A training without a break, and its steps.
fn whole(spec: &ModelSpec, d: &Dataset) -> (End, usize) {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    let mut n_steps = 1;
    while !trainer.step(d).expect("no divergence") {
        n_steps += 1;
    }
    (end(trainer, d), n_steps)
}

/// The training after so many steps.
fn after(n_steps: usize, spec: &ModelSpec, d: &Dataset) -> Trainer {
    let mut trainer = Trainer::new(spec, d).expect("a valid spec");
    (0..n_steps).for_each(|_| assert!(!trainer.step(d).expect("no divergence")));
    trainer
}

/// A network whose steps are short beside its epochs, so that many fall within one.
fn wide(change: impl Fn(&mut NetworkSpec)) -> ModelSpec {
    let mut spec =
        NetworkSpec { hidden: vec![64, 48], epochs: 4, batch: 100, learning_rate: 0.003, ..NetworkSpec::default() };
    change(&mut spec);
    ModelSpec::Network(spec)
}

/// Every kind of training, each with its data: optimisers, dropout, patience, a number, two classes and many.
fn trainings() -> Vec<(&'static str, ModelSpec, Dataset)> {
    let line = |l2| ModelSpec::Linear(LinearSpec { l2 });
    let stops = |spec: &mut NetworkSpec| {
        (spec.epochs, spec.patience, spec.learning_rate) = (30, Some(2), 0.05);
    };
    let credit = || sample_dataset("german_credit", |_| {});
    let diabetes = || sample_dataset("diabetes", |_| {});
    let wine = || sample_dataset("wine", |_| {});
    vec![
        ("two classes, Adam, dropout", wide(|s| s.dropout = 0.3), credit()),
        ("two classes, stops early", wide(stops), credit()),
        (
            "two classes, momentum, squared error",
            wide(|s| (s.optimiser, s.loss) = (Optimiser::Sgd { momentum: 0.9 }, Loss::SquaredError)),
            credit(),
        ),
        // A batch takes several steps, so that sums of gradients are pending; and all epochs count.
        ("two classes, batches of 500", wide(|s| (s.batch, s.patience, s.epochs) = (500, None, 8)), credit()),
        ("number, tanh", wide(|s| (s.activation, s.epochs) = (Activation::Tanh, 12)), diabetes()),
        (
            "three classes, momentum, dropout",
            wide(|s| (s.optimiser, s.dropout, s.epochs) = (Optimiser::Sgd { momentum: 0.5 }, 0.1, 30)),
            wine(),
        ),
        ("number, line", line(1.0), diabetes()),
        ("two classes, line", line(0.1), credit()),
        ("three classes, line without a penalty", line(0.0), wine()),
        ("no validation", wide(|s| s.epochs = 8), sample_dataset("diabetes", |spec| spec.split.validation = 0)),
    ]
}

fn resumed(spec: &ModelSpec, d: &Dataset, bytes: &[u8]) -> Trainer {
    Trainer::resume(spec, d, bytes).expect("a checkpoint").0
}

#[test]
fn a_training_goes_on_to_the_same_bits() {
    let mut rng = Rng::stream(5, "test", 0);
    for (label, spec, d) in trainings() {
        let (plain, n_steps) = whole(&spec, &d);
        assert!(n_steps > 15, "{label}: {n_steps} steps");
        for _ in 0..24 {
            let at = rng.below(n_steps);
            let bytes = after(at, &spec, &d).checkpoint(0.5).expect("a checkpoint");
            let mut trainer = resumed(&spec, &d, &bytes);
            while !trainer.step(&d).expect("no divergence") {}
            assert_eq!(end(trainer, &d), plain, "{label}, interrupted after {at} of {n_steps} steps");
        }
    }
}

/// Each step by another trainer; and what is read is written as the same bytes again.
#[test]
fn a_training_may_be_interrupted_at_every_step() {
    for (label, spec, d) in trainings() {
        let (plain, _) = whole(&spec, &d);
        let mut trainer = Trainer::new(&spec, &d).expect("a valid spec");
        let mut written = Vec::new();
        while !trainer.step(&d).expect("no divergence") {
            // Between its last step and its end a line has nothing to go on with.
            let Some(bytes) = trainer.checkpoint(1.25) else { continue };
            let (next, seconds) = Trainer::resume(&spec, &d, &bytes).expect("a checkpoint");
            assert_eq!((next.checkpoint(seconds).as_ref(), seconds), (Some(&bytes), 1.25), "{label}");
            assert_eq!(next.progress(), trainer.progress(), "{label}");
            // Scores under way are made again from their beginning, over which the weights stand still.
            if written.last() != Some(&bytes) {
                trainer = next;
                written.push(bytes);
            }
        }
        assert!(written.len() > 10, "{label}: {} checkpoints", written.len());
        assert_eq!(end(trainer, &d), plain, "{label}");
    }
}

#[test]
fn a_model_comes_back_to_the_bit() {
    for (label, spec, d) in trainings() {
        let mut trainer = Trainer::new(&spec, &d).expect("a valid spec");
        while !trainer.step(&d).expect("no divergence") {}
        assert!(trainer.checkpoint(0.0).is_none(), "{label}: nothing is left to do");
        let warning = trainer.warning();
        assert_eq!(warning.is_some(), label.contains("without a penalty"), "{label}");
        let (model, history, kept_epoch) = trainer.finish(&d);
        let bytes = to_bytes(&model, &history, 2.5);
        let (read, trained) = from_bytes(&spec, &d, &bytes).expect("a model");
        assert_eq!(to_bytes(&read, &trained.history, trained.seconds), bytes, "{label}");
        assert_eq!(trained.kept_epoch, kept_epoch, "{label}");
        let [made, read] =
            [(model, TrainingSummary { history, kept_epoch, seconds: 2.5, warning, was_kept: true }), (read, trained)]
                .map(|(model, trained)| seen(&model, trained, &d));
        assert_eq!(read, made, "{label}");
    }
}

/// All that is said of a model, to the bit.
fn seen(model: &Model, trained: TrainingSummary, d: &Dataset) -> String {
    let predictions = Predictions::of(model, d);
    format!(
        "{model:?} {:?} {:?} {predictions:?}",
        view(model, d, trained),
        evaluate(d, &predictions, Decision::MostProbable, 1)
    )
}

#[test]
fn what_is_too_large_or_not_finite_has_no_checkpoint() {
    let d = sample_dataset("iris", |_| {});
    // Some 710,000 weights with two moments each.
    let large = wide(|s| s.hidden = vec![1024, 680]);
    assert!(after(0, &large, &d).checkpoint(0.0).is_none());
    let fits = wide(|s| (s.hidden, s.optimiser) = (vec![1024, 680], Optimiser::Sgd { momentum: 0.9 }));
    let bytes = after(0, &fits, &d).checkpoint(0.0).expect("one moment fewer");
    assert!(bytes.len() > MOST_BYTES / 3 * 2 && bytes.len() <= MOST_BYTES, "{}", bytes.len());
    let optimiser = Optimiser::Sgd { momentum: 0.99 };
    let diverges = ModelSpec::Network(NetworkSpec { optimiser, learning_rate: 10.0, ..NetworkSpec::default() });
    let d = sample_dataset("diabetes", |_| {});
    let mut trainer = Trainer::new(&diverges, &d).expect("a valid spec");
    let mut is_left_out = false;
    while !trainer.step(&d).unwrap_or(true) {
        is_left_out |= trainer.checkpoint(0.0).is_none();
    }
    assert!(is_left_out, "a weight that is no number was written");
}
