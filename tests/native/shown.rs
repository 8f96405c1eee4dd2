//! Nothing is shown for something else: what the page takes belongs to what it asks for, whatever comes between.

use crate::driven::{Run, explained, predicted, sample};
use crate::rows::{asked, filter};
use proptest::prelude::*;
use vitrine::explain::{Goal, RowChoice};
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::num::rng::Rng;
use vitrine::recipe::Recipe;
use vitrine::table::Value;
use vitrine::worker::protocol::{Event, Explained, Prediction, Stage};
use vitrine::worker::query::{
    By, Cut, FlipsAsked, FlipsFound, ListedRow, Look, PieceAsked, PieceFound, RowQuery, RowsFound, Sort,
};

/// What the page shows: the newest that it took of each kind.
#[derive(Default)]
struct Shown {
    prediction: Option<Prediction>,
    explanation: Option<Explained>,
    rows: Option<RowsFound>,
    flips: Option<FlipsFound>,
}

/// What is to be shown, made by a session that was asked for nothing else.
fn truth(recipe: &Recipe, look: &Look) -> Shown {
    let mut run = Run::sample("iris");
    run.look(look);
    let events = run.make(recipe);
    let mut truth = Shown {
        prediction: Some(predicted(&events)),
        explanation: Some(untimed(explained(&events))),
        ..Shown::default()
    };
    for event in events {
        match event {
            Event::Rows(found) => truth.rows = Some(found),
            Event::Flips(found) => truth.flips = Some(found),
            _ => {}
        }
    }
    truth
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
                    look.flips =
                        Some(FlipsAsked { goal: Goal::Decision, cut: Cut::default() }).filter(|_| rng.below(2) == 0);
                    run.look(&look);
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
        assert!(truth.explanation.is_some_and(|e| !e.rough));
        assert_eq!((truth.rows.is_some(), truth.flips.is_some()), (look.rows.is_some(), look.flips.is_some()));
        if truth.rows.is_some() {
            assert_eq!(shown.rows, truth.rows);
            n_rows += 1;
        }
        if truth.flips.is_some() {
            assert_eq!(shown.flips, truth.flips);
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
        if !event.is_wanted(&keys, look) {
            *n_passed += 1;
            continue;
        }
        match event {
            Event::Prediction(u) => {
                if let Stage::Ready(p) = u.stage {
                    assert!(petal.is_none_or(|v| p.values[2] == *v), "another what-if");
                    assert!(
                        recipe.explain.row == RowChoice::Auto || p.table_row == recipe.explain.row.table(),
                        "another row"
                    );
                    shown.prediction = Some(p);
                }
            }
            Event::Explanation(u) | Event::Rough(u) => {
                if let Stage::Ready(e) = u.stage {
                    assert!(petal.is_none_or(|v| e.values[2] == *v), "another what-if");
                    assert!(
                        recipe.explain.row == RowChoice::Auto || e.table_row == recipe.explain.row.table(),
                        "another row"
                    );
                    shown.explanation = Some(untimed(e));
                }
            }
            Event::Rows(found) => {
                let sizes = |r: &ListedRow| match found.asked.query.sort.by {
                    By::Row => f64::from(r.table_row),
                    By::Probability => r.probability.expect("classes"),
                    _ => {
                        if let Value::Number(v) = r.cells[2] {
                            v
                        } else {
                            f64::NAN
                        }
                    }
                };
                let down = found.asked.query.sort.descending;
                assert!(
                    found
                        .rows
                        .windows(2)
                        .all(|w| sizes(&w[0]) == sizes(&w[1]) || (sizes(&w[0]) > sizes(&w[1])) == down)
                );
                shown.rows = Some(found);
            }
            Event::Flips(found) => shown.flips = Some(found),
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn f14_an_answer_is_wanted_only_by_its_own_question(
        (l2, row, from) in (0u8..3, 0u32..4, 0u32..4), (other_l2, other_row, other_from) in (0u8..3, 0u32..4, 0u32..4),
    ) {
        let of = |l2: u8, row: u32| small(f64::from(l2) + 1.0, RowChoice::Table(row), None).keys();
        let look = |from: u32| Look { rows: Some(asked(RowQuery::default(), from, 12)), ..Look::default() };
        let mut answer = RowsFound {
            model: of(l2, row).model, asked: asked(RowQuery::default(), from, 12), total: 0, of: 0, rows: Vec::new(),
            place: Default::default(), worst: None, nearest: None,
        };
        let same = l2 == other_l2 && from == other_from;
        prop_assert_eq!(Event::Rows(answer.clone()).is_wanted(&of(other_l2, other_row), &look(other_from)), same);
        answer.asked.around = Some(1);
        prop_assert!(!Event::Rows(answer).is_wanted(&of(l2, row), &look(from)));
        let piece = |from: u32| PieceAsked { query: RowQuery::default(), from };
        let look = Look { piece: Some(piece(other_from)), ..Look::default() };
        let answer = PieceFound { model: of(l2, row).model, asked: piece(from), total: 0, of: 0, rows: Vec::new() };
        prop_assert_eq!(Event::Piece(answer).is_wanted(&of(other_l2, other_row), &look), same);
    }
}
