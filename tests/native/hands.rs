//! Work that is lent to hands: whoever computes it, in whatever order it comes back or does not, the result is the same to the bit.

use crate::driven::{Run, explained, line, sample};
use vitrine::explain::{SampleBudget, ShapSpec};
use vitrine::model::{ModelSpec, NetworkSpec};
use vitrine::num::rng::Rng;
use vitrine::recipe::Recipe;
use vitrine::worker::hand::{Errand, Hand, Order};
use vitrine::worker::protocol::{Event, Explained};

/// A hand of a test: what it was told, and what it has still to do.
#[derive(Default)]
struct Hired {
    hand: Hand,
    game_id: Option<u32>,
    errands: Vec<Errand>,
}

/// What the hands did in all.
#[derive(Debug, Default, PartialEq)]
struct Done {
    brought: u32,
    lost: u32,
}

/// Makes a recipe with so many hands, which are quick, slow or dead by chance.
fn make(run: &mut Run, recipe: &Recipe, n_hands: usize, seed: u32) -> (Explained, Done) {
    let mut rng = Rng::stream(seed, "test", 0);
    let mut hands: Vec<Hired> = (0..n_hands).map(|_| Hired::default()).collect();
    let (mut events, mut done) = (Vec::new(), Done::default());
    run.follow(recipe);
    loop {
        let (more, said) = run.step();
        events.extend(said);
        if !more {
            break;
        }
        for hired in &mut hands {
            if rng.uniform() < 0.7
                && hired.errands.len() < 2
                && let Some(errand) = run.session.lend()
            {
                if hired.game_id != Some(errand.game_id) {
                    hired.hand.obey(Order::Play(Box::new(run.session.play().expect("a game"))));
                    hired.game_id = Some(errand.game_id);
                }
                hired.errands.push(errand);
            }
            let chance = rng.uniform();
            if chance < 0.3 && !hired.errands.is_empty() {
                let errand = hired.errands.remove(0);
                let met = hired.hand.obey(Order::Meet(errand)).expect("an answer");
                run.session.take(met);
                done.brought += 1;
            } else if chance < 0.4 {
                // It dies; another one takes its place.
                done.lost += hired.errands.len() as u32;
                std::mem::take(hired).errands.into_iter().for_each(|errand| run.session.give_up(errand));
            }
        }
    }
    (explained(&events).clone(), done)
}

/// A network on a sample, explained by many coalitions.
fn heavy(name: &str, samples: SampleBudget) -> Recipe {
    let mut recipe = Recipe::new(sample(name));
    recipe.model = ModelSpec::Network(NetworkSpec { hidden: vec![64, 32], epochs: 2, ..NetworkSpec::default() });
    recipe.explain.shap = ShapSpec { samples, ..ShapSpec::default() };
    recipe
}

#[test]
fn hands_change_nothing_but_time() {
    for recipe in [heavy("german_credit", SampleBudget::Auto), heavy("diabetes", SampleBudget::All)] {
        let name = format!("{:?}", recipe.source);
        let (alone, _) = made(&recipe, 0, 0);
        for (n_hands, seed) in [(1, 1), (2, 2), (4, 3), (7, 4), (2, 5), (4, 6)] {
            let (shared, done) = made(&recipe, n_hands, seed);
            assert!(done.brought > 2, "{name}: {n_hands} hands did nothing: {done:?}");
            assert_eq!((&shared.shap, &shared.lime), (&alone.shap, &alone.lime), "{name} {n_hands} {seed}");
        }
    }
}

fn made(recipe: &Recipe, n_hands: usize, seed: u32) -> (Explained, Done) {
    let mut run = Run::sample(recipe.source.name());
    make(&mut run, recipe, n_hands, seed)
}

/// What is quick is not worth telling.
#[test]
fn light_work_is_not_lent() {
    let recipe = line("iris");
    let mut run = Run::sample("iris");
    assert_eq!(make(&mut run, &recipe, 4, 1).1, Done::default());
}

/// A hand that answers for a game that is over, or that answers nonsense, is passed over.
#[test]
fn late_and_wrong_answers_are_passed_over() {
    let recipe = heavy("german_credit", SampleBudget::Auto);
    let alone = made(&recipe, 0, 0).0;
    let mut run = Run::sample("german_credit");
    run.follow(&recipe);
    let mut events: Vec<Event> = Vec::new();
    let mut hand = Hand::default();
    let mut kept = None;
    loop {
        let (more, said) = run.step();
        events.extend(said);
        if !more {
            break;
        }
        if let Some(errand) = run.session.lend() {
            hand.obey(Order::Play(Box::new(run.session.play().expect("a game"))));
            let met = hand.obey(Order::Meet(errand)).expect("an answer");
            // Of another game; too short; the right one; and once more, changed.
            let mut other = met.clone();
            other.errand.game_id += 1;
            other.outputs.fill(0.5);
            run.session.take(other);
            let mut short = met.clone();
            short.outputs.pop();
            run.session.take(short);
            run.session.take(met.clone());
            let mut changed = met.clone();
            changed.outputs.fill(0.5);
            if kept.is_some() {
                run.session.take(kept.take().expect("kept"));
            }
            kept = Some(changed);
        }
    }
    assert_eq!(explained(&events).shap, alone.shap);
}
