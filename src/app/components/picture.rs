//! A scene as inline SVG: every mark with its label, and marks of the pointed datum raised in every linked view.

use super::later::{Renewed, Turn, later};
use super::live::live;
use super::marks::{Marked, Pointing, leaves};
use crate::chart::{Anchor, Mark, Scene, Shape, class};
use leptos::svg::Svg;
use leptos::{ev, prelude::*};
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
    let due = if small { later() } else { Signal::stored(true) };
    let pointing =
        Pointing::new(Memo::new(move |_| drawn.with(|s| if small { Vec::new() } else { s.stops() })), pointed);
    let place = NodeRef::<Svg>::new();
    let mut renewed = false;
    let picture = view! {
        <svg class="picture" role="img" node_ref=place
            width=move || drawn.with(|s| s.width.to_string())
            height=move || drawn.with(|s| s.height.to_string())
            viewBox=move || drawn.with(|s| format!("0 0 {} {}", s.width, s.height))
            aria-label=move || drawn.with(|s| s.title.clone())
            // One pair of ears for all marks, of which a picture may have hundreds.
            on:pointerover=move |e| pointing.set(stop_under(&e)) on:pointerleave=move |e| if leaves(&e) { pointing.set(None) }>
            {live(move || due.get().then(|| drawn.with(|s| {
                // What is drawn anew waits for no turn.
                if std::mem::replace(&mut renewed, true) {
                    provide_context(Renewed(true));
                }
                drawing(s, pointing)
            })))}
        </svg>
    };
    if small {
        return picture.into_any();
    }
    Effect::new(move |_| {
        let stop = pointing.get();
        // Marks that are drawn anew are raised anew.
        drawn.track();
        if let Some(place) = place.get() {
            raise(&place, stop);
        }
    });
    view! { <Marked pointing=pointing>{picture}</Marked> }.into_any()
}

/// Marks that are built in one turn.
const TOGETHER: usize = 80;

/// All marks of a picture; those of a large one come in turns.
fn drawing(scene: &Scene, pointing: Pointing) -> AnyView {
    let stops = pointing.stop_of_marks(scene.marks.len());
    let all = |marks: &[Mark], stops: &[Option<usize>]| {
        marks.iter().zip(stops).map(|(mark, stop)| draw(mark, *stop)).collect_view()
    };
    let part = |(marks, stops): (&[Mark], &[Option<usize>])| {
        let (marks, stops) = (marks.to_vec(), stops.to_vec());
        view! { <Turn>{all(&marks, &stops)}</Turn> }
    };
    if scene.marks.len() <= TOGETHER {
        return all(&scene.marks, &stops).into_any();
    }
    scene.marks.chunks(TOGETHER).zip(stops.chunks(TOGETHER)).map(part).collect_view().into_any()
}

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
    if let Some(stop) = stop {
        each(format!("[{STOP}='{stop}']"), true);
    }
}

fn draw(mark: &Mark, stop: Option<usize>) -> impl IntoView + use<> {
    let title = mark.label.clone().map(|text| view! { <title>{text}</title> });
    view! { <g class=class(mark.ink) data-stop=stop.map(|s| s.to_string())>{title}{shape(&mark.shape)}</g> }
}

fn shape(shape: &Shape) -> AnyView {
    match shape {
        Shape::Rect { x, y, width, height } => {
            view! { <rect x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string()/> }.into_any()
        }
        Shape::Polygon(points) => view! { <polygon points=joined(points)/> }.into_any(),
        Shape::Line { points, width, dashed } => view! {
            <polyline class="stroke" points=joined(points) stroke-width=width.to_string() stroke-dasharray=dashed.then_some("3 3")/>
        }
        .into_any(),
        Shape::Circle { x, y, radius } => {
            view! { <circle cx=x.to_string() cy=y.to_string() r=radius.to_string()/> }.into_any()
        }
        Shape::Text { x, y, text, anchor, size, strong } => view! {
            <text x=x.to_string() y=y.to_string() text-anchor=anchor_name(*anchor) font-size=size.to_string()
                  font-weight=strong.then_some("600")>{text.clone()}</text>
        }
        .into_any(),
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
