//! Nothing is shown for something else: what the page takes belongs to what it asks for, whatever comes between.

use crate::engine::rows::{asked, filter};
use crate::session_driver::{Run, TypedUpdate, answer, explained, predicted, sample, stage, typed_update};
use proptest::prelude::*;
use vitrine::explain::{Counterfactuals, Goal, RowChoice};
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::num::rng::Rng;
use vitrine::protocol::rows::{By, DecisionRule, ListedRow, RowQuery, RowsFound, RowsQuestion, Sort};
use vitrine::protocol::{
    AnswerUpdate, CounterfactualsQuestion, Event, Explained, ExplanationQuestion, Prediction, PredictionQuestion,
    Question, Stage, TypedQuestion, standing_questions,
};
use vitrine::recipe::Recipe;
use vitrine::table::Value;

/// What the page looks at beside its recipe.
#[derive(Clone, Debug, Default)]
struct Look {
    rows: Option<RowsQuestion>,
    counterfactuals: Option<CounterfactualsQuestion>,
}

impl Look {
    /// The questions that come with it besides the standing ones.
    fn questions(&self) -> Vec<Question> {
        let rows = self.rows.iter().cloned().map(TypedQuestion::into_any);
        rows.chain(self.counterfactuals.iter().cloned().map(TypedQuestion::into_any)).collect()
    }
}

/// What the page shows: the newest that it took of each kind.
#[derive(Default)]
struct Shown {
    prediction: Option<Prediction>,
    explanation: Option<Explained>,
    rows: Option<RowsFound>,
    counterfactuals: Option<Counterfactuals>,
}

/// What is to be shown, made by a session that was asked for nothing else.
fn truth(recipe: &Recipe, look: &Look) -> Shown {
    let mut run = Run::sample("iris");
    run.ask(&look.questions());
    let events = run.make(recipe);
    Shown {
        prediction: Some(predicted(&events)),
        explanation: Some(untimed(explained(&events))),
        rows: answer::<RowsQuestion>(&events),
        counterfactuals: answer::<CounterfactualsQuestion>(&events),
    }
}

/// An explanation whatever time it took.
fn untimed(explained: Explained) -> Explained {
    Explained { seconds: 0.0, ..explained }
}

fn small(l2: f64, row: RowChoice, petal: Option<f64>) -> Recipe {
    let mut recipe = Recipe { model: ModelSpec::Linear(LinearSpec { l2 }), ..Recipe::new(sample("iris")) };
    recipe.explain.row = row;
    recipe.explain.background = Some(10);
    recipe.explain.lime.samples = 60;
    recipe.explain.edits = petal.map(|v| ("petal_length".to_owned(), Value::Number(v))).into_iter().collect();
    recipe
}

/// Each event is taken by the page's own rule, at any moment, and what is then shown belongs to what is asked for.
#[test]
fn f14_nothing_is_shown_for_something_else() {
    let mut rng = Rng::stream(14, "interleavings", 0);
    let (mut n_passed, mut n_rows, mut n_flips) = (0, 0, 0);
    for _ in 0..500 {
        let mut run = Run::sample("iris");
        let (mut recipe, mut look) = (small(1.0, RowChoice::Auto, None), Look::default());
        let mut shown = Shown::default();
        // On their way to the page: what the worker said, and is not heard yet.
        let mut line: Vec<Event> = Vec::new();
        run.follow(&recipe);
        let mut n_left = 24;
        loop {
            match if n_left > 0 { rng.below(8) } else { 7 } {
                0 | 1 => {
                    let row = [RowChoice::Table(3), RowChoice::Table(77), RowChoice::Own][rng.below(3)];
                    recipe = small([1.0, 9.0][rng.below(2)], row, [None, Some(1.5), Some(6.0)][rng.below(3)]);
                    run.follow(&recipe);
                }
                2 => {
                    let sort = Sort {
                        by: [By::Row, By::Probability, By::Feature(2)][rng.below(3)],
                        descending: rng.below(2) == 1,
                    };
                    let query = RowQuery { sort, ..filter(|f| f.right = [None, Some(true)][rng.below(2)]) };
                    look.rows = Some(asked(query, rng.below(5) as u32 * 10, 12)).filter(|_| rng.below(5) > 0);
                    look.counterfactuals =
                        Some(CounterfactualsQuestion { goal: Goal::Decision, rule: DecisionRule::default() })
                            .filter(|_| rng.below(2) == 0);
                    run.ask(&look.questions());
                }
                3..=5 => {
                    for _ in 0..=rng.below(30) {
                        line.extend(run.step().1);
                    }
                }
                6 => hear(&mut shown, std::mem::take(&mut line), &recipe, &look, &mut n_passed),
                _ => {
                    line.extend(run.finish());
                    hear(&mut shown, std::mem::take(&mut line), &recipe, &look, &mut n_passed);
                    if n_left == 0 {
                        break;
                    }
                }
            }
            n_left -= i32::from(n_left > 0);
        }
        // As much as was asked for last is shown, and it is what a session of its own makes of it.
        let truth = truth(&recipe, &look);
        assert_eq!(shown.prediction, truth.prediction);
        assert_eq!(shown.explanation, truth.explanation);
        assert_eq!(
            (truth.rows.is_some(), truth.counterfactuals.is_some()),
            (look.rows.is_some(), look.counterfactuals.is_some())
        );
        if truth.rows.is_some() {
            assert_eq!(shown.rows, truth.rows);
            n_rows += 1;
        }
        if truth.counterfactuals.is_some() {
            assert_eq!(shown.counterfactuals, truth.counterfactuals);
            n_flips += 1;
        }
    }
    assert!(n_passed > 200 && n_rows > 50 && n_flips > 50, "{n_passed} {n_rows} {n_flips}");
}

