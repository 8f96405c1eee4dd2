//! Many small elements of one form, as the marks of a picture are: made once, then changed only where they differ. What a
//! view makes anew is taken off and put on again attribute by attribute, which a picture that follows a hand cannot wait for.

use leptos::prelude::document;
use web_sys::Element;

/// An element as it is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name.
    pub name: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text; none where it has children.
    pub text: String,
    /// Its children.
    pub children: Vec<Node>,
}

impl Node {
    /// An element that is empty so far.
    pub fn new(name: &'static str, attributes: Vec<(&'static str, String)>) -> Node {
        Node { name, attributes, text: String::new(), children: Vec::new() }
    }

    /// The same with a text.
    pub fn saying(self, text: &str) -> Node {
        Node { text: text.to_owned(), ..self }
    }
}

/// The children of an element that nothing else changes.
#[derive(Debug, Default)]
pub struct BuiltNodes(Vec<(Node, Element, BuiltNodes)>);

impl BuiltNodes {
    /// Makes the children what they are to be. The browser refuses none of the names that the page uses; where it did, the
    /// element would be left out with all that follow.
    pub fn become_these(&mut self, parent: &Element, wanted: Vec<Node>) {
        for (_, surplus, _) in self.0.drain(wanted.len().min(self.0.len())..) {
            surplus.remove();
        }
        for (i, mut node) in wanted.into_iter().enumerate() {
            let children = std::mem::take(&mut node.children);
            match self.0.get_mut(i) {
                Some((before, element, made)) if before.name == node.name => {
                    change(element, before, &node);
                    made.become_these(element, children);
                    *before = node;
                }
                at => {
                    let Some(element) = create(parent, &node) else { return };
                    let mut made = BuiltNodes::default();
                    made.become_these(&element, children);
                    // A parent that takes no child stays as it is.
                    let _ = match &at {
                        Some((_, before, _)) => before.replace_with_with_node_1(&element),
                        None => parent.append_child(&element).map(|_| ()),
                    };
                    match at {
                        Some(place) => *place = (node, element, made),
                        None => self.0.push((node, element, made)),
                    }
                }
            }
        }
    }
}

fn create(parent: &Element, node: &Node) -> Option<Element> {
    let element = document().create_element_ns(parent.namespace_uri().as_deref(), node.name).ok()?;
    change(&element, &Node::new(node.name, Vec::new()), node);
    Some(element)
}

/// Sets what differs. That an attribute of ours could not be set is nothing that a reader could mend.
fn change(element: &Element, before: &Node, now: &Node) {
    for (i, (name, value)) in now.attributes.iter().enumerate() {
        // They come in the same order as a rule, so that the first look finds the value before.
        let old = before.attributes.get(i).filter(|a| a.0 == *name);
        let old = old.or_else(|| before.attributes.iter().find(|a| a.0 == *name));
        if old.is_none_or(|a| a.1 != *value) {
            let _ = element.set_attribute(name, value);
        }
    }
    for (name, _) in &before.attributes {
        if !now.attributes.iter().any(|a| a.0 == *name) {
            let _ = element.remove_attribute(name);
        }
    }
    if before.text != now.text {
        element.set_text_content(Some(&now.text));
    }
}
