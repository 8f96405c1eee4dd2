//! A table on its way into the session: it tells how far it is, gives way to a newer wish, and takes nothing away.

use crate::session_driver::{Run, explanation, stage as stage_of, typed_update};
use vitrine::protocol::{Event, ModelQuestion, Running, Stage, TableQuestion};
use vitrine::recipe::{Key, Recipe, Source};
use vitrine::table::Dialect;
use vitrine::table::summary::Summary;

/// A file of so many rows.
fn file(n: usize) -> Vec<u8> {
    let row = |i: usize| format!("{i},{},word {},{}\n", i * 7919 % 1009, i % 5, ["yes", "no"][i % 2]);
    (0..n).fold("id,x,word,answer\n".to_owned(), |text, i| text + &row(i)).into_bytes()
}

fn source(name: &str) -> Source {
    Source::File { name: name.into(), hash: name.into() }
}

/// A session that is told of its progress with every step.
fn run() -> Run {
    let mut run = Run::empty();
    run.pace = 0.1;
    run
}

/// Hands a file over and asks for it.
fn open(run: &mut Run, name: &str, bytes: Vec<u8>) -> Recipe {
    run.session.load(source(name), bytes);
    let recipe = Recipe::new(source(name));
    run.follow(&recipe);
    recipe
}

/// States of the table after each step, with whose they are, up to the end of the table or of `n` steps.
fn table(run: &mut Run, n: usize) -> Vec<(Key, Stage<Summary>)> {
    let mut all = Vec::new();
    for _ in 0..n {
        let (more, events) = run.step();
        for event in events {
            if let Some(told) = typed_update::<TableQuestion>(&event) {
                all.push((told.key, told.stage));
            }
        }
        if !more || all.last().is_some_and(|(_, stage)| !matches!(stage, Stage::Running(_))) {
            break;
        }
    }
    all
}

#[test]
fn b3_reading_tells_how_far_it_is() {
    let mut run = run();
    open(&mut run, "large", file(60_000));
    let told = table(&mut run, 1_000);
    let running: Vec<&Running> = told
        .iter()
        .filter_map(|(_, stage)| match stage {
            Stage::Running(r) => Some(r),
            _ => None,
        })
        .collect();
    assert!(running.len() > 10, "told {} times", running.len());
    assert!(
        running.windows(2).all(|w| w[0].done <= w[1].done) && running.iter().all(|r| (0.0..=1.0).contains(&r.done))
    );
    assert!(running.iter().any(|r| r.seconds_left.is_some_and(|s| s > 0.0)));
    assert!(matches!(told.last(), Some((_, Stage::Ready(s))) if s.n_rows == 60_000));
}

#[test]
fn b3_the_newest_table_wins_while_another_is_read() {
    let mut run = run();
    open(&mut run, "large", file(60_000));
    table(&mut run, 5);
    let other = open(&mut run, "other", file(100));
    let key = other.keys().table;
    let told = table(&mut run, 1_000);
    assert!(told.iter().all(|(k, _)| *k == key), "nothing more is said of the first");
    assert!(matches!(told.last(), Some((_, Stage::Ready(s))) if s.n_rows == 100));
    // The same file read in another way is another table.
    let dialect = Dialect { names_on: 0, ..Dialect::default() };
    let otherwise = Recipe { dialect: Some(dialect), ..other };
    run.follow(&otherwise);
    assert!(matches!(table(&mut run, 1_000).last(), Some((_, Stage::Ready(s))) if s.n_rows == 101));
}

/// Whoever leaves a table half way finds the one before as it was, without its being read again.
#[test]
fn b3_a_table_that_is_left_half_way_takes_nothing_away() {
    let mut run = run();
    let first = open(&mut run, "first", file(100));
    let before = run.finish();
    open(&mut run, "large", file(60_000));
    table(&mut run, 20);
    run.follow(&first);
    let told = table(&mut run, 1);
    let (key, stage) = told.first().expect("the page is told at once");
    assert!(matches!(stage, Stage::Ready(_)));
    assert_eq!(*key, first.keys().table);
    assert!(before.iter().any(|e| stage_of::<TableQuestion>(e).as_ref() == Some(stage)));
    // What was told may have been passed over meanwhile: it is told once more, and nothing of it is made again.
    let mut again = Vec::new();
    let mut n_steps = 0;
    loop {
        let (more, events) = run.step();
        again.extend(events);
        if !more {
            break;
        }
        n_steps += 1;
        assert!(n_steps < 12);
    }
    let trained = |e: &Event| matches!(stage_of::<ModelQuestion>(e), Some(Stage::Running(_)));
    assert!(!again.iter().any(trained));
    let fingerprint = |all: &[Event]| explanation(all).map(|e| e.locals[0].quality.fingerprint.clone());
    assert!(fingerprint(&again).is_some() && fingerprint(&again) == fingerprint(&before));
}

/// Every kind of refusal leaves the bytes of the table before, from which it is read as it was.
#[test]
fn b3_nothing_is_lost_when_a_new_file_fails() {
    let wide = vec!["1"; 2_001].join(",") + "\n";
    let failing: [(&str, Vec<u8>); 7] = [
        ("empty", Vec::new()),
        ("header", b"a,b\n".to_vec()),
        ("column", b"a\n1\n".to_vec()),
        ("picture", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("quote", b"a,b\n1,\"2\n".to_vec()),
        ("wide", wide.repeat(2).into_bytes()),
        ("zero", b"a,b\n1,\x002\n".to_vec()),
    ];
    for (name, bytes) in failing {
        let mut run = run();
        let first = open(&mut run, "first", file(100));
        let ready = table(&mut run, 1_000);
        open(&mut run, name, bytes);
        let failed = table(&mut run, 1_000);
        assert!(
            matches!(failed.last(), Some((_, Stage::Failed(f))) if f.to_string().starts_with(&format!("\"{name}\": "))),
            "{name}"
        );
        run.follow(&first);
        assert_eq!(table(&mut run, 1_000).last(), ready.last(), "after {name}");
    }
}

/// Only what a sample of the rows would mend says so.
#[test]
fn b3_a_sample_is_offered_where_it_helps() {
    let too_large = |name: &str, bytes: Vec<u8>| {
        let mut run = run();
        open(&mut run, name, bytes);
        match table(&mut run, 100_000).pop() {
            Some((_, Stage::Failed(fault))) => fault.is_too_large(),
            other => panic!("{name}: {:?}", other.is_some()),
        }
    };
    let line = |n: usize| vec!["1"; n].join(",") + "\n";
    assert!(too_large("cells", line(2_000).repeat(10_001).into_bytes()));
    assert!(too_large("bytes", vec![b'a'; 200_000_001]));
    assert!(!too_large("columns", line(2_001).repeat(2).into_bytes()));
    assert!(!too_large("empty", Vec::new()));
}
