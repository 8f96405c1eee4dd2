//! Numbers as people write them: thousands marked in several ways, with money, percent or a unit, three signs for minus.

/// A number, and what is written beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WrittenNumber<'a> {
    /// The number.
    pub value: f64,
    /// Money, percent or a unit, as it is written; empty where there is none.
    pub unit: &'a str,
    /// Whether it stands in parentheses, which is how accountants write a minus.
    pub in_parentheses: bool,
}

/// Codes of currencies that may stand before a number; behind one anything may.
const MONEY: &str = "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR Fr. GBP HKD HUF IDR ILS INR JPY KES KRW MXN MYR NGN NOK NZD PEN PHP PKR PLN RON RUB Rs Rs. SAR SEK SGD THB TRY TWD UAH USD VND ZAR kr kr.";

/// Letters that a unit may have at most, and words.
const LONGEST: (usize, usize) = (16, 3);

/// A cell as a finite number without a unit, if it is one: see [`written`].
pub fn number(cell: &str, decimal_comma: bool) -> Option<f64> {
    written(cell, decimal_comma).filter(|w| w.unit.is_empty()).map(|w| w.value)
}

/// A cell as a finite number, if it is one: digits with thousands set apart in threes (or as in India) by a point or comma,
/// an apostrophe or a space, or not at all; a decimal mark; an exponent; a sign before it, or a minus behind it, or
/// parentheses; money before it, or a unit behind it.
pub fn written(cell: &str, decimal_comma: bool) -> Option<WrittenNumber<'_>> {
    let bytes = cell.as_bytes();
    // Most cells are plain; and Rust reads "inf" and "nan" as numbers, where a table means words by them.
    let is_plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    if bytes.iter().all(is_plain) && !(decimal_comma && bytes.contains(&b'.')) {
        let plain = finite(cell).map(|value| WrittenNumber { value, unit: "", in_parentheses: false });
        return plain.or_else(|| spelled(cell, decimal_comma));
    }
    if bytes.iter().any(u8::is_ascii_digit) { spelled(cell, decimal_comma) } else { None }
}

/// Whether a unit is a currency's sign or code.
pub fn is_money(unit: &str) -> bool {
    unit.chars().any(is_currency) || !unit.is_empty() && MONEY.split(' ').any(|code| code == unit)
}

/// Whether two units are one: kg and Kg, month and months; but not mW and MW.
pub fn is_same_unit(a: &str, b: &str) -> bool {
    let singular = |unit: &str| unit.len() - usize::from(unit.len() > 2 && unit.ends_with('s'));
    let scaled = |unit: &str| unit.len() < 4 && unit.starts_with(['m', 'M']);
    a == b || {
        let (short_a, short_b) = (&a[..singular(a)], &b[..singular(b)]);
        short_a == short_b || short_a.eq_ignore_ascii_case(short_b) && !scaled(a)
    }
}

/// Whether a plain number is more likely a code: with a zero in front, more digits than a number can hold, or letters of a
/// code that look like an exponent, as in `713752e1`.
pub fn is_code(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let all_digits = |digits: &[u8]| digits.iter().all(u8::is_ascii_digit);
    match bytes.iter().position(|b| matches!(b, b'e' | b'E')) {
        Some(at) => at > 1 && all_digits(&bytes[..at]) && all_digits(&bytes[at + 1..]),
        None if bytes.len() < 3 || !all_digits(bytes) => false,
        None => bytes[0] == b'0' || cell.trim_end_matches('0').len() > 15,
    }
}

fn spelled(cell: &str, decimal_comma: bool) -> Option<WrittenNumber<'_>> {
    let inner = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (before, text) = signed(inner.unwrap_or(cell).trim());
    let (money, text) = money_first(text);
    let (between, text) = if money.is_empty() { (None, text) } else { signed(text) };
    let (digits, rest) = text.split_at(end_of_digits(text));
    let rest = rest.trim();
    let (behind, rest) = rest.strip_suffix(MINUS).map_or((None, rest), |rest| (Some(true), rest.trim()));
    let signs = [before, between, behind, inner.map(|_| true)];
    if signs.iter().flatten().count() > 1 || !(rest.is_empty() || money.is_empty() && is_unit(rest)) {
        return None;
    }
    let size = finite(&plain(digits, decimal_comma)?)?;
    let value = if signs.contains(&Some(true)) { -size } else { size };
    Some(WrittenNumber { value, unit: if money.is_empty() { rest } else { money }, in_parentheses: inner.is_some() })
}

