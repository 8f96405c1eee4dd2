//! Counts, lists and words that every part says. A text that only one part says belongs to that part.

crate::table::texts! {
    all(what) = "all {what}";
    and(before, last) = "{before} and {last}";
    cells(n) = "{n} {n|cell|cells}";
    close = "Close";
    cancel = "Cancel";
    class = "class";
    columns(n) = "{n} {n|column|columns}";
    feature = "feature";
    features(n) = "{n} {n|feature|features}";
    minutes(n) = "{n} min";
    of_rows(n, of) = "{n} of {of} {of|row|rows}";
    of_training_rows(n, of) = "{n} of {of} {of|training row|training rows}";
    points(n) = "{n} {n|point|points}";
    prediction = "prediction";
    row(n) = "row {n}";
    rows(n) = "{n} {n|row|rows}";
    seconds(n) = "{n} s";
    training_rows(n) = "{n} {n|training row|training rows}";
    under_seconds(n) = "under {n} s";
    value = "value";
}

/// Names after one another: "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => and(&before.join(", "), last),
        _ => names.concat(),
    }
}
