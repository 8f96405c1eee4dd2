//! A strict reader of the XML that the program writes: it takes nothing that a parser of XML 1.0 may refuse, and of what such
//! a parser takes only elements, attributes, text and references.

/// An element by its name and attributes, in the order of the opening tags, with the texts between tags.
#[derive(Debug, Default)]
pub struct Document {
    pub elements: Vec<(String, Vec<(String, String)>)>,
    pub texts: Vec<String>,
}

/// Reads a whole document.
pub fn read(text: &str) -> Result<Document, String> {
    if let Some(c) = text.chars().find(|c| !is_allowed(*c)) {
        return Err(format!("a character that XML does not have: {:?}", c));
    }
    let mut found = Document::default();
    let (mut open, mut rest): (Vec<String>, &str) = (Vec::new(), text);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        take_text(before, &open, &mut found)?;
        if let Some(closing) = tag.strip_prefix("</") {
            let (name, after) = closing.split_once('>').ok_or("a closing tag without an end")?;
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            rest = after;
            continue;
        }
        if open.is_empty() && !found.elements.is_empty() {
            return Err("more than one root".to_owned());
        }
        let (element, closed, after) = opening(&tag[1..])?;
        if !closed {
            open.push(element.0.clone());
        }
        found.elements.push(element);
        rest = after;
    }
    take_text(rest, &open, &mut found)?;
    match open.pop() {
        Some(name) => Err(format!("<{name}> is never closed")),
        None if found.elements.is_empty() => Err("no root".to_owned()),
        None => Ok(found),
    }
}

/// The characters of XML 1.0, without the control characters that it only advises against.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn take_text(text: &str, open: &[String], found: &mut Document) -> Result<(), String> {
    if open.is_empty() && !text.trim().is_empty() {
        return Err(format!("text outside of the root: {text:?}"));
    }
    let text = resolved(text)?;
    if !text.trim().is_empty() {
        found.texts.push(text);
    }
    Ok(())
}

/// The text with its references replaced.
fn resolved(text: &str) -> Result<String, String> {
    if text.contains("]]>") {
        return Err("]]> in a text".to_owned());
    }
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once(';').ok_or("a bare &")?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return Err(format!("&{name}; means nothing")),
        });
        out.push_str(after);
    }
    Ok(out)
}

type Opening<'a> = ((String, Vec<(String, String)>), bool, &'a str);

fn opening(tag: &str) -> Result<Opening<'_>, String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let rule = |text: &str| text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, mut rest) = tag.split_at(rule(tag));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(format!("a bare < or a tag of another kind: {:.20}", tag));
    }
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix("/>") {
            return Ok(((name.to_owned(), attributes), true, after));
        }
        if let Some(after) = trimmed.strip_prefix('>') {
            return Ok(((name.to_owned(), attributes), false, after));
        }
        if trimmed.len() == rest.len() {
            return Err(format!("no space before an attribute of <{name}>"));
        }
        let (key, after) = trimmed.split_at(rule(trimmed));
        let value = after.strip_prefix("=\"").ok_or(format!("an attribute of <{name}> without a value"))?;
        let (value, after) = value.split_once('"').ok_or(format!("an attribute of <{name}> without an end"))?;
        if key.is_empty() || value.contains('<') || attributes.iter().any(|(k, _)| k == key) {
            return Err(format!("attribute {key:?} of <{name}>"));
        }
        attributes.push((key.to_owned(), resolved(value)?));
        rest = after;
    }
}

#[test]
fn the_reader_is_strict() {
    for (text, sound) in [
        ("<a b=\"1\"><c/>x &amp; y</a>\n", true),
        ("<a>", false),
        ("<a></b>", false),
        ("<a/><a/>", false),
        ("<a b='1'/>", false),
        ("<a b=\"1\" b=\"2\"/>", false),
        ("<a b=\"<\"/>", false),
        ("<a>&nbsp;</a>", false),
        ("<a>a & b</a>", false),
        ("<a>]]></a>", false),
        ("<a>\u{1}</a>", false),
        ("<a>\u{ffff}</a>", false),
        ("<a><!-- b --></a>", false),
        ("<a><?b?></a>", false),
        ("a<a/>", false),
        ("", false),
    ] {
        assert_eq!(read(text).is_ok(), sound, "{text:?}: {:?}", read(text));
    }
}
