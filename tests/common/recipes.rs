//! Recipes that go through every kind of model, target, space and way of explaining: made natively and in the browser, with
//! hands and without, they must give the same bits.

use vitrine::compute::dense::Activation;
use vitrine::dataset::{MissingPolicy, Scaling};
use vitrine::engine::Session;
use vitrine::explain::{Discretiser, LimeSpec, SampleBudget, Selection, ShapSpec};
use vitrine::model::{LinearSpec, Loss, ModelSpec, NetworkSpec, Optimiser, OutputScale};
use vitrine::num::fingerprint;
use vitrine::protocol::{Answer, Command, Event, Stage};
use vitrine::recipe::{Recipe, Source};
use vitrine::table::Value;

/// The tables that are gone through: samples, and one whose cells are missing here and there.
pub const TABLES: [&str; 5] = ["german_credit", "diabetes", "iris", "wine", "gaps"];

/// The table that is no sample.
pub const GAPS: &[u8] = include_bytes!("../fixtures/gaps.csv");

/// A table's recipes by label.
pub fn of(table: &str) -> Vec<(String, Recipe)> {
    match table {
        "wine" => of_wine(),
        "gaps" => of_gaps(),
        "german_credit" => [of_any(table), vec![what_if()]].concat(),
        _ => of_any(table),
    }
}

/// Every kind of model, with the settings of explanations as they are.
fn of_any(sample: &str) -> Vec<(String, Recipe)> {
    let plain = Recipe::new(Source::Sample(sample.to_owned()));
    let short = NetworkSpec { epochs: 8, ..NetworkSpec::default() };
    let network = |change: &dyn Fn(&mut NetworkSpec)| {
        let mut spec = short.clone();
        change(&mut spec);
        Recipe { model: ModelSpec::Network(spec), ..plain.clone() }
    };
    let mut log_odds = network(&|s| s.activation = Activation::Sigmoid);
    log_odds.explain.space = OutputScale::LogOdds;
    let mut raw = network(&|s| s.loss = Loss::SquaredError);
    raw.explain.space = OutputScale::Raw;
    let label = |what: &str| format!("{sample}, {what}");
    vec![
        (label("default"), plain.clone()),
        (label("linear"), Recipe { model: ModelSpec::Linear(LinearSpec::default()), ..plain.clone() }),
        (
            label("tanh, dropout, momentum"),
            network(&|s| {
                s.activation = Activation::Tanh;
                s.dropout = 0.2;
                s.optimiser = Optimiser::Sgd { momentum: 0.9 };
                s.learning_rate = 0.02;
            }),
        ),
        (label("sigmoid, log-odds"), log_odds),
        (label("squared error, raw"), raw),
    ]
}

/// A network of one wide layer, of whose row a feature is changed: three games, of which one is rough.
fn what_if() -> (String, Recipe) {
    let mut recipe = Recipe::new(Source::Sample("german_credit".to_owned()));
    recipe.dataset.scaling = Scaling::Robust;
    recipe.model = ModelSpec::Network(NetworkSpec { hidden: vec![40], epochs: 4, ..NetworkSpec::default() });
    recipe.explain.edits.insert("age".to_owned(), Value::Number(33.0));
    recipe.explain.background = Some(150);
    recipe.explain.shap = ShapSpec { samples: SampleBudget::AtMost(500), keep: Some(6), seed: 4 };
    ("german_credit, what-if, one wide layer, six features kept".to_owned(), recipe)
}

/// Three classes of 13 numbers: four layers with all coalitions, and a line in log-odds.
fn of_wine() -> Vec<(String, Recipe)> {
    let plain = Recipe::new(Source::Sample("wine".to_owned()));
    let mut deep = plain.clone();
    deep.model = ModelSpec::Network(NetworkSpec {
        hidden: vec![16, 12, 8, 8],
        activation: Activation::Tanh,
        epochs: 12,
        ..NetworkSpec::default()
    });
    deep.explain.background = Some(20);
    deep.explain.shap.samples = SampleBudget::All;
    let mut line = plain;
    line.model = ModelSpec::Linear(LinearSpec { l2: 10.0 });
    line.explain.space = OutputScale::LogOdds;
    line.explain.background = Some(30);
    line.explain.lime =
        LimeSpec { discretiser: Discretiser::Deciles, selection: Selection::All, seed: 3, ..LimeSpec::default() };
    vec![("wine, four layers, all coalitions".to_owned(), deep), ("wine, linear, log-odds, deciles".to_owned(), line)]
}

/// Cells are missing: four classes by a network without a hidden layer, and a number by a line.
fn of_gaps() -> Vec<(String, Recipe)> {
    let hash = format!("{:016x}", fingerprint::of_bytes(GAPS));
    let plain = Recipe::new(Source::File { name: "gaps.csv".to_owned(), hash });
    let mut classes = plain.clone();
    classes.dataset.target = Some("grade".to_owned());
    classes.dataset.scaling = Scaling::MinMax;
    classes.dataset.max_levels = 4;
    classes.model = ModelSpec::Network(NetworkSpec { hidden: Vec::new(), epochs: 20, ..NetworkSpec::default() });
    classes.explain.background = Some(60);
    let mut number = plain;
    number.dataset.target = Some("price".to_owned());
    number.dataset.missing = [
        ("age", MissingPolicy::Mean),
        ("income", MissingPolicy::MeanAndFlag),
        ("region", MissingPolicy::ModeAndFlag),
        ("member", MissingPolicy::DropRows),
    ]
    .map(|(column, policy)| (column.to_owned(), policy))
    .into();
    number.model = ModelSpec::Linear(LinearSpec { l2: 0.1 });
    // More background rows than there are, and fewer coalitions than all.
    number.explain.background = Some(1_000);
    number.explain.shap = ShapSpec { samples: SampleBudget::AtMost(20), keep: Some(3), seed: 2 };
    number.explain.lime = LimeSpec {
        samples: 800,
        features: 3,
        discretiser: Discretiser::Off,
        around_row: true,
        kernel_width: Some(2.0),
        selection: Selection::HighestWeights,
        seed: 2,
    };
    vec![
        ("gaps, four classes, no hidden layer".to_owned(), classes),
        ("gaps, number, linear, around the row".to_owned(), number),
    ]
}

/// Makes a recipe of a source's bytes, and gives the fingerprints of weights, SHAP and LIME.
pub fn run(bytes: &[u8], recipe: Recipe) -> [String; 3] {
    let mut session = Session::new();
    session.load(recipe.source.clone(), bytes.to_vec());
    session.handle(Command::Follow { recipe: Box::new(recipe) });
    let mut found = [const { String::new() }; 3];
    let mut more = true;
    while more {
        more = session.step(0.0);
        session.events().iter().for_each(|event| note(event, &mut found));
    }
    found
}

/// Keeps the fingerprints that an event carries: weights, SHAP, LIME.
pub fn note(event: &Event, found: &mut [String; 3]) {
    let Event::Answer(update) = event else { return };
    match &update.stage {
        Stage::Ready(Answer::Model(m)) => found[0] = m.fingerprint.clone(),
        Stage::Ready(Answer::Explanation(e)) => {
            found[1] = e.locals[0].quality.fingerprint.clone();
            found[2] = e.locals[1].quality.fingerprint.clone();
        }
        _ => {}
    }
}
