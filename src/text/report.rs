//! Reports and exported figures.

crate::table::texts! {
    // Where a view comes from.
    origin(view, table, version) = "{view} of {table}, by Vitrine {version}";
    origin_with_fingerprint(view, table, version, fingerprint) = "{view} of {table}, by Vitrine {version}, fingerprint {fingerprint}";

    // What a drawn table leaves out.
    more_rows(n) = "and {n} more {n|row|rows}, which the other forms have";
    more_columns(n) = "and {n} more {n|column|columns}, which the other forms have";
    more_rows_and_columns(rows, columns) = "and {rows} more {rows|row|rows} and {columns} more {columns|column|columns}, which the other forms have";

    // The document: its heading, its chapters, its end.
    a_model_of(table) = "A model of {table}";
    a_report_on_a_model_of(table) = "A report on a model of {table}";
    contents = "Contents";
    the_figures = "The figures";
    the_figures_of(what) = "The figures of {what}";
    how_it_was_made = "How it was made";
    how_it_was_made_by(facts) = "How it was made: {facts}.";
    first_rows_listed(n, of) = "{n} of {of} rows, the first; the files that Vitrine exports have all.";
    rows_listed_throughout(n, of) = "{n} of {of} rows, from the first to the last; the files that Vitrine exports have all.";
    model_card = "Model card";
    recipe = "Recipe";
    computed_anew(link) = "The same, computed anew: {link}";
    every_choice = "Every choice, as JSON";
    written_by(version) = "Written by Vitrine {version}. All of it was computed in a browser; the table was sent to nobody.";

    // The chapters that a report can have, and how to read them.
    values_of_the_row = "Values of the row";
    what_would_flip_it = "What would flip it";
    learning_curves = "Learning curves";
    inside_of_the_model = "Inside of the model";
    scores = "Scores";
    confusion_matrix = "Confusion matrix";
    scores_by_class = "Scores by class";
    columns_of_the_table = "Columns of the table";
    how_features_are_related = "How features are related";
    row_as_asked = "The row as the model was asked for it.";
    every_flip = "Every change of a single feature that changes the decision, each predicted by the model.";
    how_well_classes_are_told = "How well each class is told from the others.";
    what_columns_hold = "What each column of the table holds.";
    mirror(class) = "The mirror of the explanation of \u{201c}{class}\u{201d}: what speaks for one of two classes speaks as much against the other. It was not computed by itself.";
    one_of_classes(n, most) = "One of {n} classes, of which {most} are in this report.";

    // The model card: data.
    data = "Data";
    table = "table";
    about = "about";
    source = "source";
    licence = "licence";
    changes = "changes";
    source_and_licence = "source and licence";
    a_file_of_the_author = "A file of the author\u{2019}s own.";
    for_the_author_to_say = "For the author to say.";
    fingerprint_of_the_file = "fingerprint of the file";
    size = "size";
    mended = "mended";
    target = "target";
    target_number(name, mean) = "{name}, a number; its mean is {mean}";
    features = "features";
    columns_not_used = "columns not used";
    named_and_more(n, names, more) = "{n}: {names} and {more} more";

    // Split.
    split = "Split";
    split_by_chance(seed, validation, test) = "By chance, seed {seed}, {validation} % for validation and {test} % for the test; classes have the same shares in each part.";
    split_by_groups(seed, validation, test, column) = "By chance, seed {seed}, {validation} % for validation and {test} % for the test; rows of one \u{201c}{column}\u{201d} stay together.";
    split_in_order(validation, test) = "In the order of the table, the last rows being the test, {validation} % for validation and {test} % for the test.";
    split_in_order_of(column, validation, test) = "In the order of \u{201c}{column}\u{201d}, the last rows being the test, {validation} % for validation and {test} % for the test.";
    split_as_column_says(column) = "As the column \u{201c}{column}\u{201d} says.";
    rows_left_out(n) = "{n} {n|row of the table is|rows of the table are} left out, for want of a target or of a cell that must be there.";

    // Model.
    the_model = "Model";
    training = "training";
    fitted_numbers = "fitted numbers";
    epoch_or_step = "epoch or step";
    epoch_kept(kept, of, time) = "{kept} kept of {of}, in {time}";
    fingerprint_of_the_weights = "fingerprint of the weights";

    // Scores.
    scores_of_training(n) = "Of {n} {n|row|rows} of the training part; low and high are the ends of 95 % intervals, the baseline knows no features.";
    scores_of_validation(n) = "Of {n} {n|row|rows} of the validation part; low and high are the ends of 95 % intervals, the baseline knows no features.";
    scores_of_test(n) = "Of {n} {n|row|rows} of the test part; low and high are the ends of 95 % intervals, the baseline knows no features.";
    intervals_not_yet = "The intervals had not been computed yet when this was written.";

    // Quality of the explanations.
    quality_of_the_explanations = "Quality of the explanations";
    fingerprint_is_of = "The fingerprint is of base and shares: the same recipe gives the same one in every browser, where the CPU computed it.";

    // Limits.
    limits = "Limits";
    public_table = "The table is a public one that comes with Vitrine, for learning. What a model finds in it says little of other people, places and times.";
    own_table = "The table is the author\u{2019}s own and is not in this report. How it was gathered, and for whom it speaks, is for the author to say.";
    single_rows = "Of single rows of the table this report holds at most the explained one, in the chapters that are about it.";
    values_changed(n) = "Of its values, {n} {n|was|were} changed by hand.";
    summaries_name = "Summaries of columns name smallest and largest values and the most frequent levels.";
    no_unseen_rows = "There are no rows that the model has not seen: the scores are of the rows it was trained on, and on others it may do far worse.";
    no_test_part = "There is no test part: training was stopped by the rows that the scores are of, so that they may flatter.";
    few_of_one_class(n) = "Of one class there are only {n} {n|row|rows} among them.";
    undefined_scores = "Some scores are undefined for these rows and have no figure.";
    how_intervals_are_made(draws, seed) = "The interval of a rate (accuracy, precision, recall and their means) is Wilson\u{2019}s; that of any other score is the middle 95 % of what {draws} draws of the same rows with replacement give (percentile bootstrap, seed {seed}). It says how far the score depends on which rows were kept for it, and nothing of another training or another split.";
    model_repeats = "A model repeats what its table holds, mistakes and unfair treatment too. Whether it treats groups of people alike was not examined here.";
    errors_cover(draws) = "The standard errors cover {draws}; what another training would change is not in them.";

    // Words in cells of figures.
    yes = "yes";
    no = "no";
    own = "own";
    all_others = "all others";
    a_number = "a number";
    intercept = "(intercept)";
    bias = "(bias)";
    train = "train";
    specificity = "specificity";
    wilson = "Wilson";
    wilson_combined = "Wilson, combined";
    bootstrap = "bootstrap";
    number = "number";
    category = "category";
    identifier = "identifier";
    yes_or_no = "yes or no";
    date = "date";
    text = "text";

    // Columns of figures that hold a name.
    probability_of(class) = "probability of {class}";
    predicted_class(class) = "predicted {class}";
    true_class = "true class";
    true_value = "true";
    training_rows_compared = "training rows compared";

    // Columns, facts and scores by the names that files have for them.
    above = "above";
    all_coalitions = "all coalitions";
    association = "association";
    attribution = "attribution";
    background_rows = "background rows";
    base = "base";
    base_standard_error = "base standard error";
    brier = "brier";
    by_at_least = "by at least";
    changed = "changed";
    coefficient = "coefficient";
    column = "column";
    computed_on = "computed on";
    condition = "condition";
    cost_of_a_row = "cost of a row";
    decision = "decision";
    distinct = "distinct";
    draws = "draws";
    effective_samples = "effective samples";
    error = "error";
    evaluations = "evaluations";
    exact = "exact";
    explained = "explained";
    f1 = "f1";
    false_negatives = "false negatives";
    false_positive_rate = "false positive rate";
    false_positives = "false positives";
    feature_value = "feature value";
    features_tried = "features tried";
    fingerprint = "fingerprint";
    from = "from";
    group = "group";
    high = "high";
    increase = "increase";
    interval_by = "interval by";
    interval_high = "interval high";
    interval_low = "interval low";
    kept_epoch = "kept epoch";
    kind = "kind";
    largest = "largest";
    layer = "layer";
    left_out = "left out";
    lines = "lines";
    low = "low";
    max_error = "max error";
    mean = "mean";
    mean_absolute_attribution = "mean absolute attribution";
    mean_probability = "mean probability";
    measure = "measure";
    median = "median";
    method = "method";
    metric = "metric";
    model = "model";
    most_frequent = "most frequent";
    newton_step = "newton step";
    parameters = "parameters";
    part = "part";
    precision_high = "precision high";
    precision_low = "precision low";
    predicted = "predicted";
    probability_of_the_decision = "probability of the decision";
    quality = "quality";
    r2 = "R2";
    recall_high = "recall high";
    recall_low = "recall low";
    repeats = "repeats";
    roc_auc = "roc auc";
    row = "row";
    rows = "rows";
    rows_of_it = "rows of it";
    rows_of_the_part = "rows of the part";
    samples = "samples";
    scale = "scale";
    score = "score";
    seconds = "seconds";
    share = "share";
    share_before = "share before";
    share_of_the_class = "share of the class";
    smallest = "smallest";
    standard_errors_by = "standard errors by";
    standard_errors_cover = "standard errors cover";
    table_row = "table row";
    this_row = "this row";
    to = "to";
    towards = "towards";
    training_loss = "training loss";
    training_rows = "training rows";
    training_standard_deviations = "training standard deviations";
    true_less_predicted = "true less predicted";
    true_negatives = "true negatives";
    true_positives = "true positives";
    unit = "unit";
    up_to = "up to";
    validation_loss = "validation loss";
    value_in_the_table = "value in the table";
    weight = "weight";
    weights = "weights";
    weights_listed = "weights listed";
    with = "with";
}
