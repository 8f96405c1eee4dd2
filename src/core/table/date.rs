//! Dates as people write them, as days since the first of January 1970 in the Gregorian calendar; a time of day is a part
//! of a day. The formulae between days and dates are those of Howard Hinnant, "chrono-compatible low-level date
//! algorithms" (2013).

/// Reads a date, alone or with a time of day: year first (`2024-03-31`, `2024/3/31`), or year last, in two digits (of 1970
/// to 2069) or four, with day or month first as said. The parts are set off by `-`, `/` or `.`; the time follows after a
/// space or a `T`, as `14:05`, `14:05:30.5` or `2:05 PM`, and may end in `Z` or an offset from UTC, which is taken off.
/// The month may be named too, in English, German, French, Spanish or Italian: `10-Mar-25`, `April 3, 2024`, `3. Mai 2024`;
/// with a year alone it means its first day. `None` where it is no such thing, or names a day that no calendar has.
pub fn parse(text: &str, month_first: bool) -> Option<f64> {
    let bytes = text.as_bytes();
    if !(6..=40).contains(&bytes.len()) {
        return None;
    }
    match text.find(char::is_alphabetic) {
        Some(at) if at == 0 || !text[at..].starts_with(['T', 'Z', 'A', 'P', 'a', 'p']) => named(text, at),
        Some(at) => named(text, at).or_else(|| numbered(text, month_first)),
        None => numbered(text, month_first),
    }
}

/// A date in numbers alone.
fn numbered(text: &str, month_first: bool) -> Option<f64> {
    // Most cells of a table are no dates; the first letter says so.
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.is_ascii() {
        return None;
    }
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    };
    let day = day(date, month_first)? as f64;
    match time {
        Some(time) => Some(day + seconds(time)? / 86_400.0),
        None => Some(day),
    }
}

/// What the cells of a column say of the order of day and month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Days {
    /// Number of cells that are dates with the day first, and with the month first.
    n: [usize; 2],
    /// Whether a cell is another day in the other order.
    swaps: bool,
}

impl Days {
    /// Takes a cell.
    pub(super) fn take(&mut self, text: &str) {
        let [day_first, month_first] = [false, true].map(|first| parse(text, first));
        self.n[0] += usize::from(day_first.is_some());
        self.n[1] += usize::from(month_first.is_some());
        self.swaps |= day_first != month_first;
    }

    /// Number of cells that are dates, in the order in which more of them are.
    pub(super) fn n(&self) -> usize {
        self.n[0].max(self.n[1])
    }

    /// Whether the month comes first: as the cells say, else as stated.
    pub(super) fn is_month_first(&self, stated: bool) -> bool {
        if self.n[0] == self.n[1] { stated } else { self.n[1] > self.n[0] }
    }

    /// Whether day and month could change places in some of the cells, and none of them says which comes first.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.swaps && self.n[0] == self.n[1]
    }
}

/// A date as it is shown: `2024-03-31`, with the time where it is not midnight: `2024-03-31 14:05`.
pub fn format_date(days: f64) -> String {
    // Beyond the years that have four digits, or not finite: the number alone.
    if !(-719_528.0..2_932_897.0).contains(&days) {
        return vitrine_text::messages::day(&days);
    }
    let seconds = libm::round(days * 86_400.0);
    let day = libm::floor(seconds / 86_400.0);
    let (year, month, date) = civil(day as i64);
    let rest = (seconds - day * 86_400.0) as u32;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let time = match (rest, second) {
        (0, _) => String::new(),
        (_, 0) => format!(" {hour:02}:{minute:02}"),
        _ => format!(" {hour:02}:{minute:02}:{second:02}"),
    };
    format!("{year:04}-{month:02}-{date:02}{time}")
}

fn day(text: &str, month_first: bool) -> Option<i64> {
    let separator = text.find(['-', '/', '.']).map(|at| text.as_bytes()[at])?;
    let mut parts = text.split(char::from(separator));
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, date) = match (a.len(), month_first) {
        (4, _) => (a, b, c),
        (_, true) => (c, a, b),
        (_, false) => (c, b, a),
    };
    let short = |part: &str| (1..=2).contains(&part.len());
    // Two digits of a year only where the other parts leave no doubt: "1.12.10" is as well a version.
    let certain = separator == b'/' || (month.len() == 2 && date.len() == 2);
    if !short(month) || !short(date) || !(year.len() == 4 || year.len() == 2 && certain && a.len() != 4) {
        return None;
    }
    valid(year, whole(month)?, whole(date)?)
}

/// Names of months, which may be cut to three letters or more.
const MONTHS: [&str; 12] = [
    "january januar j\u{e4}nner janvier enero gennaio",
    "february februar f\u{e9}vrier fevrier febrero febbraio",
    "march m\u{e4}rz maerz mrz mars marzo",
    "april avril abril aprile",
    "may mai mayo maggio",
    "june juni juin junio giugno",
    "july juli juillet julio luglio",
    "august ao\u{fb}t aout agosto",
    "september septembre septiembre settembre",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember d\u{e9}cembre decembre diciembre dicembre",
];