/// The page takes events, and each that it takes is of the recipe and the look as they are.
fn hear(shown: &mut Shown, events: Vec<Event>, recipe: &Recipe, look: &Look, n_passed: &mut usize) {
    let keys = recipe.keys();
    let petal = recipe.explain.edits.values().next();
    for event in events {
        if !event.is_wanted(&keys, &[standing_questions(), look.questions()].concat()) {
            *n_passed += 1;
            continue;
        }
        let asks_row = recipe.explain.row != RowChoice::Auto;
        if let Some(Stage::Ready(p)) = stage::<PredictionQuestion>(&event) {
            assert!(petal.is_none_or(|v| p.values[2] == *v), "another what-if");
            assert!(!asks_row || p.table_row == recipe.explain.row.table(), "another row");
            shown.prediction = Some(p);
        }
        if let Some(Stage::Ready(e) | Stage::Preview(e)) = stage::<ExplanationQuestion>(&event) {
            assert!(petal.is_none_or(|v| e.values[2] == *v), "another what-if");
            assert!(!asks_row || e.table_row == recipe.explain.row.table(), "another row");
            shown.explanation = Some(untimed(e));
        }
        if let Some(TypedUpdate { question, stage: Stage::Ready(found), .. }) = typed_update::<RowsQuestion>(&event) {
            let Sort { by, descending } = question.query.sort;
            let size = |r: &ListedRow| match (by, &r.cells[2]) {
                (By::Row, _) => f64::from(r.table_row),
                (By::Probability, _) => r.probability.expect("classes"),
                (_, Value::Number(v)) => *v,
                _ => f64::NAN,
            };
            let in_order = |w: &[ListedRow]| size(&w[0]) == size(&w[1]) || (size(&w[0]) > size(&w[1])) == descending;
            assert!(found.rows.windows(2).all(in_order));
            shown.rows = Some(found);
        }
        if let Some(Stage::Ready(found)) = stage::<CounterfactualsQuestion>(&event) {
            shown.counterfactuals = Some(found);
        }
    }
}

proptest! {
    #[test]
    fn f14_an_answer_is_wanted_only_by_its_own_question(
        (l2, row, from) in (0u8..3, 0u32..4, 0u32..4), (other_l2, other_row, other_from) in (0u8..3, 0u32..4, 0u32..4),
    ) {
        let of = |l2: u8, row: u32| small(f64::from(l2) + 1.0, RowChoice::Table(row), None).keys();
        let question = |from: u32| asked(RowQuery::default(), from, 12);
        let found = RowsFound { total: 0, n_rows: 0, rows: Vec::new(), place: Default::default(), worst: None, nearest: None };
        let update = |question: RowsQuestion| {
            let (request, stage) = (question.into_any().request(&of(l2, row)), Stage::Ready(RowsQuestion::answer_into_any(found.clone())));
            Event::Answer(Box::new(AnswerUpdate { request, stage }))
        };
        let same = l2 == other_l2 && from == other_from;
        let is_wanted = update(question(from)).is_wanted(&of(other_l2, other_row), &[question(other_from).into_any()]);
        prop_assert_eq!(is_wanted, same);
        let around = RowsQuestion { around: Some(1), ..question(from) };
        prop_assert!(!update(around).is_wanted(&of(l2, row), &[question(from).into_any()]));
        prop_assert!(!update(question(from)).is_wanted(&of(l2, row), &[]));
    }
}
