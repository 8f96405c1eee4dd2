//! A view as the fragment of an address: the whole recipe, where in the page it is looked at, and what was found there, so that
//! whoever opens it can compare. `v3.` (of older ones `v1.`, `v2.`) and then, in the letters of RFC 4648's base64url: four bytes of a fingerprint, and
//! postcard's form of a [`Link`]. Of a table of the user's own it holds the fingerprint and names of columns; see [`redact`].

mod redact;
mod claim;
mod results;

pub use claim::{Claim, Difference, Digest, Values};
pub use redact::{Redacted, is_redacted, names, redact, restore};

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;
use vitrine_core::num::fingerprint;
use vitrine_core::recipe::{Place, Recipe};
use vitrine_core::setting::SpecError;
use vitrine_text::sharing as t;

/// What a link says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// All choices.
    pub recipe: Recipe,
    /// Where they are looked at.
    pub place: Place,
    /// What was found where the link was made; `None` while nothing was.
    pub claim: Option<Claim>,
}

/// Characters that a link may have; what is longer is refused before it is read.
pub const MAX_LENGTH: usize = 32_768;

/// Bytes of the fingerprint in front.
const N_CHECK: usize = 4;

/// Why a link is not followed, or not made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LinkError {
    /// Longer than [`MAX_LENGTH`].
    TooLong {
        /// Its length.
        found: usize,
    },
    /// It begins like none that is known.
    Version,
    /// Letters are missing or wrong.
    Damaged,
    /// A choice in it is none that the page allows.
    Spec(#[from] SpecError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            LinkError::TooLong { found } => f.write_str(&t::link_too_long(found, &MAX_LENGTH)),
            LinkError::Version => f.write_str(t::link_of_newer_version()),
            LinkError::Damaged => f.write_str(t::link_damaged()),
            LinkError::Spec(why) => f.write_str(&t::link_asks_impossible(why)),
        }
    }
}

impl Link {
    /// What links begin with that are made now.
    pub const NEWEST: &str = "v3.";
    /// What links begin with that are read, the newest last.
    pub const VERSIONS: [&str; 3] = ["v1.", "v2.", Self::NEWEST];

    /// Whether a fragment is meant as a link, of whatever version: "v" and a number.
    pub fn is_link(fragment: &str) -> bool {
        is_versioned(fragment, 'v')
    }

    /// The link as the fragment of an address, without the `#`.
    ///
    /// # Errors
    /// [`LinkError::Spec`] where a name is too long for a link, [`LinkError::TooLong`].
    pub fn encode(&self) -> Result<String, LinkError> {
        self.check()?;
        write(Self::NEWEST, self)
    }

    /// Reads a link of any version that there was. It takes no more time and memory than its length is worth.
    ///
    /// # Errors
    /// Every one of [`LinkError`].
    pub fn decode(fragment: &str) -> Result<Link, LinkError> {
        // The recipe within says which form it has.
        let version = Self::VERSIONS.into_iter().find(|v| fragment.starts_with(v)).ok_or(LinkError::Version)?;
        let link: Link = read(version, fragment)?;
        link.check()?;
        Ok(link)
    }

    fn check(&self) -> Result<(), SpecError> {
        self.recipe.check()?;
        self.recipe.check_names()?;
        self.claim.as_ref().map_or(Ok(()), Claim::check)
    }
}

/// Whether a fragment begins with a letter, a number and a point.
pub(super) fn is_versioned(fragment: &str, letter: char) -> bool {
    let version = fragment.strip_prefix(letter).and_then(|rest| rest.split_once('.'));
    version.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// A value as a fragment with a check in front.
pub(super) fn write<T: Serialize>(version: &str, value: &T) -> Result<String, LinkError> {
    // Writing plain data into memory has no way to fail.
    let body = postcard::to_allocvec(value).unwrap_or_default();
    let bytes = [&check(&body)[..], &body].concat();
    let text = format!("{version}{}", Base64UrlUnpadded::encode_string(&bytes));
    if text.len() > MAX_LENGTH { Err(LinkError::TooLong { found: text.len() }) } else { Ok(text) }
}

/// Reads what [`write`] wrote, to the last byte.
pub(super) fn read<T: DeserializeOwned>(version: &str, fragment: &str) -> Result<T, LinkError> {
    if fragment.len() > MAX_LENGTH {
        return Err(LinkError::TooLong { found: fragment.len() });
    }
    let text = fragment.strip_prefix(version).ok_or(LinkError::Version)?;
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| LinkError::Damaged)?;
    let (found, body) = bytes.split_at_checked(N_CHECK).ok_or(LinkError::Damaged)?;
    if *found != check(body) {
        return Err(LinkError::Damaged);
    }
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        _ => Err(LinkError::Damaged),
    }
}

fn check(body: &[u8]) -> [u8; N_CHECK] {
    (fingerprint::of_bytes(body) as u32).to_le_bytes()
}
