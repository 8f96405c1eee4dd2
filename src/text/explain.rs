//! Explanations of one row: methods, what-if, counterfactuals, quality.

crate::table::texts! {
    // The methods.
    kernel_shap = "Kernel SHAP";
    shap_question = "Shapley values: how does this row get from the average prediction to its own?";
    shap_base = "average prediction";
    shap_sum = "this row";
    shap_limits = "SHAP shares out the way from the average prediction to this one. It tells how this model uses the features, and not what causes what, nor what would happen if a person changed one. Where features go together, it asks the model about rows that hardly exist; with other background rows the shares are others.";
    lime_question = "What moves the prediction close to this row?";
    lime_base = "start of the line";
    lime_sum = "the line at this row";
    lime_limits(local_fit) = "LIME fits a line near the row and says nothing of rows further off. Its local fit here is {local_fit}, where 1 is a line that follows the model and 0 one that explains nothing. It varies features one by one, as if they did not go together, and another width or seed gives other weights.";
    perturbed_rows = "perturbed rows";
    training_rows = "training rows";

    // Conditions that shares speak of.
    is_missing = "is missing";
    above_and_up_to(low, high) = "> {low} and ≤ {high}";

    // Which draws standard errors cover, and how they are made.
    draw_of_perturbed_rows = "the draw of the perturbed rows";
    draws_of_coalitions_and_rows = "the draws of the coalitions and of the background rows";
    draw_of_background_rows = "the draw of the background rows";
    draw_of_coalitions = "the draw of the coalitions";
    by_coalitions_and_rows = "leaving out groups of coalitions, and comparing groups of background rows";
    by_coalitions = "leaving out groups of coalitions";
    by_background_rows = "comparing groups of background rows";
    by_sandwich = "the sandwich estimate of the weighted fit";

    // Settings by their names, where they are out of range.
    setting_repeats = "Repeats";

    // Settings as undo and messages name them.
    number_of_background_rows = "number of background rows";
    number_of_coalitions = "number of coalitions";
    features_that_shap_keeps = "features that SHAP keeps";
    number_of_features_that_shap_keeps = "number of features that SHAP keeps";
    seed_of_shap = "seed of SHAP";
    number_of_perturbed_rows = "number of perturbed rows";
    number_of_features_of_the_line = "number of features in LIME’s line";
    way_lime_sees_numbers = "way LIME sees numbers";
    place_lime_draws_around = "place that LIME draws around";
    way_lime_selects_features = "way LIME selects features";
    seed_of_lime = "seed of LIME";

    // The row, the decision and the prediction in words.
    own_row = "row of your own";
    row_titled(title, n) = "{title} (row {n})";
    row_of_table(row, table) = "{row} of {table}";
    row_changed(row, n) = "{row}, with {n} {n|change|changes}";
    decided_most_probable(class) = "Decision: {class}, the most probable class.";
    decided_above(class, has, threshold) = "Decision: {class}, since it has {has}, at or above the threshold of {threshold}.";
    decided_just_below(class, other, has, threshold) = "Decision: {class}, since {other} has {has}, just below the threshold of {threshold}.";
    decided_below(class, other, has, threshold) = "Decision: {class}, since {other} has {has}, below the threshold of {threshold}.";
    answer_changed(subject, now, before) = "{subject} {now}, was {before}";
    other_for_the_model(level) = "{level} (other for the model)";
    poor_fit(method, line, model, fit) = "{method}’s line fits the model poorly here: it says {line} where the model says {model}, with a local fit of {fit}. Take its shares for rough hints.";

    // What keeps something from being made.
    table_unread = "The table could not be read: see Data.";
    data_set_not_made = "The data set could not be made: see Data.";
    training_cancelled = "Training was cancelled: see Model.";
    training_failed = "Training failed: see Model.";

    // The Explain screen.
    the_prediction = "The prediction";
    the_explanation = "The explanation";
    present = "Present";
    present_what = "One explanation, large and step by step, for a lecture";
    how_good = "How good is the model?";
    average_prediction = "Average prediction";
    before_your_changes(level) = "Before your changes: {level}.";
    title_is_row(title, n) = "{title} is row {n}.";
    truth_of_training(target, truth) = "The table says {target} = {truth}; this row was used for training.";
    truth_of_validation(target, truth) = "The table says {target} = {truth}; this row was used to decide when to stop.";
    truth_of_test(target, truth) = "The table says {target} = {truth}; this row was never used in training.";
    what_own_row_is = "A row of your own: it began as the typical training row (medians and most frequent levels), and nobody knows its truth.";
    explain = "Explain";
    scale = "Scale";
    probability = "probability";
    picture = "Picture";
    rough = "Rough while you move: fewer samples, wider errors. The explanation in full follows.";
    together_took(time) = "Together they took {time}.";
    why_two = "Why two methods?";

    // The figures of an explanation.
    column_feature = "Feature";
    column_condition = "Condition";
    column_share = "Share";
    column_share_in_points = "Share, points";
    column_standard_error = "Standard error";
    column_before = "Before";
    left_out = "left out";

    // How far to trust an explanation.
    quality(how, device) = "{how}, on the {device}.";
    quality_with_errors(how, errors, device) = "{how}, {errors}, on the {device}.";
    exact(coalitions, rows) = "Exact: all {coalitions} coalitions, {rows}";
    strongest_kept(coalitions, rows) = "Of all {coalitions} coalitions, {rows}, but only the strongest features kept";
    of_all_coalitions(coalitions, rows) = "Of all {coalitions} coalitions, {rows}";
    estimated_from(coalitions, rows) = "Estimated from {coalitions} coalitions, {rows}";
    estimated_with_fit(fit) = "Estimated: local fit {fit}";
    errors_under(limit) = "standard errors under {limit}";
    errors_up_to(largest) = "standard errors up to {largest}";
    errors_over_by(draws, method) = "over {draws}, by {method}";
    device_here(device) = "{device}, in this browser";
    effective_samples = "effective samples";
    model_evaluations = "model evaluations";
    error_of_average = "standard error of the average";
    computed_on = "computed on";
    fingerprint = "fingerprint";

    // What if.
    what_if = "What if it were different?";
    the_row = "the row";
    undo_all = "Undo all";
    features_with_text = "Features with this text in their name";
    features = "features";
    no_feature_with_text = "No feature has this text in its name.";
    undo_change_of(feature) = "Undo the change of {feature}";
    back_to(value) = "back to {value}";
    exact_value_of(feature) = "{feature}, exact value";
    trained_on_only(low, high) = "Trained on {low} to {high} only.";
    takes_mean(mean) = "Missing: the model takes the training mean, {mean}.";
    takes_mean_and_sees(mean) = "Missing: the model takes the training mean, {mean}, and sees that it is missing.";
    takes_median(median) = "Missing: the model takes the training median, {median}.";
    takes_median_and_sees(median) = "Missing: the model takes the training median, {median}, and sees that it is missing.";

    // What would flip it.
    what_would_change_it = "What would change it?";
    what_would_flip_it = "What would flip it?";
    what_counts_as_flip = "What counts as a flip";
    to_other_side = "to the other side of the average";
    by_an_amount = "by an amount";
    by_at_least = "by at least";
    looking = "Looking…";
    choose_one_to_try = "Choose one to try it.";
    flips_exported = "what would flip it";
    n_more(n) = "{n} more";
    by_and_deviations(difference, deviations) = "{difference}, {deviations} training standard deviations";
    by_days(difference) = "{difference} days";
    share_of_training_rows(share) = "as {share} of the training rows";
    rare_level = "a rare level";
    decides_for(class) = "The model decides for “{class}”.";
    decision_flips(n) = "{n|One change of a single feature leads|{n} changes of a single feature each lead} to another decision.";
    average_flips(n) = "{n|One change of a single feature brings|{n} changes of a single feature each bring} the prediction to the other side of the average.";
    amount_flips(n, amount) = "{n|One change of a single feature changes|{n} changes of a single feature each change} the prediction by at least {amount}.";
    no_decision_flips = "No single change within the training range leads to another decision, of those that were tried. Changes of several features at once were not.";
    no_average_flips = "No single change within the training range brings the prediction to the other side of the average, of those that were tried. Changes of several features at once were not.";
    no_amount_flips(amount) = "No single change within the training range changes the prediction by at least {amount}, of those that were tried. Changes of several features at once were not.";

    // What is exported of the row, and what a report says of it.
    values_of(row) = "values, {row}";
    what_would_flip(row) = "what would flip {row}";
    predicts_number(row, target, level, average) = "For {row} the model predicts {target} = {level}; the average is {average}.";
    predicts_class(row, class, level, average) = "For {row} the model predicts “{class}” with a probability of {level}; the average is {average}.";
    values_were_changed(before) = "Values of the row were changed; before, it was {before}.";

    // The list of rows.
    the_list = "The list of rows";
    all_rows = "All rows";
    no_row_meets = "No row meets these conditions. Drop one of them.";
    no_row_has(text) = "No row has “{text}” in any of its cells.";
    no_row_has_and_meets(text) = "No row has “{text}” in any of its cells and meets the other conditions.";
    column_row = "Row";
    column_part = "Part";
    column_predicted = "Predicted";
    column_error = "Error";
    column_off_by = "Off by";
    column_probability(class) = "P({class})";
    column_probability_predicted = "P(predicted)";
    rows_with_text = "Rows with this text in any cell";
    text_in_any_cell = "text in any cell";
    rows_by_part = "Rows by part";
    any_part = "any part";
    rows_by_true_class = "Rows by true class";
    any_true_class = "any true class";
    rows_by_predicted_class = "Rows by predicted class";
    any_predicted_class = "any predicted class";
    rows_by_right_or_wrong = "Rows by right or wrong";
    any_right_or_wrong = "any right or wrong";
    right = "right";
    wrong = "wrong";
    only_rows_that_meet = "The list has only rows that meet";
    drop_condition(condition) = "Drop the condition {condition}";
    the_list_exported = "the list of rows";
    part_is(part) = "part: {part}";
    true_class_is(class) = "true class: {class}";
    predicted_is(class) = "predicted: {class}";
    predicted_correctly = "predicted correctly";
    predicted_wrongly = "predicted wrongly";
    text_is(text) = "text: {text}";
    sorted_by(column) = "sorted by {column}";
    sorted_by_row = "sorted by row";
    sorted_by_part = "sorted by part";
    sorted_by_truth = "sorted by the truth";
    sorted_by_prediction = "sorted by the prediction";
    sorted_by_probability = "sorted by the probability";
    sorted_by_error = "sorted by the error";
    features_before = "Features before these";
    features_after = "Features after these";
    features_from_to(first, last, of) = "features {first} to {last} of {of}";

    // The file of all rows.
    rows_exported = "rows";
    list_changed = "No file: the list changed meanwhile.";
    the_predicted_class = "the predicted class";
    gathering = "Gathering the rows…";
    gathered_so_far(share) = "Gathering the rows: {share}";
    first_rows(n, of, cells) = "The first {n} of {of} {of|row|rows}, of which a file holds {cells} cells at most";
    largest_first(order) = "{order}, the largest first";
}
