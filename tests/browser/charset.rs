//! The browser decodes encodings of East Asia, piece by piece.

use crate::east_asia::EAST;
use vitrine::browser::charset;
use vitrine::engine::Session;
use vitrine::engine::recoding::Recoding;
use vitrine::protocol::{Answer, Command, Event, Stage};
use vitrine::recipe::{Recipe, Source};
use vitrine::table::legacy;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn characters_may_be_cut_anywhere() {
    for (encoding, bytes, text) in EAST {
        for n in [1, 3, 1000] {
            let mut recoding = Recoding::new(encoding, true, charset::of).expect("the browser knows it");
            let decoded = (0..=bytes.len()).find_map(|_| recoding.step(bytes, n)).expect("an end");
            assert_eq!(String::from_utf8_lossy(&decoded), text);
        }
    }
}

#[wasm_bindgen_test]
fn a_session_recognises_them_and_says_so() {
    for (encoding, bytes, text) in EAST {
        assert_eq!(legacy::recognised(bytes), Some(encoding));
        let source = Source::File { name: "own.csv".into(), hash: "0123456789abcdef".into() };
        let mut session = Session::new();
        session.decode_with(charset::of);
        session.load(source.clone(), bytes.to_vec());
        session.handle(Command::Follow { recipe: Box::new(Recipe::new(source)) });
        let mut table = None;
        while session.step(0.0) {
            for event in session.events() {
                if let Event::Answer(update) = event
                    && let Stage::Ready(Answer::Table(summary)) = update.stage
                {
                    table = Some(summary);
                }
            }
        }
        let table = table.expect("a table");
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!((table.encoding, names.join(",")), (encoding, text.lines().next().expect("names").to_owned()));
        assert!(table.notes.iter().any(|n| n.to_string().contains(encoding.name())), "{:?}", table.notes);
    }
}
