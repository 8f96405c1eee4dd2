//! How the rows were divided, in words.

use vitrine_core::dataset::SplitBy;
use vitrine_core::recipe::Recipe;

/// How the rows were divided, in a sentence.
pub fn split_in_words(recipe: &Recipe) -> String {
    let (split, by) = (recipe.dataset.split, &recipe.dataset.split_by);
    let shares = format!("{} % for validation and {} % for the test", split.validation, split.test);
    match by {
        SplitBy::Chance => {
            format!("By chance, seed {}, {shares}; classes have the same shares in each part.", split.seed)
        }
        SplitBy::Groups(column) => {
            format!("By chance, seed {}, {shares}; rows of one \u{201c}{column}\u{201d} stay together.", split.seed)
        }
        SplitBy::Order(None) => format!("In the order of the table, the last rows being the test, {shares}."),
        SplitBy::Order(Some(column)) => {
            format!("In the order of \u{201c}{column}\u{201d}, the last rows being the test, {shares}.")
        }
        SplitBy::Parts(column) => format!("As the column \u{201c}{column}\u{201d} says."),
    }
}
