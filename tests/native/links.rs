//! S4 and S5: links are read whole, within bounds, and say what they said before.

use vitrine::recipe::{Place, Recipe, Source};
use vitrine::share::link::{Claim, Link};

#[test]
fn length() {
    let mut recipe = Recipe::new(Source::Sample("german_credit".into()));
    recipe.dataset.target = Some("risk".into());
    let link = Link { recipe, place: Place::default(), claim: None };
    let text = link.encode().unwrap();
    println!("{} {text}", text.len());
    assert_eq!(Link::decode(&text).unwrap(), link);
    let _: Option<Claim> = None;
}
