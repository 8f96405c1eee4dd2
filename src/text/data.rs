//! The data screen: files, tables, columns, preparing and splitting.

crate::table::texts! {
    // Where a table comes from.
    open_another = "Open another table";
    table_in_use = "The table in use. Open another one.";
    drop_here = "Drop a CSV here";
    // After the words before; the slot is a button.
    or_choose(button) = ", or {button}. It stays on this machine.";
    choose_a_file = "choose a file";
    at_most(megabytes, millions, columns) = "Up to {megabytes} MB, {millions} million cells and {columns} columns; of a larger file, a random sample of its rows.";
    paste_a_table = "Paste a table";
    table_as_text = "A table as text, one row a line";
    paste_example = "name,age,answer…";
    use_this_table = "Use this table";
    or_start_with = "Or start with one of these";
    about = "About";
    sample_origin(source, licence, changes) = "Source: {source}. Licence: {licence}. Changes: {changes}";

    // A file on its way.
    pasted_table = "pasted table";
    drawn_of(name, n) = "{name}, {n} rows drawn at random";
    reading(name) = "Reading {name}";
    drawing_rows_from(name) = "Drawing rows from {name}";
    understanding(name) = "Understanding {name}";
    text_too_large = "The text found no room in memory. Paste a part of it.";
    not_at_hand(name) = "{name} is not at hand any more. Choose it again.";
    too_large(name, size, most) = "{name} has {size} MB; the limit is {most} MB.";
    take_a_sample_or_part = "Take a random sample of its rows, or choose a smaller part of it.";
    sample_too_large(name) = "The sample of {name} found no room in memory. Draw fewer rows.";
    sample_not_fetched(name) = "The sample {name} was not fetched when this page was loaded. Reload the page, or open a file of your own.";
    could_not_be_read(name) = "{name} could not be read; it may have been moved or changed. Choose it again.";
    table_before_is_kept = "The table that was open before is kept.";
    go_back = "Go back to the table before";
    rows_to_draw = "Rows to draw";
    take_a_sample = "Take a random sample";

    // How the file was read.
    read_as(encoding, separator, number, names) = "Read as {encoding}: cells separated by {separator}, numbers written {number}, {names}.";
    read_otherwise(separator, number, names) = "Read it otherwise: cells separated by {separator}, numbers written {number}, {names}.";
    first_line_is_row = "the first line is a row";
    first_line_holds_names = "the first line holds the names";
    line_holds_names(line) = "line {line} holds the names";
    separated_by = "separated by";
    commas = "commas";
    semicolons = "semicolons";
    tabs = "tabs";
    pipes = "pipes";
    spaces = "spaces";
    numbers = "numbers";
    how_numbers_are_written = "How numbers are written";
    first_line = "first line";
    what_first_line_holds = "What the first line holds";
    line_of_names = "names";
    line_a_row = "a row";
    line_a_title = "a title";
    names_on_line = "names are on line";
    quotes = "quotes";
    what_quotes_cells = "What cells are quoted with";
    no_quotes = "none";
    dates_in_doubt = "dates in doubt";
    which_comes_first = "Which comes first where no cell of a column of dates tells";
    day_first = "day first";
    month_first = "month first";
    encoding = "encoding";
    recognised = "recognised";

    // What counts as missing.
    read_as_missing(texts) = "Read as missing: {texts}.";
    empty_cells(n) = "{n} {n|empty cell|empty cells}";
    text_in_cells(text, n) = "“{text}” ({n} {n|cell|cells})";
    no_cell = "no cell";
    means_missing(text) = "{text} means missing";
    another_missing_text = "Another text that means missing";
    count_as_missing = "Count it as missing";

    // The findings.
    the_table = "The table";
    choices_kept = "What you chose is kept.";
    the_data_set = "The data set";
    table_kept = "The table is kept.";
    table_holds(rows, columns, kinds) = "{rows} {rows|row|rows} and {columns} {columns|column|columns}, of which {kinds}.";
    are_numbers(n) = "{n} {n|is a number|are numbers}";
    are_categories(n) = "{n} {n|is a category|are categories}";
    are_yes_or_no(n) = "{n} {n|is yes or no|are yes or no}";
    are_dates(n) = "{n} {n|is a date|are dates}";
    are_free_text(n) = "{n} {n|is free text|are free text}";
    name_the_rows(n) = "{n} {n|names the rows|name the rows}";
    no_cell_missing = "No cell is missing.";
    cells_missing(n) = "{n} {n|cell is|cells are} missing.";
    target_is_number(target, mean) = "{target} is a number, {mean} on average.";
    target_is_one_of(target, classes) = "{target} is one of {classes}.";
    target_is_one_of_more(target, classes, more) = "{target} is one of {classes} and {more} more.";
    for_the_model(features, columns, train, validation, test) = "{features} {features|feature becomes|features become} {columns} {columns|column|columns} for the model; {train} rows train it, {validation} validate, {test} test.";
    rows_left_out(n) = "{n} {n|row is|rows are} left out.";

    // What was read in one of two ways.
    quoted(text) = "“{text}”";
    column_in_unit(column, unit) = "{column} in {unit}";
    line_holds_units(line, units) = "Line {line} holds units and was left out: {units}.";
    read_line_as_row(line) = "Read line {line} as a row";
    line_read_as_row(line) = "Line {line} is read as a row.";
    leave_line_out(line) = "Leave line {line} out";
    line_left_out(line) = "Line {line} was left out.";
    last_row_says(line, word) = "The last row, on line {line}, says “{word}”. If it holds totals, it is no case to learn from.";
    last_row_has_sums(line) = "The last row, on line {line}, has the sums of the rows above it. If it holds totals, it is no case to learn from.";
    levels_alike(column, levels, n, joined) = "{column} has levels that differ in case or blanks only, such as {levels}: joined, {n} levels become {joined}.";
    join_levels(column) = "Join levels of {column}";
    na_may_be_code(column, codes) = "“NA” was read as missing. In {column} it may be a code, as {codes} are.";
    na_is_value = "Read “NA” as a value";
    levels_joined(column) = "Levels of {column} that differ in case or blanks only are joined.";
    keep_apart = "Keep them apart";

    // What should make one wary.
    turn_off(feature) = "Turn {feature} off";
    divide_in_order(column) = "Divide the rows in the order of {column}";
    keep_together(column) = "Keep the rows of one {column} together";
    divide_as_said(column) = "Divide the rows as {column} says";
    hint_copy(feature, target) = "{feature} says the same as {target}, in other words. A model that has it learns nothing else; turn it off unless it is known before {target} is.";
    hint_predicts(feature, target, score, baseline) = "{feature} alone predicts {target} correctly in {score} of the rows, where the most frequent class is right in {baseline}. Perhaps it is known only afterwards; then turn it off.";
    hint_explains(feature, target, score) = "{feature} explains nearly all of {target} by itself (R² {score}). Perhaps it is known only afterwards; then turn it off.";
    hint_repeats(known, kept_back) = "{known} of the {kept_back} rows for validation and test {known|has|have} a training row with the same value of every feature. If these are the same cases twice, scores on them are too good: leave the repeats out of the file, or keep rows that belong together in one part.";
    hint_identifier(feature) = "{feature} names the rows. A model can learn rows by it instead of reasons, and knows nothing of new ones.";
    hint_dates(column) = "{column} is a date, and the rows are split at random: the model is tested on days that lie between those that it has seen. To forecast, split them in order.";
    hint_groups(column, n) = "{column} has {n} {n|value|values} for many rows, and the rows are split at random: rows with the same value may be in training and in test. If the model is to meet new values, keep them together.";
    hint_names_parts(column) = "{column} names the parts for training and test, and the rows are split otherwise.";

    // What was fixed while reading.
    fixed_while_reading = "Fixed while reading";
    first_on_line(line) = "First on line {line}.";
    units_read(columns) = "Read as numbers, with the unit beside the name: {columns}.";
    units_read_more(columns, more) = "Read as numbers, with the unit beside the name: {columns} and {more} more.";
    more_to_say(n) = "There is more to say of {n} {n|column|columns}.";
    see_them = "See them";
    and_other_cells(n) = "and {n} {n|other cell|other cells}";
    read_day_first = "Read the day first";
    read_month_first = "Read the month first";
    read_it_as(number) = "Read it as {number}";
    read_as_numbers = "Read as numbers";
    keep_as_category = "Keep as category";
    read_as_dates_rest_missing(n) = "Read as dates, and make {n} {n|cell|cells} missing";
    read_as_numbers_rest_missing(n) = "Read as numbers, and make {n} {n|cell|cells} missing";
    treat_as_missing(number) = "Treat {number} as missing";
    read_as_numbers_again = "Read as numbers again";

    // The target, the split, and how values are prepared.
    predict = "Predict";
    target_by_name(target) = "{target} is predicted because its name says so.";
    target_is_last(target) = "{target} is predicted because it is the last column.";
    target_is_first(target) = "{target} is predicted because it is the first column.";
    target_by_kind(target) = "{target} is predicted because it has few different values.";
    target_is_only(target) = "{target} is predicted because no other column can be predicted.";
    what_to_predict = "What should it predict?";
    predicted_as_amount(target, n) = "{target} is predicted as an amount. Its {n} values may be codes of classes.";
    predict_classes(n) = "Predict {n} classes";
    predicted_as_classes(target, codes, classes) = "{target} has {codes} codes and is predicted as {classes} classes.";
    predict_an_amount = "Predict an amount";
    split_rows = "Split rows";
    at_random = "at random";
    groups_together = "at random, groups together";
    in_order = "in order";
    as_column_says = "as a column says";
    order_of_table = "the table’s order";
    by_column = "by";
    validation_percent = "validation, %";
    test_percent = "test, %";
    scale_numbers = "Scale numbers";
    standardise = "standardise";
    from_0_to_1 = "from 0 to 1";
    by_quartiles = "by median and quartiles";
    not_at_all = "not at all";
    // Settings as undo and messages name them.
    share_for_validation = "share for validation";
    share_for_test = "share for the test";
    seed_of_the_split = "seed of the split";
    scaling_of_numbers = "scaling of numbers";
    number_of_levels_kept = "number of levels kept";
    skewed(columns) = "Skewed, with few large values: {columns}.";
    take_logarithms = "Take their logarithm";

    // The columns.
    columns_title = "The columns";
    // Objects of "Export", as in "Export the columns as".
    the_columns = "the columns";
    the_column = "what is in the column";
    the_relations = "how features are related";
    the_first_rows = "the first rows";
    sorted = "sorted";
    as_in_table = "as in the table";
    by_relation = "by relation to the target";
    by_missing = "by missing cells";
    by_name = "by name";
    // As in "Show 60 more of 100 columns", and the name of the export.
    columns = "columns";
    head_use = "Use";
    head_column = "Column";
    head_kind = "Kind";
    head_relation = "Relation";
    head_values = "Values";
    head_distinct = "Distinct";
    head_missing = "Missing";
    fill_missing_with = "Fill missing with";
    head_more = "More";
    use_as_feature(column) = "Use {column} as a feature";
    kind_of(column) = "Kind of {column}";
    more_about(column) = "More about {column}";
    without_target = "rows without it are left out";

    // The kinds of columns.
    kind_number = "number";
    kind_category = "category";
    kind_yes_or_no = "yes or no";
    kind_date = "date";
    kind_text = "text";
    kind_identifier = "identifier";

    // Why a column is off.
    off_identifier = "names the rows, so it is off";
    off_constant = "always the same, so it is off";
    off_nearly_constant = "nearly always the same, so it is off";
    off_empty = "has no value, so it is off";
    off_nearly_unique = "most of its values are found once, so it is off";
    off_many_values(n, rows) = "{n} different values in {rows} rows, so it is off";
    off_text = "free text, which these models cannot read, so it is off";
    off_splits = "says how the rows are split, so it is off";

    // What becomes of missing cells.
    missing_becomes(column) = "What missing cells of {column} become";
    median_and_flag = "the median, and flagged";
    median = "the median";
    mean_and_flag = "the mean, and flagged";
    mean = "the mean";
    own_level = "a level of their own";
    most_frequent = "the most frequent level";
    most_frequent_and_flag = "the most frequent level, and flagged";
    drop_the_row = "a reason to drop the row";

    // One column.
    column_name(column) = "column {column}";
    column_holds(column, values) = "{column}: {values}";
    no_value = "No value.";
    dates_range(from, to, median) = "From {from} to {to}, median {median}.";
    dates_range_in(from, to, median, unit) = "From {from} to {to}, median {median}, in {unit}.";
    numbers_range(from, to, mean, median) = "From {from} to {to}, mean {mean}, median {median}.";
    numbers_range_in(from, to, mean, median, unit) = "From {from} to {to}, mean {mean}, median {median}, in {unit}.";
    levels(levels) = "{levels}.";
    levels_and_others(levels, n) = "{levels}, other values ({n}).";
    distinct_values(n) = "{n} {n|distinct value|distinct values}.";
    none_missing = "None missing.";
    cells_missing_share(n, share) = "{n} {n|cell is|cells are} missing ({share}).";
    relation(value, measure) = "Relation to the target: {value}, by {measure}.";
    relation_over(value, measure, n) = "Relation to the target: {value}, by {measure} over {n} training rows.";
    relation_over_some(value, measure, n, of) = "Relation to the target: {value}, by {measure} over {n} of {of} training rows.";
    no_relation = "Its relation to the target is undefined: one of the two does not vary there.";
    no_relation_over(n) = "Its relation to the target is undefined over {n} training rows: one of the two does not vary there.";
    no_relation_over_some(n, of) = "Its relation to the target is undefined over {n} of {of} training rows: one of the two does not vary there.";
    take_logarithm_of(column) = "Take the logarithm of {column}";
    take_logarithm = "Take its logarithm before it is scaled";

    // How features are related.
    how_related = "How features are related";
    the_comparison = "The comparison";
    data_set_kept = "The data set is kept.";
    other_pairs(n) = "The other {n} pairs go together less.";
    pairs_as_table = "The pairs as a table";
    head_feature = "Feature";
    head_with = "with";
    head_association = "Association";
    head_measure = "Measure";
    associations = "associations";
    correlation = "the size of the correlation";
    correlation_ratio = "the correlation ratio";
    cramers_v = "Cramér’s V";

    // The first rows.
    first_rows_title = "The first rows";
    first_rows = "first rows";
    first_rows_of(n, of) = "The first {n} {n|row|rows} of {of} {of|row|rows}, as they stand in the table.";

    // What is kept in this browser.
    your_sessions = "Your sessions";
    other_sessions = "Other sessions";
    deleting_all = "Deleting everything that was kept…";
    all_deleted = "Everything that was kept is deleted. Until you reload, nothing more is kept.";
    not_all_deleted(why) = "Not everything could be deleted ({why}). Try again, or delete the data of this site in the settings of your browser.";
    keeps_nothing(why) = "This browser keeps nothing ({why}). All goes on as it is until you close the page; a session’s file keeps it longer.";
    nothing_kept_yet = "Nothing is kept yet. From your first choice on, table, choices and what was trained are kept in this browser, and nowhere else.";
    kept_at(time) = "Kept in this browser, last at {time}. If you reload or come back, you go on here.";
    session_name = "name";
    no_file_stored = "No file was stored.";
    saved_with_sample = "Saved. The file holds the choices and the model, and the name of the bundled table.";
    saved_with_table = "Saved. The file holds the whole table, the choices, and the model.";
    saved_without_table = "Saved. The file holds the choices, the names of columns that they are about, and the model, and no cell of the table. Whoever opens it is asked for the table.";
    save = "Save as a file";
    save_with_table(n) = "Save as a file, with the table ({n} {n|row|rows})";
    save_without_table = "Save without the table";
    begin_another_session = "Begin another session";
    forget_all_ask = "Forget everything…";
    forget_all_means = "This deletes all sessions that this browser keeps, with their tables and models, and the copy of the page for use without a network. What is on the screen stays until you close it.";
    forget_all = "Forget everything";
    keep_them = "Keep them";
    go_on = "Go on";
    go_on_with(session) = "Go on with {session}";
    delete_ask = "Delete…";
    delete_named_ask(session) = "Delete {session}…";
    delete_for_good = "Delete it for good";
    delete_named_for_good(session) = "Delete {session} for good";
    keep_it = "Keep it";
    keep_named(session) = "Keep {session}";

    // Which row.
    row = "Row";
    row_before = "The row before";
    row_after = "The row after";
    of_rows(n) = "of {n}";
    all_rows = "All rows";
    close_the_list = "Close the list";
    own_row = "A row of your own";
    own_row_means = "Begins as the typical training row; set what you like.";
    rows_worth_a_look = "Rows worth a look";
    furthest_off_here = "furthest off here";
    confidently_wrong_here = "confidently wrong here";
    borderline_here = "borderline here";

    // The list of rows, and a field for a date.
    sort_by(column) = "{column}: sort";
    trained_on_dates(from, to) = "Trained on {from} to {to} only.";
}
