//! Lists as files: the rows piece by piece, against the file of the table and the scores of the evaluation; and what else
//! is a list.

use crate::data::{rows as table_text, sample_bytes, sheet, table};
use crate::engine::rows::{all, asked, filter};
use crate::session_driver::{Run, answer, line, typed_update};
use vitrine::dataset::Part;
use vitrine::evaluate::{Costs, Decisions, Scores};
use vitrine::explain::{Counterfactual, Counterfactuals};
use vitrine::model::{LinearSpec, ModelSpec};
use vitrine::protocol::rows::{By, ListedRow, RowQuery, RowsQuestion, Sort};
use vitrine::protocol::{DatasetQuestion, EvaluationQuestion, Stage, TypedQuestion};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::csv::{self as sheets, Cells};
use vitrine::share::lists::{self, Line};
use vitrine::share::{Cell, Figures, evaluation};
use vitrine::table::{Value, summary};

/// Every row that a query finds, piece by piece, and in how many pieces.
fn gathered(run: &mut Run, query: &RowQuery) -> (Vec<ListedRow>, usize) {
    let (mut rows, mut n_pieces) = (Vec::new(), 0);
    loop {
        let asked = RowsQuestion { n_features: u32::MAX, ..asked(query.clone(), rows.len() as u32, u32::MAX) };
        run.ask(&[asked.clone().into_any()]);
        let found = run.finish().iter().rev().find_map(typed_update::<RowsQuestion>).expect("a piece");
        assert_eq!(found.question, asked);
        let Stage::Ready(found) = found.stage else { panic!("no piece") };
        rows.extend(found.rows);
        n_pieces += 1;
        if rows.len() == found.total as usize {
            return (rows, n_pieces);
        }
    }
}

fn figures(rows: &[ListedRow], target: &str, class: Option<&str>, features: &[String]) -> Figures {
    let part = |part: Part| format!("{part:?}").to_lowercase();
    let mut figures = lists::rows(&[], target, class, features.iter().cloned());
    figures.rows.extend(rows.iter().map(|r| {
        lists::line(&Line {
            names: &[],
            table_row: r.table_row,
            part: &part(r.part),
            truth: &r.truth,
            predicted: &r.predicted,
            probability: r.probability,
            error: r.error,
            cells: &r.cells,
        })
    }));
    figures
}

/// Records of a CSV, read by another reader.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_pieces_of_a_file_are_the_list_as_it_is_filtered_and_sorted() {
    let mut run = Run::sample("german_credit");
    run.make(&line("german_credit"));
    let narrowed = RowQuery {
        sort: Sort { by: By::Error, descending: true },
        ..filter(|f| (f.part, f.right) = (Some(Part::Test), Some(false)))
    };
    for (query, least) in [(RowQuery::default(), 2), (narrowed, 1), (filter(|f| f.text = "no such text".into()), 1)] {
        let (rows, n_pieces) = gathered(&mut run, &query);
        assert!(rows == all(&mut run, &query) && n_pieces >= least, "{query:?}: {n_pieces} pieces");
    }
}

/// A window tells some features, a file all of them.
#[test]
fn a_file_has_every_feature_of_a_wide_table() {
    let names: Vec<String> = (0..90).map(|j| format!("f{j}")).collect();
    let header = format!("{},y", names.join(","));
    let text = table_text(&header, 60, |i| {
        let cells: Vec<String> = (0..90).map(|j| ((i * 31 + j * 17) % 97).to_string()).collect();
        format!("{},{}", cells.join(","), (i * 7) % 23)
    });
    let source = Source::File { name: "wide".to_owned(), hash: String::new() };
    let mut run = Run::new(source.clone(), text.into_bytes());
    let mut recipe = Recipe { model: ModelSpec::Linear(LinearSpec::default()), ..Recipe::new(source) };
    recipe.dataset.target = Some("y".to_owned());
    run.make(&recipe);
    for (i, row) in gathered(&mut run, &RowQuery::default()).0.iter().enumerate() {
        let cells: Vec<Value> = (0..90).map(|j| Value::Number(((i * 31 + j * 17) % 97) as f64)).collect();
        assert_eq!((row.table_row as usize, &row.cells), (i, &cells));
    }
}

