//! Runs: training overwrites none, a run's key does not depend on the others, going back to one trains nothing, and links tell the runs
//! that their view needs.

use crate::session_driver::{Run as Visit, explained, sample};
use std::collections::BTreeSet;
use vitrine::model::{LinearSpec, ModelSpec, NetworkSpec};
use vitrine::protocol::Event;
use vitrine::protocol::artifact::What;
use vitrine::recipe::{MAX_RUNS, Recipe, change};
use vitrine::share::link::Link;
use vitrine::share::session::Choices;

fn line(l2: f64) -> ModelSpec {
    ModelSpec::Linear(LinearSpec { l2 })
}

fn iris() -> Recipe {
    let mut recipe = Recipe::new(sample("iris"));
    recipe.model = line(1.0);
    recipe
}

/// The numbers of the runs, and that of the one that is looked at.
fn numbers(recipe: &Recipe) -> (Vec<u32>, u32) {
    (recipe.all_runs().iter().map(|run| run.label.id).collect(), recipe.runs.current.id)
}

#[test]
fn training_with_other_settings_begins_a_run_and_overwrites_none() {
    let mut recipe = iris();
    recipe.train(line(1.0));
    assert_eq!(numbers(&recipe), (vec![1], 1), "the same settings are the same run");
    recipe.train(line(2.0));
    recipe.train(line(3.0));
    assert_eq!(numbers(&recipe), (vec![1, 2, 3], 3));
    let models: Vec<ModelSpec> = recipe.all_runs().into_iter().map(|run| run.model).collect();
    assert_eq!(models, [line(1.0), line(2.0), line(3.0)]);
    // Settings that a run has already are looked at.
    recipe.train(line(2.0));
    assert_eq!((numbers(&recipe), &recipe.model), ((vec![1, 2, 3], 2), &line(2.0)));
    recipe.remove_run(2);
    assert_eq!((numbers(&recipe), &recipe.model), ((vec![1, 3], 3), &line(3.0)));
    // A number is not given twice.
    recipe.train(line(4.0));
    assert_eq!(numbers(&recipe), (vec![1, 3, 4], 4));
    [1, 3, 4].into_iter().for_each(|id| recipe.remove_run(id));
    assert_eq!(recipe.all_runs().len(), 1, "the last one stays");
    recipe.look_at_run(99);
    assert_eq!(recipe.all_runs().len(), 1);
    recipe.check().expect("a recipe in range");
}

#[test]
fn of_too_many_runs_the_oldest_without_a_name_goes() {
    let mut recipe = iris();
    recipe.name_run(1, Some("first".to_owned()));
    for i in 2..=MAX_RUNS as u32 + 3 {
        recipe.train(line(f64::from(i)));
        assert!(recipe.check().is_ok(), "{i}");
    }
    let (ids, current) = numbers(&recipe);
    assert_eq!(ids.len(), MAX_RUNS);
    assert_eq!((ids[0], ids[1], current), (1, 5, MAX_RUNS as u32 + 3), "{ids:?}");
}

#[test]
fn a_runs_keys_do_not_depend_on_the_others() {
    let alone = iris();
    let mut among = alone.clone();
    among.train(line(2.0));
    among.name_run(2, Some("strong".to_owned()));
    assert_ne!(among.keys().model, alone.keys().model);
    assert_eq!(among.keys().dataset, alone.keys().dataset);
    among.look_at_run(1);
    assert_eq!(among.keys(), alone.keys());
    assert_ne!(among, alone);
}

