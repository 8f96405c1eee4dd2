//! A link that came in, and what has become of it.

use vitrine_core::recipe::{Key, Recipe, Source};
use vitrine_view::share::link::{Claim, Link};

/// How a link is.
#[derive(Clone, Debug)]
pub enum Linked {
    /// There is work in this tab; the user is asked.
    Asked(Box<Link>),
    /// It is of a table of somebody's own, which is not at hand.
    Wanted {
        /// The link.
        link: Box<Link>,
        /// A file that was picked and is another one.
        other: Option<Source>,
    },
    /// Followed.
    Opened(Box<Opened>),
    /// Not followed, and why.
    Refused(String),
}

impl Linked {
    /// Whether an answer of the user's is awaited.
    pub fn waits(&self) -> bool {
        matches!(self, Linked::Asked(_) | Linked::Wanted { .. })
    }
}

/// A link that is followed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it claims was found.
    pub claim: Option<Claim>,
    /// The key of its explanation here.
    pub key: Key,
    /// Its recipe, as it is followed here.
    pub recipe: Recipe,
    /// Whether the table is another one than the link was made with.
    pub other_table: bool,
}
