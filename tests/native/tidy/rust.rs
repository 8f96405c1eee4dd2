//! Just enough of Rust's grammar to tell code from strings and comments, and to find whole words in it.

/// What a piece of a Rust text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Code,
    /// A string or a character, quotes included.
    Quoted,
    Comment,
}

/// The text with all but some parts blanked, every line and byte in its place.
pub fn only(text: &str, keep: &[Part]) -> String {
    let mut shown = String::with_capacity(text.len());
    while shown.len() < text.len() {
        let rest = &text[shown.len()..];
        let (part, length) = piece(rest, text[..shown.len()].ends_with(is_word));
        if keep.contains(&part) {
            shown.push_str(&rest[..length]);
        } else {
            shown.extend(rest[..length].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        }
    }
    shown
}

/// The strings of a Rust text without their quotes, each with its place.
pub fn strings(text: &str) -> Vec<(usize, &str)> {
    let (mut at, mut found) = (0, Vec::new());
    while at < text.len() {
        let (part, length) = piece(&text[at..], text[..at].ends_with(is_word));
        let whole = &text[at..at + length];
        if part == Part::Quoted && !whole.starts_with('\'') {
            found.push((at, whole.trim_matches(|c| matches!(c, 'b' | 'r' | '#' | '"'))));
        }
        at += length;
    }
    found
}

/// The first part of a text and its length.
fn piece(rest: &str, in_word: bool) -> (Part, usize) {
    let up_to = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("//") {
        (Part::Comment, up_to(rest.find('\n')))
    } else if rest.starts_with("/*") {
        (Part::Comment, up_to(rest.find("*/").map(|i| i + 2)))
    } else if rest.starts_with('"') {
        (Part::Quoted, up_to(quoted(rest)))
    } else if let Some((begin, end)) = raw(rest).filter(|_| !in_word) {
        (Part::Quoted, up_to(rest[begin..].find(&end).map(|i| begin + i + end.len())))
    } else {
        character(rest).map_or((Part::Code, rest.chars().next().map_or(0, char::len_utf8)), |n| (Part::Quoted, n))
    }
}

/// The length of the string that begins here.
fn quoted(rest: &str) -> Option<usize> {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map(|(i, _)| i + 1)
}

/// Where the raw string that begins here has its content, and how it ends.
fn raw(rest: &str) -> Option<(usize, String)> {
    let hashes = rest.strip_prefix("br").or(rest.strip_prefix('r'))?;
    let content = hashes.trim_start_matches('#').strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes.len() - content.len() - 1));
    Some((rest.len() - content.len(), end))
}

/// The length of the character that begins here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if let Some(escape) = inner.strip_prefix('\\') {
        let first = escape.chars().next()?.len_utf8();
        return escape[first..].find('\'').map(|i| 2 + first + i + 1);
    }
    let n = inner.chars().next()?.len_utf8();
    inner[n..].starts_with('\'').then_some(n + 2)
}

/// Whether a character can be part of a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a word stands, and not merely as a part of a longer one.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        !(word.starts_with(is_word) && before.ends_with(is_word)
            || word.ends_with(is_word) && after.starts_with(is_word))
    })
}
