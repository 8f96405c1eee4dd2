//! Names of exported files: letters, digits, dots, hyphens and low lines only, never empty, and short.

/// The longest name, its ending included.
pub const LONGEST: usize = 80;

/// A file's name from its parts, from the general to the special, and its ending ("svg"). Each part is cut to what a file
/// system, a shell and a web server take without a thought; a part of which nothing is left is passed over.
pub fn file_name(parts: &[&str], ending: &str) -> String {
    let room = LONGEST - ending.len() - 1;
    let parts: Vec<String> = parts.iter().map(|p| plain(p)).filter(|p| !p.is_empty()).collect();
    // Long parts are cut so that each keeps its share.
    let each = (room + 1) / parts.len().max(1) - 1;
    let spare: usize = parts.iter().map(|p| each.saturating_sub(p.len())).sum();
    let cut = |p: &String| p.chars().take(each + spare).collect::<String>();
    let mut stem = String::new();
    for part in parts.iter().map(cut) {
        let left = room.saturating_sub(stem.len() + 1);
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(part.chars().take(left));
    }
    let stem = stem.trim_matches(['-', '.', '_']);
    let stem = if stem.is_empty() { "vitrine" } else { stem };
    format!("{stem}.{ending}")
}

/// Small ASCII letters, digits and low lines; all else becomes one hyphen.
fn plain(part: &str) -> String {
    let mut out = String::new();
    for c in part.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}
