//! What is asked of the model beyond the chosen row, through the session: importance, dependence, and many rows that are drawn.

use crate::session_driver::{Run, answer, faults, line, stage};
use vitrine::explain::{ImportanceMetric, ImportanceSpec, Method, RowChoice};
use vitrine::protocol::{
    CohortQuestion, CohortRows, DependenceQuestion, Event, ImportanceQuestion, ModelQuestion, Question, Stage,
    TypedQuestion,
};
use vitrine::recipe::Recipe;
use vitrine::table::Value;

fn ask(recipe: &Recipe, questions: &[Question]) -> Vec<Event> {
    let mut run = Run::sample("german_credit");
    run.ask(questions);
    run.make(recipe)
}

fn credit() -> Recipe {
    let mut recipe = line("german_credit");
    recipe.explain.row = RowChoice::Table(17);
    recipe
}

fn importance(metric: ImportanceMetric) -> ImportanceQuestion {
    ImportanceQuestion { spec: ImportanceSpec { metric: Some(metric), ..ImportanceSpec::default() } }
}

/// Importance is of the decisions that the recipe makes: another threshold gives another answer where decisions are counted.
#[test]
fn importance_follows_the_decision() {
    let accuracy = importance(ImportanceMetric::Accuracy).into_any();
    let of = |threshold: f64| {
        let mut recipe = credit();
        recipe.evaluate.threshold = threshold;
        answer::<ImportanceQuestion>(&ask(&recipe, std::slice::from_ref(&accuracy))).expect("an importance")
    };
    let (low, high) = (of(0.2), of(0.5));
    assert_eq!(low.features.len(), 20);
    assert_eq!((low.n_rows, low.metric), (low.n_part, ImportanceMetric::Accuracy));
    assert_ne!(low.score, high.score, "another threshold decides otherwise");
    let feature = |i: &vitrine::explain::Importance| i.features.iter().map(|f| f.increase).fold(0.0, f64::max);
    assert!(feature(&high) > 0.01, "some feature matters");
}

/// A setting out of its range is refused in words, and the other answers come all the same.
#[test]
fn importance_without_repeats_is_refused() {
    let spec = ImportanceSpec { n_repeats: 0, ..ImportanceSpec::default() };
    let events = ask(&credit(), &[ImportanceQuestion { spec }.into_any()]);
    assert!(faults(&events).iter().any(|f| f.contains("Repeats is 0")), "{:?}", faults(&events));
    assert!(answer::<ModelQuestion>(&events).is_some());
}

/// The line of the chosen row is what the model says of it: at its own value, the prediction that is explained; and it follows a
/// what-if of another feature.
#[test]
fn the_line_of_the_row_meets_its_prediction() {
    let question = DependenceQuestion { feature: "month_duration".into() };
    let mut recipe = credit();
    let of = |recipe: &Recipe| {
        let events = ask(recipe, &[question.clone().into_any()]);
        let prediction = crate::session_driver::predicted(&events);
        (answer::<DependenceQuestion>(&events).expect("a dependence"), prediction)
    };
    let (shown, prediction) = of(&recipe);
    let d = &shown.dependence;
    assert_eq!((d.feature.as_str(), d.output), ("month_duration", prediction.explained));
    assert_eq!(shown.this_row.len(), d.values.len());
    assert_eq!(Some(&shown.own), prediction.values.get(1), "duration is the second feature");
    let at = d.values.iter().position(|v| *v == shown.own);
    if let Some(at) = at {
        assert!((shown.this_row[at] - prediction.outputs[prediction.explained.class]).abs() < 1e-6);
    }
    recipe.explain.edits.insert("month_duration".into(), d.values[0].clone());
    let (edited, prediction) = of(&recipe);
    assert_eq!(edited.own, d.values[0]);
    assert!((edited.this_row[0] - prediction.outputs[prediction.explained.class]).abs() < 1e-6);
    assert_eq!(edited.dependence, shown.dependence, "of the same rows");
    recipe.explain.edits.insert("credit_amount".into(), Value::Number(15_000.0));
    assert_ne!(of(&recipe).0.this_row, shown.this_row);
}

