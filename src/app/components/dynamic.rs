//! Parts of a view that follow signals. What is built for such a part is made anew for every kind of closure and every kind of
//! view that it gives; behind a pointer there is one kind of each, and the program is smaller (docs/decisions/0023).

use leptos::prelude::*;

/// A part of a view that is made again whenever a signal that it reads changes.
pub fn dynamic<V: IntoView + 'static>(
    mut part: impl FnMut() -> V + Send + 'static,
) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || part().into_any())
}
