//! A list of the newest values by key.

/// Adds a value under its key as the newest, in place of an earlier one with the same key. At most `most` values stay.
pub fn keep_newest<K: PartialEq, V>(all: &mut Vec<(K, V)>, key: K, value: V, most: usize) {
    all.retain(|(other, _)| *other != key);
    all.push((key, value));
    if all.len() > most {
        all.remove(0);
    }
}
