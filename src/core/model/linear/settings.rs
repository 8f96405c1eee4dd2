//! The setting of a linear model, as a table.

use super::spec::LinearSpec;
use crate::setting::{HasSettings, Range, Setting};
use vitrine_text::{terms, words};

impl HasSettings for LinearSpec {
    const SETTINGS: &'static [Setting<LinearSpec>] =
        &[Setting::<Self>::number(terms::l2, Range::real(0.0, 1e9), |s| s.l2, |s, v| s.l2 = v).word(words::L2)];
}
