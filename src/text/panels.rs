//! The panels: importance, dependence, many rows.

crate::table::texts! {
    what_is_this = "What is this?";
    all_of_part(n, part) = "all {n} {n|row|rows} of the {part} part";
    some_of_part(n, of, part) = "{n} of {of} {of|row|rows} of the {part} part";
    follows(name) = "{name} follows.";
    follow(names) = "{names} follow.";

    // Importance.
    which_features_matter = "Which features matter to the model overall?";
    importance_of_features = "Importance of features";
    the_importance = "The importance of features";
    view_importance = "importance of features";
    permutation_importance = "Permutation importance";
    metric = "Metric";
    mean_squared_error = "mean squared error";
    mean_absolute_error = "mean absolute error";
    measured_on(rows, times) = "Measured on {rows}; each feature was shuffled {times} times.";
    intervals_cover = "The 95 % intervals cover the choice of these rows and the shuffling, but not retraining the model.";
    same_information = "If two features carry the same information, each can look unimportant.";

    // Its picture. A metric rises or falls when a feature is shuffled.
    axis_rise(metric) = "increase in {metric} when the feature is shuffled";
    axis_fall(metric) = "decrease in {metric} when the feature is shuffled";
    axis_rise_points(metric) = "increase in {metric} when the feature is shuffled, percentage points";
    axis_fall_points(metric) = "decrease in {metric} when the feature is shuffled, percentage points";
    interval(low, high) = "95\u{202f}% interval {low} to {high}";
    interval_points(low, high) = "95\u{202f}% interval {low} to {high} points";
    bar_undefined(feature) = "{feature}: undefined";
    bar_unchanged(feature, metric) = "{feature}: shuffling it does not change the {metric}";
    bar_raises(feature, metric, by) = "{feature}: shuffling it raises the {metric} by {by}";
    bar_lowers(feature, metric, by) = "{feature}: shuffling it lowers the {metric} by {by}";
    with_interval(said, interval) = "{said} ({interval})";
    others_at_most(n, most) = "{n} {n|other|others}, each {most} or less";
    others_undefined(n) = "{n} {n|other|others}, undefined";
    others_have_no_bar(others) = "{others}. Importances do not add up, so that no bar stands for several features.";
    none_shuffled = "No feature has been shuffled.";
    raises_most_unsure(feature, metric, by) = "Shuffling {feature} raises the {metric} most, by {by}; without intervals that cannot be told from chance.";
    lowers_most_unsure(feature, metric, by) = "Shuffling {feature} lowers the {metric} most, by {by}; without intervals that cannot be told from chance.";
    none_raises(metric) = "Shuffling no feature raises the {metric}.";
    none_lowers(metric) = "Shuffling no feature lowers the {metric}.";
    none_told_from_0 = "No feature’s importance can be told from 0.";
    raises_most(feature, metric, by, interval) = "{feature} matters most: shuffling it raises the {metric} by {by} ({interval}).";
    lowers_most(feature, metric, by, interval) = "{feature} matters most: shuffling it lowers the {metric} by {by} ({interval}).";
    raises_most_of_told(feature, metric, by, interval) = "Of those that can be told from 0, {feature} matters most: shuffling it raises the {metric} by {by} ({interval}).";
    lowers_most_of_told(feature, metric, by, interval) = "Of those that can be told from 0, {feature} matters most: shuffling it lowers the {metric} by {by} ({interval}).";
    n_more(n) = "{n} more";
    follows_overlapping(name) = "{name} follows; the intervals of the first two overlap.";
    follow_overlapping(names) = "{names} follow; the intervals of the first two overlap.";
    features_not_told(n) = "{n} {n|feature|features} cannot be told from 0.";
    any_of_features(n) = "any of {n} {n|feature|features}";
    shuffling_raises(features, metric) = "Shuffling {features} raises the {metric}.";
    shuffling_lowers(features, metric) = "Shuffling {features} lowers the {metric}.";

    // Partial dependence.
    how_it_depends = "How does the prediction depend on a feature?";
    partial_dependence = "Partial dependence";
    the_dependence = "The partial dependence";
    view_dependence(feature) = "partial dependence on {feature}";
    feature = "Feature";
    lines = "Lines";
    predictions = "predictions";
    changes = "changes";
    mean_over(rows, lines) = "The mean over {rows}, all given the same value; lines are drawn for {lines} of them.";
    made_up_rows = "Where features are correlated, such made-up rows may be unlike any real one.";
    mean_where_missing(mean) = "Where the value is missing, the mean is {mean}.";

    // Its picture.
    axis_probability(class) = "probability of {class}, %";
    axis_target(target) = "{target}, predicted";
    axis_probability_change(class) = "change of the probability of {class}, percentage points";
    axis_log_odds_change(class) = "change of the log-odds of {class}";
    axis_margin_change(class) = "change of the raw output for {class}";
    axis_target_change(target) = "change of {target}, predicted";
    mean_at(feature, value, mean) = "{feature} {value}: {mean} on average";
    mean_at_surely(feature, value, mean, error) = "{feature} {value}: {mean} on average, standard error {error}";
    mean_of_level(level, mean) = "{level}: {mean} on average";
    mean_of_level_surely(level, mean, error) = "{level}: {mean} on average, standard error {error}";
    this_row = "this row";
    value_of_this_row(feature, value) = "this row: {feature} {value}";
    row_at(row, says, value) = "{row}: {says} at {value}";
    row_at_own(row, says, value) = "{row}: {says} at {value}, its own value";
    row_across(row, first, at_first, last, at_last) = "{row}: {first} at {at_first}, {last} at {at_last}";
    deciles_are(values) = "deciles: {values}";
    key_mean = "mean (partial dependence)";
    key_errors = "± 2 standard errors";
    key_single_rows = "single rows (ICE)";
    key_own_value = "its own value";
    key_deciles = "deciles";
    mean_unknown(what, feature) = "It is not known how the mean of {what} depends on {feature}.";
    mean_of_one(what, feature, value) = "The mean of {what} is known for one value of {feature}, {value}.";
    mean_of_one_from(from, what, feature, value) = "From {from} on, the mean of {what} is known for one value of {feature}, {value}.";
    mean_stays_at(what, mean, feature) = "The mean of {what} stays at {mean} whatever {feature} is.";
    mean_stays_at_from(from, what, mean, feature) = "From {from} on, the mean of {what} stays at {mean} whatever {feature} is.";
    mean_stays_near(what, mean, feature) = "The mean of {what} stays near {mean} whatever {feature} is.";
    mean_stays_near_from(from, what, mean, feature) = "From {from} on, the mean of {what} stays near {mean} whatever {feature} is.";
    mean_between(what, feature, lowest, highest) = "The mean of {what} is lowest for {feature} {lowest} and highest for {highest}.";
    mean_between_from(from, what, feature, lowest, highest) = "From {from} on, the mean of {what} is lowest for {feature} {lowest} and highest for {highest}.";
    the_one_row_against = "The one row that is drawn goes the other way.";
    the_one_row_along = "The one row that is drawn does not go the other way.";
    no_row_against(of) = "None of the {of} single rows goes the other way.";
    rows_against(n, of) = "{n|One|{n}} of the {of} single rows {n|goes|go} the other way.";

    // SHAP of many rows.
    what_pushes = "What pushes the predictions of many rows?";
    the_cohort = "The explanation of many rows";
    rows = "Rows";
    rows_50 = "50 rows";
    rows_200 = "200 rows";
    rows_500 = "500 rows";
    picture = "Picture";
    beeswarm = "beeswarm";
    by_mean_size = "mean size";
    drawn_of_part(n, of, part) = "{n} of {of} {of|row|rows} of the {part} part, drawn at random";
    shap_of(rows) = "SHAP of {rows}; each is explained as it would be alone.";
    shap_of_class(rows, class) = "SHAP of {rows}; each is explained as it would be alone, for “{class}”.";

    // Its pictures.
    shap_value = "SHAP value";
    mean_shap_value = "mean |SHAP value|";
    axis_of_probability(what, class) = "{what}, points of the probability of {class}";
    axis_of_log_odds(what, class) = "{what}, log-odds of {class}";
    axis_of_margin(what, class) = "{what}, raw output for {class}";
    axis_of_target(what, target) = "{what}, change of {target}";
    mean_size_of(feature, size) = "{feature}: mean |SHAP value| {size}";
    others_together(n) = "{n} {n|other|others} together";
    others_cancel(others, mean, apart) = "{others}: {mean} on average. Pushes of theirs that go opposite ways in a row cancel; one by one they would add up to {apart}.";
    others_note = "Others together: the mean size of their sum in a row, in which opposite pushes cancel.";
    dot(row, feature, value, push) = "{row}: {feature} {value}, {push}";
    others_not_drawn(n) = "{n} {n|other|others} not drawn, none of them stronger";
    n_are_drawn(n) = "{n} of them are drawn.";
    key_low = "low";
    key_medium = "medium";
    key_high = "high feature value";
    key_no_order = "category or missing";
    none_explained = "No row is explained.";
    none_moves(what, rows) = "No feature moves {what} in {rows}.";
    moves_most_in_one(feature, what, by) = "In the one row, {feature} moves {what} most, by {by}.";
    moves_most(rows, feature, what, by) = "Over {rows}, {feature} moves {what} most, by {by} up or down on average.";
}
