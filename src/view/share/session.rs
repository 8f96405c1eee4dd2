//! A session: all choices, the settings that are not trained yet, and where in the page one is. It is kept in the browser as
//! [`Choices`], and written as one file with the table and what was trained, so that it can be taken to another machine.
//!
//! The file: `VITRINE3` (of older ones `VITRINE1`, `VITRINE2`), eight bytes of a fingerprint, and postcard's form of [`SessionFile`].

use serde::{Deserialize, Serialize};
use std::fmt;
use vitrine_core::model::ModelSpec;
use vitrine_core::num::fingerprint;
use vitrine_core::recipe::{Place, Recipe, Source};
use vitrine_core::setting::SpecError;
use vitrine_text::sharing as t;

/// What a person has chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// All choices.
    pub recipe: Recipe,
    /// The model's settings, which may not be trained yet.
    pub draft: ModelSpec,
    /// Where in the page.
    pub place: Place,
}

/// A whole session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionFile {
    /// Its name.
    pub name: String,
    /// The choices.
    pub choices: Choices,
    /// The bytes of the table, where it is one of the user's own and is not left out.
    pub table: Option<Vec<u8>>,
    /// What was trained, each part by its name.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// What a session's file begins with. The digit is its version.
pub const MAGIC: [u8; 8] = *b"VITRINE3";
/// What those of older versions begin with. The recipe in it says which form it has.
const OLDER: [[u8; 8]; 2] = [*b"VITRINE1", *b"VITRINE2"];
/// Parts that a session may have.
const MAX_PARTS: usize = 16;

/// Why a file is no session.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SessionError {
    /// Bytes are missing or changed.
    Damaged,
    /// A newer page wrote it.
    Version,
    /// A choice in it is none that the page allows.
    Spec(#[from] SpecError),
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            SessionError::Damaged => f.write_str(t::file_damaged()),
            SessionError::Version => f.write_str(t::file_of_newer_version()),
            SessionError::Spec(why) => f.write_str(&t::file_asks_impossible(why)),
        }
    }
}

impl Choices {
    /// As bytes, in the form of this version.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing plain data into memory has no way to fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Choices::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`SessionError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Choices, SessionError> {
        let (version, _) = postcard::take_from_bytes::<u32>(bytes).map_err(|_| SessionError::Damaged)?;
        if version > Recipe::VERSION {
            return Err(SessionError::Version);
        }
        let choices: Choices = postcard::from_bytes(bytes).map_err(|_| SessionError::Damaged)?;
        choices.check()?;
        Ok(choices)
    }

    fn check(&self) -> Result<(), SpecError> {
        self.recipe.check()?;
        self.draft.settings().check()
    }
}

impl SessionFile {
    /// Whether bytes are meant as a session, of whatever version.
    pub fn is_session(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC[..7])
    }

    /// As a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing plain data into memory has no way to fail.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        [&MAGIC[..], &fingerprint::of_bytes(&body).to_le_bytes(), &body].concat()
    }

    /// Reads a file. What was trained is read by whoever goes on with it, and checked there.
    ///
    /// # Errors
    /// [`SessionError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<SessionFile, SessionError> {
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(SessionError::Damaged)?;
        if *magic != MAGIC && !OLDER.contains(magic) {
            return Err(SessionError::Version);
        }
        let (print, body) = rest.split_first_chunk::<8>().ok_or(SessionError::Damaged)?;
        if *print != fingerprint::of_bytes(body).to_le_bytes() {
            return Err(SessionError::Damaged);
        }
        let (file, rest): (SessionFile, _) = postcard::take_from_bytes(body).map_err(|_| SessionError::Damaged)?;
        if !rest.is_empty() || file.parts.len() > MAX_PARTS {
            return Err(SessionError::Damaged);
        }
        file.choices.check()?;
        // Another table under the name and fingerprint of this one would be taken for it wherever that is asked for.
        let is_its_own = match (&file.choices.recipe.source, &file.table) {
            (Source::File { hash, .. }, Some(table)) => *hash == fingerprint::to_hex(fingerprint::of_bytes(table)),
            // Left out, or a bundled one.
            (_, None) => true,
            (Source::Sample(_), Some(_)) => false,
        };
        if is_its_own { Ok(file) } else { Err(SessionError::Damaged) }
    }
}
