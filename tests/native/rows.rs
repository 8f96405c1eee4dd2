//! The list of rows, rows of one's own, rough explanations, and that nothing is shown for something else.

use proptest::prelude::*;
use std::collections::BTreeMap;
use vitrine::dataset::Part;
use vitrine::explain::{Goal, RowChoice};
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::num::rng::Rng;
use vitrine::recipe::{Recipe, Source};
use vitrine::table::{Kind, Value};
use vitrine::worker::protocol::{Command, Event, Explained, Prediction, Stage};
use vitrine::worker::query::{
    By, Cut, FlipsAsked, ListedRow, Look, N_ROWS, RowFilter, RowQuery, RowsAsked, RowsFound, Sort,
};
use vitrine::worker::session::Session;

fn source(name: &str) -> Source {
    Source::Sample(name.to_owned())
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/www/data/{name}.csv", env!("CARGO_MANIFEST_DIR"))).expect("a bundled file")
}

fn session(name: &str) -> Session {
    let mut session = Session::new();
    session.load(source(name), bytes(name));
    session
}

fn line(name: &str) -> Recipe {
    Recipe { model: ModelSpec::Linear(LinearSpec::default()), ..Recipe::new(source(name)) }
}

fn finish(session: &mut Session) -> Vec<Event> {
    let mut all = session.events();
    let mut now = 0.0;
    while session.step(now) {
        now += 0.01;
        all.extend(session.events());
    }
    all.extend(session.events());
    all
}

fn follow(session: &mut Session, recipe: &Recipe) -> Vec<Event> {
    session.handle(Command::Follow { recipe: Box::new(recipe.clone()) });
    finish(session)
}

fn asked(query: RowQuery, from: u32, n: u32) -> RowsAsked {
    RowsAsked { query, from, n, first_feature: 0, around: None }
}

fn rows(session: &mut Session, asked: RowsAsked) -> RowsFound {
    session.handle(Command::Look { look: Box::new(Look { rows: Some(asked), flips: None }) });
    let found = finish(session).into_iter().rev().find_map(|e| match e {
        Event::Rows(found) => Some(found),
        _ => None,
    });
    found.expect("rows")
}

/// Every row that a query finds, window by window.
fn all(session: &mut Session, query: &RowQuery) -> Vec<ListedRow> {
    let mut found = Vec::new();
    loop {
        let window = rows(session, asked(query.clone(), found.len() as u32, N_ROWS));
        found.extend(window.rows);
        if found.len() == window.total as usize {
            return found;
        }
    }
}

fn filter(change: impl FnOnce(&mut RowFilter)) -> RowQuery {
    let mut query = RowQuery::default();
    change(&mut query.filter);
    query
}

fn explained(events: &[Event]) -> Explained {
    let last = events.iter().rev().find_map(|e| match e {
        Event::Explanation(u) => match &u.stage {
            Stage::Ready(x) => Some(x.clone()),
            _ => None,
        },
        _ => None,
    });
    last.expect("an explanation")
}

fn predicted(events: &[Event]) -> Prediction {
    let last = events.iter().rev().find_map(|e| match e {
        Event::Prediction(u) => match &u.stage {
            Stage::Ready(x) => Some(x.clone()),
            _ => None,
        },
        _ => None,
    });
    last.expect("a prediction")
}

#[test]
fn the_list_has_every_row_once_as_it_is_predicted() {
    let mut s = session("german_credit");
    let mut recipe = line("german_credit");
    follow(&mut s, &recipe);
    let rows = all(&mut s, &RowQuery::default());
    assert_eq!(rows.iter().map(|r| r.table_row).collect::<Vec<_>>(), (0..1000).collect::<Vec<u32>>());
    for row in rows.iter().step_by(97) {
        recipe.explain.row = RowChoice::Table(row.table_row);
        let p = predicted(&follow(&mut s, &recipe));
        assert_eq!(Some(row.part), p.part);
        assert_eq!(Some(&row.truth), p.truth.as_ref());
        assert_eq!(row.cells, p.original);
        assert_eq!(row.probability, Some(p.original_outputs[p.explained.class]));
        let truth = usize::from(row.truth == Value::Level("good".to_owned()));
        assert_eq!(row.error, 1.0 - p.original_outputs[truth]);
        assert_eq!(row.right, Some(row.predicted == row.truth));
    }
}

