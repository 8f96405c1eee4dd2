//! Files of sessions: read as they were written, and refused when they are damaged, hostile, or of a newer page.

use crate::random_link::{self, Dice};
use vitrine::dataset::SplitBy;
use vitrine::model::{MAX_LAYERS, MAX_UNITS, ModelSpec, NetworkSpec};
use vitrine::num::fingerprint;
use vitrine::num::rng::Rng;
use vitrine::recipe::{Recipe, Source};
use vitrine::share::link::{Link, LinkError};
use vitrine::share::session::{Choices, MAGIC, SessionError, SessionFile};
use vitrine::table::Value;

const TABLE: &[u8] = b"a,b\n1,2\n";

fn file(dice: &mut Dice) -> SessionFile {
    let mut link = random_link::link(dice);
    let draft = random_link::link(dice).recipe.model;
    let table = match &mut link.recipe.source {
        Source::File { hash, .. } => {
            *hash = fingerprint::to_hex(fingerprint::of_bytes(TABLE));
            Some(TABLE.to_vec())
        }
        Source::Sample(_) => None,
    };
    SessionFile {
        name: "Größe & more".to_owned(),
        choices: Choices { recipe: link.recipe, draft, place: link.place },
        table,
        parts: vec![("model/0123456789abcdef".to_owned(), vec![1, 2, 3]), ("checkpoint/x".to_owned(), Vec::new())],
    }
}

/// A body with the right head: what a hostile hand would write.
fn checksummed(body: &[u8]) -> Vec<u8> {
    [&MAGIC[..], &fingerprint::of_bytes(body).to_le_bytes(), body].concat()
}

#[test]
fn a_session_is_read_as_it_was_written() {
    let mut dice = Dice::new(11);
    for _ in 0..500 {
        let file = file(&mut dice);
        let bytes = file.to_bytes();
        assert!(SessionFile::is_session(&bytes));
        assert_eq!(SessionFile::from_bytes(&bytes), Ok(file.clone()));
        assert_eq!(Choices::from_bytes(&file.choices.to_bytes()), Ok(file.choices));
    }
    assert!(!SessionFile::is_session(b"a,b\n1,2\n") && !SessionFile::is_session(b"VITRIN"));
}

#[test]
fn whatever_the_fields_of_the_page_allow_is_read_again() {
    let mut file = file(&mut Dice::new(14));
    let long = "x".repeat(5_000);
    let hash = fingerprint::to_hex(fingerprint::of_bytes(TABLE));
    file.choices.recipe.source = Source::File { name: format!("{long}.csv"), hash };
    file.table = Some(TABLE.to_vec());
    file.name.clone_from(&long);
    let largest = NetworkSpec { hidden: vec![MAX_UNITS; MAX_LAYERS], ..NetworkSpec::default() };
    file.choices.draft = ModelSpec::Network(largest.clone());
    let recipe = &mut file.choices.recipe;
    recipe.model = ModelSpec::Network(largest);
    recipe.dataset.target = Some(long.clone());
    recipe.dataset.split_by = SplitBy::Groups(long.clone());
    recipe.dataset.use_column = (0..3_000).map(|i| (format!("{i}{long}"), false)).collect();
    recipe.explain.class = Some(long.clone());
    recipe.explain.edits = [(long.clone(), Value::Level(long.clone()))].into();
    recipe.evaluate.class = Some(long.clone());
    recipe.evaluate.feature = Some(long);
    assert_eq!(SessionFile::from_bytes(&file.to_bytes()), Ok(file.clone()));
    assert_eq!(Choices::from_bytes(&file.choices.to_bytes()), Ok(file.choices.clone()));
    // None of it fits into a link, which says so.
    let link = Link { recipe: file.choices.recipe, place: file.choices.place, claim: None };
    assert!(matches!(link.encode(), Err(LinkError::Spec(_))));
}

#[test]
fn another_table_under_the_fingerprint_of_one_is_refused() {
    let mut dice = Dice::new(15);
    let whole = std::iter::repeat_with(|| file(&mut dice)).find(|file| file.table.is_some()).unwrap();
    let damaged = Err(SessionError::Damaged);
    let with = |table: Option<&[u8]>| SessionFile { table: table.map(<[u8]>::to_vec), ..whole.clone() }.to_bytes();
    assert!(SessionFile::from_bytes(&with(Some(TABLE))).is_ok());
    assert_eq!(SessionFile::from_bytes(&with(Some(b"a,b\n1,3\n"))), damaged);
    // Left out, it is asked for.
    assert!(SessionFile::from_bytes(&with(None)).is_ok_and(|file| file.table.is_none()));
}

#[test]
fn damage_and_malice_are_refused_without_a_panic() {
    let mut dice = Dice::new(12);
    let mut rng = Rng::stream(12, "session files", 0);
    let (mut n_taken, mut n_damaged, mut n_spec) = (0, 0, 0);
    let bodies: Vec<Vec<u8>> = (0..50).map(|_| file(&mut dice).to_bytes()[16..].to_vec()).collect();
    for case in 0..40_000 {
        let mut body = bodies[rng.below(bodies.len())].clone();
        for _ in 0..=rng.below(4) {
            let at = rng.below(body.len());
            match rng.below(4) {
                0 => body.truncate(at.max(1)),
                // The longest length that there is.
                1 => drop(body.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
                _ => body[at] = rng.below(256) as u8,
            }
        }
        // Half of them with a check that is right.
        let mut bytes = checksummed(&body);
        if case % 2 == 0 {
            bytes[8] ^= 1;
        }
        match SessionFile::from_bytes(&bytes) {
            Ok(file) => {
                assert_eq!(SessionFile::from_bytes(&file.to_bytes()), Ok(file));
                n_taken += 1;
            }
            Err(SessionError::Spec(_)) => n_spec += 1,
            Err(_) => n_damaged += 1,
        }
        drop(Choices::from_bytes(&body));
    }
    assert!(n_taken > 0 && n_damaged > 20_000 && n_spec > 0, "{n_taken} {n_damaged} {n_spec}");
}

#[test]
fn what_a_newer_page_wrote_is_called_so() {
    let file = file(&mut Dice::new(13));
    let mut bytes = file.to_bytes();
    bytes[7] = MAGIC[7] + 1;
    assert!(SessionFile::is_session(&bytes));
    assert_eq!(SessionFile::from_bytes(&bytes), Err(SessionError::Version));
    let newer =
        Choices { recipe: Recipe { version: Recipe::VERSION + 1, ..file.choices.recipe.clone() }, ..file.choices };
    assert_eq!(Choices::from_bytes(&newer.to_bytes()), Err(SessionError::Version));
    assert_eq!(SessionFile::from_bytes(&MAGIC), Err(SessionError::Damaged));
}
