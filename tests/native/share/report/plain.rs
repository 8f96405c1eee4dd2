//! A report as Markdown, by a reader of CommonMark and of GitHub's additions.

use super::{difficult, report_with};
use markdown::mdast::Node;
use markdown::{Constructs, ParseOptions, to_mdast};
use vitrine::share::report::{Report, markdown as text};

/// Every node of a text in Markdown.
fn walk(node: &Node, found: &mut Vec<Node>) {
    found.push(node.clone());
    node.children().into_iter().flatten().for_each(|child| walk(child, found));
}

fn nodes(markdown: &str) -> Vec<Node> {
    let constructs = Constructs { math_flow: true, math_text: true, ..Constructs::gfm() };
    let options = ParseOptions { constructs, ..ParseOptions::gfm() };
    let mut found = Vec::new();
    walk(&to_mdast(markdown, &options).expect("Markdown takes any text"), &mut found);
    found
}

/// Nodes that a text of the user's must never make.
fn is_made(node: &Node) -> bool {
    !matches!(
        node,
        Node::Root(_)
            | Node::Heading(_)
            | Node::Paragraph(_)
            | Node::Text(_)
            | Node::Table(_)
            | Node::TableRow(_)
            | Node::TableCell(_)
            | Node::List(_)
            | Node::ListItem(_)
            | Node::Code(_)
    )
}

/// The forms in which Markdown or one of its dialects makes something of a text.
const MARKED: &[&str] = &[
    "[a](https://a.invalid)",
    "![a](https://a.invalid/a.png)",
    "<https://a.invalid>",
    "https://a.invalid/a",
    "http://a.invalid",
    "ftp://a.invalid",
    "see www.a.invalid now",
    "WWW.a.invalid",
    "mail me@a.invalid",
    "mailto:me@a.invalid",
    "xmpp:me@a.invalid",
    "[a]: https://a.invalid",
    "[^1]",
    "# a",
    "a\n===",
    "---",
    "- a",
    "+ a",
    "* a",
    "1. a",
    "12) a",
    "> a",
    "    a",
    "\ta",
    "```\na\n```",
    "~~~a",
    "~a~",
    "*a* _a_ __a__ `a`",
    "|a|b|",
    "a\\",
    "\\[a](https://a.invalid)",
    "a|b\\|c",
    "$a$",
    "$$a$$",
    "- [ ] a",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "{{ a }}",
    "a  \nb",
];

#[test]
fn s7_markdown_holds_no_markup_link_or_html_of_a_text() {
    let all: Vec<String> = difficult().into_iter().chain(MARKED.iter().map(|t| (*t).to_owned())).collect();
    let kinds = |report: &Report| {
        let found = nodes(&report.markdown());
        // The one link that there may be is that to the view, where its address is one.
        let own = report.link.as_deref().filter(|l| l.starts_with("http://") || l.starts_with("https://"));
        let leads = |n: &Node| matches!(n, Node::Link(l) if own.is_some_and(|own| own.starts_with(&l.url)));
        let made: Vec<_> = found.iter().filter(|n| is_made(n)).collect();
        let is_right = made.len() <= 1 && made.iter().all(|n| leads(n));
        assert!(is_right, "{:?} made {made:#?}", report.title);
        let count = |is: fn(&Node) -> bool| found.iter().filter(|n| is(n)).count();
        [
            count(|n| matches!(n, Node::Heading(_))),
            count(|n| matches!(n, Node::Table(_))),
            count(|n| matches!(n, Node::TableRow(_))),
            count(|n| matches!(n, Node::TableCell(_))),
            count(|n| matches!(n, Node::ListItem(_))),
            count(|n| matches!(n, Node::Code(_))),
        ]
    };
    let wanted = kinds(&report_with("harmless"));
    assert_eq!(wanted[5], 1, "the recipe is one block of code");
    for text in all.iter().filter(|t| !t.trim().is_empty() && t.trim() != "\u{feff}") {
        assert_eq!(kinds(&report_with(text)), wanted, "{text:?}");
    }
}

#[test]
fn s7_what_is_not_defused_is_seen_in_markdown() {
    let seen = MARKED.iter().filter(|t| nodes(t).iter().any(is_made) || nodes(t).len() != 3 || t.starts_with('#'));
    assert!(seen.count() > 25, "the reader of Markdown is blind");
    for text in MARKED.iter().chain(&["a < b & c > d", "\u{202e}a", "1.5", "a-b"]) {
        let whole: String = nodes(&text::plain(text))
            .iter()
            .filter_map(|n| if let Node::Text(t) = n { Some(t.value.as_str()) } else { None })
            .collect();
        let kept: String = text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        assert_eq!(whole, kept, "the text itself is kept");
    }
}
