//! The model screen: settings, training, what is inside.

crate::table::texts! { model;
}
