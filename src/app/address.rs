//! The link to what is on the screen, and the fragment of the address that it stands in.

use super::route::{self, Screen};
use super::state::{Linked, State};
use leptos::prelude::*;
use vitrine_core::recipe::{Frame, Place, Recipe};
use vitrine_view::share::StandaloneExplanation;
use vitrine_view::share::link::{Claim, Link, Redacted, is_redacted, redact};
use wasm_bindgen::JsValue;

/// What this page writes beside its own entries of the browser's history; an address that somebody typed has nothing.
const OURS: &str = "vitrine";

/// The link to what is on the screen, and how many of its choices cannot be told without cells of a user's own table; `None`
/// while such a table is not made yet.
pub fn link(state: State) -> Option<(Link, usize)> {
    let recipe = shared(state.recipe.get(), state.step.get());
    let (place, claim) = (place(state), claim(state));
    if !is_redacted(&recipe) {
        return Some((Link { recipe, place, claim }, 0));
    }
    let data = state.dataset.with(|d| d.present().cloned())?;
    let Redacted { recipe, n_left_out } = redact(&recipe, &data);
    Some((Link { recipe, place, claim: claim.map(Claim::silent) }, n_left_out))
}

/// The recipe as a link to a screen has it: with the runs that are seen there, and of a table of the user's own without their names.
fn shared(recipe: Recipe, step: Screen) -> Recipe {
    let mut told = if step == Screen::Model { recipe } else { recipe.with_current_run_only() };
    if is_redacted(&told) {
        told.all_runs().iter().for_each(|run| told.name_run(run.label.id, None));
    }
    told
}

/// What is found here for the recipe in force, once it is.
pub fn claim(state: State) -> Option<Claim> {
    let model = state.model.with(|m| m.value.as_ref().map(|m| m.fingerprint.clone()))?;
    state.explanation.with(|e| e.whole().and_then(|found| Claim::of(&model, &found.locals)))
}

/// Where in the page one is.
pub fn place(state: State) -> Place {
    Place { step: state.step.get(), picture: state.picture.get(), frame: state.frame.get() }
}

/// The address of a link, at the page's own place or at the one that the user gave.
pub fn of(state: State, fragment: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    let base = state.base.get().unwrap_or(here);
    format!("{}#{fragment}", base.split('#').next().unwrap_or_default())
}

/// Who can open an address of this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whoever reaches its host.
    Web,
    /// This machine alone: the page is served here.
    Machine,
    /// Nobody else: the page is a file, whose address also tells folders of this machine.
    File,
}

/// Who can open the addresses that are made now.
pub fn reach(state: State) -> Reach {
    let location = window().location();
    let (protocol, host) = (location.protocol().unwrap_or_default(), location.hostname().unwrap_or_default());
    match protocol.as_str() {
        _ if state.base.with(Option::is_some) => Reach::Web,
        "http:" | "https:" if host == "localhost" || host.starts_with("127.") || host == "[::1]" => Reach::Machine,
        "http:" | "https:" => Reach::Web,
        _ => Reach::File,
    }
}

/// Takes the address under which the page is published, where the text is one; whether it is. An empty one takes it back.
pub fn publish_at(state: State, text: &str) -> bool {
    let text = text.trim();
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_address = is_web && web_sys::Url::new(text).is_ok();
    if text.is_empty() || is_address {
        state.base.set(is_address.then(|| text.to_owned()));
    }
    text.is_empty() || is_address
}

/// Takes what the address says at the start: a screen, or a link, which is given back.
pub fn begin(state: State) -> Option<Link> {
    let fragment = fragment();
    if let Some(step) = Screen::named(&fragment) {
        state.step.set(step);
    }
    if StandaloneExplanation::is_standalone(&fragment) {
        show_standalone(state, &fragment);
    }
    let link = Link::is_link(&fragment).then(|| Link::decode(&fragment))?;
    link.map_err(|e| state.linked.set(Some(Linked::Refused(e.to_string())))).ok()
}

/// Shows numbers that somebody sent.
pub(super) fn show_standalone(state: State, fragment: &str) {
    match StandaloneExplanation::decode(fragment) {
        Ok(standalone) => state.from_link.set(Some(standalone)),
        Err(e) => state.linked.set(Some(Linked::Refused(e.to_string()))),
    }
}

/// The address of the whole page for the link in the address of this one, as it was made.
pub fn of_whole_page(state: State) -> Option<String> {
    let mut link = Link::decode(&fragment()).ok()?;
    link.place.frame = Frame::Page;
    link.encode().ok().map(|text| of(state, &text))
}

/// Writes the choices into the address: beside the ones before them where they are others, and else in their place.
pub(super) fn write(state: State) {
    write_beside(state, true);
}

fn write_beside(state: State, beside_others: bool) {
    // A part of somebody's page, and numbers that somebody sent, keep the address that they came with.
    if state.frame.get() == Frame::Embedded || state.from_link.with(Option::is_some) {
        return;
    }
    // What is asked about stays in the address until there is an answer.
    if state.linked.with(|l| l.as_ref().is_some_and(Linked::waits)) || state.restoring.with(Option::is_some) {
        return;
    }
    let Some((link, _)) = link(state) else { return };
    // Names that no link can carry leave the screen's name in the address.
    let Ok(text) = link.encode() else { return };
    let before = fragment();
    // Another address was chosen a moment ago; it is heard next, and not to be written over before.
    if before == text || state.heard.with_value(|heard| *heard != before) {
        return;
    }
    let chosen = |link: &Link| (link.recipe.clone(), link.place);
    let same = Link::decode(&before).is_ok_and(|before| chosen(&before) == chosen(&link));
    let Ok(history) = window().history() else { return };
    let (mark, url) = (JsValue::from_str(OURS), format!("#{text}"));
    // A browser that keeps no history, or is asked too often, leaves the address as it is.
    let _ = if same || !beside_others || !Link::is_link(&before) {
        history.replace_state_with_url(&mark, "", Some(&url))
    } else {
        history.push_state_with_url(&mark, "", Some(&url))
    };
    state.heard.set_value(fragment());
}

/// What stands behind the number sign.
pub(super) fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Whether this page wrote the address.
pub fn is_ours() -> bool {
    window().history().and_then(|h| h.state()).is_ok_and(|beside| beside == OURS)
}

/// Puts what is on the screen into the address in place of a link that is not followed, so that a reload does not ask again.
pub fn leave(state: State) {
    untrack(move || write_beside(state, false));
    route::focus_screen();
}
