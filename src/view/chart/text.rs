//! How wide a text is, without a font at hand: typical advances of sans-serif letters, a little on the wide side.

/// Size of all words in pictures, in CSS pixels: the smallest of the page's four.
pub const SIZE: f64 = 13.0;

/// Width of a text in CSS pixels at a font size.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size * 1.1
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | 'I' => 0.28,
        ' ' | '\u{202f}' => 0.29,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.36,
        '0'..='9' | '+' | '\u{2212}' | '=' | '<' | '>' | '\u{2264}' => 0.6,
        'm' | 'M' | 'w' | 'W' | '%' | '@' | '\u{2026}' => 0.92,
        'a'..='z' | '_' | '?' => 0.56,
        'A'..='Z' => 0.7,
        _ if (c as u32) < 0x300 => 0.62,
        // Combining marks have none of their own.
        _ if (0x300..0x370).contains(&(c as u32)) => 0.0,
        _ if (c as u32) < 0x1100 => 0.66,
        _ => 1.02,
    }
}

/// The text, with an ellipsis in its middle where it is wider than `room`; empty when not even that fits. Names of one table
/// often begin alike, and levels stand at the end.
pub fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - width("\u{2026}", size);
    let head = fitting(text.chars(), size, HEAD * room);
    let tail = fitting(text[head.len()..].chars().rev(), size, room - width(&head, size));
    let tail: String = tail.chars().rev().collect();
    // A mark without its letter would stand on the ellipsis, and points of the text's own beside it.
    let is_lost = |c| advance(c) == 0.0 || c == '.' || char::is_whitespace(c);
    match (head.trim_end(), tail.trim_start_matches(is_lost)) {
        ("", "") => String::new(),
        (head, tail) => format!("{head}\u{2026}{tail}"),
    }
}

/// The part of the room that the beginning of a text gets.
const HEAD: f64 = 0.6;

/// As many of the first letters as fit.
fn fitting(letters: impl Iterator<Item = char>, size: f64, room: f64) -> String {
    let mut used = 0.0;
    let fits = |c: &char| {
        used += width(c.encode_utf8(&mut [0; 4]), size);
        used <= room
    };
    letters.take_while(fits).collect()
}

/// The words of a sentence in as few lines as fit into `room`, none of them broken.
pub fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().map(|line| (format!("{line} {word}"), line)) {
            Some((longer, line)) if width(&longer, size) <= room => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
