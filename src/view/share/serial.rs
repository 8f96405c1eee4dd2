//! Plain data as JSON text, by serde. It writes numbers as the rest of the program does and brings no tables of its own,
//! which a general crate does at some ten kilobytes (`docs/decisions/0019`).

use super::figures::exact;
use serde::ser::{self, Serialize};
use std::fmt::Display;

/// Writes a value; lists stand on one line, and so does an object below the first `depth` levels.
///
/// # Errors
/// A map whose keys are no texts.
pub fn to_json(value: &impl Serialize, depth: usize) -> Result<String, Fault> {
    let mut out = String::new();
    value.serialize(Writer { out: &mut out, depth, indent: 0, key: false })?;
    Ok(out)
}

/// What cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

impl ser::Error for Fault {
    fn custom<T: Display>(message: T) -> Fault {
        Fault(message.to_string())
    }
}

struct Writer<'a> {
    out: &'a mut String,
    depth: usize,
    indent: usize,
    /// The value is an object's key, which has to be a text.
    key: bool,
}

/// A list or an object under way.
struct Compound<'a> {
    writer: Writer<'a>,
    empty: bool,
    end: &'static str,
}

impl<'a> Writer<'a> {
    fn put(self, text: &str) -> Result<(), Fault> {
        if self.key {
            return Err(Fault("a key that is no text".to_owned()));
        }
        self.out.push_str(text);
        Ok(())
    }

    fn open(self, begin: &str, end: &'static str) -> Result<Compound<'a>, Fault> {
        if self.key {
            return Err(Fault("a key that is no text".to_owned()));
        }
        self.out.push_str(begin);
        let Writer { out, depth, indent, key } = self;
        Ok(Compound { writer: Writer { out, depth, indent: indent + 1, key }, empty: true, end })
    }

    /// An object of one entry, as serde writes a variant with contents.
    fn variant(self, name: &str, begin: &str, end: &'static str) -> Result<Compound<'a>, Fault> {
        self.out.push('{');
        quote(name, self.out);
        self.out.push_str(": ");
        let compound = Writer { depth: 0, ..self }.open(begin, end)?;
        Ok(compound)
    }
}

impl Compound<'_> {
    fn next(&mut self) -> Writer<'_> {
        let writer = &mut self.writer;
        let long = self.end.starts_with('}') && writer.depth >= writer.indent;
        if !self.empty {
            writer.out.push_str(if long { "," } else { ", " });
        }
        if long {
            newline(writer.out, writer.indent);
        }
        self.empty = false;
        Writer { out: writer.out, depth: writer.depth, indent: writer.indent, key: false }
    }

    fn entry(&mut self, key: &(impl Serialize + ?Sized), value: &(impl Serialize + ?Sized)) -> Result<(), Fault> {
        ser::SerializeMap::serialize_key(self, key)?;
        ser::SerializeMap::serialize_value(self, value)
    }

    fn close(self) -> Result<(), Fault> {
        let Writer { out, depth, indent, .. } = self.writer;
        if !self.empty && self.end == "}" && depth >= indent {
            newline(out, indent - 1);
        }
        out.push_str(self.end);
        Ok(())
    }
}

fn newline(out: &mut String, indent: usize) {
    out.push('\n');
    (0..indent).for_each(|_| out.push_str("  "));
}

/// A text in quotes. What could mean something to a page in which it is put, and what cannot be seen, is written as `\uXXXX`.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '<'
            | '>'
            | '&'
            | '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

macro_rules! whole_numbers {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, v: $type) -> Result<(), Fault> { self.put(&v.to_string()) })*
    };
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    whole_numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    fn serialize_bool(self, v: bool) -> Result<(), Fault> {
        self.put(if v { "true" } else { "false" })
    }

    fn serialize_f32(self, v: f32) -> Result<(), Fault> {
        self.serialize_f64(f64::from(v))
    }

    fn serialize_f64(self, v: f64) -> Result<(), Fault> {
        self.put(if v.is_finite() { exact(v) } else { "null".to_owned() }.as_str())
    }

    fn serialize_char(self, v: char) -> Result<(), Fault> {
        self.serialize_str(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<(), Fault> {
        quote(v, self.out);
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), Fault> {
        v.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.put("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Fault> {
        self.put("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Fault> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        let mut object = Writer { depth: 0, ..self }.open("{", "}")?;
        object.entry(variant, value)?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Fault> {
        self.open("[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Fault> {
        self.open("[", "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Fault> {
        self.open("[", "]")
    }

    fn serialize_tuple_variant(self, _: &str, _: u32, name: &'static str, _: usize) -> Result<Compound<'a>, Fault> {
        self.variant(name, "[", "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Fault> {
        self.open("{", "}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Fault> {
        self.open("{", "}")
    }

    fn serialize_struct_variant(self, _: &str, _: u32, name: &'static str, _: usize) -> Result<Compound<'a>, Fault> {
        self.variant(name, "{", "}}")
    }
}

macro_rules! lists {
    ($($trait:ident: $method:ident),*) => {
        $(impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
                value.serialize(self.next())
            }

            fn end(self) -> Result<(), Fault> {
                self.close()
            }
        })*
    };
}

macro_rules! objects {
    ($($trait:ident),*) => {
        $(impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Fault> {
                self.entry(key, value)
            }

            fn end(self) -> Result<(), Fault> {
                self.close()
            }
        })*
    };
}

lists! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field
}
objects! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        key.serialize(Writer { key: true, ..self.next() })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.writer.out.push_str(": ");
        let Writer { depth, indent, .. } = self.writer;
        value.serialize(Writer { out: self.writer.out, depth, indent, key: false })
    }

    fn end(self) -> Result<(), Fault> {
        self.close()
    }
}
