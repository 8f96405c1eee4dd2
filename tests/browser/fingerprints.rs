//! N11: the weights, the SHAP values and the LIME coefficients that wasm computes have the very bits of the native ones,
//! whose fingerprints are stored.

use crate::recipes::{self, run};
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen_test::wasm_bindgen_test;

const STORED: &str = include_str!("../fixtures/fingerprints.json");

/// The bytes of a table that the recipes are of.
pub fn bytes(table: &str) -> &'static [u8] {
    match table {
        "german_credit" => include_bytes!("../../www/data/german_credit.csv"),
        "diabetes" => include_bytes!("../../www/data/diabetes.csv"),
        "iris" => include_bytes!("../../www/data/iris.csv"),
        "wine" => include_bytes!("../../www/data/wine.csv"),
        "gaps" => recipes::GAPS,
        other => panic!("the browser tests do not carry the table {other}"),
    }
}

/// The stored fingerprints by label.
pub fn stored() -> BTreeMap<String, [String; 3]> {
    serde_json::from_str(STORED).expect("the stored fingerprints")
}

fn agree(table: &str) {
    let stored = stored();
    for (label, recipe) in recipes::of(table) {
        assert_eq!(run(bytes(table), recipe), stored[&label], "{label}: wasm and native differ");
    }
}

#[wasm_bindgen_test]
fn german_credit_is_equal_to_the_bit() {
    agree("german_credit");
}

#[wasm_bindgen_test]
fn diabetes_is_equal_to_the_bit() {
    agree("diabetes");
}

#[wasm_bindgen_test]
fn iris_is_equal_to_the_bit() {
    agree("iris");
}

#[wasm_bindgen_test]
fn wine_is_equal_to_the_bit() {
    agree("wine");
}

#[wasm_bindgen_test]
fn a_table_with_gaps_is_equal_to_the_bit() {
    agree("gaps");
}

#[wasm_bindgen_test]
fn twenty_recipes_are_gone_through() {
    let all: Vec<String> = recipes::TABLES.iter().flat_map(|t| recipes::of(t)).map(|(label, _)| label).collect();
    assert_eq!(all.len(), 20);
    assert_eq!(stored().into_keys().collect::<BTreeSet<_>>(), all.into_iter().collect());
}

#[wasm_bindgen_test]
fn another_seed_is_noticed() {
    let (label, mut recipe) = recipes::of("iris").swap_remove(0);
    recipe.dataset.split.seed = 7;
    let (found, stored) = (run(bytes("iris"), recipe), &stored()[&label]);
    assert!(found.iter().zip(stored).all(|(a, b)| a != b), "the comparison cannot fail");
}
