//! A report for people who will install nothing: which views, under which heading, and as what it is saved.

use crate::components::dynamic::dynamic;
use crate::components::saving::save_text;
use crate::state::use_state;
use crate::views::report_items::{ReportItem, items};
use crate::views::reported::{Wanted, report, suggested};
use leptos::{ev, prelude::*};
use vitrine_text::sharing as t;
use vitrine_view::chart::format::count;

/// What a report is saved as.
#[derive(Clone, Copy)]
enum Form {
    Html,
    Markdown,
}

/// The choice of views, the heading, and the two buttons.
#[component]
pub fn Reporting(
    /// Where the same is computed anew, which the report then says.
    #[prop(into)]
    link: Signal<Option<String>>,
) -> impl IntoView {
    let state = use_state();
    let items = StoredValue::new(items());
    let chosen = RwSignal::new(items.with_value(|all| all.iter().map(|item| item.is_default()).collect::<Vec<_>>()));
    let title = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let ready =
        Memo::new(move |_| items.with_value(|all| all.iter().map(|item| item.is_ready(state)).collect::<Vec<_>>()));
    let none = Memo::new(move |_| chosen.with(|c| ready.with(|r| !c.iter().zip(r).any(|(c, r)| *c && *r))));
    let list = move || {
        let items = items.get_value().into_iter().enumerate().filter(|(i, _)| ready.with(|r| r[*i]));
        let check = |(i, item): (usize, ReportItem)| {
            let flipped = move |e: ev::Event| chosen.update(|c| c[i] = event_target_checked(&e));
            view! {
                <li><label><input type="checkbox" prop:checked=move || chosen.with(|c| c[i]) on:change=flipped/>{item.name()}</label></li>
            }
        };
        items.map(check).collect_view()
    };
    let save = move |form: Form| {
        let items = items.get_value().into_iter().zip(chosen.get_untracked()).filter(|(_, c)| *c).map(|(o, _)| o);
        let wanted = Wanted { title: title.get_untracked(), link: link.get_untracked(), items: items.collect() };
        let report = report(state, wanted);
        let (text, kind, ending) = match form {
            Form::Html => (report.html(), "text/html;charset=utf-8", "html"),
            Form::Markdown => (report.markdown(), "text/markdown;charset=utf-8", "md"),
        };
        said.set(match save_text(&text, kind, &report.file_name(ending)) {
            Some(()) => t::saved_kilobytes(&count(text.len().div_ceil(1000))),
            None => t::not_saved().to_owned(),
        });
    };
    view! {
        <section class="reporting" aria-labelledby="reporting-title" data-test="reporting">
            <h2 id="reporting-title">{t::a_report()}</h2>
            <p class="quiet">{t::report_in_words()}</p>
            <label class="heading"><span class="name">{t::report_heading()}</span>
                <input type="text" maxlength="200" placeholder=move || suggested(state) prop:value=title
                    on:input=move |e| title.set(event_target_value(&e))/></label>
            <fieldset><legend>{t::report_contents()}</legend><ul>{dynamic(list)}</ul></fieldset>
            <div class="actions">
                <button type="button" class="primary" data-test="report-html" disabled=none on:click=move |_| save(Form::Html)>{t::save_report_html()}</button>
                <button type="button" data-test="report-markdown" disabled=none on:click=move |_| save(Form::Markdown)>{t::save_report_markdown()}</button>
                <span class="quiet" role="status">{said}</span>
            </div>
        </section>
    }
}