/// What the chosen row has is what the model sees of it: a missing number is missing, a level that was not kept is "other".
#[test]
fn the_own_value_is_that_of_the_model() {
    let mut text = String::from("size,kind,y\n");
    for i in 0..80 {
        let kind = if i == 3 { "rare".to_owned() } else { format!("k{}", i % 2) };
        text += &format!("{},{kind},{}\n", if i == 5 { String::new() } else { (i % 13).to_string() }, i % 3);
    }
    let source = vitrine::recipe::Source::File { name: "own.csv".into(), hash: "00".repeat(8) };
    let own = |row: u32, feature: &str| {
        let mut recipe = Recipe::new(source.clone());
        recipe.model = vitrine::model::ModelSpec::Linear(vitrine::model::LinearSpec::default());
        recipe.dataset.target = Some("y".into());
        recipe.dataset.max_levels = 2;
        recipe.explain.row = RowChoice::Table(row);
        let mut run = Run::new(source.clone(), text.clone().into_bytes());
        run.ask(&[DependenceQuestion { feature: feature.into() }.into_any()]);
        let shown = answer::<DependenceQuestion>(&run.make(&recipe)).expect("a dependence");
        assert_eq!(shown.this_row.len(), shown.dependence.values.len());
        shown.own
    };
    assert_eq!(own(5, "size"), Value::Missing);
    assert_eq!(own(4, "size"), Value::Number(4.0));
    assert_eq!(own(3, "kind"), Value::Level("other".into()));
    assert_eq!(own(4, "kind"), Value::Level("k0".into()));
}

/// Of a feature that is not there is nothing to say; nothing fails.
#[test]
fn no_feature_has_no_dependence() {
    let events = ask(&credit(), &[DependenceQuestion { feature: "shoe size".into() }.into_any()]);
    let last = events.iter().filter_map(stage::<DependenceQuestion>).next_back();
    assert!(matches!(last, Some(Stage::Empty)), "{last:?}");
    assert_eq!(faults(&events), Vec::<String>::new());
}

/// Rows that are drawn are of the test part, of one class, in the table's order, each as it is explained alone; and they do not
/// depend on the row that is chosen.
#[test]
fn rows_are_drawn_from_the_test_part() {
    let question = |n| {
        let (rows, class) = (CohortRows::Drawn(n), Some("bad".to_owned()));
        CohortQuestion { rows, class, methods: vec![Method::KernelShap] }.into_any()
    };
    let of = |recipe: &Recipe, n| {
        let events = ask(recipe, &[question(n)]);
        answer::<CohortQuestion>(&events).expect("rows")
    };
    let drawn = of(&credit(), 4);
    let (part, n) = drawn.drawn_from.expect("a part");
    assert_eq!((part, n), (vitrine::dataset::Part::Test, 200));
    let rows: Vec<u32> = drawn.rows.iter().filter_map(|row| row.table_row).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.is_sorted() && drawn.rows.iter().all(|row| row.locals.len() == 1));
    for row in &drawn.rows {
        let mut alone = credit();
        alone.explain.row = RowChoice::Table(row.table_row.expect("a row of the table"));
        alone.explain.class = Some("bad".into());
        let alone = crate::session_driver::explained(&Run::sample("german_credit").make(&alone));
        assert_eq!(alone.locals.first(), row.locals.first());
    }
    let mut other = credit();
    other.explain.row = RowChoice::Table(3);
    assert_eq!(of(&other, 4).rows.len(), 4);
    let again: Vec<u32> = of(&other, 4).rows.iter().filter_map(|row| row.table_row).collect();
    assert_eq!(again, rows);
    assert_eq!(of(&credit(), 1_000_000).rows.len(), 200, "no more than there are");
}

/// One of them can be asked for while another is answered: each has an answer of its own.
#[test]
fn all_three_are_answered() {
    let questions = [
        importance(ImportanceMetric::LogLoss).into_any(),
        DependenceQuestion { feature: "age".into() }.into_any(),
        CohortQuestion { rows: CohortRows::Drawn(2), class: None, methods: vec![Method::Lime] }.into_any(),
    ];
    let events = ask(&credit(), &questions);
    assert!(answer::<ImportanceQuestion>(&events).is_some());
    assert!(answer::<DependenceQuestion>(&events).is_some());
    let cohort = answer::<CohortQuestion>(&events).expect("rows");
    assert!(cohort.rows.iter().all(|row| row.local(Method::Lime).is_some() && row.local(Method::KernelShap).is_none()));
}
