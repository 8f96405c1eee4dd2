//! An address as a QR code, to be read from a wall.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use vitrine_text::sharing as t;

/// Modules of white around a code, by the standard.
const MARGIN: i32 = 4;

/// The code, dark on white in every theme, or why there is none.
#[component]
pub fn Code(text: String) -> impl IntoView {
    match QrCode::encode_text(&text, QrCodeEcc::Low) {
        Ok(code) => {
            let all = code.size() + 2 * MARGIN;
            view! {
                <svg class="code" role="img" aria-label=t::code_of_the_link() viewBox=format!("0 0 {all} {all}")>
                    <rect width=all height=all fill="#fff"></rect>
                    <path d=path(&code) fill="#000"></path>
                </svg>
            }
            .into_any()
        }
        Err(_) => view! { <p class="quiet">{t::too_long_for_a_code()}</p> }.into_any(),
    }
}

/// The dark modules as one path, a bar for each run of them.
fn path(code: &QrCode) -> String {
    let mut d = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                d += &format!("M{} {}h{}v1h-{}z", from + MARGIN, y + MARGIN, x - from, x - from);
            }
            x += 1;
        }
    }
    d
}
