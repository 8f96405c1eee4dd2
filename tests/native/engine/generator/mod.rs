//! Every model on every bad table, from bytes to both explanations: each works, with finite numbers only and its promises
//! kept, or says what to do instead. The idea is that of scikit-learn's `check_estimator`.

mod edges;
mod inputs;
mod scan;

use crate::session_driver::{self, Run, explanation};
use crate::tolerance::{ADDITIVITY, CONSTANT, close};
use inputs::Input;
use scan::no_number;
use vitrine::explain::{ExplainSpec, LimeSpec, LocalExplanation, RowChoice, SampleBudget, ShapSpec};
use vitrine::model::{LinearSpec, ModelSpec, NetworkSpec, Optimiser, OutputScale};
use vitrine::protocol::Event;
use vitrine::recipe::{Recipe, Source};

/// Every model that there is, each with settings of both kinds: those of every day, and those at the edge.
fn models() -> Vec<(&'static str, ModelSpec)> {
    let small = NetworkSpec { hidden: vec![6, 4], epochs: 6, ..NetworkSpec::default() };
    let hasty = Optimiser::Sgd { momentum: 0.99 };
    vec![
        ("line", ModelSpec::Linear(LinearSpec::default())),
        ("line without a penalty", ModelSpec::Linear(LinearSpec { l2: 0.0 })),
        ("network", ModelSpec::Network(small.clone())),
        (
            "network in haste",
            ModelSpec::Network(NetworkSpec { optimiser: hasty, learning_rate: 10.0, batch: 1, dropout: 0.5, ..small }),
        ),
    ]
}

#[test]
fn b4_the_list_of_models_is_complete() {
    let mut kinds: Vec<usize> = models().iter().map(|(_, spec)| spec.family()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, (0..ModelSpec::FAMILIES.len()).collect::<Vec<_>>());
}

/// A session on one table, and the recipe that it is to follow.
fn start(input: &Input, model: &ModelSpec) -> (Run, Recipe) {
    let source = Source::File { name: "bad.csv".to_owned(), hash: "0".repeat(16) };
    let run = Run::new(source.clone(), input.text.clone().into_bytes());
    let mut recipe = Recipe::new(source);
    recipe.kinds.clone_from(&input.kinds);
    recipe.model = model.clone();
    recipe.dataset.target = last_name(&input.text);
    recipe.dataset.use_column = input.used.iter().map(|name| ((*name).to_owned(), true)).collect();
    recipe.explain = ExplainSpec {
        background: Some(20),
        shap: ShapSpec { samples: SampleBudget::AtMost(300), ..ShapSpec::default() },
        lime: LimeSpec { samples: 200, ..LimeSpec::default() },
        ..ExplainSpec::default()
    };
    (run, recipe)
}

/// The target by name, where the names say which it is; the table's own choice otherwise.
fn last_name(text: &str) -> Option<String> {
    text.lines().next().is_some_and(|header| header.ends_with(",target")).then(|| "target".to_owned())
}

/// Whether a message says what to do: a sentence that begins with an imperative of those that the errors use.
fn names_a_remedy(message: &str) -> bool {
    const VERBS: [&str; 11] =
        ["Add", "Choose", "Close", "Export", "Keep", "Lower", "Mend", "Raise", "Set", "Turn", "Take"];
    message
        .split(['.', ';'])
        .skip(1)
        .any(|part| VERBS.contains(&part.trim_start().split(' ').next().unwrap_or_default()))
}

/// What is wrong with an explanation of this table.
fn wrong(input: &Input, model: &ModelSpec, local: &LocalExplanation) -> Option<String> {
    let share = |name: &str| local.attributions.iter().find(|a| a.feature == name).map(|a| a.value);
    let size =
        local.attributions.iter().map(|a| a.value.abs()).fold(local.base.abs().max(local.prediction.abs()), f64::max);
    let sum: f64 = local.base + local.attributions.iter().map(|a| a.value).sum::<f64>();
    let is_shap = local.quality.local_fit.is_none() && local.quality.effective_samples.is_none();
    if is_shap && !close(sum, local.prediction, ADDITIVITY * size.max(1.0)) {
        return Some(format!("the shares leave {}", sum - local.prediction));
    }
    for name in input.constant {
        if !share(name).is_some_and(|v| close(v, 0.0, CONSTANT)) {
            return Some(format!("{name} cannot matter and has {:?}", share(name)));
        }
    }
    // A penalised line gives twins the same coefficient, and Shapley values are symmetric.
    let is_line = matches!(model, ModelSpec::Linear(LinearSpec { l2 }) if *l2 > 0.0);
    if let (Some((a, b)), true, true) = (input.twins, is_line, is_shap && local.quality.all_coalitions)
        && !share(a).zip(share(b)).is_some_and(|(a, b)| close(a, b, 1e3 * ADDITIVITY * size))
    {
        return Some(format!("the twins have {:?} and {:?}", share(a), share(b)));
    }
    None
}

