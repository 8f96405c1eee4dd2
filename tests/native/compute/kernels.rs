//! N12: the kernels against plain loops, and coalitions' values against masked rows that are written out.

use crate::explain::shap::plain;
use crate::tolerance::{ADDITIVITY, VALUES, close};
use ndarray::Axis;
use vitrine::compute::coalition::Coalitions;
use vitrine::dataset::Target;
use vitrine::explain::game::Game;
use vitrine::explain::values::Values;
use vitrine::explain::{Background, Instance};
use vitrine::model::{LinearSpec, Model, ModelSpec, NetworkSpec, Output, OutputScale, Trainer};
use vitrine::num::rng::Rng;
use vitrine::num::stats::Sum;

/// The kernels' tests, which the browser runs too.
#[path = "../../common/kernels.rs"]
pub mod common;

/// Those of masked rows.
#[path = "../../common/coalitions.rs"]
mod coalitions;

#[test]
fn n12_layers_equal_plain_loops() {
    common::layers::<f32>();
    common::layers::<f64>();
}

#[test]
fn n12_gradients_equal_plain_loops() {
    common::gradients::<f32>();
    common::gradients::<f64>();
}

#[test]
fn n12_optimisers_equal_plain_loops() {
    common::optimisers();
}

#[test]
fn n12_gram_matrices_equal_plain_loops() {
    common::gram_matrices();
}

#[test]
fn n12_weighted_sums_equal_those_of_one_after_the_other() {
    common::weighted_sums();
}

#[test]
fn n12_masked_layers_equal_plain_loops() {
    coalitions::masked_layers::<f32>();
    coalitions::masked_layers::<f64>();
}

#[test]
fn n12_rectified_layers_meet_plain_loops() {
    coalitions::rectified_layers();
}

#[test]
fn n12_branches_share_what_they_say() {
    coalitions::branches_of_coalitions();
}

#[test]
fn n12_sigmoids_and_exponentials_equal_those_of_one_after_the_other() {
    common::sigmoids_and_exponentials();
}

#[test]
fn n12_sparse_rows_equal_whole_ones() {
    common::sparse_rows();
}

#[test]
fn n12_quantiles_equal_those_of_one_after_the_other() {
    common::quantiles();
}

/// The values of coalitions as an explanation has them.
pub fn values(game: &Game, model: &Model, background: &Background, coalitions: &Coalitions, n: usize) -> Vec<f64> {
    let mut values = Values::new(model, background, coalitions);
    let mut before = 0.0;
    while !values.step(game, background, coalitions, n) {
        let done = values.done();
        assert!((before..1.0).contains(&done), "{before} {done}");
        before = done;
    }
    values.all(game).values
}

/// The value of each coalition by its definition: the model's mean output over the masked rows, all of them written out.
fn by_definition(game: &Game, model: &Model, background: &Background, coalitions: &Coalitions) -> Vec<f64> {
    let output_kind = model.output_kind();
    let value = |idx: usize| {
        let mut sum = Sum::default();
        for b in background.x.rows() {
            let mut row = b.to_vec();
            for (_, columns) in game.columns.iter().enumerate().filter(|(p, _)| coalitions.has(idx, *p)) {
                row[columns.clone()].copy_from_slice(&game.row[columns.clone()]);
            }
            sum.add(game.output.of(output_kind, &model.raw(&row)));
        }
        game.output.link(output_kind, sum.total() / background.x.nrows() as f64)
    };
    (0..coalitions.len()).map(value).collect()
}

/// Background rows that differ from the row in all features, in some, and in none: what need not be evaluated twice is not,
/// and nothing of it shows, wherever the work is cut.
#[test]
fn n12_values_of_coalitions_meet_their_definition() {
    let mut rng = Rng::stream(6, "values", 0);
    for (n_features, n_levels) in [(2, 2), (6, 2), (6, 1000), (9, 3), (70, 2)] {
        for spec in [
            ModelSpec::Network(NetworkSpec { epochs: 3, ..NetworkSpec::default() }),
            ModelSpec::Network(NetworkSpec { epochs: 3, hidden: Vec::new(), ..NetworkSpec::default() }),
            ModelSpec::Network(NetworkSpec { epochs: 3, hidden: vec![20, 27], ..NetworkSpec::default() }),
            ModelSpec::Network(NetworkSpec { epochs: 3, hidden: vec![66, 33, 3], ..NetworkSpec::default() }),
            ModelSpec::Linear(LinearSpec::default()),
        ] {
            let rows: Vec<Vec<f64>> =
                (0..40).map(|_| (0..n_features).map(|_| rng.below(n_levels) as f64).collect()).collect();
            let mut data = plain(&rows);
            data.target = Target::Regression(rows.iter().map(|row| row.iter().sum::<f64>() + rng.normal()).collect());
            let mut trainer = Trainer::new(&spec, &data).expect("a valid spec");
            while !trainer.step(&data).expect("no divergence") {}
            let model = trainer.finish(&data).0;
            let row = Instance { values: rows[3].clone(), x: data.x.row(3).to_vec() };
            let chosen: Vec<usize> = (0..10).collect();
            let background = Background::whole(data.x.select(Axis(0), &chosen));
            let game = Game::new(&data, &background, &row, Output { class: 0, space: OutputScale::Raw });
            let m = game.players.len();
            let mut coalitions = Coalitions::new(m);
            coalitions.push([]);
            (0..200).for_each(|_| coalitions.push((0..m).filter(|_| rng.below(2) == 0)));
            coalitions.push(0..m);

            let expected = by_definition(&game, &model, &background, &coalitions);
            assert_eq!(expected[0], game.base(&model, &background));
            assert!(close(expected[201], game.full(&model), ADDITIVITY));
            let size = expected.iter().fold(0.0f64, |size, v| size.max(v.abs()));
            let found = values(&game, &model, &background, &coalitions, 1_000_000);
            let holds = |shift: f64| found.iter().zip(&expected).all(|(a, b)| close(a + shift, *b, VALUES * size));
            assert!(holds(0.0), "{n_features} features of {n_levels} values: {found:?}\n{expected:?}");
            assert!(!holds(10.0 * VALUES * size));
            for n in [1, 7] {
                assert_eq!(values(&game, &model, &background, &coalitions, n), found, "{n} at a time");
            }
        }
    }
}
