//! A column's name where there is little room.

use leptos::prelude::*;

/// A name that may be broken after its underscores.
pub fn breakable(name: &str) -> impl IntoView + use<> {
    let parts: Vec<String> = name.split_inclusive('_').map(str::to_owned).collect();
    parts.into_iter().map(|part| view! { {part}<wbr/> }).collect_view()
}