#[test]
fn going_back_to_a_run_trains_nothing() {
    let mut visit = Visit::sample("iris");
    let mut recipe = iris();
    let fingerprint = |events: &[Event]| {
        let models = events.iter().filter_map(|e| match e {
            Event::Artifact(kept) if kept.what == What::Model => Some(kept.bytes.clone()),
            _ => None,
        });
        models.collect::<Vec<_>>()
    };
    let first = visit.make(&recipe);
    recipe.train(ModelSpec::Network(NetworkSpec { epochs: 5, ..NetworkSpec::default() }));
    let second = visit.make(&recipe);
    assert_eq!((fingerprint(&first).len(), fingerprint(&second).len()), (1, 1));
    recipe.look_at_run(1);
    let back = visit.make(&recipe);
    assert_eq!(fingerprint(&back), Vec::<Vec<u8>>::new(), "it was trained again");
    let prints = |events: &[Event]| -> Vec<String> {
        explained(events).locals.iter().map(|local| local.quality.fingerprint.clone()).collect()
    };
    assert_eq!(prints(&back), prints(&first), "the same explanation as before");
}

#[test]
fn what_is_done_with_runs_has_a_name() {
    let before = iris();
    let mut two = before.clone();
    two.train(line(2.0));
    assert_eq!(change(&before, &two).as_deref(), Some("training with another L2"));
    let changed = |edit: fn(&mut Recipe)| {
        let mut after = two.clone();
        edit(&mut after);
        change(&two, &after)
    };
    assert_eq!(changed(|r| r.look_at_run(1)).as_deref(), Some("look at run 1"));
    assert_eq!(changed(|r| r.remove_run(1)).as_deref(), Some("removal of run 1"));
    assert_eq!(changed(|r| r.remove_run(2)).as_deref(), Some("removal of run 2"));
    assert_eq!(changed(|r| r.name_run(1, Some("weak".to_owned()))).as_deref(), Some("name of run 1"));
    assert_eq!(changed(|r| r.name_run(9, None)), None);
}

#[test]
fn links_and_sessions_carry_runs_and_a_view_of_one_carries_one() {
    let mut recipe = iris();
    recipe.train(line(2.0));
    recipe.name_run(2, Some("strong".to_owned()));
    let link = Link { recipe: recipe.clone(), place: Default::default(), claim: None };
    let text = link.encode().expect("a link");
    assert!(text.starts_with(Link::NEWEST), "{text}");
    assert_eq!(Link::decode(&text).expect("the link"), link);
    let choices = Choices { recipe: recipe.clone(), draft: line(7.0), place: Default::default() };
    assert_eq!(Choices::from_bytes(&choices.to_bytes()).expect("the choices"), choices);
    let one = recipe.with_current_run_only();
    assert_eq!((numbers(&one), one.keys()), ((vec![2], 2), recipe.keys()));
    // Followed where the other run is known, the link loses none.
    assert_eq!(one.clone().beside_runs_of(&recipe), recipe);
    // And where the number is another run's, that one gets another.
    let mut here = iris();
    here.train(line(5.0));
    let both = one.beside_runs_of(&here);
    assert_eq!((numbers(&both), &both.model), ((vec![1, 2, 3], 2), &line(2.0)));
    both.check().expect("a recipe in range");
}

#[test]
fn runs_that_no_page_makes_are_refused() {
    let mut recipe = iris();
    recipe.train(line(2.0));
    let broken: [fn(&mut Recipe); 5] = [
        |r| r.runs.current.id = 1,
        |r| r.runs.current.id = 0,
        |r| r.runs.last = 1,
        |r| r.runs.others[0].model = line(-1.0),
        |r| r.runs.others = (3..3 + MAX_RUNS as u32).map(|_| r.runs.others[0].clone()).collect(),
    ];
    for (i, breaks) in broken.into_iter().enumerate() {
        let mut recipe = recipe.clone();
        breaks(&mut recipe);
        assert!(recipe.check().is_err(), "{i}");
    }
    recipe.name_run(1, Some("n".repeat(257)));
    assert!(recipe.check().is_ok() && recipe.check_names().is_err());
    let names: BTreeSet<String> = iris().all_runs().iter().map(|run| run.label.in_words()).collect();
    assert_eq!(names, BTreeSet::from(["run 1".to_owned()]));
}
