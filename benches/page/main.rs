//! Our side of the bench: a wasm program of its own, without the page, that `benches/run.mjs` builds and runs in a worker.

#[cfg(target_arch = "wasm32")]
mod program;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("This measures wasm in a browser. `make bench` builds and runs it.");
}
