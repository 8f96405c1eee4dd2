//! What coalitions are worth.

use super::hold;
use super::plain::{Plain, numbers, poison};
use crate::players::players;
use crate::tolerance;
use std::ops::Range;
use vitrine::compute::coalition::Coalitions;
use vitrine::compute::dense::Activation;
use vitrine::compute::gpu::{CoalitionBatch, Gpu, GpuError, Mean, Reduction, Which};
use vitrine::num::rng::Rng;

/// Holds the means of all coalitions, or of some of many, to their definition.
async fn compare(gpu: &mut Gpu, plain: &Plain, question: &CoalitionBatch<'_>, what: &str) -> Vec<Mean> {
    let network = gpu.load(&plain.layers()).expect("finite weights");
    let means = gpu.ask(&network, question).await.unwrap_or_else(|e| panic!("{what}: {e}"));
    let n = match &question.which {
        Which::Listed(coalitions) => coalitions.len(),
        Which::Numbered(numbers) => numbers.len(),
    };
    assert_eq!(means.len(), n, "{what}");
    let has = |c: usize, p: usize| match &question.which {
        Which::Listed(coalitions) => coalitions.has(c, p),
        Which::Numbered(numbers) => (numbers.start as usize + c) >> p & 1 == 1,
    };
    let some: Vec<usize> = (0..n).step_by(n / 5000 + 1).chain(n.checked_sub(1)).collect();
    let CoalitionBatch { row, background, players, reduction, .. } = question;
    let expected = some.iter().map(|&c| plain.mean(row, background, players, |p| has(c, p), *reduction));
    let expected: Vec<[f64; 2]> = expected.collect();
    // Both together: of a probability that is all but one or nothing, digits are held by the test of log-odds.
    let found: Vec<f64> = some.iter().flat_map(|&c| [means[c].of, means[c].rest]).collect();
    hold(&found, expected.as_flattened(), 1.0, what);
    means
}

/// Coalitions below, at and above a group's threads; backgrounds below, at and above what goes through the layers at a time;
/// layers that fill no four, one half of a workgroup's memory, and all of it; more columns than have room.
pub async fn coalitions(gpu: &mut Gpu) {
    let mut rng = Rng::stream(4, "gpu", 0);
    let activations = [Activation::Relu, Activation::Tanh, Activation::Sigmoid];
    let hidden = [&[][..], &[1], &[5, 3], &[64, 32], &[512], &[67, 6, 9]];
    let reduction = [Reduction::Raw(2), Reduction::Logistic(0), Reduction::Complement(1), Reduction::Softmax(2)];
    let n_coalitions = [0, 1, 2, 63, 64, 65];
    for (at, n_players) in [0, 1, 2, 31, 32, 33, 64, 70, 300].into_iter().enumerate() {
        for (other, n_background) in [1, 3, 4, 5, 31, 32, 33, 63, 64, 65, 100].into_iter().enumerate() {
            let (columns, n_columns) = players(n_players, 1, &mut rng);
            let widths = [&[n_columns], hidden[(at + other) % 6], &[3]].concat();
            let plain = Plain::new(&widths, activations[other % 3], &mut rng);
            let mut coalitions = Coalitions::new(n_players);
            for _ in 0..n_coalitions[(at * 5 + other) % 6] {
                coalitions.push((0..n_players).filter(|_| rng.below(2) == 0));
            }
            let (row, background) = (numbers(n_columns, &mut rng), numbers(n_background * n_columns, &mut rng));
            let question = CoalitionBatch {
                row: &row,
                background: &background,
                players: &columns,
                which: Which::Listed(&coalitions),
                reduction: reduction[(at + 2 * other) % 4],
            };
            poison(gpu).await;
            let what = format!("{} coalitions of {n_players}, {n_background} rows, {widths:?}", coalitions.len());
            compare(gpu, &plain, &question, &what).await;
        }
    }
}

