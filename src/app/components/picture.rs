//! A scene as inline SVG: every mark with its label, and marks of the pointed datum raised in every linked view.

use crate::chart::{Anchor, Mark, Scene, Shape, class};
use leptos::prelude::*;

/// Draws a scene. `pointed` links the marks of one datum across pictures.
#[component]
pub fn Picture(
    /// What to draw; called again whenever a signal that it reads changes.
    scene: impl Fn() -> Scene + Send + Sync + 'static,
    /// The datum pointed at.
    #[prop(optional)]
    pointed: Option<RwSignal<Option<u32>>>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| scene());
    view! {
        <svg class="picture" role="img"
            width=move || drawn.with(|s| s.width.to_string())
            height=move || drawn.with(|s| s.height.to_string())
            viewBox=move || drawn.with(|s| format!("0 0 {} {}", s.width, s.height))
            aria-label=move || drawn.with(|s| s.title.clone())>
            {move || drawn.with(|s| s.marks.iter().map(|m| draw(m, pointed)).collect_view())}
        </svg>
    }
}

fn draw(mark: &Mark, pointed: Option<RwSignal<Option<u32>>>) -> impl IntoView + use<> {
    let datum = mark.datum;
    let is_pointed = move || datum.is_some() && pointed.is_some_and(|p| p.get() == datum);
    let point = move |on: bool| {
        if let (Some(p), Some(_)) = (pointed, datum) {
            p.set(if on { datum } else { None });
        }
    };
    let title = mark.label.clone().map(|text| view! { <title>{text}</title> });
    view! {
        <g class=class(mark.ink) class:pointed=is_pointed on:pointerenter=move |_| point(true) on:pointerleave=move |_| point(false)>
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
