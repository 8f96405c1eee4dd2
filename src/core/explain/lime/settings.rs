//! The settings of LIME, as a table.

use super::solve::default_width;
use super::spec::{Discretiser, LimeSpec, Selection};
use crate::setting::{HasSettings, Range, Setting, choose, index_of};
use vitrine_text::{explain, model as t};

const DISCRETISERS: [Discretiser; 3] = [Discretiser::Quartiles, Discretiser::Deciles, Discretiser::Off];
const SELECTIONS: [Selection; 4] = [Selection::Auto, Selection::Forward, Selection::HighestWeights, Selection::All];

/// The usual width in two decimals, as one's own begins.
fn rounded_width(n_features: usize) -> f64 {
    (100.0 * default_width(n_features.max(1))).round() / 100.0
}

impl HasSettings for LimeSpec {
    const SETTINGS: &'static [Setting<LimeSpec>] = &[
        Setting::<Self>::number(
            t::perturbed_rows,
            Range::whole(50.0, 100_000.0),
            |s| f64::from(s.samples),
            |s, v| s.samples = v as u32,
        )
        .called(explain::number_of_perturbed_rows),
        Setting::<Self>::number(
            t::features_at_most,
            Range::whole(1.0, 2_000.0),
            |s| f64::from(s.features),
            |s, v| s.features = v as u32,
        )
        .called(explain::number_of_features_of_the_line),
        Setting::<Self>::choice(
            t::numbers_become,
            &[t::quartiles, t::deciles, t::themselves],
            |s| index_of(&DISCRETISERS, &s.discretiser),
            |s, option, _| choose(&DISCRETISERS, option, &mut s.discretiser),
        )
        .called(explain::way_lime_sees_numbers),
        Setting::<Self>::choice(
            t::numbers_drawn_around,
            &[t::the_mean, t::the_row],
            |s| usize::from(s.around_row),
            |s, option, _| s.around_row = option == 1,
        )
        .called(explain::place_lime_draws_around)
        .when(|s, _| s.discretiser == Discretiser::Off),
        Setting::<Self>::choice(
            t::features_chosen_by,
            &[t::automatic, t::forward_selection, t::highest_weights, t::all_features],
            |s| index_of(&SELECTIONS, &s.selection),
            |s, option, _| choose(&SELECTIONS, option, &mut s.selection),
        )
        .called(explain::way_lime_selects_features),
        Setting::<Self>::choice(
            t::kernel_width,
            &[t::usual_width, t::own],
            |s| usize::from(s.kernel_width.is_some()),
            |s, option, given| s.kernel_width = (option == 1).then(|| rounded_width(given.n_features)),
        ),
        Setting::<Self>::number(
            t::own_width,
            Range::real(0.01, 1_000.0),
            |s| s.kernel_width.unwrap_or_default(),
            |s, v| s.kernel_width = Some(v),
        )
        .called(t::kernel_width)
        .when(|s, _| s.kernel_width.is_some()),
        Setting::<Self>::seed(explain::seed_of_lime, |s| f64::from(s.seed), |s, v| s.seed = v as u32),
    ];
}