/// What is wrong with what was said of a table: numbers that are none, faults without a remedy, shares that break a promise.
fn unsound(input: &Input, model: &ModelSpec, said: &[Event]) -> Vec<String> {
    let mut found: Vec<String> =
        said.iter().filter_map(no_number).map(|at| format!("a number that is none: {at}")).collect();
    let refusals = session_driver::faults(said).into_iter().filter(|m| !names_a_remedy(m));
    found.extend(refusals.map(|m| format!("no remedy in {m:?}")));
    for local in explanation(said).iter().flat_map(|e| &e.locals) {
        found.extend(wrong(input, model, local).map(|what| format!("{:?}: {what}", local.method)));
    }
    found
}

/// All that is wrong with one model on one table.
fn faults(input: &Input, name: &str, model: &ModelSpec) -> Vec<String> {
    let (mut run, mut recipe) = start(input, model);
    let mut found = Vec::new();
    let mut report = |when: &str, what: &str| found.push(format!("{name}, {}, {when}: {what}", input.name));
    let said = run.make(&recipe);
    unsound(input, model, &said).iter().for_each(|what| report("at first", what));
    let is_refused = !session_driver::faults(&said).is_empty();
    match explanation(&said) {
        Some(_) if input.refused => report("at first", "it should be refused"),
        None if !is_refused => report("at first", "neither explained nor refused"),
        _ => {}
    }
    if explanation(&said).is_none() {
        return found;
    }
    // Other rows, and every scale.
    let n_rows = input.text.lines().count() as u32 - 1;
    for (row, space) in
        [(0, OutputScale::Raw), (n_rows / 2, OutputScale::LogOdds), (n_rows - 1, OutputScale::Probability)]
    {
        (recipe.explain.row, recipe.explain.space) = (RowChoice::Table(row), space);
        let said = run.make(&recipe);
        let when = format!("row {row}, {space:?}");
        unsound(input, model, &said).iter().for_each(|what| report(&when, what));
        // A row without a target is not there to be explained.
        if explanation(&said).is_none() && session_driver::faults(&said).is_empty() {
            report(&when, "neither explained nor refused");
        }
    }
    found
}

fn hold(inputs: Vec<Input>) {
    let models = models();
    let all = inputs.iter().flat_map(|input| models.iter().flat_map(move |(name, model)| faults(input, name, model)));
    let all: Vec<String> = all.collect();
    assert!(all.is_empty(), "{} faults\n{}\n", all.len(), all.join("\n"));
}

#[test]
fn b4_odd_cells_give_numbers_or_a_remedy() {
    hold(inputs::cells());
}

#[test]
fn b4_odd_names_give_numbers_or_a_remedy() {
    hold(inputs::names());
}

#[test]
fn b5_columns_without_news_give_numbers_or_a_remedy() {
    hold(inputs::columns());
}

#[test]
fn b5_targets_without_news_give_numbers_or_a_remedy() {
    hold(inputs::targets());
}

#[test]
fn b6_tables_of_odd_shapes_give_numbers_or_a_remedy() {
    hold(inputs::shapes());
}

#[test]
fn the_checks_notice_a_fault() {
    assert!(names_a_remedy("The target has one value. Choose another target."));
    assert!(!names_a_remedy("The target has one value. It is bad."));
    let input = inputs::columns().remove(0);
    let (_, line) = models().remove(0);
    let (mut run, recipe) = start(&input, &line);
    let said = run.make(&recipe);
    assert_eq!(unsound(&input, &line, &said), Vec::<String>::new());
    let sound = &explanation(&said).expect("an explanation").locals[0];
    // A share that is ten tolerances off is noticed, and so is one that moves from a feature to one that cannot matter.
    let mut off = sound.clone();
    off.attributions[0].value += 10.0 * ADDITIVITY * (1.0 + sound.prediction.abs());
    assert!(wrong(&input, &line, &off).is_some_and(|what| what.starts_with("the shares leave")));
    let mut moved = sound.clone();
    let spoilt = moved.attributions.iter().position(|a| a.feature == "spoilt").expect("the constant column");
    moved.attributions[spoilt].value += 10.0 * CONSTANT;
    assert!(wrong(&input, &line, &moved).is_some_and(|what| what.starts_with("spoilt cannot matter")));
}
