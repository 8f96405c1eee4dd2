//! Sessions that go on where another one was: what a dead one told, or the page had stored, brings the next one to the same bits.

use crate::data::sample_bytes;
use crate::engine::fingerprints::recipes::{TABLES, note, of};
use crate::engine::fingerprints::{bytes, stored};
use crate::session_driver::{Run, answer, explained, line, sample, stage};
use vitrine::model::{ArtifactError, ModelSpec, NetworkSpec};
use vitrine::num::rng::Rng;
use vitrine::protocol::artifact::{Artifact, ArtifactCache, N_MODELS, RestoreError, What};
use vitrine::protocol::{Command, EvaluationQuestion, Event, ModelQuestion, Stage};
use vitrine::recipe::{Key, Recipe};

/// A network that trains for some hundred steps, with a checkpoint every few of them.
fn network(name: &str) -> Recipe {
    let spec = NetworkSpec { hidden: vec![64, 32], dropout: 0.1, epochs: 12, ..NetworkSpec::default() };
    Recipe { model: ModelSpec::Network(spec), ..Recipe::new(sample(name)) }
}

fn quick(recipe: &Recipe) -> Run {
    let mut run = Run::new(recipe.source.clone(), bytes_of(recipe));
    run.pace = 0.4;
    run
}

fn bytes_of(recipe: &Recipe) -> Vec<u8> {
    sample_bytes(recipe.source.name())
}

fn restore(run: &mut Run, kept: &Artifact) {
    run.session.handle(Command::Restore { kept: Box::new(kept.clone()) });
}

/// All that was told to be kept.
fn kept(events: &[Event]) -> Vec<Artifact> {
    let of = |event: &Event| if let Event::Artifact(kept) = event { Some(kept.clone()) } else { None };
    events.iter().filter_map(of).collect()
}

fn refused(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .filter_map(|event| if let Event::RestoreFailed(r) = event { Some(r.why.to_string()) } else { None })
        .collect()
}

/// The model and its evaluation as they were told, but for the seconds.
fn model(events: &[Event]) -> String {
    let told =
        events.iter().filter_map(|event| match (stage::<ModelQuestion>(event), stage::<EvaluationQuestion>(event)) {
            (Some(Stage::Ready(view)), _) => {
                Some(format!("{:?}", vitrine::model::ModelView { seconds: 0.0, was_kept: false, ..view }))
            }
            (_, Some(stage)) => Some(format!("{stage:?}")),
            _ => None,
        });
    told.collect()
}

fn has_trained(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(stage::<ModelQuestion>(event), Some(Stage::Running(_))))
}

#[test]
fn a_dropped_session_is_gone_on_from() {
    let mut rng = Rng::stream(8, "test", 0);
    for recipe in [network("german_credit"), line("adult"), network("diabetes")] {
        let whole = quick(&recipe).make(&recipe);
        let checkpoints: Vec<Artifact> = kept(&whole).into_iter().filter(|k| k.what == What::Checkpoint).collect();
        assert!(checkpoints.len() >= 4, "{:?}: {}", recipe.source, checkpoints.len());
        for n in 0..8 {
            let checkpoint = &checkpoints[rng.below(checkpoints.len())];
            let mut run = quick(&recipe);
            // Before the recipe, after it, or while the training has begun anew.
            if n % 3 == 0 {
                restore(&mut run, checkpoint);
            }
            run.follow(&recipe);
            let mut events = Vec::new();
            if n % 3 == 1 {
                while !has_trained(&events) {
                    events.extend(run.step().1);
                }
            }
            if n % 3 > 0 {
                restore(&mut run, checkpoint);
            }
            events.extend(run.finish());
            assert_eq!(refused(&events), Vec::<String>::new());
            assert_eq!(model(&events), model(&whole), "{:?}", recipe.source);
            assert_eq!(explained(&events).locals[0], explained(&whole).locals[0]);
            assert!(kept(&events).len() < kept(&whole).len(), "it did not begin anew");
        }
    }
}

#[test]
fn a_model_is_restored_without_training() {
    for recipe in [network("iris"), line("german_credit"), line("diabetes")] {
        let whole = quick(&recipe).make(&recipe);
        let stored = kept(&whole).pop().expect("a model");
        assert_eq!((&stored.key, stored.what), (&recipe.keys().model, What::Model));
        let mut run = quick(&recipe);
        restore(&mut run, &stored);
        let events = run.make(&recipe);
        assert!(!has_trained(&events) && refused(&events).is_empty());
        assert_eq!(kept(&events), Vec::new(), "the page has it");
        assert_eq!((model(&events), explained(&events).locals), (model(&whole), explained(&whole).locals));
    }
}

