//! The worker's session without a browser: what it makes again and what it keeps, what it says, and that nothing is lost.

use crate::data::sample_bytes;
use crate::session_driver::{Run, explained, faults, predicted, sample, stage, typed_update};
use std::collections::BTreeMap;
use vitrine::explain::{ExplainSpec, RowChoice};
use vitrine::model::{LinearSpec, ModelSpec, NetworkSpec};
use vitrine::protocol::artifact::What;
use vitrine::protocol::{Command, Event, ExplanationQuestion, ModelQuestion, Question, Running, Stage, TableQuestion};
use vitrine::recipe::Recipe;
use vitrine::table::{Kind, Value};

/// The stages that events speak of, in order, repetitions left out.
fn stages(events: &[Event]) -> Vec<&'static str> {
    let mut names: Vec<&str> = events
        .iter()
        .map(|e| match e {
            Event::Answer(u) => match u.request.question {
                Question::Table(_) => "table",
                Question::Dataset(_) => "dataset",
                Question::Insights(_) => "insights",
                Question::Model(_) => "model",
                Question::Evaluation(_) => "evaluation",
                Question::Intervals(_) => "intervals",
                Question::Prediction(_) => "prediction",
                Question::Explanation(_) => "explanation",
                Question::Rows(_) => "rows",
                Question::Counterfactuals(_) => "counterfactuals",
                Question::Importance(_) => "importance",
                Question::Dependence(_) => "dependence",
                Question::Cohort(_) => "cohort",
            },
            Event::Artifact(kept) if kept.what == What::Checkpoint => "checkpoint",
            Event::Artifact(_) => "kept",
            _ => "other",
        })
        .collect();
    names.dedup();
    names
}

fn credit() -> Recipe {
    Recipe::new(sample("german_credit"))
}

#[test]
fn a_first_visit_goes_from_bytes_to_an_explanation() {
    let mut run = Run::sample("german_credit");
    let events = run.make(&credit());
    assert_eq!(
        stages(&events),
        ["table", "dataset", "insights", "model", "kept", "evaluation", "prediction", "explanation", "intervals"]
    );
    let (e, p) = (explained(&events), predicted(&events));
    assert_eq!(e.table_row, p.table_row);
    let sum: f64 = e.locals[0].base + e.locals[0].attributions.iter().map(|a| a.value).sum::<f64>();
    assert!((sum - p.outputs[p.explained.class]).abs() < 1e-9);
    assert!((e.locals[0].base - p.average[p.explained.class]).abs() < 1e-9);
    assert_eq!(e.locals[0].attributions.len(), 20);
    assert!(e.originals.is_empty());
}

#[test]
fn only_what_changed_is_made_again() {
    let mut run = Run::sample("german_credit");
    let mut recipe = credit();
    let first = run.make(&recipe);
    recipe.explain.row = RowChoice::Table(3);
    assert_eq!(stages(&run.make(&recipe)), ["prediction", "explanation"]);
    recipe.model = ModelSpec::Linear(LinearSpec::default());
    assert_eq!(
        stages(&run.make(&recipe)),
        ["model", "checkpoint", "model", "kept", "evaluation", "prediction", "explanation", "intervals"]
    );
    // Going back to a model that is kept costs no training.
    recipe.model = ModelSpec::default();
    recipe.explain = ExplainSpec::default();
    run.follow(&recipe);
    let (_, events) = run.step();
    assert_eq!(stages(&events), ["model"]);
    let again = run.finish();
    assert_eq!(stages(&again)[0], "evaluation");
    assert_eq!(explained(&again).locals[0], explained(&first).locals[0]);
    recipe.dataset.split.seed = 2;
    assert_eq!(stages(&run.make(&recipe))[0], "dataset");
    assert_eq!(stages(&run.make(&recipe)), Vec::<&str>::new(), "nothing changed");
    recipe.evaluate.threshold = 0.3;
    recipe.evaluate.class = Some("good".to_owned());
    assert_eq!(stages(&run.make(&recipe)), ["evaluation", "intervals"], "rows are decided anew, and nothing else is");
    recipe.evaluate.cost_false_negative = 5.0;
    assert_eq!(stages(&run.make(&recipe)), Vec::<&str>::new(), "what is looked at is made of what is there");
}

#[test]
fn the_newest_recipe_wins() {
    let mut run = Run::sample("german_credit");
    run.follow(&credit());
    for _ in 0..20 {
        run.step();
    }
    let mut recipe = credit();
    recipe.model = ModelSpec::Linear(LinearSpec { l2: 3.0 });
    let key = recipe.keys().model;
    let events = run.make(&recipe);
    for e in &events {
        if let Some(told) = typed_update::<ModelQuestion>(e) {
            assert_eq!(told.key, key, "nothing more is said of the old model");
        }
    }
    assert_eq!(explained(&events).locals[0], explained(&Run::sample("german_credit").make(&recipe)).locals[0]);
}

#[test]
fn going_back_half_way_tells_the_page_again() {
    let mut run = Run::sample("german_credit");
    let first = credit();
    run.make(&first);
    let mut other = first.clone();
    other.model = ModelSpec::Network(NetworkSpec { seed: 9, ..NetworkSpec::default() });
    run.follow(&other);
    for _ in 0..5 {
        run.step();
    }
    // The page was told that another model is being trained; it must hear that the old one stands.
    let back = run.make(&first);
    assert!(back.iter().any(|e| matches!(stage::<ModelQuestion>(e), Some(Stage::Ready(_)))));
    let other_table = Recipe { kinds: BTreeMap::from([("age".to_owned(), Kind::Category.into())]), ..first.clone() };
    run.follow(&other_table);
    run.step();
    let back = run.make(&first);
    assert!(back.iter().any(|e| typed_update::<TableQuestion>(e).is_some_and(|told| told.key == first.keys().table)));
}

