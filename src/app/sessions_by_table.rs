//! Which session a table has. A session is about one table: another table has another one, so that none is overwritten by a file
//! that is opened; undo leads back to the one before. Only a bundled table at which somebody has merely looked makes room.

use super::store::Listed;
use super::words;
use vitrine_core::model::ModelSpec;
use vitrine_core::recipe::{Recipe, Source};
use vitrine_worker::protocol::artifact::ArtifactCache;

/// A session at hand.
pub struct Session {
    /// What is listed of it.
    pub listed: Listed,
    /// What was trained in it.
    pub artifacts: ArtifactCache,
    /// Whether the store has nothing of it yet.
    pub begins: bool,
}

/// The choices by which a table is known to be as it was opened: the recipe, and the model's settings that are not trained yet.
pub type OpenedWith = (Recipe, ModelSpec);

/// The table of the session at hand, and the sessions of those that were open before it in this visit.
#[derive(Default)]
pub struct SessionsByTable {
    now: Option<Table>,
    before: Vec<(Source, Session)>,
}

struct Table {
    source: Source,
    /// What was chosen when it was opened; `None` of one that was gone on with.
    first: Option<OpenedWith>,
    /// Whether anything was chosen since.
    is_touched: bool,
}

impl SessionsByTable {
    /// Takes note of what is chosen now.
    pub fn note(&mut self, chosen: &OpenedWith) {
        if let Some(now) = self.now.as_mut().filter(|now| now.source == chosen.0.source) {
            now.is_touched |= now.first.as_ref() != Some(chosen);
        }
    }

    /// The session at hand is gone on with and is about this table.
    pub fn go_on(&mut self, source: Source) {
        self.now = Some(Table { source, first: None, is_touched: true });
    }

    /// Turns to a table: takes the session of the one before, and gives that of this one, where there is one.
    pub fn turn_to(&mut self, source: Source, first: OpenedWith, session: Option<Session>) -> Option<Session> {
        if self.now.as_ref().is_some_and(|now| now.source == source) {
            return session;
        }
        let at = self.before.iter().position(|before| before.0 == source);
        let rested = at.map(|at| self.before.remove(at).1);
        let left = self.now.take();
        self.now = Some(Table { source: source.clone(), first: Some(first), is_touched: rested.is_some() });
        let Some((left, session)) = left.zip(session) else { return rested };
        let has_no_name = session.listed.name == session.listed.source;
        let makes_room = matches!(left.source, Source::Sample(_)) && !left.is_touched && has_no_name;
        if makes_room && rested.is_none() {
            let title = words::title(&source);
            let listed = Listed { name: title.clone(), source: title, ..session.listed };
            return Some(Session { listed, artifacts: ArtifactCache::default(), ..session });
        }
        self.before.push((left.source, session));
        rested
    }

    /// A session is deleted.
    pub fn remove(&mut self, id: &str) {
        self.before.retain(|(_, session)| session.listed.id != id);
    }
}
