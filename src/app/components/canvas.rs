//! A scene on a canvas, through plotters: for pictures that change many times a second, and for those that are stored.
//! Crisp at any device pixel ratio.

use super::marks::{Marked, Pointing, leaves};
use leptos::html::Canvas as CanvasElement;
use leptos::{ev, prelude::*};
use plotters::prelude::{Color, DrawingBackend, RGBColor, ShapeStyle};
use plotters_canvas::CanvasBackend;
use vitrine_view::chart::{Ink, Mark, Scene, Shape, Stop, paint, paper};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, HtmlCanvasElement};

/// Draws a scene, anew whenever a signal that it reads changes.
#[component]
pub fn Canvas(
    /// What to draw, and where one can stop and read, since a canvas has no marks of its own.
    #[prop(into)]
    draw: Callback<(), (Scene, Vec<Stop>)>,
    /// Whether dark colours are in force.
    dark: Signal<bool>,
) -> impl IntoView {
    let canvas = NodeRef::<CanvasElement>::new();
    let drawn = Memo::new(move |_| draw.run(()));
    let stops = Memo::new(move |_| drawn.with(|(_, stops)| stops.clone()));
    let pointing = Pointing::new(stops, None);
    let ratio = pixel_ratio();
    Effect::new(move |_| {
        let Some(element) = canvas.get() else { return };
        let (ratio, dark) = (ratio.get(), dark.get());
        let at = pointing.get().and_then(|i| stops.with(|s| s.get(i).map(|s| s.at)));
        drawn.with(|(scene, _)| {
            // Setting the size also clears the canvas.
            element.set_width((scene.width * ratio) as u32);
            element.set_height((scene.height * ratio) as u32);
            if let Some(mut backend) = CanvasBackend::with_canvas_object(element.clone()) {
                // A canvas that refuses to draw leaves the picture's title and table.
                let _ = paint(scene, &mut backend, ratio, dark);
                if let Some((x, _)) = at {
                    let _ = paint(&line_at(x, scene), &mut backend, ratio, dark);
                }
            }
        });
    });
    let nearest = move |e: ev::PointerEvent| {
        let x = f64::from(e.offset_x());
        let distance = |s: &Stop| (s.at.0 - x).abs();
        let found =
            stops.with_untracked(|all| (0..all.len()).min_by(|&a, &b| distance(&all[a]).total_cmp(&distance(&all[b]))));
        pointing.set(found);
    };
    view! {
        <Marked pointing=pointing>
            <canvas node_ref=canvas class="picture" role="img" aria-label=move || drawn.with(|(s, _)| s.title.clone())
                on:pointermove=nearest on:pointerdown=nearest on:pointerleave=move |e| if leaves(&e) { pointing.set(None) }
                style:width=move || drawn.with(|(s, _)| format!("{}px", s.width))
                style:height=move || drawn.with(|(s, _)| format!("{}px", s.height))></canvas>
        </Marked>
    }
}

/// An upright line where one reads.
fn line_at(x: f64, scene: &Scene) -> Scene {
    let shape = Shape::Line { points: vec![(x, 0.0), (x, scene.height)], width: 1.0, dashed: false };
    let marks = vec![Mark { shape, ink: Ink::Text, datum: None, label: None }];
    Scene { marks, title: String::new(), ..*scene }
}

/// Device pixels a CSS pixel: it changes with the zoom, and when the window goes to another screen.
fn pixel_ratio() -> Signal<f64> {
    let now = || window().device_pixel_ratio().max(1.0);
    let ratio = RwSignal::new(now());
    Effect::new(move |_| {
        // The question names the ratio in force, so that it has to be asked anew after each change.
        let question = format!("(resolution: {}dppx)", ratio.get());
        let Ok(Some(query)) = window().match_media(&question) else { return };
        let on_change = Closure::<dyn FnMut()>::new(move || ratio.set(now()));
        query.set_onchange(Some(on_change.as_ref().unchecked_ref()));
        let kept = StoredValue::new_local((query, on_change));
        on_cleanup(move || kept.with_value(|(query, _)| query.set_onchange(None)));
    });
    ratio.into()
}

/// How much larger than in CSS pixels a stored picture is.
const STORED: f64 = 2.0;

/// Paints a scene on light paper at twice its size and hands out the PNG, or nothing where the browser makes none.
pub fn png(scene: &Scene, then: impl FnOnce(Option<Blob>) + 'static) {
    let Some(canvas) = painted(scene) else { return then(None) };
    let then = Closure::once_into_js(move |blob: Option<Blob>| then(blob));
    // Without an answer the menu goes on saying nothing.
    let _ = canvas.to_blob(then.unchecked_ref());
}

fn painted(scene: &Scene) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let (width, height) = ((scene.width * STORED).ceil(), (scene.height * STORED).ceil());
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let mut backend = CanvasBackend::with_canvas_object(canvas.clone())?;
    let [_, r, g, b] = paper(false).to_be_bytes();
    let fill = ShapeStyle { color: RGBColor(r, g, b).to_rgba(), filled: true, stroke_width: 0 };
    backend.draw_rect((0, 0), (width as i32, height as i32), &fill, true).ok()?;
    paint(scene, &mut backend, STORED, false).ok()?;
    Some(canvas)
}
