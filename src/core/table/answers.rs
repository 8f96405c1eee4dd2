//! Yes and no, however they are spelled: "Yes", "yes" and "YES" are one answer, and so are "y" and "yes" in one column.

use super::remark::Remark;

/// Answers that mean no and yes, in small letters: the words of one language, or of one way to answer, together.
const ANSWERS: [(&[&str], &[&str]); 8] = [
    (&["no", "n"], &["yes", "y"]),
    (&["false", "f"], &["true", "t"]),
    (&["0"], &["1"]),
    (&["off"], &["on"]),
    (&["nein", "n"], &["ja", "j"]),
    (&["non", "n"], &["oui", "o"]),
    (&["no", "n"], &["si", "s\u{ed}", "s"]),
    (&["falsch"], &["wahr"]),
];
/// Spellings beyond which a column has no answers.
const MOST: usize = 12;

/// The spellings of a column, each with its number of cells, while all are known as answers.
#[derive(Clone, Debug)]
pub struct Answers(Option<Vec<(String, u32)>>);

impl Answers {
    /// No cell yet.
    pub fn new() -> Answers {
        Answers(Some(Vec::new()))
    }

    /// Takes a cell.
    pub fn take(&mut self, text: &str) {
        let Some(known) = &mut self.0 else { return };
        if let Some((_, n)) = known.iter_mut().find(|(t, _)| t == text) {
            *n += 1;
        } else if known.len() < MOST && ANSWERS.iter().any(|way| means(way, text).is_some()) {
            known.push((text.to_owned(), 1));
        } else {
            self.0 = None;
        }
    }

    /// The way in which all cells answer, where both answers are there.
    fn way(&self) -> Option<&'static (&'static [&'static str], &'static [&'static str])> {
        let known = self.0.as_ref()?;
        let fits = |way: &&_| {
            let meant: Option<Vec<bool>> = known.iter().map(|(text, _)| means(way, text)).collect();
            meant.is_some_and(|meant| meant.contains(&true) && meant.contains(&false))
        };
        ANSWERS.iter().find(fits)
    }

    /// The most frequent spellings of no and of yes; `None` where the column has no answers, or a single one.
    pub fn two(&self) -> Option<[String; 2]> {
        let (way, known) = (self.way()?, self.0.as_ref()?);
        Some([false, true].map(|yes| {
            let of = known.iter().rev().filter(|(text, _)| means(way, text) == Some(yes));
            of.max_by_key(|(_, n)| *n).map_or(String::new(), |(text, _)| text.clone())
        }))
    }

    /// The spellings of yes.
    pub fn yes(&self) -> Vec<String> {
        let Some((way, known)) = self.way().zip(self.0.as_ref()) else { return Vec::new() };
        known.iter().filter(|(text, _)| means(way, text) == Some(true)).map(|(text, _)| text.clone()).collect()
    }

    /// What was read as one, where an answer is spelled in several ways.
    pub fn remark(&self) -> Option<Remark> {
        let known = self.0.as_ref().filter(|known| known.len() > 2 && self.way().is_some())?;
        Some(Remark::Answers { spelled: known.clone() })
    }
}

/// Whether a text means yes or no by one way to answer.
fn means((no, yes): &(&[&str], &[&str]), text: &str) -> Option<bool> {
    // The longest has five letters.
    if text.len() > 6 {
        return None;
    }
    let lower = text.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    if is(yes) { Some(true) } else { is(no).then_some(false) }
}
