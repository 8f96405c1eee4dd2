//! Work that is dispatched to helpers: whoever computes it, in whatever order it comes back or does not, the result is the same
//! to the bit.

use crate::engine::fingerprints::recipes::{TABLES, note, of};
use crate::engine::fingerprints::{bytes, stored};
use crate::session_driver::{Run, explained, line, sample, stage};
use vitrine::engine::helper::{Helper, HelperRequest, HelperTask, Job};
use vitrine::explain::{Method, RowChoice, SampleBudget, ShapSpec};
use vitrine::model::{ModelSpec, NetworkSpec};
use vitrine::num::rng::Rng;
use vitrine::protocol::{
    CohortExplanation, CohortQuestion, CohortRows, Event, Explained, Question, Stage, TypedQuestion, WORTH,
};
use vitrine::recipe::Recipe;

/// A helper of a test: what it was told, and what it has still to do.
#[derive(Default)]
struct Spawned {
    helper: Helper,
    game_id: Option<u32>,
    /// In the order in which they were told; the first of a game with the game.
    tasks: Vec<(Option<Box<Job>>, HelperTask)>,
}

/// What the helpers did in all.
#[derive(Debug, Default, PartialEq)]
struct Done {
    brought: u32,
    /// Of those, whole games.
    whole: u32,
    lost: u32,
}

/// The helpers of a session.
struct Helpers {
    n: usize,
    /// Of the chance by which they are quick, slow or dead.
    seed: u32,
    /// Multiply-adds of a game from which on they are asked.
    least: f64,
    /// Whether the session only computes what no helper is at.
    patient: bool,
}

/// Makes a recipe, and gives all that was said.
fn make(run: &mut Run, recipe: &Recipe, of: &Helpers) -> (Vec<Event>, Done) {
    let mut rng = Rng::stream(of.seed, "test", 0);
    let mut helpers: Vec<Spawned> = (0..of.n).map(|_| Spawned::default()).collect();
    let (mut events, mut done) = (Vec::new(), Done::default());
    run.follow(recipe);
    loop {
        for spawned in &mut helpers {
            if (of.patient || rng.uniform() < 0.7)
                && spawned.tasks.len() < 2
                && let Some(task) = run.session.dispatch(of.least)
            {
                let is_new = spawned.game_id.replace(task.game_id) != Some(task.game_id);
                let job = is_new.then(|| Box::new(run.session.job(task.game_id).expect("a game")));
                spawned.tasks.push((job, task));
            }
        }
        if !of.patient || helpers.iter().all(|spawned| spawned.tasks.is_empty()) {
            let (more, said) = run.step();
            events.extend(said);
            if !more {
                break;
            }
        }
        for spawned in &mut helpers {
            let chance = rng.uniform();
            if chance < 0.3 && !spawned.tasks.is_empty() {
                let (job, task) = spawned.tasks.remove(0);
                if let Some(job) = job {
                    spawned.helper.handle(HelperRequest::Start(job));
                }
                let result = spawned.helper.handle(HelperRequest::Evaluate(task)).expect("an answer");
                run.session.take(result);
                done.brought += 1;
                done.whole += u32::from(task.background_idx.is_none());
            } else if chance < 0.4 {
                // It dies; another one takes its place.
                done.lost += spawned.tasks.len() as u32;
                std::mem::take(spawned).tasks.into_iter().for_each(|(_, task)| run.session.give_up(task));
            }
        }
    }
    (events, done)
}

/// A network on a sample, explained by many coalitions.
fn heavy(name: &str, samples: SampleBudget) -> Recipe {
    let mut recipe = Recipe::new(sample(name));
    recipe.model = ModelSpec::Network(NetworkSpec { hidden: vec![64, 32], epochs: 2, ..NetworkSpec::default() });
    recipe.explain.shap = ShapSpec { samples, ..ShapSpec::default() };
    recipe
}

#[test]
fn helpers_change_nothing_but_time() {
    for recipe in [heavy("german_credit", SampleBudget::Auto), heavy("diabetes", SampleBudget::All)] {
        let name = format!("{:?}", recipe.source);
        let (alone, _) = made(&recipe, 0, 0);
        for (n_helpers, seed) in [(1, 1), (2, 2), (4, 3), (7, 4), (2, 5), (4, 6)] {
            let (shared, done) = made(&recipe, n_helpers, seed);
            assert!(done.brought > 2, "{name}: {n_helpers} helpers did nothing: {done:?}");
            assert_eq!(&shared.locals, &alone.locals, "{name} {n_helpers} {seed}");
        }
    }
}

fn made(recipe: &Recipe, n_helpers: usize, seed: u32) -> (Explained, Done) {
    let mut run = Run::sample(recipe.source.name());
    let (events, done) = make(&mut run, recipe, &Helpers { n: n_helpers, seed, least: WORTH, patient: false });
    (explained(&events), done)
}

