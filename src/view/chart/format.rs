//! Numbers as people read them: percent, points, three significant digits, thousands separated, true minus signs.

use serde::{Deserialize, Serialize};
use vitrine_text::{charts as t, common};

/// The unit in which a prediction and its attributions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A probability: levels in percent, differences in points.
    Probability,
    /// Log-odds of a probability: plain numbers.
    LogOdds,
    /// A class's raw output, before it becomes a probability: plain numbers.
    Margin,
    /// The target's own unit: plain numbers.
    Target,
}

/// A space that neither breaks nor is wide.
const THIN: char = '\u{202f}';
const MINUS: char = '\u{2212}';

/// A level ("73 %", "0.995", "152").
pub fn level(value: f64, unit: Unit) -> String {
    if unit != Unit::Probability || value.is_nan() || value.abs() > 100.0 {
        return number(value);
    }
    let percent = 100.0 * value;
    match percent {
        p if p > 0.0 && p < 0.05 => format!("<0.1{THIN}%"),
        p if p > 99.95 && p < 100.0 => format!(">99.9{THIN}%"),
        p if (10.0..=90.0).contains(&p) || p == 0.0 || p == 100.0 => format!("{p:.0}{THIN}%"),
        p => format!("{}{THIN}%", signed(&format!("{p:.1}"))),
    }
}

/// The level of a line that stands for the model and, unlike a probability, knows no bounds.
pub fn line_level(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Probability if value > 1.0 => t::beyond_100(&format!("{:.0}{THIN}%", 100.0 * value)),
        Unit::Probability if value < 0.0 => t::below_0(&format!("{MINUS}{:.0}{THIN}%", -100.0 * value)),
        _ => level(value, unit),
    }
}

/// A time of so many seconds.
pub fn seconds(value: f64) -> String {
    match value {
        v if v < 0.1 => common::under_seconds(&0.1),
        v if v < 90.0 => common::seconds(&format!("{v:.1}")),
        v => common::minutes(&format!("{:.0}", v / 60.0)),
    }
}

/// A difference with its sign ("+21 points", "−0.3").
pub fn difference(value: f64, unit: Unit) -> String {
    let written = bare_difference(value, unit);
    if unit == Unit::Probability { t::signed_points(&written, &amount(value.abs(), unit)) } else { written }
}

/// The size of a difference with its unit ("21 points", "1 point", "0.3").
pub fn size(value: f64, unit: Unit) -> String {
    let amount = amount(value.abs(), unit);
    if unit == Unit::Probability { common::points(&amount) } else { amount }
}

/// A difference with its sign and without its unit ("+21", "−0.3"), where the unit stands on the axis.
pub fn bare_difference(value: f64, unit: Unit) -> String {
    let amount = amount(value.abs(), unit);
    match value {
        v if v.is_nan() => amount,
        // What is too small to be told has its direction in its bar.
        _ if amount == "0" || amount.starts_with('<') => amount,
        v if v < 0.0 => format!("{MINUS}{amount}"),
        _ => format!("+{amount}"),
    }
}

/// The size of a difference without its sign ("21", "0.3"), in points for a probability.
pub fn amount(size: f64, unit: Unit) -> String {
    if unit != Unit::Probability || size.is_nan() || size > 100.0 {
        return number(size);
    }
    match 100.0 * size {
        p if p >= 9.95 => format!("{p:.0}"),
        p if p >= 0.05 => trimmed(format!("{p:.1}")),
        0.0 => "0".to_owned(),
        _ => "<0.1".to_owned(),
    }
}

/// A number with three significant digits.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return if value.is_nan() {
            "\u{2013}".to_owned()
        } else {
            signed(if value > 0.0 { "\u{221e}" } else { "-\u{221e}" })
        };
    }
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e12).contains(&size) {
        return signed(&format!("{value:.2e}"));
    }
    if size >= 999.5 {
        return signed(&separated(&format!("{value:.0}")));
    }
    let before = libm::floor(libm::log10(size)) as i32;
    let text = format!("{value:.*}", (2 - before).max(0) as usize);
    signed(&trimmed(text))
}

/// A score between 0 and 1 with three decimals, so that a column of them lines up.
pub fn share(value: f64) -> String {
    if value.is_finite() && value.abs() < 1e3 { signed(&format!("{value:.3}")) } else { number(value) }
}

/// A number to as many digits as tell it apart at a step of `step`, for axes.
pub fn tick(value: f64, step: f64, unit: Unit) -> String {
    let (value, step) = if unit == Unit::Probability { (100.0 * value, 100.0 * step) } else { (value, step) };
    if !(1e-4..1e9).contains(&step.abs()) {
        return number(value);
    }
    let decimals = (-libm::floor(libm::log10(step) + 1e-9)).max(0.0) as usize;
    let text = format!("{value:.decimals$}");
    // Rounding may leave "-0".
    let text = if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') { "0".to_owned() } else { text };
    signed(&separated(&text))
}

/// Units that are words with a plural of their own.
const SPANS: [&str; 7] = ["second", "minute", "hour", "day", "week", "month", "year"];

/// A number in what it is counted or measured in: "48 months", "$2174", "12 %".
pub fn quantity(number: &str, unit: &str) -> String {
    if unit.ends_with(['$', '£', '¥', '₹', '₩']) {
        let (minus, size) = number.strip_prefix('-').map_or(("", number), |size| ("-", size));
        return format!("{minus}{unit}{size}");
    }
    // One month, not one months.
    let one =
        if number == "1" { SPANS.iter().find_map(|s| Some((s, unit.strip_prefix(&format!("{s}s"))?))) } else { None };
    match one {
        Some((span, rest)) => format!("{number}\u{a0}{span}{rest}"),
        None => format!("{number}\u{a0}{unit}"),
    }
}

/// A count with its thousands separated.
pub fn count(n: usize) -> String {
    separated(&n.to_string())
}

/// A count with its word: "1 row", "2 rows".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// How many of how many: "all 3 rows", "2 of 3 rows".
pub fn part_of(n: usize, of: usize, one: &str, many: &str) -> String {
    if n == of { common::all(&counted(n, one, many)) } else { format!("{} of {}", count(n), counted(of, one, many)) }
}

/// Names after one another: "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    common::list(names)
}

fn trimmed(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn signed(text: &str) -> String {
    text.replace('-', "\u{2212}")
}

/// Thin spaces between groups of three digits before the point, from five digits up.
fn separated(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |r| ("-", r));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = sign.to_owned();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && whole.len() > 4 && (whole.len() - i) % 3 == 0 {
            out.push(THIN);
        }
        out.push(c);
    }
    fraction.into_iter().for_each(|f| {
        out.push('.');
        out.push_str(f);
    });
    out
}
