//! What the program says of a file, a setting or a training that cannot be: errors and notes.

crate::table::texts! {
    // Values.
    day(n) = "day {n}";

    // Files that are no table.
    columns_too_many(found, limit) = "The table has at least {found} columns; the limit is {limit}. Leave out columns before you choose it.";
    bytes_too_many(found, limit) = "The table has at least {found} bytes; the limit is {limit}. Take a random sample of its rows, or choose a smaller part of it.";
    cells_too_many(found, limit) = "The table has at least {found} cells; the limit is {limit}. Take a random sample of its rows, or choose a smaller part of it.";
    file_empty = "The file is empty. Choose a file with a header line and at least two rows.";
    file_without_rows = "The file has a header and no rows below it. Add rows, or choose another file.";
    not_text(what) = "This does not look like a text table: {what}. Export it as CSV and choose that file.";
    of_file(name, error) = "{name}: {error}";
    one_column(name) = "Only one column was found ({name}). A table needs a target and at least one feature; if the cells are separated by another character, say which.";
    quote_not_closed(line) = "A quote opened on line {line} is never closed. Close it, or double the quotes inside the cell.";

    // What a file is instead of a text table.
    is_archive = "it is a zip archive or an Excel, OpenDocument or Word file";
    is_bzip2 = "it is compressed with bzip2";
    is_control_characters = "it is full of control characters";
    is_gzip = "it is compressed with gzip";
    is_old_office = "it is an old Excel or Word file";
    is_parquet = "it is a Parquet file";
    is_pdf = "it is a PDF";
    is_picture = "it is a picture";
    is_rich_text = "it is a rich text document";
    is_sqlite = "it is an SQLite database";
    is_web_page = "it is a web page";
    is_xml = "it is an XML document";
    is_xz = "it is compressed with xz";
    is_zero_byte(line) = "it contains a zero byte, first on line {line}";

    // What the reader of a file mended.
    name_repeated(name, column, called) = "The name {name} stands above more than one column; column {column} is called {called} here.";
    names_below_titles(line) = "The names are on line {line}; what stands above them was left out.";
    names_more(n) = "{n} more columns have no name, or one that another has too.";
    names_once_more(n) = "{n|One row says|{n} rows say} the names once more and {n|was|were} left out.";
    no_name(column, called) = "Column {column} has no name; it is called {called} here.";
    not_utf8_read_as(encoding) = "The file is not in UTF-8; it was read as {encoding}. If words look wrong, choose another encoding under “Read as”.";
    not_utf8_windows_1252 = "The file is not in UTF-8; it was read as Windows-1252. Check words with accents.";
    places_replaced(n) = "{n|One place is|{n} places are} not in the encoding that the file was read in and became \u{fffd}. Choose another encoding.";
    places_replaced_in(encoding, n) = "The file was read as {encoding}, in which {n} of its places are no characters; they became \u{fffd}. Choose another encoding.";
    rows_blank(n) = "{n|One row is|{n} rows are} blank and {n|was|were} left out.";
    rows_long(n) = "{n|One row has|{n} rows have} more cells than the header; what is beyond it was left out.";
    rows_short(n) = "{n|One row has|{n} rows have} fewer cells than the header; the rest of {n|it|them} counts as missing.";

    // How the cells of a column were read.
    answers_spelled(column, ways) = "{column} is spelled in several ways and read as yes and no: {ways}.";
    codes_kept(text, column) = "{text} in {column} looks like a code and not like a quantity, so the column is kept as it is written.";
    comma_is_decimal(text, column, read, other) = "{text} in {column} may be {read} or {other}. It is read as {read}, with a decimal comma.";
    comma_is_thousands(text, column, read, other) = "{text} in {column} may be {read} or {other}. It is read as {read}, with a comma between thousands.";
    point_is_decimal(text, column, read, other) = "{text} in {column} may be {read} or {other}. It is read as {read}, with a decimal point.";
    point_is_thousands(text, column, read, other) = "{text} in {column} may be {read} or {other}. It is read as {read}, with a point between thousands.";
    day_first(column) = "The dates of {column} are read with the day before the month; no cell says which is which.";
    month_first(column) = "The dates of {column} are read with the month before the day; no cell says which is which.";
    found_once(text, line) = "{text} on line {line}";
    found_often(text, n, line) = "{text} in {n} cells, first on line {line}";
    kept_not_dates(column, n, of) = "{column} is kept as it is written: {n} of its {of} cells could not be read as dates.";
    kept_not_numbers(column, n, of) = "{column} is kept as it is written: {n} of its {of} cells could not be read as numbers.";
    missing_not_dates(n, column) = "{n|{n} cell of {column} is not a date and counts|{n} cells of {column} are not dates and count} as missing.";
    missing_not_numbers(n, column) = "{n|{n} cell of {column} is not a number and counts|{n} cells of {column} are not numbers and count} as missing.";
    missing_numbers(values, column, n) = "{values} counts as missing in {column} ({n} {n|cell|cells}).";
    no_date(column) = "{column} cannot be a date: none of its cells is one. It stays what it was.";
    no_number(column) = "{column} cannot be a number: none of its cells is one. It stays what it was.";
    no_yes_or_no(column) = "{column} cannot be yes or no: it has more than two different values. It stays what it was.";
    parentheses_negative(column) = "Numbers in parentheses in {column} are read as negative.";
    perhaps_missing(value, n, column, from, to) = "{value} stands in {n} cells of {column}, far from all others ({from} to {to}). It may mean that the value is missing.";
    times_are_hours(column, text, hours) = "The times in {column} are read as hours: {text} is {hours}.";

    // What a field of numbers takes.
    a_number = "A number";
    a_number_between(from, to) = "A number from {from} to {to}";
    a_number_from(from) = "A number from {from}";
    a_whole_number = "A whole number";
    a_whole_number_between(from, to) = "A whole number from {from} to {to}";
    a_whole_number_from(from) = "A whole number from {from}";

    // What undo calls a change: after "Undone: ".
    run(n) = "run {n}";
    change_bins = "bins of the probabilities";
    change_class = "explained class";
    change_class_to(class) = "explained class {class}";
    change_cost_of_false_negative = "cost of a false negative";
    change_cost_of_false_positive = "cost of a false positive";
    change_days_and_months = "order of day and month";
    change_dialect = "way of reading the file";
    change_evaluated_class = "class that is evaluated";
    change_evaluated_rows = "rows that are evaluated";
    change_groups = "feature whose groups are compared";
    change_joined(column) = "joining of levels of {column}";
    change_kind(column) = "kind of {column}";
    change_lines = "choice of lines";
    change_logarithm(column) = "logarithm of {column}";
    change_logarithms(column) = "logarithm of {column} and others";
    change_missing_cells(column) = "missing cells of {column}";
    change_missing_texts = "texts that mean missing";
    change_missing_values(column) = "missing values of {column}";
    change_own_row = "row of your own";
    change_picture = "picture";
    change_row = "row";
    change_row_to(n) = "row {n}";
    change_run_looked_at(run) = "look at {run}";
    change_run_name(run) = "name of {run}";
    change_run_removed(run) = "removal of {run}";
    change_scale = "scale";
    change_source(name) = "opening of {name}";
    change_split = "way of splitting the rows";
    change_target = "target";
    change_target_to(name) = "target {name}";
    change_threshold = "decision threshold";
    change_training(setting) = "training with another {setting}";
    change_undone(feature) = "undoing of the change of {feature}";
    change_undone_all = "undoing of all changes of the row";
    change_use(column) = "use of {column}";

    // Pictures of attributions.
    bars = "bars";
    force = "force";
    waterfall = "waterfall";

    // Choices that a recipe cannot have, as the subject of a sentence.
    setting_class = "The explained class";
    setting_class_evaluated = "The evaluated class";
    setting_columns_joined = "Columns whose levels are joined";
    setting_columns_used = "Columns turned on or off";
    setting_cost_of_false_negative = "The cost of a false negative";
    setting_cost_of_false_positive = "The cost of a false positive";
    setting_delimiter = "The delimiter's code";
    setting_features_changed = "Changed features";
    setting_file = "The file's name";
    setting_fingerprint = "The file's fingerprint";
    setting_fingerprint_allowed = "16 hexadecimal digits";
    setting_fingerprint_found = "another";
    setting_groups = "The feature whose groups are compared";
    setting_in_characters(setting) = "{setting}, in characters";
    setting_in_number(setting) = "{setting}, in number";
    setting_kinds = "Kinds of columns";
    setting_lines = "Lines";
    setting_logarithms = "Logarithms";
    setting_missing_cells = "Missing cells";
    setting_missing_number = "A number that means missing";
    setting_missing_numbers = "Numbers that mean missing";
    setting_missing_texts = "Texts that mean missing";
    setting_run_name = "Names of runs";
    setting_run_numbers = "Numbers of runs";
    setting_runs = "Runs";
    setting_sample = "The sample's name";
    setting_split_column = "The column of the split";
    setting_target = "The target";
    setting_threshold = "The threshold";
    setting_value_changed = "A changed value";
    setting_version = "The recipe's version";

    // The bundled tables.
    adult = "Adult income";
    adult_about = "Answers of 48,842 people to the United States census of 1994, and whether they earned above 50,000 dollars a year.";
    adult_changes = "The training and the test file are joined, the census weight fnlwgt is left out, and a question mark is an empty cell.";
    breast_cancer = "Breast cancer";
    breast_cancer_about = "Measurements of cell nuclei in 569 tissue samples, each found malignant or benign.";
    breast_cancer_changes = "The classes are written out as words.";
    compas = "COMPAS";
    compas_about = "People charged in Broward County, Florida, and whether they were charged again within two years.";
    compas_changes = "The rows are those of the published analysis, after its filter; names, dates and case numbers are left out.";
    compas_decile_score_off = "the vendor's own score, the result of another model";
    compas_licence = "public, released by ProPublica with its analysis";
    diabetes = "Diabetes progression";
    diabetes_about = "Ten measurements of 442 patients, and how far their diabetes had progressed a year later.";
    diabetes_changes = "Values are in their own units, not scaled; sex is coded A and B, because the source does not say which is which.";
    diabetes_licence = "data of a published article, passed on as scikit-learn bundles it";
    german_credit = "German credit";
    german_credit_about = "A thousand loan applicants of a German bank, each later judged a good or a bad credit.";
    german_credit_changes = "Coded answers are spelled out, and the joint code of personal status and sex is reduced to sex.";
    iris = "Iris";
    iris_about = "Petals and sepals of 150 flowers of three species of iris.";
    iris_changes = "None.";
    wine = "Wine";
    wine_about = "Chemical analyses of 178 Italian wines, grown from three cultivars.";
    wine_changes = "The cultivars have names in place of numbers.";

    // Questions that have no answer.
    feature_without_values(feature) = "No training row has a value of {feature}, so that nothing can be set to one. Choose another feature.";
    one_row_alone = "One row alone cannot be shuffled. Give the test part more rows, under Data.";
    row_has_no_place(n) = "Row {n} has no place in this data set: it was left out, or the table is shorter. Choose another row.";

    // What was kept of a training.
    kept_of_another_version = "it is of another version of this page";

    // Why there is no GPU, or no worker.
    no_gpu = "this browser gives the page no GPU";
    message_unreadable(why) = "A message could not be read: {why}";
    no_channel = "This browser gives workers no message channel.";
    no_worker(why) = "This browser could not start a worker: {why}";
    request_unanswered(why) = "A request could not be read or answered: {why}";
    result_unwritable(why) = "A result could not be written: {why}";
    worker_silent = "The worker stopped without a word.";
    worker_unreadable(why) = "A message of the worker could not be read: {why}";
}
