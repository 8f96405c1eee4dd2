//! The distinct texts of a column, each cell as the number of its text: one pass with a table of hashes, since a column may
//! hold millions of different texts. Nothing depends on the order of the hashes.

use super::cells::Codes;
use super::doubt::folded;
use super::sorting::Sorting;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Distinct texts in the order in which they first occur, each by the row where it does.
#[derive(Clone, Debug)]
pub struct Distinct {
    rows: Vec<u32>,
    hashes: Vec<u32>,
    /// A text's number plus one, at the place of its hash or behind it; zero where there is none.
    slots: Vec<u32>,
}

impl Distinct {
    /// None yet.
    pub fn new() -> Distinct {
        Distinct { rows: Vec::new(), hashes: Vec::new(), slots: vec![0; 64] }
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of the text of a row, which is a new one where it was not there before. `at` has the texts by row.
    pub fn insert<'a>(&mut self, row: u32, at: impl Fn(u32) -> &'a str) -> u32 {
        let text = at(row);
        let hash = hash(text.as_bytes());
        let mut place = hash as usize & (self.slots.len() - 1);
        while let Some(found) = self.slots[place].checked_sub(1) {
            if self.hashes[found as usize] == hash && at(self.rows[found as usize]) == text {
                return found;
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
        let number = self.rows.len() as u32;
        self.rows.push(row);
        self.hashes.push(hash);
        self.slots[place] = number + 1;
        if self.rows.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let n = self.slots.len() * 4;
        // The old ones go first, so that the new ones may take their room.
        self.slots = Vec::new();
        self.slots = vec![0; n];
        for (number, hash) in self.hashes.iter().enumerate() {
            let mut place = *hash as usize & (n - 1);
            while self.slots[place] != 0 {
                place = (place + 1) & (n - 1);
            }
            self.slots[place] = number as u32 + 1;
        }
    }
}

/// Eight bytes at a time, then mixed as in SplitMix64.
fn hash(bytes: &[u8]) -> u32 {
    let step = |h: u64, word: u64| (h ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mut words = bytes.chunks_exact(8);
    let mut h = bytes.len() as u64;
    for word in &mut words {
        h = step(h, u64::from_le_bytes(<[u8; 8]>::try_from(word).unwrap_or_default()));
    }
    h = words.remainder().iter().fold(h, |h, b| step(h, u64::from(*b)));
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (h ^ (h >> 31)) as u32
}

/// A column of texts on its way to levels and codes, in steps: the distinct texts are put into natural order (numbers by
/// their value, ranges such as "18-25" by where they begin, then the others by their bytes), and the codes follow it.
#[derive(Clone, Debug)]
pub struct LevelBuilder {
    distinct: Distinct,
    codes: Codes,
    /// Bytes with which all texts begin.
    n_shared: usize,
    /// Whether most texts are ranges of numbers, so that they stand in the order of these.
    are_ranges: bool,
    stage: Stage,
    at: usize,
    keys: Vec<Key>,
    /// Where the texts, numbered as they came, stand among the levels.
    places: Vec<u32>,
    levels: Vec<String>,
}

#[derive(Clone, Debug)]
enum Stage {
    Keys,
    Sort(Sorting),
    Levels,
    Codes,
}

/// What decides most comparisons: a number, or the first bytes behind what all texts have in common.
#[derive(Clone, Copy, Debug)]
struct Key {
    first: u64,
    is_text: bool,
    number: u32,
}

impl LevelBuilder {
    /// No cell yet, with room for `n_rows`.
    pub fn new(n_rows: usize) -> LevelBuilder {
        LevelBuilder {
            distinct: Distinct::new(),
            codes: Codes::with_capacity(n_rows),
            n_shared: usize::MAX,
            are_ranges: false,
            stage: Stage::Keys,
            at: 0,
            keys: Vec::new(),
            places: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// Number of distinct texts so far.
    pub fn n_distinct(&self) -> usize {
        self.distinct.len()
    }

    /// Takes the cell of the next row. `at` has the texts by row.
    pub fn take<'a>(&mut self, row: u32, is_missing: bool, at: impl Fn(u32) -> &'a str) {
        let n = self.distinct.len();
        let code = (!is_missing).then(|| self.distinct.insert(row, &at));
        if self.distinct.len() > n {
            let first = at(self.distinct.rows[0]).as_bytes();
            let alike = first.iter().zip(at(row).as_bytes()).take(self.n_shared).take_while(|(a, b)| a == b).count();
            self.n_shared = alike;
        }
        self.codes.push(code);
    }

    /// When all cells were taken: works on about `n` texts, or rows; whether there is more to do. `at` has the texts by row,
    /// `size` their value where they are numbers.
    pub fn step<'a>(&mut self, n: usize, at: impl Fn(u32) -> &'a str, size: impl Fn(&str) -> Option<f64>) -> bool {
        let n_texts = self.distinct.len();
        let of = |stage: &Stage| if matches!(stage, Stage::Codes) { self.codes.iter().len() } else { n_texts };
        let to = self.at.saturating_add(n).min(of(&self.stage));
        let text = |number: u32| at(self.distinct.rows[number as usize]);
        let mut over = to == of(&self.stage);
        match &mut self.stage {
            Stage::Keys => {
                if self.at == 0 {
                    let texts = || (0..n_texts as u32).map(text);
                    self.are_ranges =
                        n_texts <= MOST_RANGES && texts().filter(|t| range(t).is_some()).count() * 3 >= n_texts * 2;
                    (self.distinct.hashes, self.distinct.slots) = (Vec::new(), Vec::new());
                    self.keys.reserve_exact(n_texts);
                }
                for number in self.at as u32..to as u32 {
                    let (text, n_shared) = (text(number), self.n_shared);
                    let ranged = if self.are_ranges { range(text) } else { None };
                    let (first, is_text) = match size(text).or(ranged) {
                        Some(v) => (ordered(v), false),
                        None => (first_bytes(&text.as_bytes()[n_shared..]), true),
                    };
                    self.keys.push(Key { first, is_text, number });
                }
            }
            Stage::Sort(sorting) => {
                let tie = |a: &Key, b: &Key| text(a.number).cmp(text(b.number));
                let by = |a: &Key, b: &Key| a.decided(b).then_with(|| tie(a, b));
                over = !sorting.step(&mut self.keys, n, by);
            }
            Stage::Levels => {
                self.places.resize(n_texts, 0);
                self.levels.reserve_exact(n_texts - self.levels.len());
                for i in self.at..to {
                    let number = self.keys[i].number;
                    self.places[number as usize] = i as u32;
                    self.levels.push(text(number).to_owned());
                }
            }
            Stage::Codes => (self.at..to).for_each(|row| self.codes.renumber(row, &self.places)),
        }
        self.at = to;
        if over {
            self.at = 0;
            self.stage = match self.stage {
                Stage::Keys => Stage::Sort(Sorting::new(n_texts)),
                Stage::Sort(_) => Stage::Levels,
                Stage::Levels => {
                    self.keys = Vec::new();
                    Stage::Codes
                }
                Stage::Codes => return false,
            };
        }
        true
    }

    /// Share of the steps that is done, 0 to 1.
    pub fn done(&self) -> f64 {
        let share = |n: usize| self.at as f64 / n.max(1) as f64;
        match self.stage {
            Stage::Keys => 0.2 * share(self.distinct.len()),
            Stage::Sort(_) => 0.2,
            Stage::Levels => 0.6 + 0.2 * share(self.distinct.len()),
            Stage::Codes => 0.8 + 0.2 * share(self.codes.iter().len()),
        }
    }

    /// The levels in natural order, and a code a row, when all steps are done.
    pub fn finish(self) -> (Vec<String>, Codes) {
        (self.levels, self.codes)
    }
}

impl Key {
    fn decided(&self, other: &Key) -> Ordering {
        (self.is_text, self.first).cmp(&(other.is_text, other.first))
    }
}

/// Bits whose order is that of the numbers, as of `f64::total_cmp`.
fn ordered(v: f64) -> u64 {
    let bits = v.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn first_bytes(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let n = bytes.len().min(8);
    first[..n].copy_from_slice(&bytes[..n]);
    u64::from_be_bytes(first)
}

/// The most texts that may be ranges.
const MOST_RANGES: usize = 1_000;

/// Where a range of numbers begins: "6-10", "11 to 50", "100+", "<18", "under 18", "65 and over", "0-10 %". What lies below a
/// number comes right before it, and what lies above it right behind it.
fn range(text: &str) -> Option<f64> {
    const BELOW: [&str; 7] = ["<=", "<", "\u{2264}", "under ", "below ", "up to ", "unter "];
    const ABOVE: [&str; 7] = [">=", ">", "\u{2265}", "over ", "above ", "more than ", "\u{fc}ber "];
    const BETWEEN: [&str; 6] = ["-", "\u{2013}", "\u{2014}", "to ", "bis ", "\u{e0} "];
    let lower = text.to_lowercase();
    let after = |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word));
    let (begin, side) = match (after(&BELOW), after(&ABOVE)) {
        (Some(rest), _) => (rest, -1),
        (_, Some(rest)) => (rest, 1),
        _ => (&lower[..], 0),
    };
    let (low, rest) = leading(begin.trim_start_matches(['$', '\u{20ac}', '\u{a3}', ' ']))?;
    let rest = rest.trim_start();
    let high = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)).map(str::trim_start);
    match high.map(|high| leading(high.trim_start_matches(['$', '\u{20ac}', '\u{a3}']))) {
        _ if side < 0 => Some(low.next_down()),
        _ if side > 0 => Some(low.next_up()),
        Some(Some((high, rest))) if high >= low && !rest.starts_with(['-', '.', ':', '/']) => Some(low),
        Some(_) => None,
        None if rest.starts_with('+') || ["and ", "or ", "und "].iter().any(|word| rest.starts_with(word)) => {
            Some(low.next_up())
        }
        None if rest.is_empty() => Some(low),
        None => None,
    }
}

