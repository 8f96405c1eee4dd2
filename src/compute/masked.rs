//! The first layer's sums of masked rows: the row's own columns where a coalition has the feature, else a background row's. No
//! masked row is ever written out. A sum takes the columns in their order, so that coalitions which agree on the first
//! features share the beginning of it: walked in the order of [`order`], all coalitions of m features cost about two features
//! each, not m. The bits are those of the layer over the masked row itself.

use super::coalition::Coalitions;
use super::lanes::Lanes;
use super::real::Real;
use std::ops::Range;

/// Four times four numbers of neighbouring units.
type Sixteen<R> = [[R; 4]; 4];

/// The first layer over masked rows.
#[derive(Clone, Debug)]
pub struct Walk<R> {
    n_out: usize,
    /// Parts of sixteen units.
    n_parts: usize,
    /// n_in x n_parts.
    weights: Vec<Sixteen<R>>,
    /// Of every player what it adds to the sums, by the background row and by the row itself: as indices of products.
    players: Vec<[Range<usize>; 2]>,
    /// What the columns after the last player's add.
    rest: Range<usize>,
    /// Products of a column's value and its weights, n_parts each. A column of zero has none.
    products: Vec<Sixteen<R>>,
    /// The players that make a difference, as the bits of a coalition.
    differs: Vec<u64>,
    /// The sums before each player, and after the last one.
    sums: Vec<Sixteen<R>>,
    /// The coalition that the sums belong to.
    last: Option<u32>,
    /// Where the products are that a coalition adds, and how many of them come before each sum that is kept.
    path: Vec<usize>,
    stops: Vec<usize>,
}

/// The order in which coalitions are walked: sorted by the first player, then by the second, and so on.
pub fn order(coalitions: &Coalitions) -> Vec<u32> {
    let mut order: Vec<u32> = (0..coalitions.len() as u32).collect();
    let key = |c: u32| coalitions.key(c as usize).iter().map(|word| word.reverse_bits());
    order.sort_unstable_by(|&a, &b| key(a).cmp(key(b)));
    order
}

impl<R: Real> Walk<R> {
    /// Of a layer with `weights` (n_in x n_out, row-major), whose sums begin with `begin` (n_out).
    pub fn new(weights: &[R], begin: &[R]) -> Walk<R> {
        let n_out = begin.len();
        Walk {
            n_out,
            n_parts: n_out.div_ceil(16),
            weights: parts(weights, n_out),
            players: Vec::new(),
            rest: 0..0,
            products: Vec::new(),
            differs: Vec::new(),
            sums: parts(begin, n_out),
            last: None,
            path: Vec::new(),
            stops: Vec::new(),
        }
    }

    /// Number of units.
    pub fn n_out(&self) -> usize {
        self.n_out
    }

    /// Takes on a row and a background row. `players` gives the columns of each player, in the order of the matrix; columns of
    /// no player are the background's own.
    pub fn meet(&mut self, row: &[f32], background: &[f32], players: &[Range<usize>]) {
        self.last = None;
        self.products.clear();
        self.players.clear();
        self.differs.clear();
        self.differs.resize(players.len().div_ceil(64), 0);
        self.sums.resize((players.len() + 1) * self.n_parts, Sixteen::default());
        let mut begin = 0;
        for (p, columns) in players.iter().enumerate() {
            let between = begin..columns.start;
            let others = self.add_products(background, between.start..columns.end);
            let own_begin = self.n_products();
            self.add_products(background, between);
            self.add_products(row, columns.clone());
            self.players.push([others, own_begin..self.n_products()]);
            if row[columns.clone()] != background[columns.clone()] {
                self.differs[p / 64] |= 1 << (p % 64);
            }
            begin = columns.end;
        }
        self.rest = self.add_products(background, begin..background.len());
    }

    /// The players whose columns are not the same in both rows, as the bits of a coalition.
    pub fn differs(&self) -> &[u64] {
        &self.differs
    }

    /// The sums (n x n_out) of coalitions, one after the other.
    pub fn run(&mut self, coalitions: &Coalitions, which: &[u32], out: &mut [R]) {
        for (i, (&c, out)) in which.iter().zip(out.chunks_exact_mut(self.n_out)).enumerate() {
            let from = self.last.map_or(0, |last| self.agree(coalitions, last, c));
            // What the next one shares with this one is kept; where nobody knows the next one, all.
            let keep = which.get(i + 1).map_or(self.players.len(), |&next| self.agree(coalitions, c, next));
            self.go_on(coalitions.key(c as usize), from, keep, out);
            self.last = Some(c);
        }
    }

    /// The number of first players on which two coalitions agree, or that make no difference.
    fn agree(&self, coalitions: &Coalitions, a: u32, b: u32) -> usize {
        let (a, b) = (coalitions.key(a as usize), coalitions.key(b as usize));
        let words = a.iter().zip(b).zip(&self.differs).map(|((a, b), differs)| (a ^ b) & differs);
        let first = words.enumerate().find(|(_, word)| *word != 0);
        first.map_or(self.players.len(), |(i, word)| 64 * i + word.trailing_zeros() as usize)
    }

