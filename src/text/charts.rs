//! What charts say: axes, keys, findings, descriptions.

crate::table::texts! {
    axis_rows = "rows";
    // `written` is the size with its sign.
    signed_points(written, size) = "{written} {size|point|points}";
    beyond_100(level) = "{level} (beyond 100\u{202f}%)";
    below_0(level) = "{level} (below 0\u{202f}%)";

    // What the model says of a class, in a sentence.
    the_log_odds(class) = "the log-odds of “{class}”";
    the_raw_output(class) = "the raw output for “{class}”";
    the_probability(class) = "the probability of “{class}”";
    quoted(class) = "“{class}”";

    // What an axis shows of a class or a target.
    probability_percent(class) = "probability of {class}, in %";
    line_probability_percent(method, class) = "{method}'s line for the probability of {class}, in %";
    probability_points(class) = "points of the probability of {class}";
    change(target) = "change of {target}";

    // One row of a table explained: the rows of the picture. `others` is "8 others".
    the_model_itself = "the model itself";
    left_out = "left out";
    not_in_line(method) = "not among the features of {method}'s line";
    others(n) = "{n} others";
    share_and_error(share, exact, error) = "{share} ({exact}, standard error {error})";
    before_change(feature, share) = "{feature} before the change: {share}";

    // The finding. `n` is the number of the features that are named.
    feature_by(feature, by) = "{feature} (by {by})";
    nothing_moves(what, prediction) = "No feature moves {what} here: the prediction is {prediction}.";
    raise(features, n, what) = "{features} {n|raises|raise} {what}.";
    lower(features, n, what) = "{features} {n|lowers|lower} {what}.";
    raise_and_lower(up, n_up, down, n_down, what) = "{up} {n_up|raises|raise} {what}; {down} {n_down|lowers|lower} it.";
    lower_and_raise(down, n_down, up, n_up, what) = "{down} {n_down|lowers|lower} {what}; {up} {n_up|raises|raise} it.";
    from_average(base, prediction) = "All features together take it from {base} on average to {prediction} for this row.";
    near_raise(features, n, what) = "Near this row, {features} {n|raises|raise} {what}.";
    near_lower(features, n, what) = "Near this row, {features} {n|lowers|lower} {what}.";
    near_raise_and_lower(up, n_up, down, n_down, what) = "Near this row, {up} {n_up|raises|raise} {what}; {down} {n_down|lowers|lower} it.";
    near_lower_and_raise(down, n_down, up, n_up, what) = "Near this row, {down} {n_down|lowers|lower} {what}; {up} {n_up|raises|raise} it.";
    model_says(prediction) = "The model says {prediction}.";

    // The way to the prediction, step by step.
    line_starts(method, what, level) = "{method}’s line for {what} starts at {level}.";
    predicts_on_average(target, level) = "On average, the model predicts {target}\u{a0}= {level}.";
    gives_on_average(class, level) = "On average, the model gives {class} a probability of {level}.";
    puts_on_average(what, level) = "On average, the model puts {what} at {level}.";
    raises_to(feature, by, level) = "{feature} raises it by {by}, to {level}.";
    lowers_to(feature, by, level) = "{feature} lowers it by {by}, to {level}.";
    leaves_at(feature, level) = "{feature} leaves it at {level}.";
    others_raise_to(others, by, level) = "{others} together raise it by {by}, to {level}.";
    others_lower_to(others, by, level) = "{others} together lower it by {by}, to {level}.";
    others_leave_at(others, level) = "{others} together leave it at {level}.";
    left_out_stays(feature, method, level) = "{feature} is not among the features of {method}’s line: it stays at {level}.";

    // Two methods compared: `first` and `second` are their names, or the features that they put first.
    disagree_up_down(first, second, feature, up, down) = "{first} and {second} disagree about {feature}: for {first} it moves the prediction up by {up}, for {second} down by {down}.";
    disagree_down_up(first, second, feature, down, up) = "{first} and {second} disagree about {feature}: for {first} it moves the prediction down by {down}, for {second} up by {up}.";
    disagree_too(feature) = "They disagree about {feature} too.";
    disagree_others_too(n) = "They disagree about {n} others too.";
    direction_unsure(features) = "On the direction of {features} they differ only within their uncertainty.";
    direction_unsure_more(features, n) = "On the direction of {features} and {n} more they differ only within their uncertainty.";
    strongest_differs(first, by_first, second, by_second) = "The strongest feature differs: {first} by {by_first}; {second} by {by_second}.";
    strongest_may_differ(first, by_first, second, by_second) = "The strongest feature differs: {first} by {by_first}; {second} by {by_second}, but only within their uncertainty.";
    first_two_differ(first, by_first, second, by_second) = "The order of the first two differs: {first} by {by_first}; {second} by {by_second}.";
    first_two_may_differ(first, by_first, second, by_second) = "The order of the first two differs: {first} by {by_first}; {second} by {by_second}, but only within their uncertainty.";
    first_three_differ(first, by_first, second, by_second) = "The order of the first three differs: {first} by {by_first}; {second} by {by_second}.";
    first_three_may_differ(first, by_first, second, by_second) = "The order of the first three differs: {first} by {by_first}; {second} by {by_second}, but only within their uncertainty.";

    // Distribution of a column.
    has_no_value(column) = "{column} has no value.";
    numbers(column, min, max, mean, median) = "{column}: from {min} to {max}, mean {mean}, median {median}.";
    levels(column, n) = "{column}: {n} levels.";
    levels_most(column, n, level, count) = "{column}: {n} levels; most often {level} ({count}).";
    bin(low, high, rows) = "{low} to {high}: {rows}";
    all_other_levels(rows) = "all other levels: {rows}";

    // Features two by two.
    move_together(a, b, value) = "{a} and {b} move together most: {value}.";
    move_together_of(n, a, b, value) = "Of the {n} features that go with the target most, {a} and {b} move together most: {value}.";
    close_pairs(n, value) = "{n} pairs are at {value} or above.";
    none_together = "no two features move together.";
    none_together_of(n) = "Of the {n} features that go with the target most, no two features move together.";
    no_other_feature = "One feature has no other to move with.";
    fuller_closer = "The fuller a cell, the closer its two features go together.";
    pair(a, b, value) = "{a} and {b}: {value}";

    // Learning curves. `step` is "epoch" or "Newton step", `steps` is "24 epochs".
    training = "training";
    validation = "validation";
    steps(n, step) = "{n} {n|{step}|{step}s}";
    losses(step, number, training) = "{step} {number}: training {training}";
    losses_validated(step, number, training, validation) = "{step} {number}: training {training}, validation {validation}";
    losses_kept(losses) = "{losses}; these weights are kept";
    nothing_learnt = "Nothing is learnt yet.";
    learnt(steps, loss, training) = "After {steps} the {loss} is {training} on the training rows.";
    learnt_validated(steps, loss, training, validation) = "After {steps} the {loss} is {training} on the training rows, validation {validation}.";
    weights_kept(step, number) = "The weights of {step} {number} are kept.";

    // The inside of a model.
    coefficients(n) = "{n} coefficients of the scaled columns.";
    largest_coefficient(column, value) = "The largest is that of {column}: {value}.";
    and_smaller_ones(n) = "and {n} smaller ones";
    network(sizes) = "A network of {sizes} units. Lines are weights: blue raises, orange lowers, thicker is larger.";
    units_drawn(n) = "Of more than {n} units in a layer those {n} are drawn that weigh most on the output.";
    unit_of_layer(unit, layer) = "unit {unit} of layer {layer}";
    inputs(n) = "{n} {n|input|inputs}";
    outputs(n) = "{n} {n|output|outputs}";
    units(n) = "{n} {n|unit|units}";
    more_units(n) = "+{n} more";
    weaker_units(n) = "+{n} weaker";

    // ROC curve, precision and recall.
    axis_false_positives = "false positives, % of the other rows";
    axis_recall = "recall, % of the class";
    axis_precision = "precision, % of those decided for it";
    no_curve(class) = "No curve: it needs rows of “{class}” and other rows.";
    threshold(level) = "threshold {level}";
    threshold_rates(threshold, recall, false_positives) = "threshold {threshold}: true positive rate {recall}, false positive rate {false_positives}";
    threshold_precision(threshold, recall, precision) = "threshold {threshold}: recall {recall}, precision {precision}";
    by_chance = "by chance";
    area(area, class) = "Area under the ROC curve {area}: the share of pairs in which a row of “{class}” ranks above another; by chance 0.5.";
    average_precision(area, class, chance) = "Average precision {area} for “{class}”; by chance {chance}.";

    // Calibration.
    axis_given = "probability that was given, %";
    axis_of_class = "rows that are of the class, %";
    as_it_should_be = "as it should be";
    calibration_off(class, mean, most) = "What it gives “{class}” is off by {mean} on average, by {most} at most.";
    given_and_so(n, given, share) = "{n} {n|row that was|rows that were} given {given} on average: {share} are of the class";

    // Costs.
    axis_threshold = "threshold, %";
    axis_cost = "expected cost of a row";
    no_costs = "No costs: there is no row.";
    threshold_cost(threshold, cost) = "threshold {threshold}: {cost} per row";
    cheapest = "cheapest";
    now = "now";
    costs_least(cost) = "A row costs {cost} on average; no other threshold is cheaper.";
    costs_more(cost, threshold, least) = "A row costs {cost} on average; at a threshold of {threshold} it would cost {least}.";

    // Errors of a predicted number.
    axis_true(target) = "{target}, true";
    axis_predicted(target) = "{target}, predicted";
    true_less_predicted = "true less predicted";
    predictions_off(mean, most) = "Predictions are off by {mean} on average, by {most} at most.";
    errors_between(low, high, rows) = "from {low} to {high}: {rows}";
    errors_spread(share, half) = "{share} of the rows are predicted at or below the truth; half of all errors are within {half}.";
    too_few_rows = "Too few rows to compare high predictions with low ones.";
    outer_thirds(high, low) = "Among the highest third of the predictions it is off by {high} on average, among the lowest by {low}.";
    row_predicted(row, truth, predicted) = "row {row}: true {truth}, predicted {predicted}";

    // Errors by the groups of a feature.
    axis_wrong = "predicted wrongly, %";
    axis_error = "mean absolute error";
    all_rows(error) = "all rows {error}";
    group_all = "all";
    group_up_to(high) = "up to {high}";
    group_above(low) = "above {low}";
    group_between(low, high) = "above {low} to {high}";
    group_wrong(group, error, rows) = "{group}: {error} predicted wrongly, {rows}";
    group_off(group, error, rows) = "{group}: {error} off on average, {rows}";
    no_group(feature) = "No row has a value of {feature}.";
    same_error(feature, error) = "By {feature} the error is {error} in every group.";
    wrong_by_group(feature, low, low_group, high, high_group) = "By {feature} the share predicted wrongly goes from {low} ({low_group}) to {high} ({high_group}).";
    error_by_group(feature, low, low_group, high, high_group) = "By {feature} the error goes from {low} ({low_group}) to {high} ({high_group}).";
    may_be_chance = "The difference may be chance.";
}
