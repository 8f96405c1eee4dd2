//! What was chosen, in words: the model, how it was trained, and how the rows were divided.

use vitrine_core::dataset::SplitBy;
use vitrine_core::model::{Activation, Loss, ModelSpec, NetworkSpec, Optimiser};
use vitrine_core::recipe::Recipe;

/// A model in a few words.
pub fn model_in_words(spec: &ModelSpec, is_number: bool) -> String {
    match (spec, is_number) {
        (ModelSpec::Linear(_), true) => "a linear regression".into(),
        (ModelSpec::Linear(_), false) => "a logistic regression".into(),
        (ModelSpec::Network(n), _) => {
            let units: Vec<String> = n.hidden.iter().map(u32::to_string).collect();
            match units.len() {
                0 => "a network without hidden layers".into(),
                1 => format!("a network with a hidden layer of {} units", units[0]),
                _ => format!("a network with hidden layers of {} units", units.join(" and ")),
            }
        }
    }
}

/// How it was trained, in a sentence.
pub fn training_in_words(spec: &ModelSpec, is_number: bool) -> String {
    match spec {
        ModelSpec::Linear(l) => format!("By Newton steps, with an L2 penalty of {}.", l.l2),
        ModelSpec::Network(n) => of_network(n, is_number),
    }
}

fn of_network(n: &NetworkSpec, is_number: bool) -> String {
    let units = match n.activation {
        Activation::Relu => "ReLU",
        Activation::Tanh => "tanh",
        Activation::Sigmoid => "sigmoid",
        Activation::Identity => "linear",
    };
    let by = match n.optimiser {
        Optimiser::Adam => "Adam".to_owned(),
        Optimiser::Sgd { momentum } => format!("SGD with momentum {momentum}"),
    };
    let loss = if is_number || n.loss == Loss::SquaredError { "squared error" } else { "cross-entropy" };
    let stop = match n.patience {
        Some(p) => format!("stopped after {p} without a smaller validation loss, and the best weights kept"),
        None => "run to the end".to_owned(),
    };
    format!(
        "{units} units; {loss} made small by {by} at a learning rate of {}, {} rows a step, at most {} epochs, {stop}; \
         L2 {}, dropout {}; seed {}.",
        n.learning_rate, n.batch, n.epochs, n.l2, n.dropout, n.seed
    )
}

/// How the rows were divided, in a sentence.
pub fn split_in_words(recipe: &Recipe) -> String {
    let (split, by) = (recipe.dataset.split, &recipe.dataset.split_by);
    let shares = format!("{} % for validation and {} % for the test", split.validation, split.test);
    match by {
        SplitBy::Chance => {
            format!("By chance, seed {}, {shares}; classes have the same shares in each part.", split.seed)
        }
        SplitBy::Groups(column) => {
            format!("By chance, seed {}, {shares}; rows of one \u{201c}{column}\u{201d} stay together.", split.seed)
        }
        SplitBy::Order(None) => format!("In the order of the table, the last rows being the test, {shares}."),
        SplitBy::Order(Some(column)) => {
            format!("In the order of \u{201c}{column}\u{201d}, the last rows being the test, {shares}.")
        }
        SplitBy::Parts(column) => format!("As the column \u{201c}{column}\u{201d} says."),
    }
}
