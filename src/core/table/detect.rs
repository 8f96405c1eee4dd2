//! What kind of thing a column holds, seen in one pass over all of its cells.

use super::answers::Answers;
use super::date::Days;
use super::kind::Kind;
use super::numerals::Numerals;

/// Below so many rows, distinct cells are no sign of an identifier.
const FEW_ROWS: usize = 20;
/// One cell in so many may be no number (or date) and the column be numbers yet, where there are more different ones than a
/// list of categories has.
const ODD_IN: usize = 10;
/// See [`ODD_IN`].
const MANY_DISTINCT: usize = 20;
/// Below so many rows, ascending numbers without a name are no sign of one.
const FEW_NUMBERED: usize = 5;
/// From so many words a cell on average, cells that are nearly all distinct are a text and no names.
const MANY_WORDS: usize = 5;
/// From so many words a cell on average, cells of which most are distinct are a text.
const VERY_MANY_WORDS: usize = 10;

/// Finds out the kind of a column from its cells, one after the other.
#[derive(Clone, Debug)]
pub struct KindDetector {
    is_named_key: bool,
    /// Number of cells that are not missing.
    pub n: usize,
    /// The cells as answers.
    pub(super) answers: Answers,
    /// Whether the column has no name, or one that programs give to the numbers of rows.
    is_index: bool,
    /// Number of numbers that are whole, greater than the one before, and by one.
    n_whole: usize,
    n_up: usize,
    n_by_one: usize,
    last: f64,
    /// The distinct texts, while they are no more than two.
    two: Option<Vec<String>>,
    /// What they say as numbers.
    pub(super) numerals: Numerals,
    n_plain: usize,
    /// The number that goes on from those before by steps of +1, and of -1, while all do.
    next: [Option<f64>; 2],
    /// What they say as dates.
    pub(super) days: Days,
}

/// What is still to be found out about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Whether its numbers are all distinct: an identifier, or else numbers.
    Keys,
    /// How many distinct texts and how many words it has; see [`KindDetector::of_texts`].
    Texts,
}

impl KindDetector {
    /// Nothing yet of the column of this name.
    pub fn new(name: &str, decimal_comma: bool) -> KindDetector {
        KindDetector {
            is_named_key: says_key(name),
            n: 0,
            answers: Answers::new(),
            is_index: numbers_rows(name),
            n_whole: 0,
            n_up: 0,
            n_by_one: 0,
            last: f64::NAN,
            two: Some(Vec::new()),
            numerals: Numerals::new(decimal_comma),
            n_plain: 0,
            next: [None, None],
            days: Days::default(),
        }
    }

    /// Takes a cell; a missing one says nothing.
    pub fn take(&mut self, cell: Option<&str>) {
        let Some(text) = cell else { return };
        self.n += 1;
        self.answers.take(text);
        if let Some(two) = &mut self.two
            && !two.iter().any(|t| t == text)
        {
            if two.len() == 2 {
                self.two = None;
            } else {
                two.push(text.to_owned());
            }
        }
        let Some(v) = self.numerals.take(text) else { return self.days.take(text) };
        self.n_plain += 1;
        let goes_on = |next: Option<f64>| self.n_plain == 1 && v.fract() == 0.0 || next == Some(v);
        let [up, down] = self.next.map(goes_on);
        self.next = [up.then_some(v + 1.0), down.then_some(v - 1.0)];
        self.n_whole += usize::from(v.fract() == 0.0);
        self.n_up += usize::from(v > self.last);
        self.n_by_one += usize::from(v == self.last + 1.0);
        self.last = v;
    }

    /// Whether there are no more than two texts.
    pub fn has_two(&self) -> bool {
        self.two.is_some()
    }

