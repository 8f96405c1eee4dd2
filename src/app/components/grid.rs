//! A long list as a grid of which only the lines in view are drawn, with its head and its keys. It asks for a window of
//! lines and shows what has come.

use super::dynamic::dynamic;
use leptos::html::Div;
use leptos::{ev, prelude::*};
use vitrine_text::data as t;

/// A window of the list.
#[derive(Clone, Debug, Default)]
pub struct GridContent {
    /// What the lines are of, in words that nobody reads.
    pub of: String,
    /// Counts the changes of that.
    pub series: u64,
    /// Counts the windows.
    pub turn: u64,
    /// Lines of the whole list.
    pub total: u32,
    /// Where the chosen line is.
    pub at: Option<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The lines of the window.
    pub lines: Vec<Line>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether it is left out.
    pub skip: bool,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place in the list.
    pub at: u32,
    /// The row of the table that it stands for.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Height of a line, as the style sheet has it.
const LINE: f64 = 32.0;
/// Lines in view.
const SHOWN: u32 = 10;
/// Lines beyond the view on either side.
const BEYOND: u32 = 14;
/// Browsers draw nothing that is taller than some millions of pixels: a longer list is scrolled in larger steps.
const TALLEST: f64 = 4_000_000.0;

/// Where a list is scrolled to, in lines and pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scrolled {
    /// First line in view.
    first: u32,
    /// What is taken from a line's own place to get its place in the list's body.
    shift: f64,
}

/// Height of the list's body.
fn height(total: u32) -> f64 {
    (f64::from(total) * LINE).min(TALLEST)
}

fn scrolled(top: f64, total: u32) -> Scrolled {
    let whole = f64::from(total) * LINE;
    let view = f64::from(SHOWN) * LINE;
    if whole <= TALLEST {
        return Scrolled { first: (top / LINE) as u32, shift: 0.0 };
    }
    let share = (top / (TALLEST - view)).clamp(0.0, 1.0);
    let first = (share * f64::from(total - SHOWN)) as u32;
    Scrolled { first, shift: f64::from(first) * LINE - top }
}

/// Where to scroll so that a line is in view; `None` where it is already.
fn top_for(line: u32, now: f64, total: u32) -> Option<f64> {
    let first = scrolled(now, total).first;
    let is_whole = first > 0 || now <= 0.5;
    if line > first && line + 1 < first + SHOWN || line == first && is_whole && now <= f64::from(first) * LINE {
        return None;
    }
    let wanted = if line <= first { line } else { (line + 1).saturating_sub(SHOWN) };
    let whole = f64::from(total) * LINE;
    Some(if whole <= TALLEST {
        f64::from(wanted) * LINE
    } else {
        f64::from(wanted) / f64::from(total - SHOWN) * (TALLEST - f64::from(SHOWN) * LINE)
    })
}

