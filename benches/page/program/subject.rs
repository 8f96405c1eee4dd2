//! What is explained: a network, rows of its table, and a background; and all of that in the peers' words.

use ndarray::ArrayView2;
use serde_json::{Value as Json, json};
use vitrine::dataset::Dataset;
use vitrine::explain::{Background, ExplainSpec, Instance};
use vitrine::model::{Loss, Model, ModelSpec, NetworkSpec, Optimiser, Output, OutputScale, Trainer};

/// A trained network and what is asked of it.
pub struct Subject {
    pub dataset: Dataset,
    pub model: Model,
    pub background: Background,
    pub rows: Vec<Instance>,
    pub output: Output,
}

impl Subject {
    /// A 64-32 network fitted to the data set, the first `n_rows` rows of it, and 100 background rows.
    pub fn new(dataset: Dataset, n_rows: usize, epochs: u32) -> Subject {
        let model = train(&dataset, &network_spec(epochs));
        let background =
            Background::draw(&dataset, &ExplainSpec { background: Some(100), ..ExplainSpec::default() }, &model);
        let row = |i: usize| Instance { values: dataset.values.row(i).to_vec(), x: dataset.x.row(i).to_vec() };
        let rows = (0..n_rows).map(row).collect();
        Subject { model, background, rows, output: Output { class: 1, space: OutputScale::Probability }, dataset }
    }

    /// Network, rows and background.
    pub fn task(&self) -> Json {
        let rows: Vec<&[f32]> = self.rows.iter().map(|r| &r.x[..]).collect();
        json!({ "network": network(&self.model), "rows": rows, "background": matrix(self.background.x.view()) })
    }

    /// The network's probability for each row of the data set, by which both sides know that they have the same one.
    pub fn predictions(&self) -> Vec<f64> {
        let raw = self.model.raw(self.dataset.x.as_slice().expect("rows in one piece"));
        raw.iter().map(|&raw| self.output.of(self.model.output_kind(), &[raw])).collect()
    }
}

/// 64-32 with ReLU, by Adam in batches of 256, without a penalty and without stopping early.
pub fn network_spec(epochs: u32) -> ModelSpec {
    ModelSpec::Network(NetworkSpec {
        hidden: vec![64, 32],
        loss: Loss::CrossEntropy,
        optimiser: Optimiser::Adam,
        learning_rate: 1e-3,
        l2: 0.0,
        batch: 256,
        epochs,
        patience: None,
        ..NetworkSpec::default()
    })
}

/// Trains to the end.
pub fn train(dataset: &Dataset, spec: &ModelSpec) -> Model {
    let mut trainer = Trainer::new(spec, dataset).expect("a sound spec");
    while !trainer.step(dataset).expect("a loss that stays finite") {}
    trainer.finish(dataset).0
}

/// A matrix by rows.
pub fn matrix(x: ArrayView2<f32>) -> Vec<Vec<f32>> {
    x.rows().into_iter().map(|r| r.to_vec()).collect()
}

/// The layers' weights (n_in x n_out) and biases.
fn network(model: &Model) -> Json {
    let Model::Network(network) = model else { return Json::Null };
    let layer = |l: &vitrine::model::network::Layer| json!({ "weights": matrix(l.weights.view()), "biases": l.biases.to_vec() });
    network.layers.iter().map(layer).collect()
}
