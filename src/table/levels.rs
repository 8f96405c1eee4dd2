//! The distinct texts of a column, each cell as the number of its text: one pass with a table of hashes, since a column may
//! hold millions of different texts. Nothing depends on the order of the hashes.

/// Distinct texts in the order in which they first occur.
#[derive(Clone, Debug)]
pub struct Distinct<'a> {
    /// The texts.
    pub texts: Vec<&'a str>,
    hashes: Vec<u32>,
    /// A text's number plus one, at the place of its hash or behind it; zero where there is none.
    slots: Vec<u32>,
}

impl<'a> Distinct<'a> {
    /// None yet.
    pub fn new() -> Distinct<'a> {
        Distinct { texts: Vec::new(), hashes: Vec::new(), slots: vec![0; 64] }
    }

    /// All of some texts.
    pub fn of(texts: impl Iterator<Item = &'a str>) -> Distinct<'a> {
        let mut distinct = Distinct::new();
        texts.for_each(|text| {
            distinct.insert(text);
        });
        distinct
    }

    /// The number of a text, which is a new one where it was not there before.
    pub fn insert(&mut self, text: &'a str) -> u32 {
        let hash = hash(text.as_bytes());
        let mut place = hash as usize & (self.slots.len() - 1);
        while let Some(found) = self.slots[place].checked_sub(1) {
            if self.hashes[found as usize] == hash && self.texts[found as usize] == text {
                return found;
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
        let number = self.texts.len() as u32;
        self.texts.push(text);
        self.hashes.push(hash);
        self.slots[place] = number + 1;
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let n = self.slots.len() * 4;
        self.slots.clear();
        self.slots.resize(n, 0);
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

/// The places of texts in natural order: numbers by their value, then the others by their bytes.
pub fn natural_order(texts: &[&str], size: impl Fn(&str) -> Option<f64>) -> Vec<u32> {
    // What decides most comparisons stands beside the place: a number, or the first bytes behind what all have in common.
    let shared =
        texts.iter().fold(texts.first().copied().unwrap_or_default().as_bytes(), |shared, t| common(shared, t));
    let key = |text: &str| match size(text) {
        Some(v) => (false, ordered(v)),
        None => (true, first_bytes(&text.as_bytes()[shared.len()..])),
    };
    let mut keyed: Vec<((bool, u64), u32)> = texts.iter().enumerate().map(|(i, t)| (key(t), i as u32)).collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| texts[a.1 as usize].cmp(texts[b.1 as usize])));
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// Bits whose order is that of the numbers, as of `f64::total_cmp`.
fn ordered(v: f64) -> u64 {
    let bits = v.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The beginning that a text shares with these bytes.
fn common<'a>(bytes: &'a [u8], text: &str) -> &'a [u8] {
    let n = bytes.iter().zip(text.as_bytes()).take_while(|(a, b)| a == b).count();
    &bytes[..n]
}

fn first_bytes(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let n = bytes.len().min(8);
    first[..n].copy_from_slice(&bytes[..n]);
    u64::from_be_bytes(first)
}
