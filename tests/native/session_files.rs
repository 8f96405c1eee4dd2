//! Files of sessions: read as they were written, and refused when they are damaged, hostile, or of a newer page.

use crate::dice::{self, Dice};
use vitrine::num::fingerprint;
use vitrine::num::rng::Rng;
use vitrine::recipe::Recipe;
use vitrine::share::session::{Choices, MAGIC, SessionError, SessionFile};

fn file(dice: &mut Dice) -> SessionFile {
    let link = dice::link(dice);
    let draft = dice::link(dice).recipe.model;
    SessionFile {
        name: "Größe & more".to_owned(),
        choices: Choices { recipe: link.recipe, draft, place: link.place },
        table: Some(b"a,b\n1,2\n".to_vec()),
        parts: vec![("model/0123456789abcdef".to_owned(), vec![1, 2, 3]), ("checkpoint/x".to_owned(), Vec::new())],
    }
}

/// A body with the right head: what a hostile hand would write.
fn sealed(body: &[u8]) -> Vec<u8> {
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
        let mut bytes = sealed(&body);
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
    bytes[7] = b'2';
    assert!(SessionFile::is_session(&bytes));
    assert_eq!(SessionFile::from_bytes(&bytes), Err(SessionError::Version));
    let newer =
        Choices { recipe: Recipe { version: Recipe::VERSION + 1, ..file.choices.recipe.clone() }, ..file.choices };
    assert_eq!(Choices::from_bytes(&newer.to_bytes()), Err(SessionError::Version));
    assert_eq!(SessionFile::from_bytes(&MAGIC), Err(SessionError::Damaged));
}
