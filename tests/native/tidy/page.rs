//! The page's own file: its content policy, and nothing in it that the policy would have to allow.

use super::fault;

/// The agreed policy, a directive a line.
const POLICY: &str = include_str!("../../fixtures/csp.txt");

/// Attributes whose address the browser asks for.
const LOADED: &[&str] = &["src", "href", "srcset", "data", "poster", "action", "formaction"];

/// A tag of the page, its attributes and the text up to the next tag.
struct Tag<'a> {
    at: usize,
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    after: &'a str,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_policy(&self) -> bool {
        self.attribute("http-equiv").is_some_and(|v| v.eq_ignore_ascii_case("Content-Security-Policy"))
    }
}

/// The text with its comments blanked.
fn without_comments(html: &str) -> String {
    let mut shown = html.to_owned();
    while let Some(begin) = shown.find("<!--") {
        let end = shown[begin..].find("-->").map_or(shown.len(), |i| begin + i + 3);
        let blank: String = shown[begin..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        shown.replace_range(begin..end, &blank);
    }
    shown
}

/// All opening tags of a text without comments.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let begins =
        html.match_indices('<').filter(|(at, _)| html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    begins.map(|(at, _)| tag(html, at)).collect()
}

fn tag(html: &str, at: usize) -> Tag<'_> {
    let (name, mut rest) = cut(&html[at + 1..], |c| c.is_whitespace() || "/>".contains(c));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let (name, after) = cut(rest, |c| c.is_whitespace() || "=/>".contains(c));
        let (value, after) = after.strip_prefix('=').map_or(("", after), value);
        attributes.push((name, value));
        rest = after;
    }
    let after = rest.strip_prefix('>').unwrap_or(rest);
    Tag { at, name, attributes, after: cut(after, |c| c == '<').0 }
}

/// A value and what comes after it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    cut(text, |c| c.is_whitespace() || c == '>')
}

/// A text up to a character and from it on.
fn cut(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The page's policy is the agreed one, and stands before all that it is to govern.
pub fn policy(path: &str, text: &str) -> Vec<String> {
    if !path.ends_with(".html") {
        return Vec::new();
    }
    let shown = without_comments(text);
    let tags = tags(&shown);
    let mut policies = tags.iter().filter(|t| t.is_policy());
    let (Some(policy), None) = (policies.next(), policies.next()) else {
        return vec![fault(path, text, 0, "no policy, or more than one", "Write one meta element with it")];
    };
    let mut faults = Vec::new();
    let found: Vec<&str> = policy.attribute("content").unwrap_or_default().split(';').map(str::trim).collect();
    let agreed: Vec<&str> = POLICY.lines().collect();
    if let Some(i) = (0..found.len().max(agreed.len())).find(|&i| found.get(i) != agreed.get(i)) {
        let directive = |list: &[&str]| list.get(i).map_or("nothing".to_owned(), |d| format!("`{d}`"));
        let what = format!("{} where {} is agreed", directive(&found), directive(&agreed));
        let remedy = "Agree on the change in tests/fixtures/csp.txt, or take it back";
        faults.push(fault(path, text, policy.at, &what, remedy));
    }
    let early = tags.iter().find(|t| t.at < policy.at && ["script", "link", "style"].iter().any(|n| t.is(n)));
    faults.extend(early.map(|t| fault(path, text, t.at, "it loads before the policy", "Move it below the policy")));
    faults
}

/// No scripts, styles or handlers in the page, and nothing from another place.
pub fn inline(path: &str, text: &str) -> Vec<String> {
    let shown = without_comments(text);
    let mut faults = Vec::new();
    for tag in tags(&shown) {
        let mut report = |what: &str, remedy| faults.push(fault(path, text, tag.at, what, remedy));
        if tag.is("script") && (tag.attribute("src").is_none() || !tag.after.trim().is_empty()) {
            report("a script in the page", "Put it into a file and name it by src");
        }
        if tag.is("style") {
            report("a style in the page", "Put it into www/style.css");
        }
        for (name, value) in &tag.attributes {
            let (name, value) = (name.to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            if name == "style" || name.starts_with("on") {
                report(&format!("`{name}` as an attribute"), "Use a class, or listen in a file of its own");
            }
            let leads = LOADED.contains(&name.as_str()) && !tag.is("a");
            if leads && ["http:", "https:", "//"].iter().any(|p| value.starts_with(p)) {
                report(
                    &format!("`{name}` leads to another place"),
                    "Keep a copy in the tree and name it from the root",
                );
            }
        }
    }
    faults
}
