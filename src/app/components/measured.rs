//! A place that knows its own width, so that pictures are drawn for the room that there is.

use super::deferred::set_deferred;
use super::dynamic::dynamic;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

/// Draws its content for its width in CSS pixels, again whenever that changes.
#[component]
pub fn Measured<V: IntoView + 'static>(
    /// Draws for a width.
    draw: impl Fn(Signal<f64>) -> V + Send + Sync + 'static,
) -> impl IntoView {
    measured(Callback::new(move |width| draw(width).into_any()))
}

fn measured(draw: Callback<Signal<f64>, AnyView>) -> AnyView {
    let place = NodeRef::<Div>::new();
    let width = RwSignal::new(0.0);
    let measured = Memo::new(move |_| width.get() > 0.0);
    Effect::new(move |_| {
        let Some(element) = place.get() else { return };
        let own = element.clone();
        // Whole pixels: a scroll bar that comes and goes by a fraction must not redraw for ever. The observer speaks while
        // the page is being laid out and painted, so that what is drawn is drawn in a turn of its own.
        let measure = move || {
            let found = f64::from(own.client_width());
            if found > 0.0 && Some(found) != width.try_get_untracked() {
                set_deferred(width, found);
            }
        };
        // The observer measures at once, when the page is laid out anyway; to ask before would lay it out twice.
        let on_resize = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let kept = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
    view! {
        <div class="measured" node_ref=place>
            {dynamic(move || measured.get().then(|| draw.run(width.into())))}
        </div>
    }
    .into_any()
}
