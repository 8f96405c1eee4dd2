//! Kernel SHAP of many rows as a page has it: its client asks a worker for them, and the worker dispatches rows to its helpers.

use super::subject::network_spec;
use js_sys::{Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use vitrine::browser::client::Client;
use vitrine::explain::{LimeSpec, Method};
use vitrine::protocol::{
    Answer, CohortQuestion, CohortRows, Event, Explained, Stage, TypedQuestion, standing_questions,
};
use vitrine::recipe::{Recipe, Source};
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
    n_runs: Cell<u32>,
}

/// What is waited for.
#[derive(Default)]
struct Asked {
    /// Fingerprints of the explanations so far, by row.
    found: RefCell<BTreeMap<u32, String>>,
    /// Called when all is there.
    done: RefCell<Option<Function>>,
}

#[wasm_bindgen]
impl Rows {
    /// Starts the worker; how many helpers it may have, the page's number of cores says.
    #[wasm_bindgen(constructor)]
    pub fn new(breast_csv: Uint8Array) -> Rows {
        let mut recipe = Recipe::new(Source::Sample("breast_cancer".to_owned()));
        recipe.dataset.target = Some("diagnosis".to_owned());
        recipe.model = network_spec(40);
        // LIME comes with each row: the fewest samples that there may be.
        recipe.explain.lime = LimeSpec { samples: 50, ..LimeSpec::default() };
        let asked = Rc::new(Asked::default());
        let own = asked.clone();
        let client = Client::start(move |event| own.hear(&event), |_| {});
        client.load(recipe.source.clone(), breast_csv);
        Rows { client, recipe, asked, n_runs: Cell::new(0) }
    }

    /// Waits until the network is trained and nothing is left to be done for it.
    pub fn ready(&self) -> Promise {
        self.asked.until(|| self.client.follow(self.recipe.clone()))
    }

    /// Explains the rows; this is what is timed.
    pub fn run(&self) -> Promise {
        self.asked.found.borrow_mut().clear();
        // With a row more each time, which is in no table, so that nothing is known from before.
        self.n_runs.set(self.n_runs.get() + 1);
        let rows = (0..N_ROWS).chain([u32::MAX - self.n_runs.get()]).collect();
        self.asked.until(|| {
            self.client.ask(
                [
                    standing_questions(),
                    vec![
                        CohortQuestion { rows: CohortRows::Listed(rows), class: None, methods: Method::ALL.to_vec() }
                            .into_any(),
                    ],
                ]
                .concat(),
            )
        })
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
        let Event::Answer(update) = event else { return };
        match &update.stage {
            // The last thing that is made of a network.
            Stage::Ready(Answer::Intervals(_)) => self.finish(),
            Stage::Ready(Answer::Cohort(found)) => {
                let fingerprint = |e: &Explained| (e.table_row.unwrap_or(0), e.locals[0].quality.fingerprint.clone());
                *self.found.borrow_mut() = found.rows.iter().map(fingerprint).collect();
                self.finish();
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
