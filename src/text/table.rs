//! The list of a part's texts: from each line come its field in the part's table, its English template, and the function by which
//! the program says it.

/// `key = "A sentence.";` makes `key()`, which returns the text; `key(a, b) = "{a} of {b}";` makes `key(&a, &b)`, which fills the
/// template ([`crate::template::fill`]).
macro_rules! texts {
    ($($key:ident $(($($slot:ident),+))? = $english:literal;)*) => {
        /// This part in one language: a template for each key.
        #[derive(Clone, Copy, Debug)]
        pub struct Table {
            $(#[doc = $english] pub $key: &'static str,)*
        }

        /// This part in English.
        pub static ENGLISH: Table = Table { $($key: $english,)* };

        impl Table {
            /// The keys with the slots of each, in the order of the list.
            pub const KEYS: &[(&str, &[&str])] = &[$((stringify!($key), &[$($(stringify!($slot)),+)?])),*];

            /// The templates in the order of [`Self::KEYS`].
            pub fn templates(&self) -> Vec<&'static str> {
                vec![$(self.$key),*]
            }

            /// Each template put through `change`.
            pub fn map(&self, change: &dyn Fn(&str) -> &'static str) -> Table {
                Table { $($key: change(self.$key),)* }
            }
        }

        thread_local! {
            static CURRENT: std::cell::Cell<&'static Table> = const { std::cell::Cell::new(&ENGLISH) };
        }

        /// Puts a language's table in force in this thread.
        pub(crate) fn set(table: &'static Table) {
            CURRENT.set(table);
        }

        $($crate::table::text! { $key $(($($slot),+))? $english })*
    };
}

/// The function of one text.
macro_rules! text {
    ($key:ident $english:literal) => {
        #[doc = $english]
        pub fn $key() -> &'static str {
            CURRENT.get().$key
        }
    };
    ($key:ident ($($slot:ident),+) $english:literal) => {
        #[doc = $english]
        // In each place where it is said it would be larger than a call.
        #[inline(never)]
        pub fn $key($($slot: &dyn std::fmt::Display),+) -> String {
            crate::template::fill(CURRENT.get().$key, &[$(stringify!($slot)),+], &[$($slot),+])
        }
    };
}

pub(crate) use {text, texts};