/// Minus as it is typed, as it is set, and as word processors make it.
const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];

/// Takes the sign from the beginning: whether it is a minus, where there is one.
fn signed(text: &str) -> (Option<bool>, &str) {
    match (text.strip_prefix(MINUS), text.strip_prefix('+')) {
        (Some(rest), _) => (Some(true), rest.trim_start()),
        (_, Some(rest)) => (Some(false), rest.trim_start()),
        _ => (None, text),
    }
}

/// Takes money from the beginning: a sign with at most three letters before it, as in `US$`, or a code.
fn money_first(text: &str) -> (&str, &str) {
    let end = match text.char_indices().take(4).find(|(_, c)| !c.is_ascii_alphabetic()) {
        Some((at, c)) if is_currency(c) => at + c.len_utf8(),
        Some((at, '.')) if is_money(&text[..=at]) => at + 1,
        Some((at, _)) if at > 0 && is_money(&text[..at]) => at,
        _ => 0,
    };
    let (money, rest) = text.split_at(end);
    (money, rest.trim_start())
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '\u{a2}'..='\u{a5}' | '\u{e3f}' | '\u{20a0}'..='\u{20cf}' | '\u{ff04}' | '\u{ffe1}' | '\u{ffe5}')
}

/// Where digits, their marks and an exponent end.
fn end_of_digits(text: &str) -> usize {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}') || is_space(c);
    let body = text.find(|c: char| !c.is_ascii_digit() && !is_mark(c)).unwrap_or(text.len());
    let end = text[..body].trim_end_matches(|c: char| !c.is_ascii_digit()).len();
    let exponent = text[end..].strip_prefix(['e', 'E']).map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest));
    let n_digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    match exponent {
        Some(rest) if n_digits(rest) > 0 => text.len() - rest.len() + n_digits(rest),
        _ => end,
    }
}

/// Spaces that set thousands apart: also those of two sorts that do not break, a thin one and one as wide as a digit.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

/// Digits as Rust reads them, if their marks are where they belong.
fn plain(digits: &str, decimal_comma: bool) -> Option<String> {
    let mark = if decimal_comma { ',' } else { '.' };
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let (whole, fraction) = mantissa.split_once(mark).unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(fraction) {
        return None;
    }
    let separator = whole.chars().find(|c| !c.is_ascii_digit());
    let whole: String = match separator {
        Some(separator) if in_groups(whole, separator) => whole.split(separator).collect(),
        Some(_) => return None,
        None => whole.to_owned(),
    };
    Some(format!("{whole}.{fraction}{exponent}"))
}

/// Whether digits are grouped as in `12,345,678`, or as in `1,23,45,678`.
fn in_groups(whole: &str, separator: char) -> bool {
    let groups: Vec<&str> = whole.split(separator).collect();
    let [first, middle @ .., last] = &groups[..] else { return false };
    let all_of = |n: usize| middle.iter().all(|group| group.len() == n);
    // A zero in front has no thousands behind it: `0.123` is less than one.
    !first.starts_with('0')
        && whole.bytes().filter(u8::is_ascii_digit).count() == whole.chars().filter(|c| *c != separator).count()
        && last.len() == 3
        && ((1..=3).contains(&first.len()) && all_of(3)
            || separator == ',' && (1..=2).contains(&first.len()) && all_of(2))
}

/// Whether a text may be a unit: a short one that begins with a letter or a sign of its own.
fn is_unit(text: &str) -> bool {
    let (longest, most_words) = LONGEST;
    let begins =
        |c: char| c.is_alphabetic() || is_currency(c) || "%\u{2030}\u{b0}\u{2032}\u{2033}'\"\u{b5}".contains(c);
    let goes_on = |c: char| begins(c) || is_space(c) || "/.\u{b7}^-\u{b2}\u{b3}\u{207b}\u{b9}".contains(c);
    // Digits belong to a unit of one word, as in `m2`.
    let n_words = text.split_whitespace().count();
    text.starts_with(begins)
        && text.chars().all(|c| goes_on(c) || n_words == 1 && c.is_ascii_digit())
        && text.chars().count() <= longest
        && n_words <= most_words
}

/// Numbers whose squares overflow are taken for text: no mean or deviation could be formed.
fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|v| v.abs() < 1e150)
}