#[test]
fn filters_let_through_what_meets_all_of_them() {
    let mut s = session("german_credit");
    follow(&mut s, &line("german_credit"));
    let every = all(&mut s, &RowQuery::default());
    let level = |name: &str| Value::Level(name.to_owned());
    type Test<'a> = Box<dyn Fn(&ListedRow) -> bool + 'a>;
    let cases: Vec<(RowQuery, Test)> = vec![
        (filter(|f| f.part = Some(Part::Test)), Box::new(|r| r.part == Part::Test)),
        (filter(|f| f.truth = Some("bad".into())), Box::new(|r| r.truth == level("bad"))),
        (filter(|f| f.right = Some(false)), Box::new(|r| r.right == Some(false))),
        (
            filter(|f| (f.truth, f.predicted, f.part) = (Some("good".into()), Some("bad".into()), Some(Part::Test))),
            Box::new(|r| r.truth == level("good") && r.predicted == level("bad") && r.part == Part::Test),
        ),
        (
            filter(|f| f.text = " FURNI".into()),
            Box::new(|r| r.cells.iter().any(|c| c.to_string().to_lowercase().contains("furni"))),
        ),
        (filter(|f| f.text = "no such text".into()), Box::new(|_| false)),
        (filter(|f| f.truth = Some("no such class".into())), Box::new(|_| false)),
        (
            filter(|f| f.text = "99".into()),
            Box::new(|r| {
                let number = |v: &Value| matches!(v, Value::Number(_));
                (r.table_row + 1).to_string().contains("99")
                    || r.cells.iter().any(|c| number(c) && c.to_string().contains("99"))
                    || r.cells.iter().any(|c| !number(c) && c.to_string().contains("99"))
            }),
        ),
    ];
    for (query, test) in cases {
        let found = all(&mut s, &query);
        let expected: Vec<&ListedRow> = every.iter().filter(|r| test(r)).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{query:?}");
        let window = rows(&mut s, asked(query, 0, 1));
        let worst = expected.iter().filter(|r| r.right == Some(false)).max_by(|a, b| a.error.total_cmp(&b.error));
        assert_eq!(window.worst, worst.map(|r| r.table_row));
        let away = |r: &ListedRow| (r.probability.expect("classes") - 0.5).abs();
        let nearest = window.nearest.and_then(|n| expected.iter().find(|r| r.table_row == n));
        assert_eq!(nearest.is_some(), !expected.is_empty());
        assert!(expected.iter().all(|r| away(nearest.expect("a row")) <= away(r) + 1e-15));
        assert_eq!(window.of, 1000);
    }
}

#[test]
fn every_column_sorts_both_ways_and_what_is_missing_comes_last() {
    let mut text = String::from("n,l,y\n");
    for i in 0..90 {
        let n = if i % 9 == 0 { String::new() } else { format!("{}", (i * 37) % 23) };
        text += &format!("{n},{},{}\n", ["u", "v", "w", ""][i % 4], (i * 7 % 31) as f64 / 2.0);
    }
    let mut s = Session::new();
    let own = Source::File { name: "own".to_owned(), hash: String::new() };
    s.load(own.clone(), text.into_bytes());
    let recipe = Recipe {
        model: ModelSpec::Linear(LinearSpec::default()),
        kinds: BTreeMap::from([("n".to_owned(), Kind::Number)]),
        ..Recipe::new(own)
    };
    follow(&mut s, &recipe);
    let number = |v: &Value| match v {
        Value::Number(v) => *v,
        _ => f64::NAN,
    };
    type Size<'a> = Box<dyn Fn(&ListedRow) -> f64 + 'a>;
    let columns: Vec<(By, Size)> = vec![
        (By::Row, Box::new(|r| f64::from(r.table_row))),
        (
            By::Part,
            Box::new(|r| {
                [Part::Train, Part::Validation, Part::Test].iter().position(|p| *p == r.part).expect("a part") as f64
            }),
        ),
        (By::Truth, Box::new(|r| number(&r.truth))),
        (By::Predicted, Box::new(|r| number(&r.predicted))),
        (By::Error, Box::new(|r| r.error)),
        (By::Feature(0), Box::new(|r| number(&r.cells[0]))),
        (
            By::Feature(1),
            Box::new(|r| {
                ["u", "v", "w"]
                    .iter()
                    .position(|l| r.cells[1] == Value::Level((*l).to_owned()))
                    .map_or(f64::NAN, |p| p as f64)
            }),
        ),
        (By::Feature(99), Box::new(|_| 0.0)),
    ];
    for (by, size) in columns {
        for descending in [false, true] {
            let found = all(&mut s, &RowQuery { sort: Sort { by, descending }, ..RowQuery::default() });
            assert_eq!(found.len(), 90);
            let sizes: Vec<(f64, u32)> = found.iter().map(|r| (size(r), r.table_row)).collect();
            let in_order = |w: &[(f64, u32)]| {
                let ((a, i), (b, j)) = (w[0], w[1]);
                match (a.is_nan(), b.is_nan()) {
                    (false, true) => true,
                    (true, false) => false,
                    _ if a.is_nan() || a == b => i < j,
                    _ => (a < b) != descending,
                }
            };
            assert!(sizes.windows(2).all(in_order), "{by:?} {descending} {sizes:?}");
        }
    }
    // A number has an error with its sign, no probability, and is neither right nor wrong.
    let first = &all(&mut s, &RowQuery::default())[0];
    assert_eq!(first.error, number(&first.predicted) - number(&first.truth));
    assert_eq!((first.probability, first.right), (None, None));
}

