//! Numbers as people read them: percent, points, three significant digits, thousands separated, true minus signs.

/// The unit in which a prediction and its attributions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A probability: levels in percent, differences in points.
    Probability,
    /// Log-odds or a raw margin: plain numbers.
    Margin,
    /// The target's own unit: plain numbers.
    Target,
}

/// A level ("73 %", "0.995", "152").
pub fn level(value: f64, unit: Unit) -> String {
    let _ = (value, unit);
    todo!("helper: chart")
}

/// A difference with its sign ("+21 points", "−0.3").
pub fn difference(value: f64, unit: Unit) -> String {
    let _ = (value, unit);
    todo!("helper: chart")
}

/// A number with three significant digits.
pub fn number(value: f64) -> String {
    let _ = value;
    todo!("helper: chart")
}

/// A count with its thousands separated.
pub fn count(n: usize) -> String {
    let _ = n;
    todo!("helper: chart")
}
