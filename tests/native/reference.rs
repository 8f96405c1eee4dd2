//! Reading the stored numbers of the reference packages.

use serde_json::Value;

/// A fixture by its name.
pub fn load(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// A list of numbers.
pub fn numbers(v: &Value) -> Vec<f64> {
    v.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

/// A list of lists of numbers.
pub fn matrix(v: &Value) -> Vec<Vec<f64>> {
    v.as_array().expect("a list").iter().map(numbers).collect()
}

/// A list of indices.
pub fn indices(v: &Value) -> Vec<u32> {
    v.as_array().expect("a list").iter().map(|v| v.as_u64().expect("an index") as u32).collect()
}

/// A number by its key.
pub fn number(v: &Value, key: &str) -> f64 {
    v[key].as_f64().unwrap_or_else(|| panic!("{key}: {}", v[key]))
}
