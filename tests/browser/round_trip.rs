//! The page's client and the worker's server speak through a real blob worker that runs this very module.

use crate::fingerprints::{bytes, stored};
use crate::recipes;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use vitrine::browser::client::{Client, Health};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, Url};

/// What the worker calls once it has this module.
#[wasm_bindgen]
pub fn serve_as_worker() {
    vitrine::browser::serve::start();
}

/// Does what www/boot.js does: messages wait until the module is ready, the first of them being the module itself.
const WORKER: &str = "
const waiting = [];
const wait = (event) => { event.stopImmediatePropagation(); waiting.push(event.data); };
self.addEventListener('message', wait);
const program = await import(`${ORIGIN}/wasm-bindgen-test`);
await program.default({ module_or_path: `${ORIGIN}/wasm-bindgen-test_bg.wasm` });
program.serve_as_worker();
self.removeEventListener('message', wait);
for (const data of waiting.slice(1)) self.dispatchEvent(new MessageEvent('message', { data }));
";

fn offer_worker() {
    let origin = web_sys::window().expect("a page").location().origin().expect("an origin");
    let text = format!("const ORIGIN = '{origin}';{WORKER}");
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).expect("a blob");
    let url = Url::create_object_url_with_blob(&blob).expect("an address");
    let options = object(&[("type", "module".into())]);
    let worker = object(&[("module", JsValue::NULL), ("url", url.into()), ("options", options.into())]);
    let boot = object(&[("worker", worker.into())]);
    Reflect::set(&js_sys::global(), &"vitrine".into(), &boot).expect("a global");
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value).expect("a plain object");
    }
    object
}

/// Done after so many milliseconds.
pub async fn a_while(milliseconds: i32) {
    let soon = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a page");
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).expect("a timer");
    });
    JsFuture::from(soon).await.expect("a timer that fires");
}

#[wasm_bindgen_test]
async fn a_worker_answers_with_the_same_bits_and_so_does_the_next_one() {
    offer_worker();
    let found: Rc<RefCell<[String; 3]>> = Rc::default();
    let health: Rc<RefCell<Vec<Health>>> = Rc::default();
    let (heard, told) = (found.clone(), health.clone());
    let client = Client::start(
        move |event| recipes::note(&event, &mut heard.borrow_mut()),
        move |health| told.borrow_mut().push(health),
    );
    let (label, recipe) = recipes::of("iris").swap_remove(0);
    client.load(recipe.source.clone(), Uint8Array::from(bytes("iris")));
    client.follow(recipe);
    let expected = &stored()[&label];
    for worker in ["the first worker", "the worker after it"] {
        // A minute at most.
        for _ in 0..3_000 {
            if found.borrow().iter().all(|f| !f.is_empty()) {
                break;
            }
            a_while(20).await;
        }
        assert_eq!(&*found.borrow(), expected, "{worker}; its health: {:?}", health.borrow());
        found.replace(Default::default());
        // Another one is told everything again.
        client.restart();
    }
    assert!(health.borrow().iter().all(|h| matches!(h, Health::Starting | Health::Well)), "{:?}", health.borrow());
}
