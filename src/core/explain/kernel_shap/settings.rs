//! The settings of Kernel SHAP, as a table.

use super::spec::{SampleBudget, ShapSpec};
use crate::setting::{HasSettings, Range, Setting};
use vitrine_text::{explain, model as t, words};

/// How many coalitions a limit begins with, and how many features.
const COALITIONS: u32 = 2048;
const KEPT: u32 = 10;

fn set_budget(spec: &mut ShapSpec, option: usize) {
    spec.samples = match option {
        0 => SampleBudget::Auto,
        1 => SampleBudget::AtMost(COALITIONS),
        _ => SampleBudget::All,
    };
}

fn limit(spec: &ShapSpec) -> Option<u32> {
    match spec.samples {
        SampleBudget::AtMost(n) => Some(n),
        SampleBudget::Auto | SampleBudget::All => None,
    }
}

impl HasSettings for ShapSpec {
    const SETTINGS: &'static [Setting<ShapSpec>] = &[
        Setting::<Self>::choice(
            t::coalitions,
            &[|| "2M + 2048", t::at_most, t::all_coalitions],
            |s| match s.samples {
                SampleBudget::Auto => 0,
                SampleBudget::AtMost(_) => 1,
                SampleBudget::All => 2,
            },
            |s, option, _| set_budget(s, option),
        )
        .word(words::COALITION)
        .called(explain::number_of_coalitions),
        Setting::<Self>::number(
            t::coalitions_at_most,
            Range::whole(10.0, 1_000_000.0),
            |s| f64::from(limit(s).unwrap_or(COALITIONS)),
            |s, v| s.samples = SampleBudget::AtMost(v as u32),
        )
        .called(explain::number_of_coalitions)
        .when(|s, _| limit(s).is_some()),
        Setting::<Self>::choice(
            t::features_kept,
            &[t::all, t::at_most],
            |s| usize::from(s.keep.is_some()),
            |s, option, _| s.keep = (option == 1).then_some(KEPT),
        )
        .called(explain::features_that_shap_keeps),
        Setting::<Self>::number(
            t::features_kept_at_most,
            Range::whole(1.0, 2_000.0),
            |s| f64::from(s.keep.unwrap_or(KEPT)),
            |s, v| s.keep = Some(v as u32),
        )
        .called(explain::number_of_features_that_shap_keeps)
        .when(|s, _| s.keep.is_some()),
        Setting::<Self>::seed(explain::seed_of_shap, |s| f64::from(s.seed), |s, v| s.seed = v as u32),
    ];
}
