//! A scene on a canvas, through plotters: for pictures that change many times a second. Crisp at any device pixel ratio.

use crate::chart::{Scene, paint};
use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;

/// Draws a scene, anew whenever a signal that it reads changes.
#[component]
pub fn Canvas(
    /// What to draw.
    scene: impl Fn() -> Scene + Send + Sync + 'static,
    /// Whether dark colours are in force.
    dark: Signal<bool>,
) -> impl IntoView {
    let canvas = NodeRef::<CanvasElement>::new();
    let drawn = Memo::new(move |_| scene());
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let ratio = window().device_pixel_ratio().max(1.0);
        let dark = dark.get();
        drawn.with(|scene| {
            // Setting the size also clears the canvas.
            element.set_width((scene.width * ratio) as u32);
            element.set_height((scene.height * ratio) as u32);
            if let Some(mut backend) = CanvasBackend::with_canvas_object(element.clone()) {
                // A canvas that refuses to draw leaves the picture's title and table.
                let _ = paint(scene, &mut backend, ratio, dark);
            }
        });
    });
    view! {
        <canvas node_ref=canvas class="picture" role="img" aria-label=move || drawn.with(|s| s.title.clone())
            style:width=move || drawn.with(|s| format!("{}px", s.width))
            style:height=move || drawn.with(|s| format!("{}px", s.height))></canvas>
    }
}