/// Whoever reads the file finds the table in it, and from the predictions in it the scores of the page.
#[test]
fn a_file_of_the_rows_holds_the_table_and_gives_its_scores_again() {
    for sample in ["german_credit", "diabetes"] {
        let mut run = Run::sample(sample);
        let events = run.make(&line(sample));
        let data = answer::<DatasetQuestion>(&events).expect("a data set");
        let features: Vec<String> = data.features.iter().map(|f| f.name.clone()).collect();
        let class = data.classes.get(1).map(|c| c.0.as_str());
        let query = RowQuery { class: class.map(str::to_owned), ..RowQuery::default() };
        let rows = gathered(&mut run, &query).0;
        let written = sheets::write(&figures(&rows, &data.target, class, &features), Cells::Raw);
        let (ours, theirs) = (records(written.as_bytes()), records(&sample_bytes(sample)));
        let at = |name: &str| ours[0].iter().position(|c| c == name).expect("a column");
        for (i, (mine, table)) in ours[1..].iter().zip(&theirs[1..]).enumerate() {
            assert_eq!(mine[at("row")], (i + 1).to_string());
            for name in features.iter().chain([&data.target]) {
                let their = &table[theirs[0].iter().position(|c| c == name).expect("a column")];
                let same = match (mine[at(name)].parse::<f64>(), their.parse::<f64>()) {
                    (Ok(a), Ok(b)) => a.to_bits() == b.to_bits(),
                    _ => mine[at(name)] == their.trim(),
                };
                assert!(same, "{sample}, row {}: {name} is {their:?} and became {:?}", i + 1, mine[at(name)]);
            }
        }
        assert_eq!(ours.len(), theirs.len());
        let test: Vec<&Vec<String>> = ours[1..].iter().filter(|r| r[at("part")] == "test").collect();
        let mean = |of: &dyn Fn(&Vec<String>) -> f64| test.iter().map(|r| of(r)).sum::<f64>() / test.len() as f64;
        let number = |r: &Vec<String>, name: &str| r[at(name)].parse::<f64>().expect("a number");
        let evaluation = answer::<EvaluationQuestion>(&events).expect("an evaluation");
        let scores = evaluation.parts.iter().find(|p| p.part == Part::Test).expect("the test").model.clone();
        let pairs = match scores {
            Scores::Classes(s) => {
                let right = mean(&|r| f64::from(u8::from(r[at("predicted")] == r[at(&data.target)])));
                let probability = format!("probability of {}", class.expect("a class"));
                for r in &test {
                    let of_class = number(r, &probability);
                    let of_truth =
                        if r[at(&data.target)] == class.expect("a class") { of_class } else { 1.0 - of_class };
                    assert!((number(r, "error") - (1.0 - of_truth)).abs() < 1e-12);
                }
                vec![(right, s.accuracy), (mean(&|r| -(1.0 - number(r, "error")).ln()), s.log_loss)]
            }
            Scores::Numbers(s) => {
                for r in &test {
                    assert_eq!(number(r, "error"), number(r, &data.target) - number(r, "predicted"));
                }
                vec![(mean(&|r| number(r, "error").abs()), s.mae)]
            }
        };
        for (ours, theirs) in pairs {
            assert!((ours - theirs).abs() < 1e-12, "{sample}: {ours} and {theirs}");
        }
    }
}

#[test]
fn the_first_rows_are_texts_as_they_stand() {
    let sheet = sheet("a,b\n007,-1.50\n,\"=1+1\"\n");
    let summary = summary::begun(&sheet);
    let summary = summary::Summary {
        columns: table("a,b\n007,-1.50\n,\"=1+1\"\n").columns.iter().map(summary::column).collect(),
        ..summary
    };
    let written = sheets::write(&lists::first_rows(&summary), Cells::Defused);
    assert_eq!(written, "a,b\r\n007,-1.50\r\n,'=1+1\r\n");
}

