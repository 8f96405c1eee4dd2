//! Values asked of a GPU: near to the CPU's where it answers rightly, and the CPU's to the bit where it does not.

use crate::compute::gpu::gpu;
use crate::session_driver::{Run, explained, sample, stage};
use crate::tolerance;
use vitrine::compute::choice::{ComputeChoice, Speed};
use vitrine::compute::gpu::{CoalitionBatch, Gpu, GpuError, Mean, Reduction};
use vitrine::engine::GpuBatch;
use vitrine::explain::gpu::Block;
use vitrine::explain::{Device, LocalExplanation, SampleBudget, ShapSpec};
use vitrine::model::{Model, ModelSpec, NetworkSpec, OutputScale};
use vitrine::num::math;
use vitrine::protocol::{Command, Event, Explained, ExplanationQuestion, GpuState, Stage};
use vitrine::recipe::Recipe;

/// A network on a sample: two classes, three, or a number.
fn recipe(name: &str, space: OutputScale, samples: SampleBudget) -> Recipe {
    let mut recipe = Recipe::new(sample(name));
    recipe.model = ModelSpec::Network(NetworkSpec { hidden: vec![24, 9], epochs: 3, ..NetworkSpec::default() });
    recipe.explain.space = space;
    recipe.explain.background = Some(20);
    recipe.explain.shap = ShapSpec { samples, ..ShapSpec::default() };
    recipe
}

/// A device as the session is told of it.
fn there() -> GpuState {
    // Slow, so that there are several blocks.
    let speed = Speed { latency: 0.0, rate: 1e7 };
    GpuState::There { name: "a test".to_owned(), is_software: true, speed }
}

/// Explains with a GPU whose answers these are, and with the verdicts on each.
fn explain(
    recipe: &Recipe,
    mut answer: impl FnMut(&GpuBatch) -> Result<Vec<Mean>, GpuError>,
) -> (Explained, Vec<Result<(), GpuError>>) {
    let mut run = Run::sample(recipe.source.name());
    run.session.handle(Command::Compute { choice: ComputeChoice::Gpu });
    run.session.set_gpu(there());
    run.follow(recipe);
    let (mut events, mut verdicts) = (Vec::<Event>::new(), Vec::new());
    loop {
        let (more, said) = run.step();
        events.extend(said);
        match run.session.ask() {
            Some(ask) => {
                let means = answer(&ask);
                verdicts.push(run.session.answer(&ask, means));
            }
            None if !more => break,
            None => {}
        }
    }
    (explained(&events), verdicts)
}

fn on_cpu(recipe: &Recipe) -> Explained {
    explained(&Run::sample(recipe.source.name()).make(recipe))
}

/// What a GPU says that computes as the models do.
fn known(ask: &GpuBatch) -> Vec<Mean> {
    let model = &ask.fitted.model;
    let Model::Network(network) = model else { panic!("not a network") };
    let n = match &ask.block {
        Block::Listed(coalitions) => coalitions.len(),
        Block::Numbered(numbers) => numbers.len(),
    };
    let has = |c: usize, p: usize| match &ask.block {
        Block::Listed(coalitions) => coalitions.has(c, p),
        Block::Numbered(numbers) => (numbers.start as usize + c) >> p & 1 == 1,
    };
    let mut means = Vec::new();
    for c in 0..n {
        let mut sum = [0.0; 2];
        for background in ask.background.x.rows() {
            let mut x = background.to_vec();
            for (_, columns) in ask.columns.iter().enumerate().filter(|(p, _)| has(c, *p)) {
                x[columns.clone()].copy_from_slice(&ask.row[columns.clone()]);
            }
            let raw: Vec<f64> =
                model.raw(&x).iter().map(|v| (v - network.target_offset) / network.target_scale).collect();
            let [of, rest] = match ask.reduction {
                Reduction::Raw(unit) => [raw[unit], 0.0],
                Reduction::Logistic(unit) => [math::sigmoid(raw[unit]), math::sigmoid(-raw[unit])],
                Reduction::Complement(unit) => [math::sigmoid(-raw[unit]), math::sigmoid(raw[unit])],
                Reduction::Softmax(unit) => {
                    let mut shares = raw.clone();
                    math::softmax(&mut shares);
                    [shares[unit], 1.0 - shares[unit]]
                }
            };
            sum = [sum[0] + of, sum[1] + rest];
        }
        let n_background = ask.background.x.nrows() as f64;
        means.push(Mean { of: sum[0] / n_background, rest: sum[1] / n_background });
    }
    means
}

