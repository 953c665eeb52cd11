//! Chance that repeats: the same seed gives the same numbers on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): enough for test data, a few lines, no dependency.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from 0 up to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub fn pick_text<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick::<String>(from)
    }

    /// At most `count` of the items, each once, in the order of chance.
    pub fn sample<T: Clone>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut items = from.to_vec();
        let count = count.min(items.len());
        for at in 0..count {
            let other = at + self.below(items.len() - at);
            items.swap(at, other);
        }
        items.truncate(count);
        items
    }
}

/// Ranks from 0, the r-th about r times rarer than the first, as words are in texts (Zipf).
///
/// The exponent is 1, so that only sums and quotients are needed: they are the same on every machine.
pub struct Zipf {
    sums: Vec<f64>,
}

impl Zipf {
    /// The shift of Mandelbrot: without it the first word would be every tenth.
    const SHIFT: f64 = 2.7;

    pub fn new(ranks: usize) -> Self {
        let mut sum = 0.0;
        let sums = (0..ranks)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 1.0 + Self::SHIFT);
                sum
            })
            .collect();
        Zipf { sums }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let end = self.sums.last().copied().unwrap_or_default();
        let at = random.unit() * end;
        self.sums.partition_point(|sum| *sum <= at).min(self.sums.len().saturating_sub(1))
    }
}