/// N11: what is restored has the stored fingerprints, for every recipe whose fingerprints are stored.
#[test]
fn restored_models_have_the_stored_fingerprints() {
    let stored = stored();
    for (table, (label, recipe)) in TABLES.iter().flat_map(|t| of(t).into_iter().map(move |r| (t, r))) {
        let mut first = Run::new(recipe.source.clone(), bytes(table));
        first.pace = 0.7;
        let told = kept(&first.make(&recipe));
        for kept in told.last().into_iter().chain(told.get(told.len() / 2)) {
            let mut run = Run::new(recipe.source.clone(), bytes(table));
            restore(&mut run, kept);
            let mut found = [const { String::new() }; 3];
            run.make(&recipe).iter().for_each(|event| note(event, &mut found));
            assert_eq!(found, stored[&label], "{label}, {:?}", kept.what);
        }
    }
}

#[test]
fn what_does_not_fit_is_refused_and_training_begins_anew() {
    let recipe = network("iris");
    let whole = quick(&recipe).make(&recipe);
    let all = kept(&whole);
    let (checkpoint, stored) = (&all[1], all.last().expect("a model"));
    let other =
        Recipe { model: ModelSpec::Network(NetworkSpec { seed: 2, ..NetworkSpec::default() }), ..recipe.clone() };
    let foreign = Artifact { key: recipe.keys().model, ..kept(&quick(&other).make(&other)).swap_remove(0) };
    let changed = |kept: &Artifact, change: &dyn Fn(&mut Vec<u8>)| {
        let mut kept = kept.clone();
        change(&mut kept.bytes);
        kept
    };
    let resealed = |kept: &Artifact, change: &dyn Fn(&mut Vec<u8>)| {
        let mut contents = kept.contents().expect("whole").to_vec();
        change(&mut contents);
        Artifact::new(kept.key.clone(), kept.what, &contents)
    };
    for (bad, why) in [
        (foreign, "cannot be read"),
        (changed(checkpoint, &|b| b[40] ^= 1), "cannot be read"),
        (changed(stored, &|b| b.truncate(30)), "cannot be read"),
        (changed(stored, &|b| b.clear()), "cannot be read"),
        (changed(stored, &|b| b[0] += 1), "another version"),
        (Artifact { what: What::Checkpoint, ..stored.clone() }, "cannot be read"),
        (resealed(checkpoint, &|b| b.truncate(90)), "cannot be read"),
        (resealed(stored, &|b| b[7] = 0xc0), "does not fit"),
    ] {
        let mut run = quick(&recipe);
        restore(&mut run, &bad);
        let events = run.make(&recipe);
        let said = refused(&events);
        assert!(said.len() == 1 && said[0].contains(why), "{said:?}, {why}");
        assert!(has_trained(&events));
        assert_eq!(model(&events), model(&whole));
    }
}

#[test]
fn a_held_training_is_kept_at_once() {
    let recipe = network("german_credit");
    let whole = quick(&recipe).make(&recipe);
    let mut run = Run::sample("german_credit");
    run.pace = 0.001;
    run.follow(&recipe);
    let mut events = Vec::new();
    while !has_trained(&events) {
        events.extend(run.step().1);
    }
    (0..9).for_each(|_| events.extend(run.step().1));
    assert_eq!(kept(&events), Vec::new(), "less than a second has passed");
    run.session.handle(Command::Pause);
    let held = kept(&run.session.events());
    assert_eq!(held.iter().map(|k| k.what).collect::<Vec<_>>(), [What::Checkpoint]);
    // The next session is told of the pause too, and goes on when it is over.
    let mut next = quick(&recipe);
    restore(&mut next, &held[0]);
    next.follow(&recipe);
    next.session.handle(Command::Pause);
    let events = next.finish();
    let paused = |e: &Event| matches!(stage::<ModelQuestion>(e), Some(Stage::Running(r)) if r.paused && r.done > 0.0);
    assert!(events.iter().any(paused));
    next.session.handle(Command::Resume);
    assert_eq!(model(&next.finish()), model(&whole));
}

/// What is cancelled does not go on from where it was.
#[test]
fn a_cancelled_training_begins_anew() {
    let recipe = network("iris");
    let checkpoint = kept(&quick(&recipe).make(&recipe)).swap_remove(1);
    let mut run = quick(&recipe);
    restore(&mut run, &checkpoint);
    run.follow(&recipe);
    run.session.handle(Command::Cancel);
    run.finish();
    run.session.handle(Command::Resume);
    let begun = run.finish().iter().find_map(|event| match stage::<ModelQuestion>(event)? {
        Stage::Running(r) => Some(r.done),
        _ => None,
    });
    assert_eq!(begun, Some(0.0));
}

