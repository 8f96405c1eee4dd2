//! The evaluation: scores, curves, thresholds, errors.

crate::table::texts! {
    evaluation = "The evaluation";
    model_is_kept = "The model is kept.";
    rows_of_the = "rows of the";
    evaluated_rows = "Rows that are evaluated";
    curves_and_threshold_for = "curves and threshold for";
    classified_at(class, threshold) = "Rows are classified as “{class}” at a threshold of {threshold}.";
    titled_rows(what, part) = "{what}, {part} rows";
    between(low, high) = "{low} to {high}";
    quoted(name) = "“{name}”";
    rows = "rows";

    // Scores.
    scores = "Scores";
    the_scores = "the scores";
    scores_of_each_part = "Scores of each part";
    undefined_of_one_class(score) = "{score} is undefined where all rows are of one class, or predicted as one.";
    undefined_without_contrast(score) = "{score} is undefined where a class has no row, or all.";
    undefined_without_class(score) = "{score} is undefined where a class has no row.";
    undefined_truth_is_even(score) = "{score} is undefined where the truth does not vary.";
    undefined_truth_is_0(score) = "{score} is undefined where a true value is 0.";
    undefined_without_rows(score) = "{score} is undefined where there is no row.";
    intervals = "Intervals";
    intervals_of_classes(intervals, draws, seed) = "{intervals}: of rates (accuracy, balanced accuracy, precision, recall) by Wilson’s method; of all others from {draws} draws of the same rows with replacement (bootstrap), the middle 95 % of what they give; seed {seed}. A score has none where all draws give the same.";
    intervals_of_numbers(intervals, draws, seed) = "{intervals}: from {draws} draws of the same rows with replacement (bootstrap), the middle 95 % of what they give; seed {seed}. A score has none where all draws give the same.";
    intervals_later(intervals) = "{intervals} are computed when all else is done.";
    means_over_classes = "Precision, recall, F1 and average precision are means over the classes.";

    // Classes.
    confusion_matrix = "Confusion matrix";
    the_confusion_matrix = "the confusion matrix";
    columns_are_most_probable = "Each row is a true class, each column the predicted class, the most probable one. A cell lists its rows.";
    columns_are_decided(threshold, class) = "Each row is a true class, each column the predicted class, at a threshold of {threshold} for “{class}”. A cell lists its rows.";
    list_cell(n, truth, predicted) = "{n} {n|row is|rows are} “{truth}” and classified as “{predicted}”: list them";
    by_class = "By class";
    the_scores_by_class = "the scores by class";
    table_by_class = "Scores by class";
    auc = "AUC";
    ap = "AP";
    mean = "mean";
    mean_by_rows = "by rows";
    undefined_since(reasons) = "Undefined: {reasons}";
    absent_and_never_predicted(class) = "no row is “{class}”, and none is predicted so.";
    absent(class) = "no row is “{class}”.";
    never_predicted(class) = "“{class}” is never predicted.";
    all_rows_are(class) = "all rows are “{class}”.";
    how_by_class = "Undefined scores count as 0 in the means. The micro average of precision, recall and F1 is the accuracy. Below precision and recall are Wilson’s 95 % intervals.";

    // Pictures.
    precision_and_recall = "Precision and recall";
    calibration = "Calibration";
    bins = "Bins";
    bins_of = "bins of";
    equal_width = "equal width";
    equally_many_rows = "equally many rows";
    expected_cost = "Expected cost";

    // The threshold.
    decision_threshold = "Decision threshold";
    what_the_threshold_decides = "what the threshold decides";
    threshold_in_percent = "Decision threshold in percent";
    exactly = "exactly";
    threshold_alone = "With more than two classes the most probable one is decided for. This shows what a threshold for one class alone would do.";
    decided_for_it = "decided for it";
    not_decided_for_it = "not";
    other_classes = "others";
    decided_at(threshold, decided, rows, class, right, missed) = "At a threshold of {threshold}, {decided} of {rows} rows are classified as “{class}”, {right} of them correctly; {missed} {missed|is|are} missed.";
    what_it_costs(error) = "a {error} costs";
    take_the_cheapest = "Take the cheapest";
    take_the_cheapest_at(threshold) = "Take the cheapest, {threshold}";
    back_to(threshold) = "Back to {threshold}";

    // Errors.
    predicted_against_true = "Predicted against true";
    errors_against_predictions = "Errors against predictions";
    how_errors_are_spread = "How errors are spread";
    rows_drawn(n, of) = "{n} of {of} rows are drawn, chosen by the seed of the split.";
    errors_by_feature = "Errors by feature";
    groups_of = "groups of";
    groups_alike = "Its groups cannot be told apart: nothing varies, or there are too few rows.";
    groups_explain_nothing = "Its groups explain no more of the errors than chance; the list is ordered by that.";
    groups_explain(share) = "Its groups explain {share} of how the errors vary; the list is ordered by that.";

    // Exports.
    view_scores = "scores";
    view_scores_finding = "Scores of each part, beside the baseline.";
    view_confusion_finding(part) = "The confusion matrix of the {part} rows.";
    view_by_class = "scores by class";
    view_by_class_finding(part) = "The scores by class of the {part} rows.";
    view_decisions = "decisions";

    // Rows that are worth a look.
    confidently_wrong = "confidently wrong";
    confidently_right = "confidently right";
    borderline = "borderline";
    furthest_too_high = "furthest too high";
    furthest_too_low = "furthest too low";
    highest_prediction = "highest prediction";
    lowest_prediction = "lowest prediction";
}
