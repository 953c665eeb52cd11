//! Which names are held back from learning: for the examples that learn from pairs of names, and that measure with them.

/// Half of all names, by the same hash wherever the program runs.
pub fn is_held_back(name: &str) -> bool {
    name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 40
        & 1
        == 1
}