/// Numbered coalitions are those of a list, and more of them than one side of a dispatch may have, and than
/// a block has. The many are of a network that software has soon gone through.
pub async fn many_numbers(gpu: &mut Gpu) {
    let mut rng = Rng::stream(5, "gpu", 0);
    let (few, many) = (&[5][..], &[][..]);
    for (which, hidden) in [(0..0, few), (0..1, few), (5..69, few), (65_534..1 << 17, many)] {
        let (columns, n_columns) =
            if hidden == many { ((0..17).map(|c| c..c + 1).collect(), 17) } else { players(17, 1, &mut rng) };
        let plain = Plain::new(&[&[n_columns], hidden, &[1]].concat(), Activation::Tanh, &mut rng);
        let question = CoalitionBatch {
            row: &numbers(n_columns, &mut rng),
            background: &numbers(3 * n_columns, &mut rng),
            players: &columns,
            which: Which::Numbered(which.clone()),
            reduction: Reduction::Logistic(0),
        };
        poison(gpu).await;
        let means = compare(gpu, &plain, &question, &format!("{which:?}")).await;
        if which.len() == 64 {
            let mut coalitions = Coalitions::new(17);
            which.for_each(|c| coalitions.push((0..17).filter(|p| c >> p & 1 == 1)));
            let question = CoalitionBatch { which: Which::Listed(&coalitions), ..question };
            assert_eq!(compare(gpu, &plain, &question, "listed").await, means, "the same to the bit");
        }
    }
}

/// As many players as a number can hold.
pub async fn last_numbers(gpu: &mut Gpu) {
    let mut rng = Rng::stream(6, "gpu", 0);
    let columns: Vec<Range<usize>> = (0..32).map(|c| c..c + 1).collect();
    let plain = Plain::new(&[32, 1], Activation::Relu, &mut rng);
    let (row, background) = (numbers(32, &mut rng), numbers(32, &mut rng));
    let which = Which::Numbered(u32::MAX - 100..u32::MAX);
    let question =
        CoalitionBatch { row: &row, background: &background, players: &columns, which, reduction: Reduction::Raw(0) };
    compare(gpu, &plain, &question, "the last ones of 32 players").await;
}

/// Log-odds keep their digits where a probability is all but one, which f32 cannot tell from one.
pub async fn log_odds(gpu: &mut Gpu) {
    let mut rng = Rng::stream(7, "gpu", 0);
    for size in [1.0, 10.0, 30.0] {
        for reduction in [Reduction::Logistic(0), Reduction::Complement(1), Reduction::Softmax(2)] {
            let plain = Plain::new(&[4, 8, 3], Activation::Relu, &mut rng).times(size);
            let (row, background) = (numbers(4, &mut rng), numbers(40, &mut rng));
            let players = [0..1, 1..2, 2..3, 3..4];
            let question = CoalitionBatch {
                row: &row,
                background: &background,
                players: &players,
                which: Which::Numbered(0..16),
                reduction,
            };
            let means = compare(gpu, &plain, &question, "probabilities").await;
            for (c, mean) in means.iter().enumerate() {
                let [of, rest] = plain.mean(&row, &background, &players, |p| c >> p & 1 == 1, reduction);
                // What is smaller than f32 can hold the shader takes for the smallest.
                if of.min(rest) > 1e-30 {
                    let (found, expected) = (mean.of.ln() - mean.rest.ln(), of.ln() - rest.ln());
                    let near =
                        |v: f64| tolerance::close(v, expected, tolerance::GPU_LOG_ODDS * expected.abs().max(1.0));
                    assert!(near(found), "{reduction:?} {c}: {found} {expected}");
                    assert!(!near(found + 10.0 * tolerance::GPU_LOG_ODDS * expected.abs().max(1.0)));
                }
            }
        }
    }
}

/// One unit more than half of a workgroup's memory holds.
pub async fn no_room(gpu: &mut Gpu) {
    let mut rng = Rng::stream(8, "gpu", 0);
    let plain = Plain::new(&[2, 513, 1], Activation::Relu, &mut rng);
    let network = gpu.load(&plain.layers()).expect("finite weights");
    let which = Which::Numbered(0..4);
    let question = CoalitionBatch {
        row: &[1.0, 2.0],
        background: &[0.0; 4],
        players: &[0..1, 1..2],
        which,
        reduction: Reduction::Raw(0),
    };
    let found = gpu.ask(&network, &question).await;
    assert_eq!(found, Err(GpuError::TooWide { units: 513, most: 512 }));
}
