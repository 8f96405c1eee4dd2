//! A report as one HTML page: readable without its script, and under a policy of its own that lets it ask nobody for
//! anything. Markup stands in this file as constants; whatever else is written passes through [`escape`].

use super::listing::{Keeps, Listing, listing, worded};
use super::{Chapter, Report, Section, Variant};
use crate::chart::{escape, inline};
use crate::share::{Cell, VERSION};
use std::fmt::Display;
use vitrine_text::report as t;

/// The reader's controls.
pub const SCRIPT: &str = include_str!("../../../../www/report/report.js");
/// How it looks, on screens and on paper.
pub const STYLE: &str = include_str!("../../../../www/report/report.css");
/// What the policy knows the script by: SHA-256, base64. A test computes it from the script.
pub const SCRIPT_HASH: &str = "5KulSc2IkTOBJPe+4mbIM++rECfEm2OBoU8x1KPqQCg=";
/// What the policy knows the style by.
pub const STYLE_HASH: &str = "GHzFG6cpKolD2AoVB7fRyVNJhs+9yyRVhTX2F35iCFM=";

/// What stands in a sentence where markup goes.
const SLOT: char = '\u{fffc}';

impl Report {
    /// The report as a page that needs nothing else.
    pub fn html(&self) -> String {
        write(self)
    }
}