/// Values in their largest size, to compare by.
fn size(local: &LocalExplanation) -> f64 {
    local.attributions.iter().fold(0.0, |size: f64, a| size.max(a.value.abs()))
}

fn hold_near(found: &Explained, expected: &Explained, allowed: f64, what: &str) {
    let size = size(&expected.locals[0]);
    let near = |(f, e): (&f64, &f64)| tolerance::close(*f, *e, allowed * size);
    let values = |e: &Explained| e.locals[0].attributions.iter().map(|a| a.value).collect::<Vec<_>>();
    let (found, expected) = (values(found), values(expected));
    assert!(found.iter().zip(&expected).all(near), "{what}: {found:?} {expected:?}");
    let mut moved = expected.clone();
    moved[0] += 10.0 * allowed * size;
    assert!(!moved.iter().zip(&expected).all(near), "{what}: the comparison cannot fail");
}

/// Every kind of output, sampled and enumerated.
const CASES: [(&str, OutputScale, SampleBudget); 7] = [
    ("german_credit", OutputScale::Probability, SampleBudget::Auto),
    ("german_credit", OutputScale::LogOdds, SampleBudget::AtMost(300)),
    ("german_credit", OutputScale::Raw, SampleBudget::AtMost(300)),
    ("iris", OutputScale::Probability, SampleBudget::All),
    ("wine", OutputScale::LogOdds, SampleBudget::All),
    ("wine", OutputScale::Raw, SampleBudget::AtMost(300)),
    ("diabetes", OutputScale::Probability, SampleBudget::All),
];

#[test]
fn values_of_a_gpu_are_the_games_own() {
    for (name, space, samples) in CASES {
        let recipe = recipe(name, space, samples);
        let (found, verdicts) = explain(&recipe, |ask| Ok(known(ask)));
        assert!(!verdicts.is_empty() && verdicts.iter().all(Result::is_ok), "{name}: {verdicts:?}");
        assert_eq!((found.locals[0].quality.device, found.locals[1].quality.device), (Device::Gpu, Device::Cpu));
        let cpu = on_cpu(&recipe);
        assert_eq!(cpu.locals[0].quality.device, Device::Cpu);
        assert_eq!(found.locals[1], cpu.locals[1]);
        hold_near(&found, &cpu, tolerance::VALUES * 10.0, &format!("{name} {space:?}"));
        // Of fewer and larger groups the errors are other estimates of the same.
        let error =
            |e: &Explained| e.locals[0].attributions.iter().filter_map(|a| a.error).map(|e| e * e).sum::<f64>().sqrt();
        let ratio = error(&found) / error(&cpu);
        assert!((0.6..1.7).contains(&ratio), "{name} {space:?}: {ratio}");
        assert_eq!(found.locals[0].covers(), cpu.locals[0].covers());
    }
}

/// N13: final attributions, and the order of the strongest three where they are apart.
#[test]
fn n13_attributions_of_a_gpu_are_near_to_the_cpus() {
    let Some(mut gpu) = gpu("n13_attributions_of_a_gpu_are_near_to_the_cpus") else { return };
    for (name, space, samples) in CASES {
        let recipe = recipe(name, space, samples);
        let (found, verdicts) = explain(&recipe, |ask| ask_gpu(&mut gpu, ask));
        assert!(!verdicts.is_empty() && verdicts.iter().all(Result::is_ok), "{name}: {verdicts:?}");
        let cpu = on_cpu(&recipe);
        hold_near(&found, &cpu, tolerance::GPU_ATTRIBUTIONS, &format!("{name} {space:?}"));
        let [gpus, cpus] = [&found.locals[0], &cpu.locals[0]].map(LocalExplanation::strongest);
        let apart = |k: usize| {
            let at = |i: usize| cpu.locals[0].attributions[cpus[i]].value.abs();
            at(k) - at(k + 1) > 1e-3 * size(&cpu.locals[0])
        };
        if (0..3).all(apart) {
            assert_eq!(gpus[..3], cpus[..3], "{name} {space:?}");
        }
    }
}

fn ask_gpu(gpu: &mut Gpu, ask: &GpuBatch) -> Result<Vec<Mean>, GpuError> {
    let network = gpu.load(&ask.layers())?;
    let question = CoalitionBatch {
        row: &ask.row,
        background: ask.background.x.as_slice().expect("rows"),
        players: &ask.columns,
        which: ask.block.which(),
        reduction: ask.reduction,
    };
    pollster::block_on(gpu.ask(&network, &question))
}

