//! Legacy encodings of East Asia, recognised by their pairs of bytes where a text is not UTF-8. Each counts how many of the pairs
//! are characters that its writers use most (syllables, kana, the commoner half of the ideographs), and how many bytes are none
//! of its own. Letters of Europe stand alone among ASCII, those of East Asia beside each other. To decode them is the browser's
//! part; see `worker/charset.rs`.

use super::Encoding;

/// Bytes by which an encoding is recognised.
const MOST: usize = 1 << 20;
/// Pairs below which nothing is recognised.
const FEW: usize = 4;

/// The encodings, those first that win a tie. Syllables of Korean, and ideographs of Japanese, have the bytes of Chinese ones, so
/// that only what is nearly all Korean, or has kana, is taken for these.
const ALL: [Encoding; 5] = [Encoding::EucKr, Encoding::EucJp, Encoding::ShiftJis, Encoding::Gb18030, Encoding::Big5];

/// What was counted of a text in one encoding.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    pairs: usize,
    /// Pairs that are common characters.
    common: usize,
    /// Pairs of kana.
    kana: usize,
    /// Pairs right behind another one.
    beside: usize,
    /// Bytes that begin no character.
    wrong: usize,
}

/// The encoding of East Asia that bytes are most likely in, which are not UTF-8; `None` where that is none.
pub fn recognised(bytes: &[u8]) -> Option<Encoding> {
    let bytes = &bytes[..bytes.len().min(MOST)];
    let mut best = (0.7, None);
    for encoding in ALL {
        let count = count(bytes, encoding);
        let n = count.pairs as f64;
        let fits = count.pairs >= FEW && count.wrong * 50 <= count.pairs && count.beside * 3 >= count.pairs;
        let share = count.common as f64 / n.max(1.0);
        let surely = match encoding {
            Encoding::EucKr => share > 0.95,
            Encoding::EucJp => count.kana as f64 > 0.1 * n,
            _ => true,
        };
        if fits && surely && share > best.0 {
            best = (share, Some(encoding));
        }
    }
    best.1
}

fn count(bytes: &[u8], encoding: Encoding) -> Count {
    let mut count = Count::default();
    let (mut i, mut end) = (0, usize::MAX);
    while i < bytes.len() {
        let (lead, trail) = (bytes[i], bytes.get(i + 1).copied().unwrap_or(0xa1));
        if lead < 0x80 {
            i += 1;
            continue;
        }
        match pair(lead, trail, encoding) {
            Some((common, kana)) => {
                count.pairs += 1;
                count.common += usize::from(common);
                count.kana += usize::from(kana);
                count.beside += usize::from(end == i);
                i += 2;
                end = i;
            }
            // Half-wide kana of one byte, and characters of four.
            None if encoding == Encoding::ShiftJis && (0xa1..=0xdf).contains(&lead) => i += 1,
            None if encoding == Encoding::Gb18030 && trail.is_ascii_digit() => i += 4,
            None => {
                count.wrong += 1;
                i += 1;
            }
        }
    }
    count
}

/// Whether two bytes are a common character, and whether it is kana; `None` where they are no character.
fn pair(lead: u8, trail: u8, encoding: Encoding) -> Option<(bool, bool)> {
    let high = (0xa1..0xff).contains(&trail);
    let low = (0x40..0x7f).contains(&trail);
    let (is, common, kana) = match encoding {
        Encoding::Gb18030 => (
            lead > 0x80 && lead < 0xff && (low || (0x80..0xff).contains(&trail)),
            high && ((0xb0..=0xd7).contains(&lead) || lead == 0xa3 || lead == 0xa1),
            false,
        ),
        Encoding::EucKr => (
            lead > 0x80 && lead < 0xff && (low || trail > 0x80 && trail < 0xff),
            high && (0xb0..=0xc8).contains(&lead),
            false,
        ),
        Encoding::EucJp => (
            high && ((0xa1..0xff).contains(&lead) || lead == 0x8e),
            matches!(lead, 0xa1 | 0xa3 | 0xa4 | 0xa5) || (0xb0..=0xcf).contains(&lead),
            matches!(lead, 0xa4 | 0xa5),
        ),
        Encoding::ShiftJis => (
            matches!(lead, 0x81..=0x9f | 0xe0..=0xfc) && (low || (0x80..0xfd).contains(&trail)),
            matches!(lead, 0x81..=0x83 | 0x88..=0x97),
            matches!(lead, 0x82 | 0x83),
        ),
        _ => (lead > 0x80 && lead < 0xff && (low || high), matches!(lead, 0xa1 | 0xa4..=0xc6), false),
    };
    is.then_some((common, kana))
}
