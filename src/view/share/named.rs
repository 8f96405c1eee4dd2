//! What the program itself calls columns, facts and scores in files ("standard_error"), as people read it.

use vitrine_text::{Phrase, common, report as t, terms};

type Said = Phrase;

macro_rules! named {
    ($($part:ident::$key:ident)*) => {
        &[$((stringify!($key), $part::$key)),*]
    };
}

/// The names, each of them also the key of its text.
const NAMED: &[(&str, Said)] = named! {
    t::above terms::accuracy t::all_coalitions t::association t::attribution terms::average_precision t::background_rows
    terms::balanced_accuracy t::base t::base_standard_error terms::baseline t::brier t::by_at_least t::changed common::class
    t::coefficient t::column t::computed_on t::condition t::cost_of_a_row t::decision t::distinct t::draws
    t::effective_samples terms::epoch t::error t::evaluations t::exact t::explained terms::explained_variance t::f1
    t::false_negatives t::false_positive_rate t::false_positives common::feature t::feature_value t::features_tried
    t::fingerprint t::from t::group t::high t::increase t::interval_by t::interval_high t::interval_low t::kept_epoch
    t::kind t::largest t::layer t::left_out t::lines terms::local_fit terms::log_loss t::low terms::mae terms::mape
    t::max_error terms::mcc t::mean t::mean_absolute_attribution t::mean_probability t::measure t::median
    terms::median_error t::method t::metric common::missing t::model t::most_frequent t::newton_step t::parameters t::part
    terms::partial_dependence terms::precision t::precision_high t::precision_low t::predicted common::prediction
    t::probability_of_the_decision t::quality t::r2 terms::recall t::recall_high t::recall_low t::repeats terms::residual
    terms::rmse t::roc_auc t::row t::rows t::rows_of_it t::rows_of_the_part t::samples t::scale t::score t::seconds
    terms::seed t::share t::share_before t::share_of_the_class t::smallest terms::standard_error t::standard_errors_by
    t::standard_errors_cover t::table_row t::this_row t::to t::towards t::training_loss t::training_rows
    t::training_standard_deviations t::true_less_predicted t::true_negatives t::true_positives t::unit t::up_to
    t::validation_loss common::value t::value_in_the_table t::weight t::weights t::weights_listed t::with
};

/// Names that no key can have.
const ODD: [(&str, Said); 4] = [
    ("true", t::true_value),
    ("true class", t::true_class),
    ("training rows", t::training_rows),
    ("training rows compared", t::training_rows_compared),
];

/// The name in words; `None` of one that is not the program's.
pub fn named(name: &str) -> Option<&'static str> {
    NAMED.iter().chain(&ODD).find(|n| n.0 == name).map(|n| n.1())
}
