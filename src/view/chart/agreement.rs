//! Where two methods disagree about a row, in words that are true to their numbers and to their standard errors.

use super::format::{self, Unit};
use vitrine_core::explain::LocalExplanation;
use vitrine_core::num::order;
use vitrine_text::charts as t;

/// What is said above both pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Features on whose direction they disagree, the first with both figures; `None` where they agree.
    pub signs: Option<String>,
    /// How their strongest features differ in order; `None` where they do not.
    pub order: Option<String>,
}

/// Features that count for the order.
const FIRST: usize = 3;
/// Standard errors within which a share may be nothing, or two may be alike.
const ERRORS: f64 = 2.0;
/// A share that is smaller than this part of the method's largest says nothing of a direction.
const SLIGHT: f64 = 0.05;

/// Compares the attributions of two methods.
pub fn agreement(first: &LocalExplanation, second: &LocalExplanation, unit: Unit) -> Agreement {
    Agreement { signs: signs(first, second, unit), order: order(first, second) }
}

fn largest(local: &LocalExplanation) -> f64 {
    local.attributions.iter().map(|a| a.value.abs()).fold(0.0, f64::max)
}

fn error(local: &LocalExplanation, j: usize) -> f64 {
    local.attributions[j].error.unwrap_or(0.0)
}

/// Whether a local model has the feature; what it leaves out has no direction and no place in an order.
fn has(local: &LocalExplanation, j: usize) -> bool {
    local.attributions[j].value != 0.0
}

/// Whether a share has a direction: it is not slight, and more than its errors away from nothing.
fn is_sure(local: &LocalExplanation, j: usize) -> bool {
    local.attributions[j].value.abs() > ERRORS * error(local, j)
}

/// What a method is called.
fn label(local: &LocalExplanation) -> &'static str {
    (local.method.info().label)()
}

fn signs(first: &LocalExplanation, second: &LocalExplanation, unit: Unit) -> Option<String> {
    let n = first.attributions.len().min(second.attributions.len());
    let value = |local: &LocalExplanation, j: usize| local.attributions[j].value;
    let matters = |local: &LocalExplanation, j: usize| value(local, j).abs() >= SLIGHT * largest(local);
    let opposed = |j: &usize| value(first, *j) * value(second, *j) < 0.0 && matters(first, *j) && matters(second, *j);
    let mut all: Vec<usize> = (0..n).filter(opposed).collect();
    let size = |j: usize| (value(first, j) / largest(first)).abs().min((value(second, j) / largest(second)).abs());
    order::sort_descending(&mut all, |&j| size(j));
    let (sure, unsure): (Vec<usize>, Vec<usize>) =
        all.into_iter().partition(|&j| is_sure(first, j) && is_sure(second, j));
    let name = |j: usize| first.attributions[j].feature.clone();
    let (a, b) = (label(first), label(second));
    let mut parts = Vec::new();
    if let Some(&j) = sure.first() {
        let say = if value(first, j) > 0.0 { t::disagree_up_down } else { t::disagree_down_up };
        let by = |local: &LocalExplanation| format::size(value(local, j), unit);
        parts.push(say(&a, &b, &name(j), &by(first), &by(second)));
        match &sure[1..] {
            [] => {}
            [other] => parts.push(t::disagree_too(&name(*other))),
            others => parts.push(t::disagree_others_too(&others.len())),
        }
    }
    if !unsure.is_empty() {
        let names: Vec<String> = unsure.iter().take(3).map(|&j| name(j)).collect();
        let (named, n_more) = (names.join(", "), unsure.len() - names.len());
        parts.push(match n_more {
            0 => t::direction_unsure(&named),
            _ => t::direction_unsure_more(&named, &n_more),
        });
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The strongest features of a method, strongest first.
fn strongest(local: &LocalExplanation) -> Vec<usize> {
    local.strongest().into_iter().filter(|&j| has(local, j)).collect()
}

fn order(first: &LocalExplanation, second: &LocalExplanation) -> Option<String> {
    let leading = |local: &LocalExplanation| strongest(local).into_iter().take(FIRST).collect::<Vec<usize>>();
    let (a, b) = (leading(first), leading(second));
    if a == b || a.is_empty() || b.is_empty() {
        return None;
    }
    let names =
        |order: &[usize]| order.iter().map(|&j| first.attributions[j].feature.clone()).collect::<Vec<_>>().join(", ");
    // Where the errors of either leave room for the other's order, they may well agree.
    let is_sure = rules_out(first, &b) && rules_out(second, &a);
    let say = match (a.len().max(b.len()), is_sure) {
        (1, true) => t::strongest_differs,
        (1, false) => t::strongest_may_differ,
        (2, true) => t::first_two_differ,
        (2, false) => t::first_two_may_differ,
        (_, true) => t::first_three_differ,
        (_, false) => t::first_three_may_differ,
    };
    Some(say(&names(&a), &label(first), &names(&b), &label(second)))
}

/// Whether a method's shares and errors rule an order out: some feature of it is weaker, by more than the errors of both,
/// than one that it puts behind or does not name.
fn rules_out(local: &LocalExplanation, order: &[usize]) -> bool {
    let size = |j: usize| local.attributions[j].value.abs();
    let clear = |i: usize, j: usize| {
        let (a, b) = (error(local, i), error(local, j));
        size(j) - size(i) > ERRORS * (a * a + b * b).sqrt()
    };
    let behind = |at: usize| {
        let named = &order[..=at];
        (0..local.attributions.len()).filter(move |j| !named.contains(j))
    };
    (0..order.len()).any(|at| behind(at).any(|j| clear(order[at], j)))
}
