//! N12: layers over masked rows, and the coalitions that mask them, against plain loops. Run natively and in the browser.

use super::common::{numbers, same};
use crate::players::players;
use vitrine::compute::branch::{branches, sorted};
use vitrine::compute::coalition::Coalitions;
use vitrine::compute::masked::MaskedLayer;
use vitrine::compute::real::Real;
use vitrine::compute::relu_pair::ReluPair;
use vitrine::num::rng::Rng;

/// The first layer over masked rows, by the groups in which it takes its sums.
pub fn masked_layers<R: Real>() {
    let mut rng = Rng::stream(5, "masked", 0);
    for n_players in [0, 1, 2, 3, 4, 5, 8, 9, 63, 64, 65, 130] {
        let (columns, n_in) = players(n_players, 0, &mut rng);
        for n_out in [1, 3, 4, 15, 16, 17, 32, 33, 48, 64] {
            let (weights, begin) = (numbers::<R>(n_in * n_out, 1.0, &mut rng), numbers::<R>(n_out, 0.9, &mut rng));
            let fill = [1.0, 0.3][rng.below(2)];
            let [row, background] = [(); 2].map(|()| numbers::<f32>(n_in, fill, &mut rng));
            let mut coalitions = Coalitions::new(n_players);
            for _ in 0..9 {
                coalitions.push((0..n_players).filter(|_| rng.below(2) == 0));
            }
            let which = [8, 0, 3, 3, 7];
            let mut layer = MaskedLayer::new(&weights, &begin);
            // What it met before leaves nothing behind.
            layer.set_background(&background, &row, &columns);
            layer.set_background(&row, &background, &columns);
            let n_parts = layer.n_parts();
            let mut out = vec![[[R::from_f64(7.0); 4]; 4]; which.len() * n_parts];
            layer.run(&coalitions, &which, &mut out);
            let out = out.as_flattened().as_flattened();
            for (&c, out) in which.iter().zip(out.chunks(16 * n_parts)) {
                for (j, &found) in out[..n_out].iter().enumerate() {
                    let product = |x: &[f32], i: usize| R::from_f64(f64::from(x[i])) * weights[i * n_out + j];
                    let of =
                        |x: &[f32], p: usize| columns[p].clone().fold(R::from_f64(0.0), |sum, i| sum + product(x, i));
                    let gain = |p: usize| {
                        let differs = row[columns[p].clone()] != background[columns[p].clone()];
                        if differs { of(&row, p) - of(&background, p) } else { R::from_f64(0.0) }
                    };
                    let empty_coalition = (0..n_in).fold(begin[j], |sum, i| sum + product(&background, i));
                    let group = |from: usize| {
                        let members = (from..(from + 4).min(n_players)).filter(|&p| coalitions.has(c as usize, p));
                        members.fold(R::from_f64(0.0), |sum, p| sum + gain(p))
                    };
                    let expected = (0..n_players).step_by(4).rev().fold(empty_coalition, |sum, from| sum + group(from));
                    assert!(same(&[found], &[expected]), "{n_players} players, {n_out} units: {found:?} {expected:?}");
                }
                assert!(out[n_out..].iter().all(|v| *v == R::from_f64(0.0)));
            }
            let differ = (0..n_players).filter(|&p| row[columns[p].clone()] != background[columns[p].clone()]);
            let mut expected = Coalitions::new(n_players);
            expected.push(differ);
            assert_eq!(layer.differs(), &expected.key(0)[..n_players.div_ceil(64)]);
        }
    }
}