fn running(events: &[Event]) -> Option<Running> {
    events.iter().rev().find_map(|e| match stage::<ModelQuestion>(e)? {
        Stage::Running(r) => Some(r),
        _ => None,
    })
}

#[test]
fn training_can_be_paused_resumed_and_cancelled() {
    let mut run = Run::sample("adult");
    let mut recipe = Recipe::new(sample("adult"));
    recipe.model = ModelSpec::Network(NetworkSpec { epochs: 2, ..NetworkSpec::default() });
    run.follow(&recipe);
    let mut told: Vec<Running> = Vec::new();
    while told.len() < 12 {
        told.extend(running(&run.step().1));
    }
    assert!(told.iter().all(|r| (0.0..=1.0).contains(&r.done) && r.seconds_left.is_none_or(|s| s >= 0.0)));
    assert!(told.windows(2).all(|w| w[0].done <= w[1].done));
    run.session.handle(Command::Pause);
    assert!(running(&run.session.events()).is_some_and(|r| r.paused));
    assert!(!run.step().0, "a paused training does nothing");
    let before = run.step().1;
    assert!(before.is_empty());
    run.session.handle(Command::Resume);
    assert!(run.step().0);
    run.session.handle(Command::Cancel);
    let said = run.session.events();
    assert!(said.iter().any(|e| matches!(stage::<ModelQuestion>(e), Some(Stage::Stopped))));
    assert!(!run.step().0);
    run.session.handle(Command::Resume);
    let end = run.finish();
    // A pause and a fresh start change nothing of the result.
    let plain = Run::sample("adult").make(&recipe);
    assert_eq!(explained(&end).locals[0].quality.fingerprint, explained(&plain).locals[0].quality.fingerprint);
}

#[test]
fn a_cancel_that_is_told_with_the_recipe_holds() {
    let mut run = Run::sample("iris");
    run.follow(&Recipe::new(sample("iris")));
    run.session.handle(Command::Cancel);
    let events = run.finish();
    assert!(events.iter().any(|e| matches!(stage::<ModelQuestion>(e), Some(Stage::Stopped))));
    assert!(!stages(&events).contains(&"explanation"), "a cancelled training has nothing to explain");
    run.session.handle(Command::Resume);
    assert_eq!(
        run.finish().iter().filter(|e| matches!(stage::<ExplanationQuestion>(e), Some(Stage::Ready(_)))).count(),
        1
    );
}

#[test]
fn a_recipe_comes_back_from_its_bytes() {
    let mut recipe = Recipe::new(sample("iris"));
    recipe.explain.edits.insert("petal_length".to_owned(), Value::Number(-0.1));
    recipe.kinds.insert("sp\u{e9}cies".to_owned(), Kind::Category.into());
    let bytes = recipe.to_bytes();
    assert_eq!(Recipe::from_bytes(&bytes), Some(recipe.clone()));
    assert!((0..bytes.len()).all(|n| Recipe::from_bytes(&bytes[..n]).is_none()), "half a recipe is none");
    recipe.version += 1;
    assert_eq!(Recipe::from_bytes(&recipe.to_bytes()), None, "another version is not guessed at");
}

#[test]
fn a_fault_names_its_stage_and_is_mended_by_another_choice() {
    let mut run = Run::sample("iris");
    let mut recipe = Recipe::new(sample("iris"));
    recipe.dataset.target = Some("no such column".to_owned());
    let events = run.make(&recipe);
    assert_eq!(stages(&events), ["table", "dataset"]);
    assert!(faults(&events)[0].contains("no such column"));
    recipe.dataset.target = Some("species".to_owned());
    recipe.model = ModelSpec::Network(NetworkSpec { learning_rate: -1.0, ..NetworkSpec::default() });
    assert!(faults(&run.make(&recipe))[0].starts_with("Learning rate"));
    recipe.model = ModelSpec::default();
    recipe.explain.row = RowChoice::Table(9_999);
    assert!(faults(&run.make(&recipe))[0].starts_with("Row 10000 has no place"));
    recipe.explain.row = RowChoice::Auto;
    assert_eq!(faults(&run.make(&recipe)), Vec::<String>::new());
}

/// Settings with which nothing can be trained take no model's place.
#[test]
fn models_are_kept_whatever_fails_after_them() {
    let mut run = Run::sample("iris");
    let good = Recipe::new(sample("iris"));
    run.make(&good);
    for rate in [-1.0, -2.0, -3.0, -4.0] {
        let mut bad = good.clone();
        bad.model = ModelSpec::Network(NetworkSpec { learning_rate: rate, ..NetworkSpec::default() });
        assert_eq!(faults(&run.make(&bad)).len(), 1);
    }
    let back = run.make(&good);
    assert_eq!((stages(&back)[0], running(&back)), ("model", None), "it is not trained anew");
}

#[test]
fn a_recipe_may_come_before_its_bytes() {
    let mut run = Run::empty();
    run.follow(&Recipe::new(sample("iris")));
    assert!(!run.step().0);
    run.session.load(sample("iris"), sample_bytes("iris"));
    assert!(run.step().0);
    run.session.handle(Command::Ping);
    assert!(run.session.events().contains(&Event::Pong));
}

#[test]
fn a_restart_gives_the_same_to_the_bit() {
    let recipe = Recipe::new(sample("wine"));
    let first = explained(&Run::sample("wine").make(&recipe));
    let again = explained(&Run::sample("wine").make(&recipe));
    assert_eq!(first.locals, again.locals);
}
