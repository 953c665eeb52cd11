//! Features as numbers of 32 bit: what is seen, at which place, mixed. Weights are looked up by these numbers alone.

/// Takes the features of a token one by one.
pub(super) trait Sink {
    /// Takes a feature.
    fn add(&mut self, feature: u32);
}

impl Sink for Vec<u32> {
    fn add(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// A number for bytes, the same on every machine.
#[inline]
pub(super) fn number_of(bytes: &[u8]) -> u64 {
    let mut number = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        number = (number ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    number
}

/// The feature that template `template` makes of a value.
#[inline]
pub(super) fn one(template: u32, value: u64) -> u32 {
    let mixed = (value ^ u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((mixed ^ (mixed >> 32)).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}

/// The feature that a template makes of two values.
#[inline]
pub(super) fn two(template: u32, first: u64, second: u64) -> u32 {
    one(template, first.rotate_left(23).wrapping_mul(0x9ddf_ea08_eb38_2d69) ^ second)
}

/// The feature that a template makes of three values.
#[inline]
pub(super) fn three(template: u32, first: u64, second: u64, third: u64) -> u32 {
    two(template, first.rotate_left(17).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ second, third)
}
