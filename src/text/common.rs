//! Counts, lists and words that every part says. A text that only one part says belongs to that part.

crate::table::texts! {
    all(what) = "all {what}";
    and(before, last) = "{before} and {last}";
    close = "Close";
    cancel = "Cancel";
    class = "class";
    feature = "feature";
    log_odds_of(class) = "log-odds of {class}";
    minutes(n) = "{n} min";
    missing = "missing";
    of_rows(n, of) = "{n} of {of} {of|row|rows}";
    of_training_rows(n, of) = "{n} of {of} {of|training row|training rows}";
    points(n) = "{n} {n|point|points}";
    prediction = "prediction";
    raw_output_for(class) = "raw output for {class}";
    row(n) = "row {n}";
    rows(n) = "{n} {n|row|rows}";
    rows_and_columns(rows, columns) = "{rows} {rows|row|rows}, {columns} {columns|column|columns}";
    seconds(n) = "{n} s";
    table_and_model_are_kept = "The table and the model are kept.";
    training_rows(n) = "{n} {n|training row|training rows}";
    undefined = "undefined";
    under_seconds(n) = "under {n} s";
    value = "value";
    with_interval(value, low, high) = "{value} ({low} to {high})";
}

/// Names after one another: "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => and(&before.join(", "), last),
        _ => names.concat(),
    }
}
