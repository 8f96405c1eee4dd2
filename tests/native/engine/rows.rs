//! The list of rows: every row once, and what filters, orders and windows make of them.

use crate::session_driver::{Run, answer, line, predicted};
use std::collections::BTreeMap;
use vitrine::dataset::Part;
use vitrine::explain::RowChoice;
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::protocol::TypedQuestion;
use vitrine::protocol::rows::{By, ListedRow, N_FEATURES, RowFilter, RowQuery, RowsFound, RowsQuestion, Sort};
use vitrine::recipe::{Recipe, Source};
use vitrine::table::{Kind, Value};

/// Rows in a window.
const WINDOW: u32 = 60;

/// A window of what a query finds.
pub fn asked(query: RowQuery, from: u32, n: u32) -> RowsQuestion {
    RowsQuestion { query, from, n, first_feature: 0, n_features: N_FEATURES, around: None }
}

fn rows(run: &mut Run, asked: RowsQuestion) -> RowsFound {
    run.ask(&[asked.into_any()]);
    answer::<RowsQuestion>(&run.finish()).expect("rows")
}

/// Every row that a query finds, window by window.
pub fn all(run: &mut Run, query: &RowQuery) -> Vec<ListedRow> {
    let mut found = Vec::new();
    loop {
        let window = rows(run, asked(query.clone(), found.len() as u32, WINDOW));
        found.extend(window.rows);
        if found.len() == window.total as usize {
            return found;
        }
    }
}

/// A query for the rows that a filter lets through.
pub fn filter(change: impl FnOnce(&mut RowFilter)) -> RowQuery {
    let mut query = RowQuery::default();
    change(&mut query.filter);
    query
}

#[test]
fn the_list_has_every_row_once_as_it_is_predicted() {
    let mut run = Run::sample("german_credit");
    let mut recipe = line("german_credit");
    run.make(&recipe);
    let rows = all(&mut run, &RowQuery::default());
    assert_eq!(rows.iter().map(|r| r.table_row).collect::<Vec<_>>(), (0..1000).collect::<Vec<u32>>());
    for row in rows.iter().step_by(97) {
        recipe.explain.row = RowChoice::Table(row.table_row);
        let p = predicted(&run.make(&recipe));
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
    let mut run = Run::sample("german_credit");
    run.make(&line("german_credit"));
    let every = all(&mut run, &RowQuery::default());
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
                (r.table_row + 1).to_string().contains("99") || r.cells.iter().any(|c| c.to_string().contains("99"))
            }),
        ),
    ];
    for (query, test) in cases {
        let found = all(&mut run, &query);
        let expected: Vec<&ListedRow> = every.iter().filter(|r| test(r)).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{query:?}");
        let window = rows(&mut run, asked(query, 0, 1));
        let worst = expected.iter().filter(|r| r.right == Some(false)).max_by(|a, b| a.error.total_cmp(&b.error));
        assert_eq!(window.worst, worst.map(|r| r.table_row));
        let away = |r: &ListedRow| (r.probability.expect("classes") - 0.5).abs();
        let nearest = window.nearest.and_then(|n| expected.iter().find(|r| r.table_row == n));
        assert_eq!(nearest.is_some(), !expected.is_empty());
        assert!(expected.iter().all(|r| away(nearest.expect("a row")) <= away(r) + 1e-15));
        assert_eq!(window.n_rows, 1000);
    }
}

#[test]
fn every_column_sorts_both_ways_and_what_is_missing_comes_last() {
    let mut text = String::from("n,l,y\n");
    for i in 0..90 {
        let n = if i % 9 == 0 { String::new() } else { format!("{}", (i * 37) % 23) };
        text += &format!("{n},{},{}\n", ["u", "v", "w", ""][i % 4], (i * 7 % 31) as f64 / 2.0);
    }
    let own = Source::File { name: "own".to_owned(), hash: String::new() };
    let mut run = Run::new(own.clone(), text.into_bytes());
    let recipe = Recipe {
        model: ModelSpec::Linear(LinearSpec::default()),
        kinds: BTreeMap::from([("n".to_owned(), Kind::Number.into())]),
        ..Recipe::new(own)
    };
    run.make(&recipe);
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
            let found = all(&mut run, &RowQuery { sort: Sort { by, descending }, ..RowQuery::default() });
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
    let first = &all(&mut run, &RowQuery::default())[0];
    assert_eq!(first.error, number(&first.truth) - number(&first.predicted));
    assert_eq!((first.probability, first.right), (None, None));
}

#[test]
fn windows_stay_within_the_list_and_know_the_neighbours() {
    let mut run = Run::sample("iris");
    run.make(&line("iris"));
    let query = RowQuery { sort: Sort { by: By::Feature(0), descending: true }, ..RowQuery::default() };
    let order: Vec<u32> = all(&mut run, &query).iter().map(|r| r.table_row).collect();
    for (from, n, expected) in [(0, 10, 10), (145, 10, 5), (150, 10, 0), (u32::MAX, u32::MAX, 0), (3, 1_000, 147)] {
        let found = rows(&mut run, asked(query.clone(), from, n));
        assert_eq!((found.rows.len() as u32, found.total), (expected, 150));
    }
    for at in [0usize, 70, 149] {
        let found = rows(&mut run, RowsQuestion { around: Some(order[at]), ..asked(query.clone(), 0, 0) });
        assert_eq!(found.place.at, Some(at as u32));
        assert_eq!(found.place.before, at.checked_sub(1).map(|i| order[i]));
        assert_eq!(found.place.after, order.get(at + 1).copied());
    }
    // From a row that is not in the list one comes to its ends.
    let found = rows(&mut run, asked(query, 0, 0));
    assert_eq!((found.place.at, found.place.before, found.place.after), (None, order.last().copied(), Some(order[0])));
}
