//! A table on its way into the session: it tells how far it is, gives way to a newer wish, and takes nothing away.

use vitrine::recipe::{Recipe, Source};
use vitrine::table::Dialect;
use vitrine::table::summary::Summary;
use vitrine::worker::protocol::{Command, Event, Running, Stage};
use vitrine::worker::session::Session;

/// A file of so many rows.
fn file(n: usize) -> Vec<u8> {
    let row = |i: usize| format!("{i},{},word {},{}\n", i * 7919 % 1009, i % 5, ["yes", "no"][i % 2]);
    (0..n).fold("id,x,word,answer\n".to_owned(), |text, i| text + &row(i)).into_bytes()
}

fn source(name: &str) -> Source {
    Source::File { name: name.into(), hash: name.into() }
}

struct Run {
    session: Session,
    now: f64,
}

impl Run {
    fn open(&mut self, name: &str, bytes: Vec<u8>) -> Recipe {
        self.session.load(source(name), bytes);
        let recipe = Recipe::new(source(name));
        self.follow(&recipe);
        recipe
    }

    fn follow(&mut self, recipe: &Recipe) {
        self.session.handle(Command::Follow { recipe: Box::new(recipe.clone()) });
    }

    /// States of the table after each step, with whose they are, up to the end of the table or of `n` steps.
    fn table(&mut self, n: usize) -> Vec<(vitrine::recipe::Key, Stage<Summary>)> {
        let mut all = Vec::new();
        for _ in 0..n {
            self.now += 0.1;
            let more = self.session.step(self.now);
            for event in self.session.events() {
                if let Event::Table(u) = event {
                    all.push((u.key, u.stage));
                }
            }
            if !more || all.last().is_some_and(|(_, stage)| !matches!(stage, Stage::Running(_))) {
                break;
            }
        }
        all
    }
}

fn run() -> Run {
    Run { session: Session::new(), now: 0.0 }
}

#[test]
fn b3_reading_tells_how_far_it_is() {
    let mut run = run();
    run.open("large", file(60_000));
    let told = run.table(1_000);
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
    run.open("large", file(60_000));
    run.table(5);
    let other = run.open("other", file(100));
    let key = other.keys().table;
    let told = run.table(1_000);
    assert!(told.iter().all(|(k, _)| *k == key), "nothing more is said of the first");
    assert!(matches!(told.last(), Some((_, Stage::Ready(s))) if s.n_rows == 100));
    // The same file read in another way is another table.
    let dialect = Dialect { header: false, ..Dialect::default() };
    let otherwise = Recipe { dialect: Some(dialect), ..other };
    run.follow(&otherwise);
    assert!(matches!(run.table(1_000).last(), Some((_, Stage::Ready(s))) if s.n_rows == 101));
}

/// Whoever leaves a table half way finds the one before as it was, without its being read again.
#[test]
fn b3_a_table_that_is_left_half_way_takes_nothing_away() {
    let mut run = run();
    let first = run.open("first", file(100));
    while run.session.step(0.0) {}
    let before = run.session.events();
    run.open("large", file(60_000));
    run.table(20);
    run.follow(&first);
    let told = run.table(1);
    let (key, stage) = told.first().expect("the page is told at once");
    assert_eq!(*key, first.keys().table);
    assert!(before.iter().any(|e| matches!(e, Event::Table(u) if u.stage == *stage)));
    // What was told may have been passed over meanwhile: it is told once more, and nothing of it is made again.
    let mut again = Vec::new();
    let n_steps = (0..100).take_while(|_| run.session.step(run.now)).count();
    again.extend(run.session.events());
    assert!(n_steps < 12, "{n_steps}");
    let trained = |e: &Event| matches!(e, Event::Model(u) if matches!(u.stage, Stage::Running(_)));
    assert!(!again.iter().any(trained));
    let fingerprint = |all: &[Event]| {
        all.iter().find_map(|e| match e {
            Event::Explanation(u) => match &u.stage {
                Stage::Ready(explained) => Some(explained.shap.quality.fingerprint.clone()),
                _ => None,
            },
            _ => None,
        })
    };
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
        let first = run.open("first", file(100));
        let ready = run.table(1_000);
        run.open(name, bytes);
        let failed = run.table(1_000);
        assert!(
            matches!(failed.last(), Some((_, Stage::Failed(f))) if f.message.starts_with(&format!("\"{name}\": "))),
            "{name}"
        );
        run.follow(&first);
        assert_eq!(run.table(1_000).last(), ready.last(), "after {name}");
    }
}

/// Only what a sample of the rows would mend says so.
#[test]
fn b3_a_sample_is_offered_where_it_helps() {
    let too_large = |name: &str, bytes: Vec<u8>| {
        let mut run = run();
        run.open(name, bytes);
        match run.table(100_000).pop() {
            Some((_, Stage::Failed(fault))) => fault.too_large,
            other => panic!("{name}: {:?}", other.is_some()),
        }
    };
    let line = |n: usize| vec!["1"; n].join(",") + "\n";
    assert!(too_large("cells", line(2_000).repeat(10_001).into_bytes()));
    assert!(too_large("bytes", vec![b'a'; 200_000_001]));
    assert!(!too_large("columns", line(2_001).repeat(2).into_bytes()));
    assert!(!too_large("empty", Vec::new()));
}