#[test]
fn windows_stay_within_the_list_and_know_the_neighbours() {
    let mut s = session("iris");
    follow(&mut s, &line("iris"));
    let query = RowQuery { sort: Sort { by: By::Feature(0), descending: true }, ..RowQuery::default() };
    let order: Vec<u32> = all(&mut s, &query).iter().map(|r| r.table_row).collect();
    for (from, n, expected) in [(0, 10, 10), (145, 10, 5), (150, 10, 0), (u32::MAX, u32::MAX, 0), (3, 1_000, N_ROWS)] {
        let found = rows(&mut s, asked(query.clone(), from, n));
        assert_eq!((found.rows.len() as u32, found.total), (expected, 150));
    }
    for at in [0usize, 70, 149] {
        let found = rows(&mut s, RowsAsked { around: Some(order[at]), ..asked(query.clone(), 0, 0) });
        assert_eq!(found.place.at, Some(at as u32));
        assert_eq!(found.place.before, at.checked_sub(1).map(|i| order[i]));
        assert_eq!(found.place.after, order.get(at + 1).copied());
    }
    // From a row that is not in the list one comes to its ends.
    let found = rows(&mut s, asked(query, 0, 0));
    assert_eq!((found.place.at, found.place.before, found.place.after), (None, order.last().copied(), Some(order[0])));
}

#[test]
fn a_row_of_ones_own_is_explained_like_any_other() {
    let mut s = session("german_credit");
    let mut recipe = line("german_credit");
    recipe.explain.row = RowChoice::Own;
    let events = follow(&mut s, &recipe);
    let (p, e) = (predicted(&events), explained(&events));
    assert_eq!((p.table_row, p.part, &p.truth, e.table_row), (None, None, &None, None));
    assert_eq!(p.values, p.original);
    recipe.explain.edits =
        BTreeMap::from([("age".to_owned(), Value::Number(22.0)), ("purpose".to_owned(), Value::Missing)]);
    let events = follow(&mut s, &recipe);
    let (q, e) = (predicted(&events), explained(&events));
    assert_eq!(q.original, p.values);
    assert!(q.values.contains(&Value::Number(22.0)) && q.outputs != p.outputs);
    let sum: f64 = e.shap.base + e.shap.attributions.iter().map(|a| a.value).sum::<f64>();
    assert!((sum - q.outputs[q.explained.class]).abs() < 1e-9);
    assert!(e.shap_original.is_some());
}

#[test]
fn a_rough_explanation_comes_first_and_adds_up() {
    let mut s = session("german_credit");
    let mut recipe = line("german_credit");
    let row = predicted(&follow(&mut s, &recipe)).table_row;
    recipe.explain.row = RowChoice::Auto.or(row);
    recipe.explain.edits = BTreeMap::from([("age".to_owned(), Value::Number(22.0))]);
    let events = follow(&mut s, &recipe);
    let at = |is: fn(&Event) -> bool| events.iter().position(is);
    let roughly = at(|e| matches!(e, Event::Rough(_)));
    let fully = at(|e| matches!(e, Event::Explanation(u) if matches!(u.stage, Stage::Ready(_))));
    assert!(roughly.is_some() && roughly < fully, "{roughly:?} {fully:?}");
    let Some(Event::Rough(u)) = roughly.map(|i| &events[i]) else { panic!("a rough explanation") };
    let Stage::Ready(rough) = &u.stage else { panic!("a finished one") };
    let full = explained(&events);
    assert!(rough.rough && !full.rough);
    assert_eq!((rough.shap.base, rough.shap.prediction), (full.shap.base, full.shap.prediction), "both are exact");
    assert!(rough.shap.quality.residual.abs() < 1e-9);
    assert!(rough.shap.quality.n_samples < full.shap.quality.n_samples);
    assert!(rough.lime.quality.n_samples < full.lime.quality.n_samples);
    assert!(rough.shap_original.is_some(), "the thin marks stay");
    // Its errors say how far it may be off: within four of them, for every feature.
    for (r, f) in rough.shap.attributions.iter().zip(&full.shap.attributions) {
        let error = r.error.unwrap_or(0.0) + f.error.unwrap_or(0.0);
        assert!((r.value - f.value).abs() <= 4.0 * error + 1e-9, "{} {} {} {error}", r.feature, r.value, f.value);
    }
    // The one in full is what it is without a rough one before it.
    let again = explained(&follow(&mut session("german_credit"), &recipe));
    assert_eq!((full.shap, full.lime), (again.shap, again.lime));
    // A row as the table has it is explained in full at once.
    recipe.explain.edits.clear();
    assert!(!follow(&mut s, &recipe).iter().any(|e| matches!(e, Event::Rough(_))));
}