/// The grid.
#[component]
pub fn Grid(
    /// Its name.
    label: &'static str,
    /// The newest window.
    content: Memo<GridContent>,
    /// The window that is asked for.
    window: RwSignal<(u32, u32)>,
    /// The row of the table that is chosen.
    chosen: Signal<Option<u32>>,
    /// The column by which it is sorted, and whether the largest comes first.
    sort: Signal<Option<(usize, bool)>>,
    /// Sorts by a column.
    sort_by: impl Fn(usize) + Copy + Send + 'static,
    /// The column that is pointed at elsewhere.
    pointed: Signal<Option<usize>>,
    /// Chooses a row of the table.
    choose: impl Fn(u32) + Copy + Send + 'static,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let at = RwSignal::new(Scrolled { first: 0, shift: 0.0 });
    let active = RwSignal::new(None::<u32>);
    let total = Memo::new(move |_| content.with(|t| t.total));
    let columns = Memo::new(move |_| content.with(|t| t.columns.clone()));
    let ask = move |first: u32| {
        let from = first.saturating_sub(BEYOND) / 8 * 8;
        let wanted = (from, SHOWN + 2 * BEYOND + 8);
        if window.get_untracked() != wanted {
            window.set(wanted);
        }
    };
    ask(0);
    let moved = move || {
        let Some(grid) = place.get_untracked() else { return };
        let now = scrolled(f64::from(grid.scroll_top()), total.get_untracked());
        if at.get_untracked() != now {
            at.set(now);
            ask(now.first);
        }
    };
    let reach = move |line: u32| {
        let Some(grid) = place.get_untracked() else { return };
        if let Some(top) = top_for(line, f64::from(grid.scroll_top()), total.get_untracked()) {
            grid.set_scroll_top(top as i32);
            moved();
        }
    };
    // Other rows begin at their top, or where the chosen one is.
    let series = Memo::new(move |_| content.with(|t| t.series));
    Effect::new(move |before: Option<Option<u64>>| {
        let now = Some(series.get()).filter(|_| total.get() > 0);
        if now.is_some() && before != Some(now) {
            let start = content.with_untracked(|t| t.at);
            active.set(start);
            if let Some(grid) = place.get_untracked() {
                grid.set_scroll_top(0);
            }
            moved();
            start.into_iter().for_each(reach);
        }
        now
    });
    let pressed = move |e: ev::KeyboardEvent| {
        let n = total.get_untracked();
        if n == 0 {
            return;
        }
        let now = active.get_untracked();
        let by = |step: i64| {
            now.map_or(at.get_untracked().first, |a| (i64::from(a) + step).clamp(0, i64::from(n) - 1) as u32)
        };
        let page = i64::from(SHOWN);
        let to = match e.key().as_str() {
            "ArrowDown" => by(1),
            "ArrowUp" => by(-1),
            "PageDown" => by(page),
            "PageUp" => by(-page),
            "Home" => 0,
            "End" => n - 1,
            "Enter" | " " => {
                let row = content.with_untracked(|t| t.lines.iter().find(|l| Some(l.at) == now).map(|l| l.row));
                // A button of the head takes its own keys.
                if let Some(row) = row.filter(|_| e.target() == e.current_target()) {
                    e.prevent_default();
                    choose(row);
                }
                return;
            }
            _ => return,
        };
        e.prevent_default();
        active.set(Some(to));
        reach(to);
    };
    let active_id = move || {
        let line = active.get()?;
        content.with(|t| t.lines.iter().any(|l| l.at == line)).then(|| format!("line-{line}"))
    };
    view! {
        <div class="grid" role="grid" tabindex="0" aria-label=label node_ref=place on:scroll=move |_| moved() on:keydown=pressed
            aria-rowcount=move || (total.get() + 1).to_string() aria-colcount=move || columns.with(|c| c.iter().filter(|c| !c.skip).count().to_string())
            aria-activedescendant=active_id>
            <div class="grid-line grid-head" role="row" aria-rowindex="1">
                {dynamic(move || columns.get().into_iter().enumerate().filter(|(_, c)| !c.skip).map(|(i, c)| {
                    let order = move || sort.get().filter(|s| s.0 == i).map(|s| if s.1 { "descending" } else { "ascending" });
                    let arrow = move || match order() { Some("descending") => " \u{2193}", Some(_) => " \u{2191}", None => "" };
                    view! {
                        <div role="columnheader" class="grid-cell" class:number=c.number class:short=i < 2 class:pointed=move || pointed.get() == Some(i) aria-sort=order>
                            <button type="button" class="quiet" title=t::sort_by(&c.name) on:click=move |_| sort_by(i)><bdi>{c.name.clone()}</bdi>{arrow}</button>
                        </div>
                    }
                }).collect_view())}
            </div>
            <div class="grid-body" role="rowgroup" style:height=move || format!("{}px", height(total.get()))>
                <For each=move || content.with(|t| t.lines.iter().map(|l| (t.series, l.clone())).collect::<Vec<_>>()) key=|(series, line)| (*series, line.at)
                    let((_, line))>
                    <GridLine line=line columns=columns at=at active=active chosen=chosen choose=choose/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn GridLine(
    line: Line,
    columns: Memo<Vec<Column>>,
    at: RwSignal<Scrolled>,
    active: RwSignal<Option<u32>>,
    chosen: Signal<Option<u32>>,
    choose: impl Fn(u32) + Copy + Send + 'static,
) -> impl IntoView {
    let (place, row) = (line.at, line.row);
    let shift = Memo::new(move |_| at.get().shift);
    let is_chosen = Memo::new(move |_| chosen.get() == Some(row));
    let is_active = Memo::new(move |_| active.get() == Some(place));
    let cells = columns.with_untracked(|columns| {
        let shown = columns.iter().enumerate().zip(line.cells).filter(|((_, c), _)| !c.skip);
        let cell = |((i, c), text): ((usize, &Column), String)| {
            view! { <div role="gridcell" class="grid-cell" class:number=c.number class:short=i < 2 title=text.clone()><bdi>{text.clone()}</bdi></div> }
        };
        shown.map(cell).collect_view()
    });
    view! {
        <div class="grid-line" role="row" id=format!("line-{place}") aria-rowindex=(place + 2).to_string() aria-selected=move || is_chosen.get().to_string()
            class:active=is_active style:top=move || format!("{}px", f64::from(place) * LINE - shift.get())
            on:click=move |_| {
                active.set(Some(place));
                choose(row);
            }>{cells}</div>
    }
}
