//! The first stage: from the bytes of a source to the table that the recipe asks for, in steps that tell how far they are.
//! The table before stays until the new one is there, so that whoever goes back half way has it at once.

use super::outbox::Outbox;
use super::protocol::{Event, Fault, Running, Stage, Update};
use super::recoding::{Charsets, Recoding};
use crate::recipe::{Key, Recipe};
use crate::table::summary::Summary;
use crate::table::{Dialect, Encoding, MAX_COLUMNS, Table, TableError, TableReading, legacy};
use std::rc::Rc;
use std::sync::Arc;

/// How far the table is.
#[derive(Debug, Default)]
pub struct Reading {
    made: Option<Made>,
    job: Option<Job>,
    /// The table that the page was last told about, under way or made.
    told: Option<Key>,
    /// Who decodes what we cannot.
    charsets: Option<Charsets>,
}

/// The last table, and what the page was told of it; none where it could not be read.
#[derive(Debug)]
struct Made {
    key: Key,
    table: Option<Arc<Table>>,
    stage: Stage<Summary>,
}

/// A table under way.
#[derive(Debug)]
struct Job {
    key: Key,
    bytes: Rc<Vec<u8>>,
    reading: TableReading,
    /// The bytes on their way to UTF-8, or how they went there.
    recoding: Option<Recoding>,
    began: f64,
}

/// Bytes a step.
const STEP: usize = 1 << 16;

impl Reading {
    /// The table that was made last; `None` where it could not be read.
    pub fn table(&self) -> Option<Arc<Table>> {
        self.made.as_ref().and_then(|m| m.table.clone())
    }

    /// Whether the table of this key is made, or cannot be, and the page knows.
    pub fn is_over(&self, key: &Key) -> bool {
        self.told.as_ref() == Some(key) && self.made.as_ref().is_some_and(|m| m.key == *key)
    }

    /// Decodes with these from now on.
    pub fn decode_with(&mut self, charsets: Charsets) {
        self.charsets = Some(charsets);
    }

    /// Tells the table anew, whatever was told.
    pub fn tell_again(&mut self) {
        self.told = None;
    }

    /// Another recipe counts: what is under way for another table is dropped.
    pub fn follow(&mut self, key: &Key) {
        self.job = self.job.take().filter(|job| job.key == *key);
    }

    /// Does the next piece of work; whether there is more.
    pub fn step(
        &mut self,
        recipe: &Recipe,
        key: &Key,
        bytes: Option<&Rc<Vec<u8>>>,
        now: f64,
        out: &mut Outbox,
    ) -> bool {
        if let Some(made) = self.made.as_ref().filter(|m| m.key == *key) {
            self.told = Some(key.clone());
            out.push(Event::Table(Update { key: key.clone(), stage: made.stage.clone() }));
            return true;
        }
        let Some(job) = &mut self.job else {
            let Some(bytes) = bytes else { return false };
            let stated = recipe.dialect.and_then(|d| d.encoding).filter(|e| e.is_legacy());
            let recoding = stated.and_then(|e| Recoding::new(e, true, self.charsets?));
            let reading = begun(recipe, recoding.is_some());
            let job = Job { key: key.clone(), bytes: bytes.clone(), reading, recoding, began: now };
            self.tell(&job, now, out);
            self.job = Some(job);
            return true;
        };
        match job.step(recipe, self.charsets) {
            Ok(None) => {
                if out.is_due(now)
                    && let Some(job) = self.job.take()
                {
                    self.tell(&job, now, out);
                    self.job = Some(job);
                }
            }
            Ok(Some((table, mut summary))) => {
                if let Some(recoding) = &job.recoding {
                    recoding.tell(&mut summary);
                }
                self.end(key, Some(Arc::new(table)), Stage::Ready(summary), out);
            }
            Err(e) => self.end(key, None, Stage::Failed(fault(&e, recipe)), out),
        }
        true
    }

    fn tell(&mut self, job: &Job, now: f64, out: &mut Outbox) {
        let running = Running::at(job.reading.done(&job.bytes), now - job.began);
        out.push(Event::Table(Update { key: job.key.clone(), stage: Stage::Running(running) }));
        self.told = Some(job.key.clone());
    }

    fn end(&mut self, key: &Key, table: Option<Arc<Table>>, stage: Stage<Summary>, out: &mut Outbox) {
        self.job = None;
        self.told = Some(key.clone());
        out.push(Event::Table(Update { key: key.clone(), stage: stage.clone() }));
        self.made = Some(Made { key: key.clone(), table, stage });
    }
}

impl Job {
    /// A piece of the work. What turns out to be in an encoding of East Asia is made UTF-8 first.
    fn step(&mut self, recipe: &Recipe, charsets: Option<Charsets>) -> Result<Option<(Table, Summary)>, TableError> {
        if let Some(recoding) = self.recoding.as_mut().filter(|r| !r.is_over()) {
            if let Some(text) = recoding.step(&self.bytes, STEP) {
                self.bytes = Rc::new(text);
            }
            return Ok(None);
        }
        let is_in_doubt = self.recoding.is_none() && recipe.dialect.and_then(|d| d.encoding).is_none();
        if is_in_doubt && self.reading.encoding(&self.bytes) == Some(Encoding::Windows1252) {
            let found = legacy::recognised(&self.bytes);
            self.recoding = found.zip(charsets).and_then(|(e, charsets)| Recoding::new(e, false, charsets));
            if self.recoding.is_some() {
                self.reading = begun(recipe, true);
                return Ok(None);
            }
        }
        self.reading.step(&self.bytes, STEP)
    }
}

/// The reading of a table at its first byte; what was recoded is UTF-8, whatever was stated.
fn begun(recipe: &Recipe, recoded: bool) -> TableReading {
    let encoding = |d: Dialect| if recoded { Some(Encoding::Utf8) } else { d.encoding };
    let dialect = recipe.dialect.map(|d| Dialect { encoding: encoding(d), ..d });
    TableReading::new_as(dialect, recipe.kinds.clone(), recipe.reading.clone())
}

/// What went wrong, with the name of the file.
fn fault(error: &TableError, recipe: &Recipe) -> Fault {
    let too_large = matches!(error, TableError::TooLarge { limit, .. } if *limit != MAX_COLUMNS);
    Fault { message: format!("{:?}: {error}", recipe.source.name()), too_large }
}