/// N11: each recipe whose fingerprints are stored, with up to seven helpers, who do what there is to do.
#[test]
fn twenty_recipes_have_the_same_bits_with_any_number_of_helpers() {
    let stored = stored();
    let mut n_recipes = 0;
    for (table, (label, recipe)) in TABLES.iter().flat_map(|t| of(t).into_iter().map(move |r| (t, r))) {
        n_recipes += 1;
        for n in 0..=7 {
            let mut run = Run::new(recipe.source.clone(), bytes(table));
            let helpers = Helpers { n, seed: n as u32, least: 0.0, patient: true };
            let (events, done) = make(&mut run, &recipe, &helpers);
            let mut found = [const { String::new() }; 3];
            events.iter().for_each(|event| note(event, &mut found));
            assert_eq!(found, stored[&label], "{label} with {n} helpers");
            assert_eq!(done.brought > 0, n > 0, "{label}: {n} helpers, {done:?}");
        }
    }
    assert_eq!(n_recipes, 20);
}

/// Of many rows, each is explained as it is alone; a row of a helper that dies is explained elsewhere.
#[test]
fn many_rows_are_explained_as_each_is_alone() {
    let recipe = heavy("german_credit", SampleBudget::AtMost(300));
    // The last one is in no data set of a thousand rows.
    let rows = [3, 14, 159, 26, 5, 358, 5_000];
    let of_row = |row: u32| {
        let mut recipe = recipe.clone();
        recipe.explain.row = RowChoice::Table(row);
        recipe
    };
    let mut run = Run::sample("german_credit");
    let alone = rows[..6].iter().map(|&row| explained(&run.make(&of_row(row)))).collect::<Vec<_>>();
    let mut n_lost = 0;
    for (n, seed, patient) in [(0, 0, false), (1, 1, false), (1, 2, true), (3, 3, false), (3, 4, true), (7, 5, true)] {
        let mut run = Run::sample("german_credit");
        run.ask(&[cohort(rows.to_vec())]);
        let (events, done) = make(&mut run, &recipe, &Helpers { n, seed, least: 1.0, patient });
        let told: Vec<_> = events.iter().filter_map(answered).collect();
        assert_eq!(told.len(), 1, "the rows are told once");
        assert_eq!(told[0].rows.len(), alone.len(), "{n} helpers");
        for (found, alone) in told[0].rows.iter().zip(&alone) {
            let row = alone.table_row;
            assert_eq!(&found.locals, &alone.locals, "row {row:?}, {n} helpers");
            assert_eq!((found.table_row, &found.values), (row, &alone.values));
        }
        assert_eq!(done.whole > 0, n > 0, "{n} helpers: {done:?}");
        n_lost += done.lost;
    }
    assert!(n_lost > 0, "no helper died");
}

fn cohort(rows: Vec<u32>) -> Question {
    CohortQuestion { rows: CohortRows::Listed(rows), class: None, methods: Method::ALL.to_vec() }.into_any()
}

/// The rows, where an event has all of them.
fn answered(event: &Event) -> Option<CohortExplanation> {
    if let Stage::Ready(found) = stage::<CohortQuestion>(event)? { Some(found) } else { None }
}

/// Another wish is heard between two steps, and nothing of the rows before it is told or dispatched any more.
#[test]
fn many_rows_are_left_at_once() {
    let recipe = heavy("german_credit", SampleBudget::Auto);
    let mut run = Run::sample("german_credit");
    run.make(&recipe);
    run.ask(&[cohort((0..50).collect())]);
    (0..5).for_each(|_| assert!(run.step().0));
    assert!(run.session.dispatch(WORTH).is_some_and(|task| task.background_idx.is_none()));
    run.ask(&[]);
    assert_eq!(run.session.dispatch(WORTH), None);
    assert!(run.finish().is_empty());
    run.ask(&[cohort((0..50).collect())]);
    (0..5).for_each(|_| assert!(run.step().0));
    run.follow(&line("german_credit"));
    assert_eq!(run.session.dispatch(0.0), None, "a line has to be fitted first");
}

/// What is quick is not worth telling.
#[test]
fn light_work_is_not_lent() {
    let recipe = line("iris");
    let mut run = Run::sample("iris");
    let helpers = Helpers { n: 4, seed: 1, least: WORTH, patient: false };
    assert_eq!(make(&mut run, &recipe, &helpers).1, Done::default());
}

/// A helper that answers for a game that is over, or that answers nonsense, is passed over.
#[test]
fn late_and_wrong_answers_are_passed_over() {
    let recipe = heavy("german_credit", SampleBudget::Auto);
    let alone = made(&recipe, 0, 0).0;
    let mut run = Run::sample("german_credit");
    run.follow(&recipe);
    let mut events: Vec<Event> = Vec::new();
    let mut helper = Helper::default();
    let mut kept = None;
    loop {
        let (more, said) = run.step();
        events.extend(said);
        if !more {
            break;
        }
        if let Some(task) = run.session.dispatch(WORTH) {
            helper.handle(HelperRequest::Start(Box::new(run.session.job(task.game_id).expect("a game"))));
            let result = helper.handle(HelperRequest::Evaluate(task)).expect("an answer");
            // Of another game; too short; the right one; and once more, changed.
            let mut other = result.clone();
            other.task.game_id += 1;
            other.outputs.fill(0.5);
            run.session.take(other);
            let mut short = result.clone();
            short.outputs.pop();
            run.session.take(short);
            run.session.take(result.clone());
            let mut changed = result.clone();
            changed.outputs.fill(0.5);
            if kept.is_some() {
                run.session.take(kept.take().expect("kept"));
            }
            kept = Some(changed);
        }
    }
    assert_eq!(explained(&events).locals[0], alone.locals[0]);
}