/// A date whose month is the word that begins at `at`.
fn named(text: &str, at: usize) -> Option<f64> {
    let (before, rest) = text.split_at(at);
    let (word, after) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    if word.len() < 3 || word.len() > 12 {
        return None;
    }
    let word = word.to_lowercase();
    let is_named = |names: &str| names.split(' ').any(|name| name.starts_with(&word));
    let month = MONTHS.iter().position(|names| is_named(names))? as u32 + 1;
    let is_between = |c: char| matches!(c, ' ' | '-' | '/' | '.' | ',');
    let first = before.trim_end_matches(is_between);
    let (second, rest) = digits(after.trim_start_matches(is_between));
    let (third, time) = if first.is_empty() { digits(rest.trim_start_matches(is_between)) } else { ("", rest) };
    let (year, date, time) = match (first.len(), second.len(), third.len()) {
        (1 | 2, 2 | 4, _) => (second, first, time),
        (4, 1 | 2, _) => (first, second, time),
        (4, 0, _) => (first, "1", time),
        (0, 1 | 2, 4) => (third, second, time),
        // `Mar-25` is a month of a year, as spreadsheets write it; `Mar 25` may be a day.
        (0, 4, 0) => (second, "1", rest),
        (0, 2, 0) if after.starts_with('-') => (second, "1", rest),
        _ => return None,
    };
    let day = valid(year, month, whole(date)?)? as f64;
    match time.trim_start_matches(['T', ' ', ',']) {
        "" => Some(day),
        time => Some(day + seconds(time)? / 86_400.0),
    }
}

/// The digits at the beginning of a text, and what follows.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// A day, if its month has it, of a year in two digits or four.
fn valid(year: &str, month: u32, date: u32) -> Option<i64> {
    let year = match (year.len(), whole(year)?) {
        (2, y @ 0..70) => 2000 + y,
        (2, y) => 1900 + y,
        (_, y) => y,
    };
    let day = days(i64::from(year), month, date);
    // A day that the month does not have comes out as another.
    ((1..=12).contains(&month) && civil(day) == (i64::from(year), month, date)).then_some(day)
}

/// A time of day or a duration in hours: `18:54`, `6:54 PM`, `125:30:10.5`, `2 days 03:15:00`.
pub fn hours(text: &str) -> Option<f64> {
    if text.ends_with(['M', 'm']) {
        return Some(seconds(text)? / 3_600.0);
    }
    let (days, clock) = match text.split_once(" day") {
        Some((days, rest)) => (whole(days).filter(|d| *d < 100_000)?, rest.trim_start_matches(['s', ',', ' '])),
        None => (0, text),
    };
    let mut parts = clock.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let second = of_minute(parts.next())?;
    let is_clock = (1..=4).contains(&hours.len()) && minutes.len() == 2 && parts.next().is_none();
    let (hours, minutes) = (whole(hours).filter(|_| is_clock)?, whole(minutes).filter(|m| *m < 60)?);
    Some((f64::from((days * 24 + hours) * 3_600 + minutes * 60) + second) / 3_600.0)
}

fn seconds(text: &str) -> Option<f64> {
    let (text, offset) = match text.strip_suffix('Z') {
        Some(rest) => (rest, 0),
        None => match text.find(['+', '-']) {
            Some(at) => (&text[..at], offset(&text[at..])?),
            None => (text, 0),
        },
    };
    let upper = text.trim_end().to_ascii_uppercase();
    let half = [("AM", 0), ("PM", 12)].into_iter().find_map(|(end, hours)| Some((upper.strip_suffix(end)?, hours)));
    let (clock, later) = half.map_or((upper.as_str(), None), |(clock, hours)| (clock.trim_end(), Some(hours)));
    let mut parts = clock.split(':');
    let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
    let second = of_minute(parts.next())?;
    let hour = match later {
        Some(hours) if (1..=12).contains(&hour) => hour % 12 + hours,
        Some(_) => return None,
        None => hour,
    };
    let fits = parts.next().is_none() && hour < 24 && minute < 60;
    fits.then(|| f64::from(hour * 3600 + minute * 60) + second - f64::from(offset * 60))
}

/// The seconds of a minute, which may have decimals; none are zero.
fn of_minute(text: Option<&str>) -> Option<f64> {
    let Some(text) = text else { return Some(0.0) };
    let plain = text.len() >= 2 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse::<f64>().ok().filter(|v| plain && *v < 61.0)
}

/// `+02:00`, `-0530` or `+02`, in minutes.
fn offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (two(&digits)?, 0),
        4 => (two(&digits[..2])?, two(&digits[2..])?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| sign * (hours * 60 + minutes) as i32)
}

fn two(text: &str) -> Option<u32> {
    if (1..=2).contains(&text.len()) { whole(text) } else { None }
}

fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days(year: i64, month: u32, date: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(date) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day: year, month, day of the month.
fn civil(day: i64) -> (i64, u32, u32) {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month as u32, date as u32)
}