#[test]
fn a_column_is_told_whole() {
    let table = table(table_text("n,l,d,e", 61, |i| {
        format!("{},{},2024-01-{:02},", (i * i) % 40, ["u", "v", "w"][i % 3], 1 + i % 28)
    }));
    let n_rows = |figures: &Figures| -> f64 {
        let last = |row: &Vec<Cell>| if let Some(Cell::Number(n)) = row.last() { *n } else { f64::NAN };
        figures.rows.iter().map(last).sum()
    };
    for column in &table.columns {
        let summary = summary::column(column);
        let figures = lists::distribution(&summary.distribution);
        assert_eq!(n_rows(&figures) as usize + summary.n_missing, 61, "{}", summary.name);
    }
    let of = |name: &str| {
        let column = table.columns.iter().find(|c| c.name == name).expect("a column");
        lists::distribution(&summary::column(column).distribution).rows
    };
    let (numbers, dates) = (of("n"), of("d"));
    assert!(numbers.windows(2).all(|w| w[0][1] == w[1][0]), "a bin begins where the one before ends");
    assert_eq!((&numbers[0][0], &numbers[numbers.len() - 1][1]), (&Cell::Number(0.0), &Cell::Number(36.0)));
    assert_eq!(dates[0][0], Cell::Text("2024-01-01".to_owned()));
    assert_eq!(of("l")[0], [Cell::Text("u".to_owned()), Cell::Number(21.0)]);
    // Levels beyond those that are named are one row.
    let wide = summary::Distribution::Levels { top: vec![("=a".to_owned(), 5)], other: 3 };
    assert_eq!(sheets::write(&lists::distribution(&wide), Cells::Defused), "value,rows\r\n'=a,5\r\nall others,3\r\n");
}

#[test]
fn flips_and_decisions_are_written_as_they_are() {
    let counterfactual = |value: Value, distance: Option<f64>| Counterfactual {
        feature: 1,
        value,
        outputs: vec![0.25, 0.75],
        decided: Some(0),
        distance,
        margin: 0.25,
    };
    let counterfactuals = Counterfactuals {
        found: vec![counterfactual(Value::Number(0.1), Some(1.5)), counterfactual(Value::Level("-x".into()), None)],
        decided: Some(1),
        n_features: 2,
    };
    let (names, values) = (["a".to_owned(), "b".to_owned()], [Value::Missing, Value::Number(-3.0)]);
    // The class that is explained, and beside it the one that is decided for then.
    let figures =
        lists::counterfactuals(&counterfactuals, &names, &values, 1, &["late".to_owned(), "punctual".to_owned()]);
    let expected = "feature,from,to,training_standard_deviations,prediction,decision,probability_of_the_decision\r\n\
        b,-3,0.1,1.5,0.75,late,0.25\r\nb,-3,'-x,,0.75,late,0.25\r\n";
    assert_eq!(sheets::write(&figures, Cells::Defused), expected);
    let figures = lists::counterfactuals(&counterfactuals, &names, &values, 1, &[]);
    let expected = "feature,from,to,training_standard_deviations,prediction\r\nb,-3,0.1,1.5,0.75\r\nb,-3,'-x,,0.75\r\n";
    assert_eq!(sheets::write(&figures, Cells::Defused), expected);
    let d = Decisions { true_positive: 3, false_positive: 1, false_negative: 2, true_negative: 4 };
    let figures = evaluation::decided(&d, Costs { false_positive: 10.0, false_negative: 5.0 });
    let of = |name: &str| figures.rows.iter().find(|r| r[0].text() == name).map(|r| r[1].clone());
    for (name, value) in [
        ("false negatives", 2.0),
        ("precision", 0.75),
        ("recall", 0.6),
        ("balanced accuracy", 0.7),
        ("cost of a row", 2.0),
    ] {
        assert_eq!(of(name), Some(Cell::Number(value)), "{name}");
    }
}
