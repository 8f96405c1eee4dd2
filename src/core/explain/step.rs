//! How a piece of work on an explanation ended.

/// How a piece of work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    /// What is left to do depends on what a GPU was asked for.
    Waits,
    /// All is done but what `finish` does.
    Done,
}
