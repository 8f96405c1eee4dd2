//! Recipes that go through every kind of model, target and space: made natively and in the browser, they must give the same bits.

use vitrine::compute::dense::Activation;
use vitrine::model::{LinearSpec, Loss, ModelSpec, NetworkSpec, Optimiser, Space};
use vitrine::recipe::{Recipe, Source};
use vitrine::worker::protocol::{Command, Event, Stage};
use vitrine::worker::session::Session;

/// The samples that are gone through.
pub const SAMPLES: [&str; 3] = ["german_credit", "diabetes", "iris"];

/// A sample's recipes by label.
pub fn of(sample: &str) -> Vec<(String, Recipe)> {
    let plain = Recipe::new(Source::Sample(sample.to_owned()));
    let short = NetworkSpec { epochs: 8, ..NetworkSpec::default() };
    let network = |change: &dyn Fn(&mut NetworkSpec)| {
        let mut spec = short.clone();
        change(&mut spec);
        Recipe { model: ModelSpec::Network(spec), ..plain.clone() }
    };
    let mut log_odds = network(&|s| s.activation = Activation::Sigmoid);
    log_odds.explain.space = Space::LogOdds;
    let mut raw = network(&|s| s.loss = Loss::SquaredError);
    raw.explain.space = Space::Raw;
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
    match event {
        Event::Model(u) => {
            if let Stage::Ready(m) = &u.stage {
                found[0] = m.fingerprint.clone();
            }
        }
        Event::Explanation(u) => {
            if let Stage::Ready(e) = &u.stage {
                found[1] = e.shap.quality.fingerprint.clone();
                found[2] = e.lime.quality.fingerprint.clone();
            }
        }
        _ => {}
    }
}
