//! What is kept in the browser.

use crate::sessions_by_table::SessionsByTable;
use crate::store::Listed;
use leptos::prelude::*;
use vitrine_worker::protocol::artifact::ArtifactCache;

/// What is known of the sessions. Copying it copies handles.
#[derive(Clone, Copy, Default)]
pub struct Autosave {
    /// The session of this tab, once it has one.
    pub current: RwSignal<Option<Listed>>,
    /// All that are kept; `None` while nobody has asked.
    pub all: RwSignal<Option<Vec<Listed>>>,
    /// Why nothing is kept, where that is so.
    pub fault: RwSignal<Option<String>>,
    /// Whether all is to be forgotten: nothing is kept any more in this visit.
    pub forgotten: RwSignal<bool>,
    /// Whether it is: nothing is left of it in this browser, but what `fault` names.
    pub deleted: RwSignal<bool>,
    /// Why what was trained is of no use, so that training began anew.
    pub refused: RwSignal<Option<String>>,
    /// What was trained: the newest models, and one training under way.
    pub artifacts: StoredValue<ArtifactCache>,
    /// Whether the store has nothing of the session of this tab yet.
    pub begins: StoredValue<bool>,
    /// Which table it is about, and the sessions of the tables before.
    pub tables: StoredValue<SessionsByTable>,
}
