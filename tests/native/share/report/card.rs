//! What a report says of model and explanations: the card against what it is made from, and the mirror of an explanation
//! against the explanation of the other class.

use super::report_with;
use crate::session_driver::{Run, answer, explained, line};
use crate::tolerance::{MIRROR, close};
use vitrine::explain::{LocalExplanation, RowChoice};
use vitrine::model::OutputScale;
use vitrine::protocol::{DatasetQuestion, EvaluationQuestion, IntervalsQuestion, ModelQuestion, TableQuestion};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::Cell;
use vitrine::share::report::{Explanation, Origin, Report, card};

/// Both classes, explained by themselves, and each by the mirror of the other.
#[test]
fn a_mirror_is_the_explanation_of_the_other_class() {
    for space in [OutputScale::Probability, OutputScale::LogOdds, OutputScale::Raw] {
        let of = |class: &str| {
            let mut recipe = line("german_credit");
            recipe.explain.row = RowChoice::Table(17);
            recipe.explain.class = Some(class.to_owned());
            recipe.explain.space = space;
            let e = explained(&Run::sample("german_credit").make(&recipe));
            e.locals
        };
        for (mut bad, good) in of("bad").into_iter().zip(of("good")) {
            let same = |bad: &LocalExplanation| {
                let turned = bad.for_other_class();
                assert_eq!((turned.output, turned.method), (good.output, good.method));
                close(turned.base, good.base, MIRROR)
                    && close(turned.prediction, good.prediction, MIRROR)
                    && turned.attributions.iter().zip(&good.attributions).all(|(a, b)| close(a.value, b.value, MIRROR))
            };
            assert!(same(&bad), "{space:?} {:?}", bad.method);
            assert_eq!(bad.for_other_class().for_other_class().output, bad.output);
            bad.attributions[3].value += 10.0 * MIRROR;
            assert!(!same(&bad), "ten tolerances off");
        }
    }
}

#[test]
fn the_card_tells_what_there_is() {
    let mut run = Run::sample("german_credit");
    let recipe = line("german_credit");
    let events = run.make(&recipe);
    let table = answer::<TableQuestion>(&events).expect("a table");
    let data = answer::<DatasetQuestion>(&events).expect("a data set");
    let model = answer::<ModelQuestion>(&events).expect("a model");
    let evaluation = answer::<EvaluationQuestion>(&events).expect("an evaluation");
    let intervals = answer::<IntervalsQuestion>(&events).expect("intervals");
    let e = explained(&events);
    let origin = Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: Some(&model),
        evaluation: Some(&evaluation),
        intervals: Some(&intervals),
        explanation: Some(Explanation {
            locals: &e.locals,
            subject: "bad",
            table_row: e.table_row,
            seconds: e.seconds,
        }),
    };
    let whole = card(&origin);
    let titles: Vec<&str> = whole.sections.iter().map(|s| s.title).collect();
    assert_eq!(titles, ["Data", "Split", "Model", "Scores", "Quality of the explanations", "Limits"]);
    let said = format!("{whole:?}");
    let facts = vitrine::samples::sample("german_credit").expect("bundled");
    for wanted in [
        facts.source,
        (facts.licence)(),
        (facts.changes)(),
        (facts.about)(),
        "a logistic regression",
        "seed 1",
        "1000 draws",
        model.fingerprint.as_str(),
        e.locals[0].quality.fingerprint.as_str(),
        e.locals[1].quality.fingerprint.as_str(),
    ] {
        assert!(said.replace('\u{202f}', "").contains(wanted), "{wanted}");
    }
    let scores = whole.sections[3].figures.as_ref().expect("scores");
    assert_eq!(scores.columns, ["score", "model", "low", "high", "interval_by", "baseline"]);
    assert!(
        scores.rows.len() == 10 && scores.rows.iter().all(|r| r[1..4].iter().all(|c| matches!(c, Cell::Number(_))))
    );
    assert!(whole.recipe.contains("\"german_credit\""));
    // With nothing but a recipe it is short, and says of a file of one's own what it cannot know.
    let own = Recipe::new(Source::File { name: "own.csv".to_owned(), hash: "0123456789abcdef".to_owned() });
    let bare = Origin {
        recipe: &own,
        table: None,
        data: None,
        model: None,
        evaluation: None,
        intervals: None,
        explanation: None,
    };
    let bare = format!("{:?}", card(&bare));
    for wanted in ["own.csv", "0123456789abcdef", "For the author to say", "is not in this report"] {
        assert!(bare.contains(wanted), "{wanted}");
    }
}

/// S10: of the rows of a table only what the views show is in it.
#[test]
fn s10_the_card_holds_no_row() {
    let mut csv = String::from("note,size,kind\n");
    for i in 0..200 {
        csv += &format!("canary{i}x,{},{}\n", i % 17, if i % 3 == 0 { "a" } else { "b" });
    }
    let source = Source::File { name: "own.csv".to_owned(), hash: "0".repeat(16) };
    let mut recipe = Recipe::new(source.clone());
    recipe.model = line("iris").model;
    let events = Run::new(source, csv.into_bytes()).make(&recipe);
    let data = answer::<DatasetQuestion>(&events).expect("a data set");
    let table = answer::<TableQuestion>(&events).expect("a table");
    assert!(format!("{table:?}").contains("canary"), "the summary has first rows");
    let origin = Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: None,
        evaluation: None,
        intervals: None,
        explanation: None,
    };
    let report = Report { card: card(&origin), ..report_with("a") };
    assert!(!report.html().contains("canary") && !report.markdown().contains("canary"));
}
