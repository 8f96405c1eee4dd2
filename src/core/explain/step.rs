//! Pieces of work on an explanation: how large they are, and how they end.

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

/// Multiply-adds' worth of rows that one step evaluates, about.
pub const WORK: usize = 16_000_000;
/// What an evaluation takes beside the model's multiply-adds, in such.
pub const EACH: usize = 64;

/// Rows that one step evaluates, of which each takes so many multiply-adds.
pub fn rows_a_step(each: usize) -> usize {
    WORK / (each + EACH) + 1
}