    /// The kind, when all cells were taken. Two texts that are known as answers are yes and no. Texts are an identifier when
    /// nearly all are distinct, or a text when they have many words; whole numbers are an identifier when they count up or
    /// down by one (a serial number), or are all distinct under a name that says so. Other measurements may well be distinct
    /// whole numbers. Numbers that look like codes are texts.
    ///
    /// # Errors
    /// What decides it.
    pub fn kind(&self) -> Result<Kind, Open> {
        let (enough, n_numbers) = (self.n >= FEW_ROWS, self.n_numbers());
        let are_plain = self.n_plain == self.n;
        match () {
            () if self.n == 0 => Ok(Kind::Category),
            () if self.answers.two().is_some() => Ok(Kind::YesNo),
            () if are_plain && enough && self.is_serial() => Ok(Kind::Identifier),
            () if are_plain && self.is_index && self.counts_rows() => Ok(Kind::Identifier),
            () if self.numerals.codes().is_some() => Err(Open::Texts),
            () if are_plain && enough && self.is_index && self.n_whole == self.n => Err(Open::Keys),
            () if are_plain && enough && self.is_named_key => Err(Open::Keys),
            () if n_numbers == self.n => Ok(Kind::Number),
            () if self.days.n() == self.n => Ok(Kind::Date),
            () => Err(Open::Texts),
        }
    }

    /// Whether whole numbers count rows of which some are gone, or that were put end to end: each is greater than the one before,
    /// or most are by one.
    fn counts_rows(&self) -> bool {
        let n = self.n - 1;
        self.n >= FEW_NUMBERED && self.n_whole == self.n && (self.n_up == n || self.n_by_one * 5 >= n * 4)
    }

    /// The kind of a column of texts, by the number of distinct ones and the number of words in all. Where nearly all are
    /// numbers or dates, and too many for a list, it is those; where most are, it is no identifier.
    pub fn of_texts(&self, n_distinct: usize, n_words: usize) -> Kind {
        let (n, n_numbers) = (self.n, self.n_numbers());
        let nearly = |n_fit: usize| n >= FEW_ROWS && (n - n_fit) * ODD_IN <= n;
        let are_codes = self.numerals.codes().is_some();
        match (n >= FEW_ROWS, n_distinct * 20 >= n * 19, n_distinct * 2 > n) {
            _ if !are_codes && nearly(self.n_plain) && self.is_serial() => Kind::Identifier,
            (_, _, distinct) if !are_codes && nearly(n_numbers) && (distinct || n_distinct > MANY_DISTINCT) => {
                Kind::Number
            }
            _ if nearly(self.days.n()) => Kind::Date,
            _ if !are_codes && 2 * self.numerals.n_any() > n => Kind::Category,
            (true, true, _) if n_words >= MANY_WORDS * n => Kind::Text,
            (true, _, true) if n_words >= VERY_MANY_WORDS * n => Kind::Text,
            (true, true, _) => Kind::Identifier,
            _ => Kind::Category,
        }
    }

    /// Number of cells that are numbers, as they are best read.
    pub fn n_numbers(&self) -> usize {
        self.numerals.best().1
    }

    /// What most cells are, numbers or dates, where some are not.
    pub fn nearly(&self) -> Option<Kind> {
        let is_most = |n_fit: usize| 2 * n_fit > self.n && n_fit < self.n;
        match () {
            () if is_most(self.n_numbers()) && self.numerals.codes().is_none() => Some(Kind::Number),
            () if is_most(self.days.n()) => Some(Kind::Date),
            () => None,
        }
    }

    /// Whether the numbers count up or down by one.
    fn is_serial(&self) -> bool {
        self.next.iter().any(Option::is_some)
    }
}

/// Whether a name is, or ends in, a word for a key: "id", "customer_id", "PassengerId", "Case No".
pub fn says_key(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(last, "id" | "ids" | "key" | "no" | "nr" | "number" | "index" | "uuid" | "guid")
        || name.ends_with("Id")
        || name.ends_with("ID")
}

/// Whether a name says that the rows are numbered: what stands for none, or what programs write above their numbers of rows.
fn numbers_rows(name: &str) -> bool {
    let lower = name.to_lowercase();
    let nameless = lower.strip_prefix("column ").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    nameless
        || lower.starts_with("unnamed: ")
        || lower.starts_with("...") && lower.len() < 6
        || matches!(
            lower.as_str(),
            "rownames" | "row.names" | "row_names" | "row" | "rowid" | "level_0" | "x.1" | "obs"
        )
}
