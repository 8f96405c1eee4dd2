//! What the page looks at beside its recipe, answered when what it is of is made: the rows as soon as there is a model, what
//! would flip the decision when the decision is explained.

use super::explaining::Fitted;
use super::listing::Listing;
use super::outbox::Outbox;
use super::predicting::{Asked, average};
use super::protocol::Event;
use super::query::{FlipsAsked, FlipsFound, Look, PieceAsked, RowQuery, RowsAsked};
use crate::dataset::Dataset;
use crate::evaluate;
use crate::explain::{Background, Flips, Search};
use crate::recipe::{Key, Keys, Recipe};

/// The look and its answers.
#[derive(Debug, Default)]
pub struct Answering {
    look: Look,
    listing: Option<Listing>,
    told_rows: Option<(Key, RowsAsked)>,
    told_piece: Option<(Key, PieceAsked)>,
    search: Option<(Key, FlipsAsked, Search)>,
    told_flips: Option<(Key, FlipsAsked)>,
}

impl Answering {
    /// Takes the newest look. What was told of an older one may have been passed over, even where the new one is the one
    /// before that.
    pub fn look(&mut self, look: Look) {
        if look.rows != self.look.rows {
            self.told_rows = None;
        }
        if look.piece != self.look.piece {
            self.told_piece = None;
        }
        if look.flips != self.look.flips {
            self.told_flips = None;
        }
        self.look = look;
    }

    /// Tells the rows anew, whatever was told.
    pub fn list_again(&mut self) {
        self.told_rows = None;
        self.told_piece = None;
    }

    /// Tells the flips anew, whatever was told.
    pub fn search_again(&mut self) {
        self.told_flips = None;
    }

    /// Does the next piece of work on the rows; whether there was any. The window in view comes before a file.
    pub fn list(&mut self, keys: &Keys, dataset: &Dataset, fitted: &Fitted, out: &mut Outbox) -> bool {
        let key = &keys.model;
        if let Some(asked) = untold(&self.look.rows, &self.told_rows, key) {
            if let Some(listing) = self.ordered(key, &asked.query, dataset, fitted) {
                out.push(Event::Rows(listing.found(&asked, dataset, fitted)));
                self.told_rows = Some((key.clone(), asked));
            }
            return true;
        }
        let Some(asked) = untold(&self.look.piece, &self.told_piece, key) else { return false };
        if let Some(listing) = self.ordered(key, &asked.query, dataset, fitted) {
            out.push(Event::Piece(listing.piece(&asked, dataset, fitted)));
            self.told_piece = Some((key.clone(), asked));
        }
        true
    }

    /// Does the next piece of work on the order of a query; the list where it is ready.
    fn ordered(&mut self, key: &Key, query: &RowQuery, dataset: &Dataset, fitted: &Fitted) -> Option<&Listing> {
        let kept = self.listing.take().filter(|listing| listing.is_of(key, query));
        let listing = self.listing.insert(kept.unwrap_or_else(|| Listing::new(key, query, dataset)));
        listing.step(dataset, fitted).then_some(&*listing)
    }

    /// Does the next piece of work on what would flip the decision; whether there was any.
    pub fn search(
        &mut self,
        recipe: &Recipe,
        keys: &Keys,
        dataset: &Dataset,
        fitted: &Fitted,
        out: &mut Outbox,
    ) -> bool {
        let Some(asked) = self.look.flips.clone() else { return false };
        let is_of = |key: &Key, other: &FlipsAsked| *key == keys.explanation && *other == asked;
        if self.told_flips.as_ref().is_some_and(|(key, other)| is_of(key, other)) {
            return false;
        }
        let under_way = self.search.take().filter(|(key, other, _)| is_of(key, other)).map(|s| s.2);
        let Some(mut search) = under_way.or_else(|| begin(recipe, dataset, fitted, &asked)) else {
            // There is no such row; the prediction says so.
            self.told_flips = Some((keys.explanation.clone(), asked));
            return true;
        };
        let key = keys.explanation.clone();
        if search.step(&fitted.model, dataset) {
            let flips: Flips = search.finish();
            self.told_flips = Some((key.clone(), asked.clone()));
            out.push(Event::Flips(FlipsFound { explanation: key, asked, flips }));
        } else {
            self.search = Some((key, asked, search));
        }
        true
    }
}

/// What is asked for, unless it was told for this key.
fn untold<T: Clone + PartialEq>(asked: &Option<T>, told: &Option<(Key, T)>, key: &Key) -> Option<T> {
    let is_told = |asked: &&T| told.as_ref().is_some_and(|(of, told)| of == key && told == *asked);
    asked.as_ref().filter(|asked| !is_told(asked)).cloned()
}

fn begin(recipe: &Recipe, dataset: &Dataset, fitted: &Fitted, flips: &FlipsAsked) -> Option<Search> {
    recipe.explain.check().ok()?;
    let asked = Asked::of(dataset, fitted, &recipe.explain).ok()?;
    let background = Background::draw(dataset, &recipe.explain, &fitted.model);
    let average = average(fitted, &background).first().copied().unwrap_or(0.0);
    let decision = evaluate::decision(dataset, flips.cut.class.as_deref(), flips.cut.threshold);
    Some(Search::new(&fitted.model, asked.row, flips.goal, decision, average))
}
