//! The settings of a data set that hold for the whole of it, as a table. What is said of single columns, and the column by which
//! rows are divided, are chosen from the table's columns.

use super::spec::{DatasetSpec, Scaling, SplitBy};
use crate::setting::{HasSettings, Range, Setting, choose, index_of};
use vitrine_text::{data as t, terms, words};

const SCALINGS: [Scaling; 4] = [Scaling::Standard, Scaling::MinMax, Scaling::Robust, Scaling::Off];
const SHARE: Range = Range::whole(0.0, 50.0);

/// Whether the user says how large the parts are.
fn has_shares(spec: &DatasetSpec) -> bool {
    !matches!(spec.split_by, SplitBy::Parts(_))
}

impl HasSettings for DatasetSpec {
    const SETTINGS: &'static [Setting<DatasetSpec>] = &[
        Setting::<Self>::number(
            t::validation_percent,
            SHARE,
            |s| f64::from(s.split.validation),
            |s, v| s.split.validation = v as u8,
        )
        .called(t::share_for_validation)
        .when(|s, _| has_shares(s)),
        Setting::<Self>::number(t::test_percent, SHARE, |s| f64::from(s.split.test), |s, v| s.split.test = v as u8)
            .called(t::share_for_test)
            .when(|s, _| has_shares(s)),
        Setting::<Self>::seed(t::seed_of_the_split, |s| f64::from(s.split.seed), |s, v| s.split.seed = v as u32)
            .when(|s, _| matches!(s.split_by, SplitBy::Chance | SplitBy::Groups(_))),
        Setting::<Self>::choice(
            t::scale_numbers,
            &[t::standardise, t::from_0_to_1, t::by_quartiles, t::not_at_all],
            |s| index_of(&SCALINGS, &s.scaling),
            |s, option, _| choose(&SCALINGS, option, &mut s.scaling),
        )
        .word(words::SCALING)
        .called(t::scaling_of_numbers),
        Setting::<Self>::number(
            terms::levels,
            Range::whole(1.0, 1_000.0),
            |s| f64::from(s.max_levels),
            |s, v| s.max_levels = v as u32,
        )
        .word(words::LEVELS)
        .called(t::number_of_levels_kept),
    ];
}
