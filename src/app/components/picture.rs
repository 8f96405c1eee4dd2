//! A scene as inline SVG: every mark with its label, and marks of the pointed datum raised in every linked view.

use super::deferred::{Room, deferred};
use super::marks::{Marked, Pointing, leaves};
use super::nodes::{BuiltNodes, Node};
use leptos::svg::Svg;
use leptos::{ev, prelude::*};
use vitrine_view::chart::{Anchor, Mark, Scene, Shape, class};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Draws a scene. `pointed` links the marks of one datum across pictures.
#[component]
pub fn Picture(
    /// What to draw; called again whenever a signal that it reads changes.
    #[prop(into)]
    scene: Callback<(), Scene>,
    /// The datum pointed at.
    #[prop(optional)]
    pointed: Option<RwSignal<Option<u32>>>,
    /// A picture no larger than a word, in a row of a table or list that says the rest: it is no tab stop, and nothing
    /// stands below it. There are many of them, and their marks come a moment after their place.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let drawn = Memo::new(move |_| scene.run(()));
    let due = if small { deferred() } else { Signal::stored(true) };
    let pointing =
        Pointing::new(Memo::new(move |_| drawn.with(|s| if small { Vec::new() } else { s.stops() })), pointed);
    let place = NodeRef::<Svg>::new();
    let room = Room::new(TOGETHER);
    let drawing = StoredValue::new_local(BuiltNodes::default());
    Effect::new(move |_| {
        let (Some(place), true) = (place.get(), due.get()) else { return };
        let stop = untrack(move || pointing.get());
        drawn.with(|scene| {
            let stops = pointing.stop_of_marks(scene.marks.len());
            let marks = scene.marks.iter().zip(stops).take(room.of(scene.marks.len()));
            let marks = marks.map(|(mark, stop)| node(mark, stop)).collect();
            drawing.update_value(|drawing| drawing.become_these(&place, marks));
        });
        if stop.is_some() {
            raise(&place, stop);
        }
    });
    let picture = view! {
        <svg class="picture" role="img" node_ref=place
            width=move || drawn.with(|s| s.width.to_string())
            height=move || drawn.with(|s| s.height.to_string())
            viewBox=move || drawn.with(|s| format!("0 0 {} {}", s.width, s.height))
            aria-label=move || drawn.with(|s| s.title.clone())
            // One pair of ears for all marks, of which a picture may have hundreds.
            on:pointerover=move |e| pointing.set(stop_under(&e)) on:pointerleave=move |e| if leaves(&e) { pointing.set(None) }>
        </svg>
    };
    if small {
        return picture.into_any();
    }
    Effect::new(move |_| {
        let stop = pointing.get();
        if let Some(place) = place.get() {
            raise(&place, stop);
        }
    });
    view! { <Marked pointing=pointing>{picture}</Marked> }.into_any()
}

/// Marks that are drawn in one turn.
const TOGETHER: usize = 80;

/// The attribute that holds a mark's stop.
const STOP: &str = "data-stop";

/// The stop of the mark under the pointer.
fn stop_under(e: &ev::PointerEvent) -> Option<usize> {
    let mark = e.target()?.dyn_into::<Element>().ok()?.closest(&format!("[{STOP}]")).ok()??;
    mark.get_attribute(STOP)?.parse().ok()
}

/// Raises the marks of a stop, and no others.
fn raise(picture: &Element, stop: Option<usize>) {
    let marks = |which: String| picture.query_selector_all(&which).ok();
    let each = |which: String, raised: bool| {
        let Some(list) = marks(which) else { return };
        for mark in (0..list.length()).filter_map(|i| list.item(i)?.dyn_into::<Element>().ok()) {
            // A class that cannot be set leaves a mark that looks like the others.
            let _ = mark.class_list().toggle_with_force("pointed", raised);
        }
    };
    each(".pointed".to_owned(), false);
    // As above: what is not raised is then as strong as what is.
    let _ = picture.class_list().toggle_with_force("pointing", stop.is_some());
    if let Some(stop) = stop {
        each(format!("[{STOP}='{stop}']"), true);
    }
}

fn node(mark: &Mark, stop: Option<usize>) -> Node {
    let mut group = Node::new("g", vec![("class", class(mark.ink).to_owned())]);
    group.attributes.extend(stop.map(|s| (STOP, s.to_string())));
    group.children.extend(mark.label.as_ref().map(|text| Node::new("title", Vec::new()).saying(text)));
    group.children.push(shape(&mark.shape));
    group
}

fn shape(shape: &Shape) -> Node {
    let numbers = |name, places: &[(&'static str, f64)]| {
        Node::new(name, places.iter().map(|(name, v)| (*name, v.to_string())).collect())
    };
    match shape {
        Shape::Rect { x, y, width, height } => {
            numbers("rect", &[("x", *x), ("y", *y), ("width", *width), ("height", *height)])
        }
        Shape::Circle { x, y, radius } => numbers("circle", &[("cx", *x), ("cy", *y), ("r", *radius)]),
        Shape::Polygon(points) => Node::new("polygon", vec![("points", joined(points))]),
        Shape::Line { points, width, dashed } => {
            let mut line = numbers("polyline", &[("stroke-width", *width)]);
            line.attributes.extend([("class", "stroke".to_owned()), ("points", joined(points))]);
            line.attributes.extend(dashed.then(|| ("stroke-dasharray", "3 3".to_owned())));
            line
        }
        Shape::Text { x, y, text, anchor, size, strong } => {
            let mut words = numbers("text", &[("x", *x), ("y", *y), ("font-size", *size)]).saying(text);
            words.attributes.push(("text-anchor", anchor_name(*anchor).to_owned()));
            words.attributes.extend(strong.then(|| ("font-weight", "600".to_owned())));
            words
        }
    }
}

fn joined(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
