//! The same recipe gives bit-equal weights and attributions everywhere: these fingerprints were made natively, and the
//! browser test holds wasm to the same file.

use crate::data::sample_bytes;
use std::collections::BTreeMap;
use vitrine::recipe::{Recipe, Source};

/// Recipes that go through every kind of model and target, and their fingerprints of weights, SHAP and LIME.
#[path = "../common/recipes.rs"]
pub mod recipes;

use recipes::run;

fn fingerprints(name: &str) -> BTreeMap<String, [String; 3]> {
    let bytes = sample_bytes(name);
    recipes::of(name).into_iter().map(|(label, recipe)| (label, run(&bytes, recipe))).collect()
}

#[test]
fn fingerprints_stay_as_they_are() {
    let path = format!("{}/tests/fixtures/fingerprints.json", env!("CARGO_MANIFEST_DIR"));
    let made: BTreeMap<String, [String; 3]> = recipes::SAMPLES.iter().flat_map(|s| fingerprints(s)).collect();
    let text = serde_json::to_string_pretty(&made).expect("plain data") + "\n";
    if std::env::var_os("VITRINE_BLESS").is_some() {
        std::fs::write(&path, &text).expect("a writable folder");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text);
    assert!(made.values().flatten().all(|f| f.len() == 16), "{made:?}");
}

#[test]
fn a_changed_seed_changes_the_fingerprints() {
    let mut recipe = Recipe::new(Source::Sample("iris".to_owned()));
    recipe.dataset.split.seed = 7;
    let bytes = sample_bytes("iris");
    let (a, b) = (run(&bytes, recipe.clone()), run(&bytes, Recipe::new(recipe.source)));
    assert!(a.iter().zip(&b).all(|(a, b)| a != b));
}