    /// The sums of a coalition that shares those before player `from` with the last one. Sums up to those before player
    /// `keep` are kept.
    fn go_on(&mut self, key: &[u64], from: usize, keep: usize, out: &mut [R]) {
        self.path.clear();
        self.stops.clear();
        for (p, player) in self.players.iter().enumerate().skip(from) {
            let products = player[(key[p / 64] >> (p % 64) & 1) as usize].clone();
            self.path.extend(products.map(|product| product * self.n_parts));
            if p < keep {
                self.stops.push(self.path.len());
            }
        }
        self.path.extend(self.rest.clone().map(|product| product * self.n_parts));
        let mut u = 0;
        while u + 2 <= self.n_parts {
            self.sum_up::<(Sums<R>, Sums<R>)>(u, from, &mut out[16 * u..]);
            u += 2;
        }
        if u < self.n_parts {
            self.sum_up::<Sums<R>>(u, from, &mut out[16 * u..]);
        }
    }

    /// Goes along the path with some of the units.
    fn sum_up<P: Part<R>>(&mut self, u: usize, from: usize, out: &mut [R]) {
        let mut sums = P::of(&self.sums[from * self.n_parts + u..]);
        let mut begin = 0;
        for (p, &stop) in (from + 1..).zip(&self.stops) {
            for product in &self.path[begin..stop] {
                sums.add(&self.products[product + u..]);
            }
            sums.store(&mut self.sums[p * self.n_parts + u..]);
            begin = stop;
        }
        for product in &self.path[begin..] {
            sums.add(&self.products[product + u..]);
        }
        let mut all = [Sixteen::<R>::default(); 2];
        sums.store(&mut all);
        let n = out.len().min(16 * P::N);
        out[..n].copy_from_slice(&all.as_flattened().as_flattened()[..n]);
    }

    fn n_products(&self) -> usize {
        self.products.len() / self.n_parts
    }

    fn add_products(&mut self, x: &[f32], columns: Range<usize>) -> Range<usize> {
        let begin = self.n_products();
        for column in columns.filter(|&j| x[j] != 0.0) {
            let value = R::Four::splat(R::of(f64::from(x[column])));
            for weights in &self.weights[column * self.n_parts..][..self.n_parts] {
                let product = weights.map(|four| {
                    let mut product = [R::default(); 4];
                    (value * R::Four::load(&four)).store(&mut product);
                    product
                });
                self.products.push(product);
            }
        }
        begin..self.n_products()
    }
}

/// The sums of some parts, in registers.
trait Part<R> {
    /// Number of parts.
    const N: usize;
    fn of(from: &[Sixteen<R>]) -> Self;
    fn add(&mut self, product: &[Sixteen<R>]);
    fn store(&self, to: &mut [Sixteen<R>]);
}

struct Sums<R: Real>(R::Four, R::Four, R::Four, R::Four);

impl<R: Real> Part<R> for Sums<R> {
    const N: usize = 1;

    #[inline(always)]
    fn of(from: &[Sixteen<R>]) -> Sums<R> {
        let ([a, b, c, d], load) = (&from[0], R::Four::load);
        Sums(load(a), load(b), load(c), load(d))
    }

    #[inline(always)]
    fn add(&mut self, product: &[Sixteen<R>]) {
        let [a, b, c, d] = &product[0];
        self.0 += R::Four::load(a);
        self.1 += R::Four::load(b);
        self.2 += R::Four::load(c);
        self.3 += R::Four::load(d);
    }

    #[inline(always)]
    fn store(&self, to: &mut [Sixteen<R>]) {
        let [a, b, c, d] = &mut to[0];
        self.0.store(a);
        self.1.store(b);
        self.2.store(c);
        self.3.store(d);
    }
}

impl<R: Real> Part<R> for (Sums<R>, Sums<R>) {
    const N: usize = 2;

    #[inline(always)]
    fn of(from: &[Sixteen<R>]) -> (Sums<R>, Sums<R>) {
        (Sums::of(from), Sums::of(&from[1..]))
    }

    #[inline(always)]
    fn add(&mut self, product: &[Sixteen<R>]) {
        self.0.add(product);
        self.1.add(&product[1..]);
    }

    #[inline(always)]
    fn store(&self, to: &mut [Sixteen<R>]) {
        self.0.store(to);
        self.1.store(&mut to[1..]);
    }
}

/// Rows of `n_out` numbers in parts of sixteen, with zeros after the last number.
fn parts<R: Real>(rows: &[R], n_out: usize) -> Vec<Sixteen<R>> {
    let part = |numbers: &[R]| {
        let mut part = Sixteen::<R>::default();
        part.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
        part
    };
    rows.chunks(n_out).flat_map(|row| row.chunks(16)).map(part).collect()
}
