//! Coalitions: sets of features, one bit a feature.

/// A list of coalitions over the same players.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalitions {
    n_players: usize,
    words: usize,
    bits: Vec<u64>,
}

impl Coalitions {
    /// An empty list.
    pub fn new(n_players: usize) -> Coalitions {
        Coalitions { n_players, words: n_players.div_ceil(64).max(1), bits: Vec::new() }
    }

    /// Number of players.
    pub fn n_players(&self) -> usize {
        self.n_players
    }

    /// Number of coalitions.
    pub fn len(&self) -> usize {
        self.bits.len() / self.words
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Adds the coalition of the given players.
    pub fn push(&mut self, players: impl IntoIterator<Item = usize>) {
        let start = self.bits.len();
        self.bits.resize(start + self.words, 0);
        for p in players {
            debug_assert!(p < self.n_players);
            self.bits[start + p / 64] |= 1 << (p % 64);
        }
    }

    /// Adds the coalition of all players that are not in the last one.
    pub fn push_others(&mut self) {
        let begin = self.bits.len() - self.words;
        for word in 0..self.words {
            let n = (self.n_players - 64 * word).min(64) as u32;
            let all = u64::MAX.checked_shr(64 - n).unwrap_or(0);
            self.bits.push(!self.bits[begin + word] & all);
        }
    }

    /// Takes the last coalition away.
    pub fn pop(&mut self) {
        self.bits.truncate(self.bits.len().saturating_sub(self.words));
    }

    /// Whether a player is in a coalition.
    pub fn has(&self, coalition_idx: usize, player: usize) -> bool {
        self.bits[coalition_idx * self.words + player / 64] >> (player % 64) & 1 == 1
    }

    /// A coalition's bits, the key of equality between coalitions of one list.
    pub fn key(&self, coalition_idx: usize) -> &[u64] {
        &self.bits[coalition_idx * self.words..][..self.words]
    }

    /// A list of some that stand together.
    pub fn part(&self, which: std::ops::Range<usize>) -> Coalitions {
        let bits = self.bits[which.start * self.words..which.end * self.words].to_vec();
        Coalitions { n_players: self.n_players, words: self.words, bits }
    }

    /// Number of players in a coalition.
    pub fn size(&self, coalition_idx: usize) -> usize {
        self.key(coalition_idx).iter().map(|w| w.count_ones() as usize).sum()
    }
}
