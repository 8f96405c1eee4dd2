//! A workload as JavaScript sees it: prepared once, run as often as wanted, and asked for what it computed. The clock is
//! held by `benches/page/worker.mjs`, and for the page's own way of computing by `benches/page/rows.mjs`.

mod data;
mod peak;
mod rows;
mod subject;
mod work;

use wasm_bindgen::prelude::wasm_bindgen;
use work::Work;

/// A workload that is ready to run.
#[wasm_bindgen]
pub struct Workload(Work);

#[wasm_bindgen]
impl Workload {
    /// Prepares the workload called `id` from the files of the bundled tables.
    #[wasm_bindgen(constructor)]
    pub fn new(id: &str, adult: &[u8], breast_cancer: &[u8]) -> Workload {
        Workload(Work::prepare(id, adult, breast_cancer))
    }

    /// What the peer has to be told to do the same, as JSON: network, rows, background, settings.
    pub fn task(&self) -> String {
        self.0.task().to_string()
    }

    /// Does the work once; this is what is timed.
    pub fn run(&mut self) {
        self.0.run();
    }

    /// What the last run computed, as JSON.
    pub fn result(&self) -> String {
        self.0.result().to_string()
    }
}

/// Begins as a worker, or as the hand of one.
#[wasm_bindgen]
pub fn serve() {
    vitrine::browser::serve::start();
}

/// Runs `n` rounds of multiply-adds in registers and returns how many floating-point operations that were.
#[wasm_bindgen]
pub fn peak(n: u32) -> f64 {
    peak::multiply_adds(n)
}
