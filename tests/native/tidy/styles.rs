//! The style sheets: words have four sizes, named once.

use super::fault;

/// The sizes by name. The outline of the page, which must do without the other style sheet, repeats those that it uses.
const SIZES: [(&str, &str); 4] = [("small", "13px"), ("normal", "15px"), ("heading", "20px"), ("large", "34px")];

/// The text with its comments blanked.
fn without_comments(css: &str) -> String {
    let mut shown = css.to_owned();
    while let Some(begin) = shown.find("/*") {
        let end = shown[begin..].find("*/").map_or(shown.len(), |i| begin + i + 2);
        let blank: String = shown[begin..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        shown.replace_range(begin..end, &blank);
    }
    shown
}

/// Every size of words is one of the four, by its name.
pub fn sizes(path: &str, text: &str) -> Vec<String> {
    let shown = without_comments(text);
    let mut faults = Vec::new();
    let declarations = shown.match_indices(|c| "{;".contains(c)).filter_map(|(at, _)| {
        let rest = &shown[at + 1..];
        let (name, value) = rest[..rest.find([';', '{', '}']).unwrap_or(rest.len())].split_once(':')?;
        Some((at + 1 + rest.len() - rest.trim_start().len(), name.trim(), value.trim()))
    });
    for (at, name, value) in declarations {
        let bare = name.trim_start_matches("--").trim_start_matches("boot-");
        if name.starts_with("--")
            && let Some((_, size)) = SIZES.iter().find(|(n, _)| *n == bare)
            && value != *size
        {
            faults.push(fault(path, text, at, &format!("`{name}` is `{value}`"), &format!("Make it {size}")));
        }
        let is_named = |size: &str| {
            let named = |n: &str| [format!("var(--{n})"), format!("var(--boot-{n})")].iter().any(|v| v == size);
            size == "inherit" || SIZES.iter().any(|(n, _)| named(n))
        };
        let wrong = match name {
            "font-size" => !is_named(value),
            // Size and height of line stand first, the families after them.
            "font" => !is_named(value.split(['/', ' ']).next().unwrap_or_default()),
            _ => false,
        };
        if wrong {
            faults.push(fault(path, text, at, &format!("words of `{value}`"), "Use one of the four sizes by name"));
        }
    }
    faults
}
