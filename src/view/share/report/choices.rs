//! How the rows were divided, in words.

use vitrine_core::dataset::SplitBy;
use vitrine_core::recipe::Recipe;
use vitrine_text::report as t;

/// How the rows were divided, in a sentence.
pub fn split_in_words(recipe: &Recipe) -> String {
    let (split, by) = (recipe.dataset.split, &recipe.dataset.split_by);
    let (seed, validation, test) = (&split.seed, &split.validation, &split.test);
    match by {
        SplitBy::Chance => t::split_by_chance(seed, validation, test),
        SplitBy::Groups(column) => t::split_by_groups(seed, validation, test, column),
        SplitBy::Order(None) => t::split_in_order(validation, test),
        SplitBy::Order(Some(column)) => t::split_in_order_of(column, validation, test),
        SplitBy::Parts(column) => t::split_as_column_says(column),
    }
}