/// Two layers over masked rows, the first of which is rectified, against sums in f64: to a hundredth of a thousandth of the sum
/// of sizes; and branch by branch, wherever it is cut, the same to the bit.
pub fn rectified_layers() {
    let mut rng = Rng::stream(9, "rectified", 0);
    for n_players in [0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 63, 64, 65, 67, 130] {
        for (n_hidden, n_out) in [(1, 1), (3, 5), (16, 16), (17, 31), (64, 32), (65, 33), (130, 48), (67, 67)] {
            let (columns, n_in) = players(n_players, 0, &mut rng);
            let size = [1.0, 1e-20, 1e12][rng.below(3)];
            let draw = |n: usize, size: f64, rng: &mut Rng| (0..n).map(|_| (size * rng.normal()) as f32).collect();
            let first: (Vec<f32>, Vec<f32>) = (draw(n_in * n_hidden, size, &mut rng), draw(n_hidden, size, &mut rng));
            let second: (Vec<f32>, Vec<f32>) = (draw(n_hidden * n_out, 1.0, &mut rng), draw(n_out, size, &mut rng));
            let fill = [1.0, 0.3][rng.below(2)];
            let mut encoded = || -> Vec<f32> {
                (0..n_in).map(|_| if rng.uniform() < fill { rng.normal() as f32 } else { 0.0 }).collect()
            };
            let (row, background) = (encoded(), encoded());
            let mut coalitions = Coalitions::new(n_players);
            (0..70).for_each(|_| coalitions.push((0..n_players).filter(|_| rng.below(2) == 0)));
            let list = sorted(&coalitions);
            let found = branches(&coalitions, &list, &vec![u64::MAX; n_players.div_ceil(64)]);
            let mut layers = ReluPair::new((&first.0, &first.1), (&second.0, &second.1));
            layers.set_background(&background, &row, &columns);
            layers.set_background(&row, &background, &columns);
            let width = 16 * layers.n_parts();
            let mut sums = |n: usize| {
                let mut all: Vec<f32> = Vec::new();
                for branch in &found {
                    layers.turn(branch);
                    for which in list[branch.range.clone()].chunks(n) {
                        let mut out = vec![[[7.0; 4]; 4]; which.len() * layers.n_parts()];
                        layers.run(&coalitions, which, &mut out);
                        all.extend(out.as_flattened().as_flattened());
                    }
                }
                all
            };
            let whole = sums(64);
            assert_eq!(whole.len(), list.len() * width);
            assert!(same(&whole, &sums(1)) && same(&whole, &sums(7)));
            for (&c, out) in list.iter().zip(whole.chunks(width)) {
                let mut x = background.clone();
                for p in (0..n_players).filter(|&p| coalitions.has(c as usize, p)) {
                    x[columns[p].clone()].copy_from_slice(&row[columns[p].clone()]);
                }
                // Sums, and sums of sizes: of both rows, since what cancels between them does not to the last digit.
                let wide = |v: &f32| f64::from(*v);
                let hidden: Vec<(f64, f64)> = (0..n_hidden)
                    .map(|j| {
                        let weight = |i: usize| wide(&first.0[i * n_hidden + j]);
                        let sum = (0..n_in).fold(wide(&first.1[j]), |sum, i| sum + wide(&x[i]) * weight(i));
                        let sizes =
                            (0..n_in).map(|i| ((wide(&row[i]).abs() + wide(&background[i]).abs()) * weight(i)).abs());
                        (sum.max(0.0), wide(&first.1[j]).abs() + sizes.sum::<f64>())
                    })
                    .collect();
                for (k, &out) in out[..n_out].iter().enumerate() {
                    let weight = |j: usize| wide(&second.0[j * n_out + k]);
                    let sum = (0..n_hidden).fold(wide(&second.1[k]), |sum, j| sum + hidden[j].0 * weight(j));
                    let sizes: f64 = (0..n_hidden).map(|j| hidden[j].1 * weight(j).abs()).sum();
                    let tolerance = 1e-5 * (sizes + wide(&second.1[k]).abs());
                    let holds = |shift: f64| (wide(&out) + shift - sum).abs() <= tolerance;
                    assert!(holds(0.0), "{n_players} players, {n_hidden} x {n_out}: {out} {sum}");
                    assert!(!holds(10.0 * tolerance) || tolerance == 0.0);
                }
                assert!(out[n_out..].iter().all(|v| *v == 0.0));
            }
        }
    }
}

/// The branches of sorted coalitions: all of them in their order, and what each branch says of its own.
pub fn branches_of_coalitions() {
    let mut rng = Rng::stream(10, "branches", 0);
    for n_players in [0, 1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 67] {
        for n in [0, 1, 3, 64, 500] {
            let mut coalitions = Coalitions::new(n_players);
            let share = [2, 8][rng.below(2)];
            (0..n).for_each(|_| coalitions.push((0..n_players).filter(|_| rng.below(share) == 0)));
            let list = sorted(&coalitions);
            let reversed = |c: u32| coalitions.key(c as usize).iter().rev();
            assert!(list.windows(2).all(|pair| reversed(pair[0]).le(reversed(pair[1]))));
            let found = branches(&coalitions, &list, &vec![u64::MAX; n_players.div_ceil(64)]);
            assert_eq!(
                found.iter().flat_map(|b| b.range.clone()).collect::<Vec<_>>(),
                (0..list.len()).collect::<Vec<_>>()
            );
            for branch in &found {
                let own = &list[branch.range.clone()];
                for p in 0..n_players {
                    let n_having = own.iter().filter(|&&c| coalitions.has(c as usize, p)).count();
                    assert_eq!(branch.shared.contains(&p), n_having == own.len());
                    let varies = branch.varies.iter().position(|&q| q == p);
                    assert_eq!(varies.is_some(), n_having > 0 && n_having < own.len());
                    assert!(varies.is_none_or(|at| branch.shares[at] == n_having as f32 / own.len() as f32));
                }
            }
        }
    }
}
