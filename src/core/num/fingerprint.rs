//! A 64-bit fingerprint of bytes and of the exact bits of numbers (FNV-1a, then a final mix). It names recipes and
//! proves that two machines computed the same; it is not meant to withstand an attacker.

/// A running fingerprint.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Takes in bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    /// Takes in the exact bits of numbers, so that 0.0 and -0.0 differ.
    pub fn numbers(&mut self, numbers: impl IntoIterator<Item = f64>) -> &mut Self {
        for v in numbers {
            self.bytes(&v.to_bits().to_le_bytes());
        }
        self
    }

    /// The value so far.
    pub fn value(&self) -> u64 {
        let mut z = self.0;
        z = (z ^ (z >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        z = (z ^ (z >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        z ^ (z >> 33)
    }
}

/// A fingerprint as it is written everywhere: 16 hexadecimal digits.
pub fn to_hex(value: u64) -> String {
    format!("{value:016x}")
}

/// The fingerprint of some bytes.
pub fn of_bytes(bytes: &[u8]) -> u64 {
    Fingerprint::default().bytes(bytes).value()
}