/// What the page shows: the newest that it took of each kind.
#[derive(Default)]
struct Shown {
    prediction: Option<Prediction>,
    explanation: Option<Explained>,
    rows: Option<RowsFound>,
    flips: Option<(Goal, usize)>,
}

/// What each recipe and look is to show, made by a session of its own.
struct Truth(BTreeMap<Vec<u8>, (Prediction, Explained)>);

impl Truth {
    fn of(&mut self, recipe: &Recipe) -> &(Prediction, Explained) {
        self.0.entry(recipe.to_bytes()).or_insert_with(|| {
            let events = follow(&mut session("iris"), recipe);
            (predicted(&events), explained(&events))
        })
    }
}

fn small(l2: f64, row: RowChoice, petal: Option<f64>) -> Recipe {
    let mut recipe = Recipe { model: ModelSpec::Linear(LinearSpec { l2 }), ..Recipe::new(source("iris")) };
    recipe.explain.row = row;
    recipe.explain.background = 10;
    recipe.explain.lime.samples = 60;
    recipe.explain.edits = petal.map(|v| ("petal_length".to_owned(), Value::Number(v))).into_iter().collect();
    recipe
}

/// Each event is taken by the page's own rule, at any moment, and what is then shown belongs to what is asked for.
#[test]
fn f14_nothing_is_shown_for_something_else() {
    let mut truth = Truth(BTreeMap::new());
    let mut rng = Rng::stream(14, "interleavings", 0);
    let (mut n_passed, mut n_rows, mut n_flips) = (0, 0, 0);
    for _ in 0..500 {
        let mut s = session("iris");
        let (mut recipe, mut look) = (small(1.0, RowChoice::Auto, None), Look::default());
        let mut shown = Shown::default();
        // On their way to the page: what the worker said, and is not heard yet.
        let mut line: Vec<Event> = Vec::new();
        s.handle(Command::Follow { recipe: Box::new(recipe.clone()) });
        let mut n_left = 24;
        loop {
            match if n_left > 0 { rng.below(8) } else { 7 } {
                0 | 1 => {
                    let row = [RowChoice::Table(3), RowChoice::Table(77), RowChoice::Own][rng.below(3)];
                    recipe = small([1.0, 9.0][rng.below(2)], row, [None, Some(1.5), Some(6.0)][rng.below(3)]);
                    s.handle(Command::Follow { recipe: Box::new(recipe.clone()) });
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
                    s.handle(Command::Look { look: Box::new(look.clone()) });
                }
                3..=5 => {
                    for _ in 0..=rng.below(30) {
                        s.step(0.0);
                    }
                    line.extend(s.events());
                }
                6 => hear(&mut shown, std::mem::take(&mut line), &recipe, &look, &mut n_passed),
                _ => {
                    line.extend(finish(&mut s));
                    hear(&mut shown, std::mem::take(&mut line), &recipe, &look, &mut n_passed);
                    if n_left == 0 {
                        break;
                    }
                }
            }
            n_left -= i32::from(n_left > 0);
        }
        let (prediction, explanation) = truth.of(&recipe);
        assert_eq!(shown.prediction.as_ref(), Some(prediction));
        let e = shown.explanation.expect("an explanation");
        assert!(!e.rough);
        assert_eq!(
            (&e.shap, &e.lime, &e.shap_original),
            (&explanation.shap, &explanation.lime, &explanation.shap_original)
        );
        if let Some(asked) = &look.rows {
            let found = shown.rows.expect("rows");
            assert_eq!((&found.asked, &found.model), (asked, &recipe.keys().model));
            n_rows += 1;
        }
        if look.flips.is_some() {
            assert!(shown.flips.is_some());
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
                    shown.explanation = Some(e);
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
            Event::Flips(found) => shown.flips = Some((found.asked.goal, found.flips.found.len())),
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
        let look = |from: u32| Look { rows: Some(asked(RowQuery::default(), from, 12)), flips: None };
        let mut answer = RowsFound {
            model: of(l2, row).model, asked: asked(RowQuery::default(), from, 12), total: 0, of: 0, rows: Vec::new(),
            place: Default::default(), worst: None, nearest: None,
        };
        let same = l2 == other_l2 && from == other_from;
        prop_assert_eq!(Event::Rows(answer.clone()).is_wanted(&of(other_l2, other_row), &look(other_from)), same);
        answer.asked.around = Some(1);
        prop_assert!(!Event::Rows(answer).is_wanted(&of(l2, row), &look(from)));
    }
}