/// What is there need not be trained: neither a model that comes when training was cancelled, nor one that is there by then.
#[test]
fn a_model_is_used_though_its_training_was_cancelled() {
    let recipe = network("iris");
    let whole = quick(&recipe).make(&recipe);
    let trained = kept(&whole).pop().expect("a model");
    assert_eq!(trained.what, What::Model);
    for before in [false, true] {
        let mut run = quick(&recipe);
        if before {
            restore(&mut run, &trained);
        }
        run.follow(&recipe);
        run.session.handle(Command::Cancel);
        let mut events = run.finish();
        if !before {
            assert!(events.iter().any(|e| matches!(stage::<ModelQuestion>(e), Some(Stage::Stopped))));
            restore(&mut run, &trained);
            events = run.finish();
        }
        assert!(!has_trained(&events));
        assert_eq!(model(&events), model(&whole), "{before}");
    }
}

/// The seconds before count, and a checkpoint comes once a second.
#[test]
fn time_goes_on_too() {
    let recipe = network("german_credit");
    let checkpoint = kept(&quick(&recipe).make(&recipe)).swap_remove(2);
    let mut run = quick(&recipe);
    restore(&mut run, &checkpoint);
    let seconds = |events: &[Event]| answer::<ModelQuestion>(events).expect("a model").seconds;
    let (whole, rest) = (quick(&recipe).make(&recipe), run.make(&recipe));
    // The step in which it was written was counted before it began.
    assert!((seconds(&rest) - seconds(&whole)).abs() < 2.0 * run.pace, "{} {}", seconds(&rest), seconds(&whole));
    let n = kept(&whole).len() as f64;
    assert!(n > seconds(&whole) / 1.3 && n < seconds(&whole) / 1.1, "{n} in {}", seconds(&whole));
}

#[test]
fn a_shelf_holds_the_newest_models_and_one_checkpoint() {
    let key = |n: u8| Key::parse(&format!("{n:016x}")).expect("a key");
    let [model, checkpoint] =
        [What::Model, What::Checkpoint].map(|what| move |n: u8| Artifact::new(key(n), what, &[n]));
    let mut artifacts = ArtifactCache::default();
    let on =
        |artifacts: &ArtifactCache| artifacts.iter().map(|k| (k.what == What::Model, k.bytes[12])).collect::<Vec<_>>();
    artifacts.put(checkpoint(1));
    artifacts.put(checkpoint(2));
    assert_eq!(on(&artifacts), [(false, 2)]);
    artifacts.put(model(2));
    assert_eq!(on(&artifacts), [(true, 2)], "the training is over");
    artifacts.put(checkpoint(2));
    assert_eq!(on(&artifacts), [(true, 2)]);
    // As many models as there may be runs, and the oldest of them goes.
    let newest: Vec<(bool, u8)> = (3..3 + N_MODELS as u8).map(|n| (true, n)).collect();
    let with = |last: u8| [&newest[..], &[(false, last)]].concat();
    newest.iter().for_each(|(_, n)| artifacts.put(model(*n)));
    artifacts.put(checkpoint(70));
    assert_eq!(on(&artifacts), with(70));
    assert!(artifacts.take(&key(70), What::Model).is_none());
    let refused = |key, what| Event::RestoreFailed(RestoreError { key, what, why: ArtifactError::Unreadable });
    artifacts.hear(&refused(key(3), What::Checkpoint));
    artifacts.hear(&refused(key(70), What::Checkpoint));
    artifacts.hear(&Event::Artifact(checkpoint(80)));
    assert_eq!(on(&artifacts), with(80));
    artifacts.hear(&Event::Artifact(model(80)));
    assert_eq!(artifacts.take(&key(4), What::Model), Some(model(4)));
    assert_eq!(on(&artifacts), [&newest[2..], &[(true, 80)]].concat());
}

#[test]
fn a_key_is_sixteen_digits() {
    let key = network("iris").keys().model;
    assert_eq!(Key::parse(key.as_str()), Some(key));
    for text in
        ["", "0123456789abcde", "0123456789abcdefa", "0123456789ABCDEF", "0123456789abcdeg", "0123456789abcd\u{e9}"]
    {
        assert_eq!(Key::parse(text), None, "{text}");
    }
}
