//! Kernel SHAP of many rows as a page has it: its client asks a worker for them, and the worker lends rows to its hands.

use super::subject::network_spec;
use js_sys::{Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use vitrine::explain::{LimeSpec, RowChoice};
use vitrine::recipe::{Key, Recipe, Source};
use vitrine::worker::client::Client;
use vitrine::worker::protocol::{Event, Stage, Update};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Rows that are explained in a run.
const N_ROWS: u32 = 200;

/// The line to a worker that has a trained network.
#[wasm_bindgen]
pub struct Rows {
    client: Client,
    recipe: Recipe,
    asked: Rc<Asked>,
}

/// What is waited for.
#[derive(Default)]
struct Asked {
    /// The rows by the key of their explanation.
    rows: BTreeMap<Key, u32>,
    /// Fingerprints of the explanations so far, by row.
    found: RefCell<BTreeMap<u32, String>>,
    /// Called when all is there.
    done: RefCell<Option<Function>>,
}

#[wasm_bindgen]
impl Rows {
    /// Starts the worker; how many hands it may have, the page's number of cores says.
    #[wasm_bindgen(constructor)]
    pub fn new(breast_csv: Uint8Array) -> Rows {
        let mut recipe = Recipe::new(Source::Sample("breast_cancer".to_owned()));
        recipe.dataset.target = Some("diagnosis".to_owned());
        recipe.model = network_spec(40);
        // LIME comes with each row: the fewest samples that there may be.
        recipe.explain.lime = LimeSpec { samples: 50, ..LimeSpec::default() };
        let key = |row| {
            let mut recipe = recipe.clone();
            recipe.explain.row = RowChoice::Table(row);
            (recipe.keys().explanation, row)
        };
        let asked = Rc::new(Asked { rows: (0..N_ROWS).map(key).collect(), ..Asked::default() });
        let own = asked.clone();
        let client = Client::start(move |event| own.hear(&event), |_| {});
        client.load(recipe.source.clone(), breast_csv);
        Rows { client, recipe, asked }
    }

    /// Waits until the network is trained and nothing is left to be done for it.
    pub fn ready(&self) -> Promise {
        self.asked.until(|| self.client.follow(self.recipe.clone()))
    }

    /// Explains the rows; this is what is timed.
    pub fn run(&self) -> Promise {
        self.asked.found.borrow_mut().clear();
        self.asked.until(|| self.client.explain((0..N_ROWS).collect()))
    }

    /// The fingerprints of what the last run computed, by row.
    pub fn result(&self) -> Vec<String> {
        self.asked.found.borrow().values().cloned().collect()
    }
}

impl Asked {
    fn until(&self, begin: impl FnOnce()) -> Promise {
        let promise = Promise::new(&mut |done, _| {
            self.done.replace(Some(done));
        });
        begin();
        promise
    }

    fn hear(&self, event: &Event) {
        match event {
            // The last thing that is made of a network.
            Event::Intervals(u) if matches!(u.stage, Stage::Ready(_)) => self.finish(),
            Event::Explanation(Update { key, stage: Stage::Ready(explained) }) => {
                let Some(row) = self.rows.get(key) else { return };
                self.found.borrow_mut().insert(*row, explained.shap.quality.fingerprint.clone());
                if self.found.borrow().len() == self.rows.len() {
                    self.finish();
                }
            }
            _ => {}
        }
    }

    fn finish(&self) {
        if let Some(done) = self.done.take() {
            // Who waits for it takes it.
            let _ = done.call0(&JsValue::NULL);
        }
    }
}
