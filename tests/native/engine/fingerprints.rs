//! The same recipe gives bit-equal weights and attributions everywhere: these fingerprints were made natively, and the
//! tests in the browser hold wasm, and the page with any number of workers, to the same file.

use crate::data::sample_bytes;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use vitrine::recipe::{Recipe, Source};

/// Recipes that go through every kind of model and target, and their fingerprints of weights, SHAP and LIME.
#[path = "../../common/recipes.rs"]
pub mod recipes;

use recipes::run;

/// The bytes of a table that the recipes are of.
pub fn bytes(table: &str) -> Vec<u8> {
    if table == "gaps" { recipes::GAPS.to_vec() } else { sample_bytes(table) }
}

fn all() -> impl Iterator<Item = (&'static str, String, Recipe)> {
    let named = |table: &'static str| recipes::of(table).into_iter().map(move |(label, recipe)| (table, label, recipe));
    recipes::TABLES.into_iter().flat_map(named)
}

/// The stored fingerprints by label.
pub fn stored() -> BTreeMap<String, [String; 3]> {
    let text = std::fs::read_to_string(path("fingerprints")).expect("the stored fingerprints");
    serde_json::from_str(&text).expect("the stored fingerprints")
}

fn path(name: &str) -> String {
    format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// Holds what was made to the file of that name, or stores it where that is wished.
fn hold<T: Serialize>(name: &str, made: &BTreeMap<String, T>) {
    let text = serde_json::to_string_pretty(made).expect("plain data") + "\n";
    if std::env::var_os("VITRINE_BLESS").is_some() {
        std::fs::write(path(name), &text).expect("a writable folder");
    }
    assert_eq!(std::fs::read_to_string(path(name)).unwrap_or_default(), text);
}

#[test]
fn fingerprints_stay_as_they_are() {
    let made: BTreeMap<String, [String; 3]> =
        all().map(|(table, label, recipe)| (label, run(&bytes(table), recipe))).collect();
    assert!(made.values().flatten().all(|f| f.len() == 16), "{made:?}");
    assert_eq!(made.len(), 20);
    hold("fingerprints", &made);
}

/// As bytes the recipes are told to the built page, which goes on with one that it finds.
#[test]
fn recipes_are_stored_for_the_page() {
    let hex = |recipe: Recipe| {
        recipe.to_bytes().iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a text takes more");
            text
        })
    };
    hold("recipes", &all().map(|(_, label, recipe)| (label, hex(recipe))).collect());
}

/// What was written when the number of background rows was always named, which was 100 unless changed, means what it meant.
#[test]
fn s5_older_recipes_keep_their_background_and_their_bits() {
    let bytes: Vec<u8> =
        (0..OLDER.len()).step_by(2).map(|i| u8::from_str_radix(&OLDER[i..i + 2], 16).unwrap()).collect();
    let recipe = Recipe::from_bytes(&bytes).expect("a recipe of before");
    assert_eq!(recipe.explain.background, Some(100));
    let found = run(&sample_bytes("german_credit"), recipe);
    assert_eq!(found, ["46d698640f6e9664", "e10887eecb007e85", "259de0732d4b6c8a"]);
}

/// German credit by logistic regression, all choices as they were then.
const OLDER: &str = "01000d6765726d616e5f63726564697400000000001401141400000000000000000000f03f000000006400000188270a00000000010000000000000000e03f000000000000f03f000000000000f03f0000";

#[test]
fn a_changed_seed_changes_the_fingerprints() {
    let mut recipe = Recipe::new(Source::Sample("iris".to_owned()));
    recipe.dataset.split.seed = 7;
    let bytes = sample_bytes("iris");
    let (a, b) = (run(&bytes, recipe.clone()), run(&bytes, Recipe::new(recipe.source)));
    assert!(a.iter().zip(&b).all(|(a, b)| a != b));
}