/// F6: whatever a GPU had said before it was lost, the CPU computes all of it.
#[test]
fn f6_what_a_lost_gpu_had_begun_is_the_cpus_to_the_bit() {
    for (name, space, samples) in CASES {
        let recipe = recipe(name, space, samples);
        let lost = GpuError::Lost { reason: "a test".to_owned() };
        let (found, verdicts) = explain(&recipe, |_| Err(lost.clone()));
        assert_eq!(verdicts, [Err(lost)], "it is asked no more");
        let cpu = on_cpu(&recipe);
        assert_eq!(found.locals, cpu.locals, "{name}");
    }
}

/// F7: a wrong answer is found out, and nothing of it is used.
#[test]
fn f7_wrong_answers_are_found_out() {
    for (name, space, samples) in CASES {
        let recipe = recipe(name, space, samples);
        let cpu = on_cpu(&recipe);
        let wrong: [fn(&mut Mean); 3] =
            [|m| m.of = m.of * 1.01 + 0.01, |m| m.of = f64::NAN, |m| (m.of, m.rest) = (0.5, 0.5)];
        for spoil in wrong {
            let (found, verdicts) = explain(&recipe, |ask| {
                let mut means = known(ask);
                means.iter_mut().for_each(spoil);
                Ok(means)
            });
            assert!(matches!(verdicts[..], [Err(GpuError::Wrong { .. })]), "{name} {space:?}: {verdicts:?}");
            assert_eq!(&found.locals, &cpu.locals, "{name}");
        }
    }
}

/// A choice is heard, and what it is about is explained again; a line, which has no layers, is never asked about.
#[test]
fn the_users_choice_stands() {
    let recipe = recipe("iris", OutputScale::Probability, SampleBudget::All);
    let mut run = Run::sample("iris");
    run.session.set_gpu(there());
    run.follow(&recipe);
    let on = |events: &[Event]| explained(events).locals[0].quality.device;
    // Nothing is known of the CPU's speed, so that it is not known to be the slower one.
    assert_eq!(on(&run.finish()), Device::Cpu);
    run.session.handle(Command::Compute { choice: ComputeChoice::Gpu });
    while run.step().0 {}
    let ask = run.session.ask().expect("what is explained again");
    assert_eq!(run.session.ask().map(|ask| ask.game_id), None, "one block at a time");
    assert_eq!(run.session.answer(&ask, Ok(known(&ask))), Ok(()));
    // The other groups of the background.
    while let Some(ask) = run.session.ask() {
        assert_eq!(run.session.answer(&ask, Ok(known(&ask))), Ok(()));
    }
    assert_eq!(on(&run.finish()), Device::Gpu);
    run.session.handle(Command::Compute { choice: ComputeChoice::Cpu });
    assert_eq!(on(&run.finish()), Device::Cpu);
    run.session.handle(Command::Compute { choice: ComputeChoice::Gpu });
    run.follow(&crate::session_driver::line("iris"));
    assert_eq!(on(&run.finish()), Device::Cpu);
}

/// A GPU that is lost over an earlier question is not waited for.
#[test]
fn f6_a_gpu_lost_over_another_question_is_done_without() {
    let recipe = recipe("iris", OutputScale::Probability, SampleBudget::All);
    let mut run = Run::sample("iris");
    run.session.handle(Command::Compute { choice: ComputeChoice::Gpu });
    run.session.set_gpu(there());
    run.follow(&recipe);
    let mut events = run.finish();
    assert!(!events.iter().any(|e| matches!(stage::<ExplanationQuestion>(e), Some(Stage::Ready(_)))), "it waits");
    run.session.lose_gpu(GpuError::Lost { reason: "a test".to_owned() });
    events.extend(run.finish());
    assert_eq!(explained(&events).locals[0], on_cpu(&recipe).locals[0]);
}

/// An answer for what is no longer asked is passed over, be it right or wrong.
#[test]
fn late_answers_of_a_gpu_are_passed_over() {
    let recipe = recipe("iris", OutputScale::Probability, SampleBudget::All);
    let mut run = Run::sample("iris");
    run.session.handle(Command::Compute { choice: ComputeChoice::Gpu });
    run.session.set_gpu(there());
    run.follow(&recipe);
    while run.step().0 {}
    let ask = run.session.ask().expect("a question");
    run.session.handle(Command::Compute { choice: ComputeChoice::Cpu });
    let events = run.finish();
    assert_eq!(run.session.answer(&ask, Ok(vec![Mean { of: 0.5, rest: 0.5 }; 14])), Ok(()));
    assert_eq!(explained(&events).locals[0], on_cpu(&recipe).locals[0]);
}
