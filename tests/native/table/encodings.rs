//! Encodings of East Asia are recognised by their bytes; letters of Europe are not taken for them.

use crate::data::sheet;
use crate::east_asia::EAST;
use vitrine::table::{Encoding, legacy};

/// The same in letters of Europe, in encodings of one byte.
const EUROPE: [&[u8]; 8] = [
    // prénom,ville,âge / Agnès,Orléans,31 / Zoé,Mâcon,42 / François,Nîmes,50
    b"pr\xe9nom,ville,\xe2ge\nAgn\xe8s,Orl\xe9ans,31\nZo\xe9,M\xe2con,42\nFran\xe7ois,N\xeemes,50\n",
    // Äpfel,Öl,Übung / 1,2,3 / Ärzte,Öfen,Über / Grüße,Füße,Süß
    b"\xc4pfel,\xd6l,\xdcbung\n1,2,3\n\xc4rzte,\xd6fen,\xdcber\nGr\xfc\xdfe,F\xfc\xdfe,S\xfc\xdf\n",
    // temp °C,area m²,price £ / 1,2,3 / 4,5,6 / 20°C,3m²,£5
    b"temp \xb0C,area m\xb2,price \xa3\n1,2,3\n4,5,6\n20\xb0C,3m\xb2,\xa35\n",
    // имя,город,возраст / Иван,Москва,31 / Анна,Казань,42
    b"\xe8\xec\xff,\xe3\xee\xf0\xee\xe4,\xe2\xee\xe7\xf0\xe0\xf1\xf2\n\xc8\xe2\xe0\xed,\xcc\xee\xf1\xea\xe2\xe0,31\n\xc0\xed\xed\xe0,\xca\xe0\xe7\xe0\xed\xfc,42\n",
    // όνομα,πόλη / Άννα,Αθήνα / Γιώργος,Πάτρα
    b"\xfc\xed\xef\xec\xe1,\xf0\xfc\xeb\xe7\n\xb6\xed\xed\xe1,\xc1\xe8\xde\xed\xe1\n\xc3\xe9\xfe\xf1\xe3\xef\xf2,\xd0\xdc\xf4\xf1\xe1\n",
    // имя,город,возраст / Иван,Москва,31 / Анна,Казань,42
    b"\xc9\xcd\xd1,\xc7\xcf\xd2\xcf\xc4,\xd7\xcf\xda\xd2\xc1\xd3\xd4\n\xe9\xd7\xc1\xce,\xed\xcf\xd3\xcb\xd7\xc1,31\n\xe1\xce\xce\xc1,\xeb\xc1\xda\xc1\xce\xd8,42\n",
    // jméno,město / Jiří,Plzeň / Žofie,Kadaň / Łukasz,Łódź
    b"jm\xe9no,m\xecsto\nJi\xf8\xed,Plze\xf2\n\x8eofie,Kada\xf2\n\xa3ukasz,\xa3\xf3d\x9f\n",
    // isim,şehir / Ayşe,İstanbul / Gül,Eskişehir
    b"isim,\xfeehir\nAy\xfee,\xddstanbul\nG\xfcl,Eski\xfeehir\n",
];

#[test]
fn encodings_of_east_asia_are_recognised() {
    for (encoding, bytes, _) in EAST {
        assert_eq!(legacy::recognised(bytes), Some(encoding));
    }
    for bytes in EUROPE {
        assert_eq!(legacy::recognised(bytes), None, "{}", String::from_utf8_lossy(bytes));
    }
    // Natively there is nobody to decode them, so that they are read as ever.
    assert_eq!(sheet(EAST[0].1).encoding, Encoding::Windows1252);
}
