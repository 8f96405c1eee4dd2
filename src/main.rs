//! The page's binary: on a browser's main thread it mounts the page, in a worker it serves the computing side.
#![deny(unsafe_code)]

#[cfg(target_arch = "wasm32")]
fn main() {
    if vitrine_worker::browser::serve::is_worker() {
        vitrine_worker::browser::serve::start();
    } else {
        vitrine_app::start();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Vitrine is a web page. `make serve` builds it and prints the address to open.");
    std::process::exit(2);
}
