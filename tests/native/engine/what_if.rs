//! What a what-if offers: the original beside the edited row, a row of one's own, and a rough explanation at once.

use crate::session_driver::{Run, explained, line, predicted, sample, stage};
use std::collections::BTreeMap;
use vitrine::explain::RowChoice;
use vitrine::protocol::{Event, ExplanationQuestion, Stage};
use vitrine::recipe::Recipe;
use vitrine::table::Value;

#[test]
fn a_what_if_keeps_the_original_beside_it() {
    let mut run = Run::sample("german_credit");
    let mut recipe = Recipe::new(sample("german_credit"));
    let original = run.make(&recipe);
    let p = predicted(&original);
    let duration = p.values.iter().position(|v| matches!(v, Value::Number(_))).expect("a number");
    let name = explained(&original).locals[0].attributions[duration].feature.clone();
    recipe.explain.row = RowChoice::Auto.or(p.table_row);
    recipe.explain.edits = BTreeMap::from([(name.clone(), Value::Number(60.0))]);
    let edited = run.make(&recipe);
    let (e, q) = (explained(&edited), predicted(&edited));
    assert_eq!(q.values[duration], Value::Number(60.0));
    assert_eq!(q.original[duration], p.values[duration]);
    assert_eq!(q.original_outputs, p.outputs);
    assert_ne!(q.outputs, p.outputs);
    assert_eq!(e.originals.first().map(|l| &l.attributions), Some(&explained(&original).locals[0].attributions));
    // An edit of a feature that is not there is passed over.
    recipe.explain.edits = BTreeMap::from([("no such feature".to_owned(), Value::Number(1.0))]);
    assert_eq!(explained(&run.make(&recipe)).originals, []);
}

#[test]
fn a_row_of_ones_own_is_explained_like_any_other() {
    let mut run = Run::sample("german_credit");
    let mut recipe = line("german_credit");
    recipe.explain.row = RowChoice::Own;
    let events = run.make(&recipe);
    let (p, e) = (predicted(&events), explained(&events));
    assert_eq!((p.table_row, p.part, &p.truth, e.table_row), (None, None, &None, None));
    assert_eq!(p.values, p.original);
    recipe.explain.edits =
        BTreeMap::from([("age".to_owned(), Value::Number(22.0)), ("purpose".to_owned(), Value::Missing)]);
    let events = run.make(&recipe);
    let (q, e) = (predicted(&events), explained(&events));
    assert_eq!(q.original, p.values);
    assert!(q.values.contains(&Value::Number(22.0)) && q.outputs != p.outputs);
    let sum: f64 = e.locals[0].base + e.locals[0].attributions.iter().map(|a| a.value).sum::<f64>();
    assert!((sum - q.outputs[q.explained.class]).abs() < 1e-9);
    assert!(!e.originals.is_empty());
}

#[test]
fn a_rough_explanation_comes_first_and_adds_up() {
    let mut run = Run::sample("german_credit");
    let mut recipe = line("german_credit");
    let row = predicted(&run.make(&recipe)).table_row;
    recipe.explain.row = RowChoice::Auto.or(row);
    recipe.explain.edits = BTreeMap::from([("age".to_owned(), Value::Number(22.0))]);
    let events = run.make(&recipe);
    let at = |is: fn(&Event) -> bool| events.iter().position(is);
    let roughly = at(|e| matches!(stage::<ExplanationQuestion>(e), Some(Stage::Preview(_))));
    let fully = at(|e| matches!(stage::<ExplanationQuestion>(e), Some(Stage::Ready(_))));
    assert!(roughly.is_some() && roughly < fully, "{roughly:?} {fully:?}");
    let Some(Stage::Preview(rough)) = roughly.and_then(|i| stage::<ExplanationQuestion>(&events[i])) else {
        panic!("a preview")
    };
    let full = explained(&events);
    assert_eq!(
        (rough.locals[0].base, rough.locals[0].prediction),
        (full.locals[0].base, full.locals[0].prediction),
        "both are exact"
    );
    assert!(rough.locals[0].quality.residual.abs() < 1e-9);
    assert!(rough.locals[0].quality.n_samples < full.locals[0].quality.n_samples);
    assert!(rough.locals[1].quality.n_samples < full.locals[1].quality.n_samples);
    assert!(!rough.originals.is_empty(), "the thin marks stay");
    // Its errors say how far it may be off: within four of them, for every feature.
    for (r, f) in rough.locals[0].attributions.iter().zip(&full.locals[0].attributions) {
        let error = r.error.unwrap_or(0.0) + f.error.unwrap_or(0.0);
        assert!((r.value - f.value).abs() <= 4.0 * error + 1e-9, "{} {} {} {error}", r.feature, r.value, f.value);
    }
    // The one in full is what it is without a rough one before it.
    let again = explained(&Run::sample("german_credit").make(&recipe));
    assert_eq!(full.locals, again.locals);
    // A row as the table has it is explained in full at once.
    recipe.explain.edits.clear();
    let previewed = |e: &Event| matches!(stage::<ExplanationQuestion>(e), Some(Stage::Preview(_)));
    assert!(!run.make(&recipe).iter().any(previewed));
}

/// Progress that is told in the same step takes no preview with it.
#[test]
fn a_preview_is_told_however_long_a_step_takes() {
    for pace in [0.001, 0.03, 1.0] {
        let mut run = Run::sample("german_credit");
        run.pace = pace;
        let mut recipe = line("german_credit");
        recipe.explain.row = RowChoice::Table(3);
        run.make(&recipe);
        recipe.explain.edits = BTreeMap::from([("age".to_owned(), Value::Number(22.0))]);
        let previews = run
            .make(&recipe)
            .iter()
            .filter_map(stage::<ExplanationQuestion>)
            .filter(|s| matches!(s, Stage::Preview(_)))
            .count();
        assert_eq!(previews, 1, "{pace} s a step");
    }
}
