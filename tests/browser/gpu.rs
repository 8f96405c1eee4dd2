//! N13: the GPU's kernels against plain sums in f64, in the browser, whose software stands in for a GPU: without an adapter
//! all of these fail.

use crate::round_trip::a_while;
use common::{forward, question};
use js_sys::{Array, Function, Promise};
use std::time::Duration;
use vitrine::compute::gpu::{Adapters, DENSE, Gpu, MASKED, Patience};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// The kernels' tests, which run natively too.
#[path = "../common/gpu/mod.rs"]
mod common;

/// Longer than the page waits: software on a busy machine is slow.
const PATIENCE: Patience =
    Patience { most: Duration::from_secs(480), timer: |after| Box::pin(a_while(after.as_millis() as i32)) };

async fn run(body: impl AsyncFnOnce(&mut Gpu)) {
    let gpu = Gpu::request(Adapters::Any, PATIENCE).await;
    body(&mut gpu.unwrap_or_else(|e| panic!("webdriver.json has Chromium bring an adapter: {e}"))).await;
}

#[wasm_bindgen_test]
async fn n13_rows_forward_on_the_gpu() {
    run(forward::rows).await;
}

#[wasm_bindgen_test]
async fn n13_activations_on_the_gpu_at_every_size() {
    run(forward::activations).await;
}

#[wasm_bindgen_test]
async fn n13_more_than_65535_groups_of_rows() {
    run(forward::many_groups).await;
}

#[wasm_bindgen_test]
async fn n13_coalitions_on_the_gpu() {
    run(question::coalitions).await;
}

#[wasm_bindgen_test]
async fn n13_more_than_65535_coalitions_by_their_numbers() {
    run(question::many_numbers).await;
}

#[wasm_bindgen_test]
async fn n13_coalitions_of_32_players_by_their_numbers() {
    run(question::last_numbers).await;
}

#[wasm_bindgen_test]
async fn n13_log_odds_of_what_is_all_but_sure() {
    run(question::log_odds).await;
}

#[wasm_bindgen_test]
async fn n13_layers_that_have_no_room_are_refused() {
    run(question::no_room).await;
}

/// All that the browser says of a shader.
const COMPILE: &str = "return (async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter.requestDevice();
    device.pushErrorScope('validation');
    const { messages } = await device.createShaderModule({ code }).getCompilationInfo();
    const error = await device.popErrorScope();
    device.destroy();
    return [...messages, ...(error ? [error] : [])].map(({ message }) => message);
})()";

async fn messages(source: &str) -> Vec<String> {
    let compile = Function::new_with_args("code", COMPILE);
    let promise = compile.call1(&JsValue::UNDEFINED, &source.into()).expect("a promise");
    let messages = JsFuture::from(promise.unchecked_into::<Promise>()).await.expect("a device");
    messages.unchecked_into::<Array>().iter().map(|message| message.as_string().expect("a text")).collect()
}

#[wasm_bindgen_test]
async fn n13_the_browser_has_nothing_to_say_of_the_shaders() {
    for shader in [DENSE, MASKED] {
        let source = shader.source();
        assert_eq!(messages(&source).await, Vec::<String>::new(), "{}", shader.name);
        for broken in [source.replace("job.n_", "job.m_"), source.replace("vec4(", "vec3(")] {
            assert!(broken != source && !messages(&broken).await.is_empty(), "{}: nothing is looked at", shader.name);
        }
    }
}