/// The page, all of it.
fn write(report: &Report) -> String {
    let mut page = Page { out: String::new() };
    page.head(report);
    page.put("<body>\n");
    page.header(report);
    page.put("<main>\n");
    for (i, chapter) in report.chapters.iter().enumerate() {
        page.chapter(i, chapter, &report.features);
    }
    page.card(report);
    page.put("</main>\n<footer>\n");
    page.paragraph("", &Report::written_by());
    page.put("</footer>\n<script>");
    page.out.push_str(SCRIPT);
    page.put("</script>\n</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
}

/// What a column of a table holds.
#[derive(Clone, Copy)]
enum Column {
    Heads,
    Numbers,
    Words,
}

impl Page {
    /// Markup that is written here and nowhere else.
    fn put(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// A text, which stays one.
    fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// A text of unknown direction, which turns nothing around it.
    fn name(&mut self, text: &str) {
        self.put("<bdi>");
        self.text(text);
        self.put("</bdi>");
    }

    /// An attribute whose value is a text.
    fn attribute(&mut self, key: &'static str, value: &str) {
        self.put(" ");
        self.put(key);
        self.put("=\"");
        self.text(value);
        self.put("\"");
    }

    /// A paragraph, where there is something to say.
    fn paragraph(&mut self, class: &'static str, text: &str) {
        if !text.is_empty() {
            self.put("<p");
            if !class.is_empty() {
                self.attribute("class", class);
            }
            self.put(">");
            self.name(text);
            self.put("</p>\n");
        }
    }

    /// A sentence of one slot, which `slot` writes as markup.
    fn around(&mut self, sentence: impl Fn(&dyn Display) -> String, slot: impl FnOnce(&mut Page)) {
        let sentence = sentence(&SLOT);
        let (before, after) = sentence.split_once(SLOT).unwrap_or((&sentence, ""));
        self.text(before);
        slot(self);
        self.text(after);
    }

    /// What unfolds, as far as its heading.
    fn details(&mut self, class: &'static str, summary: &str) {
        self.put("<details");
        self.attribute("class", class);
        self.put("><summary>");
        self.text(summary);
        self.put("</summary>");
    }

    fn head(&mut self, report: &Report) {
        self.put("<!doctype html>\n<html");
        self.attribute("lang", vitrine_text::current().tag);
        self.put(
            ">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-",
        );
        self.put(SCRIPT_HASH);
        self.put("'; style-src 'sha256-");
        self.put(STYLE_HASH);
        self.put(
            "'; img-src data:; base-uri 'none'; form-action 'none'\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"generator\"",
        );
        self.attribute("content", &format!("Vitrine {VERSION}"));
        self.put("/>\n<title>");
        self.text(&report.title);
        self.put("</title>\n<style>");
        self.put(STYLE);
        self.put("</style>\n</head>\n");
    }

    fn header(&mut self, report: &Report) {
        self.put("<header>\n<p class=\"origin\">");
        self.around(t::a_report_on_a_model_of, |page| page.name(&report.source));
        self.put("</p>\n<h1>");
        self.name(&report.title);
        self.put("</h1>\n");
        self.paragraph("lead", &report.sentence);
        self.put("<nav");
        self.attribute("aria-label", t::contents());
        self.put("><ol>\n");
        for (i, chapter) in report.chapters.iter().enumerate() {
            self.put("<li><a");
            self.attribute("href", &format!("#c{}", i + 1));
            self.put(">");
            self.name(&chapter.title);
            self.put("</a></li>\n");
        }
        self.put("<li><a href=\"#card\">");
        self.text(t::model_card());
        self.put("</a></li>\n</ol></nav>\n</header>\n");
    }

    fn chapter(&mut self, i: usize, chapter: &Chapter, features: &[String]) {
        let id = format!("c{}", i + 1);
        self.put("<section class=\"chapter\"");
        self.attribute("id", &id);
        self.attribute("aria-labelledby", &format!("{id}-title"));
        if chapter.of_features {
            self.put(" data-of=\"features\"");
        }
        self.put(">\n<h2");
        self.attribute("id", &format!("{id}-title"));
        self.put(">");
        self.name(&chapter.title);
        self.put("</h2>\n");
        self.paragraph("meaning", &chapter.meaning);
        for variant in &chapter.variants {
            self.variant(chapter, variant, features);
        }
        self.put("</section>\n");
    }

    fn variant(&mut self, chapter: &Chapter, variant: &Variant, features: &[String]) {
        let several = chapter.variants.len() > 1;
        self.put("<div class=\"variant\">\n");
        if several {
            self.put("<h3>");
            self.name(&variant.name);
            self.put("</h3>\n");
        }
        self.paragraph("finding", &variant.view.finding);
        self.paragraph("note", &variant.note);
        if let Some(scene) = &variant.view.scene {
            self.put("<div class=\"pictures\">\n<div class=\"picture wide\">");
            self.out.push_str(&inline(scene));
            self.put("</div>\n<div class=\"picture slim\">");
            // Of a picture that has no narrow form the wide one is seen in part, and the rest by scrolling.
            self.out.push_str(&inline(variant.narrow.as_ref().unwrap_or(scene)));
            self.put("</div>\n</div>\n");
            self.details("figures", t::the_figures());
            self.put("\n");
        } else {
            self.put("<div class=\"figures\">\n");
        }
        let name = if several { format!("{}, {}", chapter.title, variant.name) } else { chapter.title.clone() };
        self.table(&t::the_figures_of(&name), &listing(&variant.view.figures, chapter.keeps), features);
        self.put(if variant.view.scene.is_some() { "</details>\n" } else { "</div>\n" });
        self.made(&variant.view.quality);
        self.put("</div>\n");
    }

    /// How a view was made.
    fn made(&mut self, quality: &[(&'static str, Cell)]) {
        let known: Vec<_> = quality.iter().filter(|(_, cell)| *cell != Cell::Empty).collect();
        if known.is_empty() {
            return;
        }
        self.details("made", t::how_it_was_made());
        self.put("\n<dl>\n");
        for (name, cell) in known {
            self.put("<div><dt>");
            self.text(&worded(name));
            self.put("</dt><dd");
            self.exact(cell);
            self.put(">");
            self.name(&cell.shown());
            self.put("</dd></div>\n");
        }
        self.put("</dl></details>\n");
    }

    /// The exact number, where less of it is shown.
    fn exact(&mut self, cell: &Cell) {
        let exact = cell.text();
        if matches!(cell, Cell::Number(_)) && exact != cell.shown() {
            self.attribute("title", &exact);
        }
    }

    fn table(&mut self, name: &str, table: &Listing, features: &[String]) {
        self.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", name);
        self.put(">\n<table>\n<thead><tr>");
        for (head, is_number) in table.heads.iter().zip(&table.numbers) {
            self.put(if *is_number { "<th scope=\"col\" class=\"n\">" } else { "<th scope=\"col\">" });
            self.name(head);
            self.put("</th>");
        }
        self.put("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            let datum = table.feature.and_then(|j| features.iter().position(|f| *f == row[j].text()));
            self.put("<tr");
            if let Some(datum) = datum {
                self.attribute("data-datum", &datum.to_string());
            }
            self.put(">");
            for (j, cell) in row.iter().enumerate() {
                let of = match table.numbers[j] {
                    true => Column::Numbers,
                    false if j == 0 => Column::Heads,
                    false => Column::Words,
                };
                self.cell(cell, of);
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
        self.paragraph("left-out", table.left_out.as_deref().unwrap_or_default());
    }

    /// A cell: the row's head, a number of a column of numbers, which is the common one, or one of a column of words.
    fn cell(&mut self, cell: &Cell, of: Column) {
        self.put(match of {
            Column::Heads => "<th scope=\"row\"",
            Column::Numbers => "<td",
            Column::Words => "<td class=\"t\"",
        });
        self.exact(cell);
        self.put(">");
        match cell {
            Cell::Text(text) => self.name(text),
            Cell::Word(_, said) => self.name(said),
            other => self.text(&other.shown()),
        }
        self.put(if matches!(of, Column::Heads) { "</th>" } else { "</td>" });
    }

    fn card(&mut self, report: &Report) {
        self.put("<section id=\"card\" aria-labelledby=\"card-title\">\n<h2 id=\"card-title\">");
        self.text(t::model_card());
        self.put("</h2>\n");
        for section in &report.card.sections {
            self.section(section);
        }
        self.put("<h3>");
        self.text(t::recipe());
        self.put("</h3>\n");
        if let Some(address) = report.address() {
            self.put("<p>");
            self.around(t::computed_anew, |page| {
                page.put("<a rel=\"noopener noreferrer\"");
                page.attribute("href", address);
                page.put(">");
                page.name(address);
                page.put("</a>");
            });
            self.put("</p>\n");
        }
        self.details("made", t::every_choice());
        self.put("\n<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", t::every_choice());
        self.put("><pre>");
        // Its own escapes leave no sign of markup in it; line ends stay.
        let lines: Vec<String> = report.card.recipe.lines().map(escape).collect();
        self.out.push_str(&lines.join("\n"));
        self.put("</pre></div></details>\n</section>\n");
    }

    fn section(&mut self, section: &Section) {
        self.put("<h3>");
        self.text(section.title);
        self.put("</h3>\n");
        if !section.facts.is_empty() {
            self.put("<dl>\n");
            for (name, value) in &section.facts {
                self.put("<div><dt>");
                self.text(name);
                self.put("</dt><dd>");
                self.name(value);
                self.put("</dd></div>\n");
            }
            self.put("</dl>\n");
        }
        if section.figures.is_none() && section.says.len() > 2 {
            self.put("<ul>\n");
            for said in &section.says {
                self.put("<li>");
                self.name(said);
                self.put("</li>\n");
            }
            self.put("</ul>\n");
        } else {
            section.says.iter().for_each(|said| self.paragraph("", said));
        }
        if let Some(figures) = &section.figures {
            self.table(section.title, &listing(figures, Keeps::First), &[]);
        }
    }
}
