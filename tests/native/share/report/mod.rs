//! A report: whatever a table says stays text in it, its policy knows its script and its style, its figures are those of its
//! views, and its card tells what there is.

mod card;
mod page;
mod plain;

use crate::data::{sheet, table};
use crate::drawings::{self, SHARES, local};
use crate::naughty_strings::NAUGHTY;
use crate::share::exports::texts;
use vitrine::chart::format::Unit;
use vitrine::chart::{Scene, finding, waterfall};
use vitrine::dataset::{DatasetView, ExclusionReason, FeatureView, MissingPolicy, OffColumn, SplitBy};
use vitrine::explain::{LocalExplanation, Method};
use vitrine::model::linear::Linear;
use vitrine::model::{Model, ModelView, OutputKind, Structure, Whole};
use vitrine::recipe::{Recipe, Source};
use vitrine::share::report::{self, Card, Chapter, Explanation, Keeps, NARROW, Origin, Report, Variant};
use vitrine::share::{self, Cell, Figures, View, WIDTH};
use vitrine::table::{Kind, Note, Noticed, Value, summary};

/// An explanation in which a text stands wherever one can.
pub fn local_with(text: &str) -> LocalExplanation {
    let mut local = local(Method::KernelShap, 0.3, &SHARES[..4], Some(0.01));
    local.attributions[0].feature = text.to_owned();
    local.attributions[1].condition = format!("= {text}");
    local.quality.fingerprint = text.to_owned();
    local
}

pub fn scene_of(local: &LocalExplanation, subject: &str, width: f64) -> (String, Scene) {
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    let values = vec![subject.to_owned(); order.len()];
    let unit = Unit::Probability;
    let drawn = drawings::chart(local, &order, &values, subject, unit, width);
    (finding(&drawn), waterfall::scene(&drawn))
}

/// A view of an explanation, and one of a table without a picture.
fn views_with(text: &str) -> [View; 2] {
    let local = local_with(text);
    let (finding, scene) = scene_of(&local, text, WIDTH);
    let order: Vec<usize> = (0..local.attributions.len()).collect();
    let values = vec![Value::Level(text.to_owned()); order.len()];
    let recipe = recipe_with(text);
    let mut columns = Figures::new(["column".to_owned(), format!("predicted {text}"), text.to_owned()]);
    columns.rows = vec![vec![Cell::Text(text.to_owned()), 0.1.into(), Cell::Text(text.to_owned())]];
    let explanation = View {
        name: text.to_owned(),
        finding,
        figures: share::local(&local, None, &local.names(), &order, &values),
        quality: share::local_facts(&local, text, Some(17), 0.25),
        recipe: recipe.clone(),
        scene: Some(scene),
    };
    let table = View { finding: text.to_owned(), figures: columns, scene: None, ..explanation.clone() };
    [explanation, table]
}

fn recipe_with(text: &str) -> Recipe {
    let mut recipe = Recipe::new(Source::File { name: text.to_owned(), hash: "0123456789abcdef".to_owned() });
    recipe.explain.edits.insert(text.to_owned(), Value::Level(text.to_owned()));
    recipe.explain.class = Some(text.to_owned());
    recipe.dataset.split_by = SplitBy::Groups(text.to_owned());
    recipe
}

fn card_with(text: &str) -> Card {
    let bytes = "a,b\n1,x\n2,y\n";
    let mut table = summary::summarise(&sheet(bytes), &table(bytes));
    table.notes.push(Note { what: Noticed::Unnamed { column: 1, called: text.to_owned() }, line: None });
    let feature = FeatureView {
        name: text.to_owned(),
        label: text.to_owned(),
        unit: Some(text.to_owned()),
        meaning: Some(text.to_owned()),
        kind: Kind::Category,
        levels: vec![text.to_owned()],
        distribution: summary::Distribution::Empty,
        whole: false,
        has_missing: false,
        missing: MissingPolicy::OwnLevel,
        skewed: false,
    };
    let data = DatasetView {
        features: vec![feature],
        off: vec![OffColumn { name: text.to_owned(), why: ExclusionReason::Constant }],
        target: text.to_owned(),
        target_label: text.to_owned(),
        asked: Default::default(),
        classes: vec![(text.to_owned(), 0.5), (text.to_owned(), 0.5)],
        rarest_class: 0,
        naming: Vec::new(),
        target_mean: None,
        target_deviation: None,
        n_rows: [1, 1, 1],
        n_dropped: 1,
        n_columns: 1,
    };
    let model = ModelView {
        n_parameters: 1,
        history: Vec::new(),
        kept_epoch: 0,
        seconds: 0.1,
        was_kept: false,
        warning: Some(text.to_owned()),
        structure: Structure::Coefficients(Vec::new()),
        whole: Whole { features: Vec::new(), model: Model::Linear(Linear::new(&[0.0], 0, OutputKind::Number)) },
        fingerprint: text.to_owned(),
    };
    let (locals, recipe) = ([local_with(text), local_with(text)], recipe_with(text));
    let explanation = Explanation { locals: &locals, subject: text, table_row: None, seconds: 0.1 };
    report::card(&Origin {
        recipe: &recipe,
        table: Some(&table),
        data: Some(&data),
        model: Some(&model),
        evaluation: None,
        intervals: None,
        explanation: Some(explanation),
    })
}

/// A report in which a text stands wherever one can.
pub fn report_with(text: &str) -> Report {
    let [explanation, table] = views_with(text);
    let narrow = Some(scene_of(&local_with(text), text, NARROW).1);
    let variant = |view: View, narrow| Variant { name: text.to_owned(), note: text.to_owned(), view, narrow };
    let chapter = |title: &str, variants| Chapter {
        title: title.to_owned(),
        meaning: text.to_owned(),
        of_features: true,
        keeps: Keeps::First,
        variants,
    };
    Report {
        title: text.to_owned(),
        sentence: text.to_owned(),
        source: text.to_owned(),
        link: Some(text.to_owned()),
        card: card_with(text),
        features: vec![text.to_owned()],
        chapters: vec![
            chapter(text, vec![variant(explanation.clone(), narrow.clone()), variant(explanation, narrow)]),
            chapter(text, vec![variant(table, None)]),
        ],
    }
}

pub fn difficult() -> Vec<String> {
    let all = texts("payloads.json").into_iter().chain(texts("difficult.json"));
    all.chain(NAUGHTY.iter().map(|t| (*t).to_owned())).collect()
}

#[test]
fn s7_the_name_of_the_file_is_safe() {
    for text in difficult() {
        let name = report_with(&text).file_name("html");
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        assert!(name.chars().all(safe) && name.starts_with("vitrine") && name.len() <= 80, "{text:?}: {name}");
    }
}
