//! A scene as inline SVG: every mark with its label, and marks of the pointed datum raised in every linked view.

use super::later::later;
use super::marks::{Marked, Pointing, leaves};
use crate::chart::{Anchor, Mark, Scene, Shape, class};
use leptos::prelude::*;

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
    let picture = view! {
        <svg class="picture" role="img"
            width=move || drawn.with(|s| s.width.to_string())
            height=move || drawn.with(|s| s.height.to_string())
            viewBox=move || drawn.with(|s| format!("0 0 {} {}", s.width, s.height))
            aria-label=move || drawn.with(|s| s.title.clone())>
            {move || due.get().then(|| drawn.with(|s| {
                let stops = pointing.stop_of_marks(s.marks.len());
                s.marks.iter().zip(stops).map(|(m, stop)| draw(m, stop, pointing)).collect_view()
            }))}
        </svg>
    };
    if small { picture.into_any() } else { view! { <Marked pointing=pointing>{picture}</Marked> }.into_any() }
}

fn draw(mark: &Mark, stop: Option<usize>, pointing: Pointing) -> impl IntoView + use<> {
    let is_pointed = move || stop.is_some() && pointing.get() == stop;
    let title = mark.label.clone().map(|text| view! { <title>{text}</title> });
    view! {
        <g class=class(mark.ink) class:pointed=is_pointed
           on:pointerenter=move |_| if stop.is_some() { pointing.set(stop) }
           on:pointerleave=move |e| if stop.is_some() && leaves(&e) { pointing.set(None) }>
            {title}
            {shape(&mark.shape)}
        </g>
    }
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