/// The number with which a text begins, its thousands set apart by commas or not, and what follows it.
fn leading(text: &str) -> Option<(f64, &str)> {
    let n = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let number = text[..n].trim_end_matches(['.', ',']);
    let value = number.replace(',', "").parse().ok()?;
    Some((value, text[number.len()..].trim_start_matches(['k', '%', '\u{20ac}'])))
}

/// Makes one of the levels that differ in case or blanks only: the most frequent spelling stands for all of them. The levels that
/// are left keep their order.
pub fn join(levels: Vec<String>, codes: &mut Codes) -> Vec<String> {
    let mut counts = vec![0usize; levels.len()];
    codes.iter().flatten().for_each(|code| counts[code as usize] += 1);
    let mut best: BTreeMap<String, usize> = BTreeMap::new();
    for (i, level) in levels.iter().enumerate() {
        let place = best.entry(folded(level)).or_insert(i);
        if counts[i] > counts[*place] {
            *place = i;
        }
    }
    let mut kept: Vec<usize> = best.values().copied().collect();
    kept.sort_unstable();
    let place = |level: &String| best.get(&folded(level)).and_then(|i| kept.binary_search(i).ok()).unwrap_or(0) as u32;
    let places: Vec<u32> = levels.iter().map(place).collect();
    let n_rows = codes.iter().len();
    for row in 0..n_rows {
        codes.renumber(row, &places);
    }
    kept.into_iter().map(|i| levels[i].clone()).collect()
}
