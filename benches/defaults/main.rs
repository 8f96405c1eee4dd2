//! The default model on every bundled table, over many seeds: what it predicts for the test rows. `make default-models` compares
//! that with scikit-learn's linear models on the same rows.
//!
//!     defaults FILE N_SEEDS

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use vitrine::dataset::{Dataset, DatasetSpec, Encoder, SplitSpec, Target};
use vitrine::evaluate::{Verdict, evaluate, verdict};
use vitrine::model::{Decision, ModelSpec, NetworkSpec, Predictions, Trainer};
use vitrine::samples::{SAMPLES, Sample};
use vitrine::table::{Sheet, Table};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().collect();
    let [_, file, n_seeds] = &args[..] else { return Err("say a file to write, and how many seeds".into()) };
    let (mut out, n_seeds) = (std::fs::File::create(file)?, n_seeds.parse::<u32>()?);
    for sample in &SAMPLES {
        let bytes = std::fs::read(format!("www/data/{}.csv", sample.name))?;
        let table = Arc::new(Table::read(&Sheet::parse(&bytes, None)?, &BTreeMap::new()));
        for seed in 1..=n_seeds {
            writeln!(out, "{}", run(sample, &table, seed)?)?;
        }
        eprintln!("{}: {n_seeds} trainings", (sample.title)());
    }
    Ok(())
}

/// One training; the seed is that of the split and of the model.
fn run(sample: &Sample, table: &Arc<Table>, seed: u32) -> Result<Value, Failure> {
    let dataset = Dataset::build(
        table,
        &DatasetSpec {
            target: Some(sample.target.to_owned()),
            use_column: sample.off.iter().map(|(column, _)| ((*column).to_owned(), false)).collect(),
            split: SplitSpec { seed, ..SplitSpec::default() },
            ..DatasetSpec::default()
        },
    )?;
    let mut trainer = Trainer::new(&ModelSpec::Network(NetworkSpec { seed, ..NetworkSpec::default() }), &dataset)?;
    while !trainer.step(&dataset)? {}
    let predictions = Predictions::of(&trainer.finish(&dataset).0, &dataset);
    let evaluation = evaluate(&dataset, &predictions, Decision::MostProbable, seed);
    let beats = evaluation.part(None).is_some_and(|p| matches!(verdict(p), Verdict::Beats(_)));
    let of_table = |rows: &[u32]| rows.iter().map(|&i| dataset.table_rows[i as usize]).collect::<Vec<u32>>();
    let is_number = |encoder: &Encoder| matches!(encoder, Encoder::Scaled { .. });
    let named = |numbers: bool| {
        let chosen = dataset.features.iter().filter(|f| is_number(&f.encoder) == numbers);
        chosen.map(|f| f.name.clone()).collect::<Vec<String>>()
    };
    let classes = match &dataset.target {
        Target::Classification { names, .. } => names.clone(),
        Target::Regression(_) => Vec::new(),
    };
    Ok(json!({
        "table": sample.name, "title": (sample.title)(), "target": sample.target, "seed": seed,
        "beats": beats,
        "numbers": named(true), "categories": named(false), "classes": classes,
        "train": of_table(&dataset.parts.train), "test": of_table(&dataset.parts.test),
        "predicted": predictions.of_rows(&dataset.parts.test),
    }))
}
