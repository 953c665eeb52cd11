//! The weights of the tagger as they lie in their file, read in place: nothing is unpacked but what tells which features
//! have any.
//!
//! All numbers are little-endian: magic, version, count of features, bits of a bucket number; transitions (gap, label,
//! next label) of 16 bits; for each bucket where its features start, and where the last one ends; of each feature the
//! low 16 bits of its number; of each feature one row of 8-bit weights, one a label without the label outside. A bucket
//! is the high bits of a feature's number. 16 bits tell features of a bucket apart well enough: a wrong one is taken for
//! about one unknown feature in eight thousand, and training counts with that.

use super::label::LABELS;
use super::token::GAPS;
use std::fmt;

/// Weights of one feature: one for each label but the one outside.
pub(super) const ROW: usize = LABELS - 1;
const MAGIC: &[u8; 4] = b"DLRW";
/// Version of the file's form and of the features that it has weights of.
///
/// - 1: the first.
pub const WEIGHTS_VERSION: u32 = 1;
const HEAD_BYTES: usize = 16;
const TRANSITIONS: usize = GAPS * LABELS * LABELS;
/// Features of a bucket, on average at least half of this.
const BUCKET_FEATURES: usize = 8;

/// Bits of [`Weights::known`]; a power of two.
const KNOWN_BITS: usize = 1 << 22;

/// The bit of the features of a bucket with these low bits.
#[inline]
fn known_bit(bucket: u32, check: u16) -> usize {
    let mixed = bucket.wrapping_mul(0x9e37_79b1) ^ u32::from(check).wrapping_mul(0x85eb_ca6b);
    mixed as usize >> 10 & (KNOWN_BITS - 1)
}

/// Weights of a label after a label, over one kind of gap.
pub(super) type Transitions = [[i32; LABELS]; LABELS];

/// Weights read from bytes.
#[derive(Clone)]
pub struct Weights {
    transitions: Vec<Transitions>,
    shift: u32,
    starts: &'static [u8],
    checks: &'static [u8],
    rows: &'static [u8],
    /// One bit for many features, so that most that have no weights are passed over without a look at the file.
    known: Vec<u64>,
}

/// Why bytes are no weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// The bytes do not begin as weights do.
    #[error("not a file of weights")]
    NoWeights,
    /// Weights of other features than this program has.
    #[error("weights have version {found}, this program reads {WEIGHTS_VERSION}")]
    Version {
        /// The version that the file states.
        found: u32,
    },
    /// More or fewer bytes than the head tells.
    #[error("weights have {found} bytes, not {expected}")]
    Length {
        /// How many bytes there are.
        found: usize,
        /// How many the head tells.
        expected: usize,
    },
    /// The features of a bucket lie outside the file.
    #[error("weights name features that they do not have")]
    Bucket,
}

impl fmt::Debug for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Weights").field("features", &self.len()).finish_non_exhaustive()
    }
}

impl Weights {
    /// Reads what [`pack`] made.
    pub fn read(bytes: &'static [u8]) -> Result<Weights, WeightsError> {
        let number =
            |at: usize| bytes.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        if bytes.len() < HEAD_BYTES || &bytes[..4] != MAGIC {
            return Err(WeightsError::NoWeights);
        }
        let (Some(version), Some(features), Some(bits)) = (number(4), number(8), number(12)) else {
            return Err(WeightsError::NoWeights);
        };
        if version != WEIGHTS_VERSION {
            return Err(WeightsError::Version { found: version });
        }
        if !(1..=24).contains(&bits) {
            return Err(WeightsError::NoWeights);
        }
        let features = features as usize;
        let sizes = [TRANSITIONS * 2, ((1 << bits) + 1) * 4, features * 2, features * ROW];
        let expected = HEAD_BYTES + sizes.iter().sum::<usize>();
        if bytes.len() != expected {
            return Err(WeightsError::Length { found: bytes.len(), expected });
        }
        let mut rest = &bytes[HEAD_BYTES..];
        let [transitions, starts, checks, rows] = sizes.map(|size| {
            let (part, after) = rest.split_at(size);
            rest = after;
            part
        });
        let last = &starts[starts.len() - 4..];
        if u32::from_le_bytes([last[0], last[1], last[2], last[3]]) as usize != features {
            return Err(WeightsError::Bucket);
        }
        let one =
            |at: usize| transitions.get(at * 2..).and_then(|two| two.first_chunk::<2>()).copied().unwrap_or_default();
        let weight = |gap: usize, before: usize, next: usize| {
            i32::from(i16::from_le_bytes(one((gap * LABELS + before) * LABELS + next)))
        };
        let transitions = (0..GAPS)
            .map(|gap| std::array::from_fn(|before| std::array::from_fn(|next| weight(gap, before, next))))
            .collect();
        let mut weights =
            Weights { transitions, shift: 32 - bits, starts, checks, rows, known: vec![0; KNOWN_BITS / 64] };
        for bucket in 0..1u32 << bits {
            for check in weights.bucket(bucket).map_or(&[][..], |(_, checks)| checks) {
                let bit = known_bit(bucket, u16::from_le_bytes(*check));
                weights.known[bit / 64] |= 1 << (bit % 64);
            }
        }
        Ok(weights)
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.checks.len() / 2
    }

    /// Whether no feature has any.
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    /// Weights of a label after a label over a gap.
    #[inline]
    pub(super) fn over(&self, gap: u8) -> &Transitions {
        &self.transitions[usize::from(gap)]
    }

    /// Adds the weights of a feature to `sum`.
    #[inline]
    pub(super) fn add(&self, feature: u32, sum: &mut [i16; ROW]) {
        let (bucket, check) = (feature >> self.shift, feature as u16);
        let bit = known_bit(bucket, check);
        if self.known[bit / 64] & (1 << (bit % 64)) == 0 {
            return;
        }
        if let Some((from, checks)) = self.bucket(bucket)
            && let Some(at) = checks.iter().position(|other| *other == check.to_le_bytes())
        {
            self.add_row(from + at, sum);
        }
    }

    /// The number of a bucket's first feature, and the low bits of all its features.
    #[inline]
    fn bucket(&self, bucket: u32) -> Option<(usize, &'static [[u8; 2]])> {
        let &[a, b, c, d, e, f, g, h] = self.starts[bucket as usize * 4..].first_chunk::<8>()?;
        let (from, to) = (u32::from_le_bytes([a, b, c, d]) as usize, u32::from_le_bytes([e, f, g, h]) as usize);
        Some((from, self.checks.get(from * 2..to * 2)?.as_chunks::<2>().0))
    }

    #[inline]
    fn add_row(&self, number: usize, sum: &mut [i16; ROW]) {
        let Some(row) = self.rows.get(number * ROW..).and_then(|rows| rows.first_chunk::<ROW>()) else { return };
        for label in 0..ROW {
            sum[label] += i16::from(row[label] as i8);
        }
    }

    /// Where they lie in memory, which tells them from others.
    pub(super) fn place(&self) -> usize {
        self.rows.as_ptr() as usize
    }
}

/// Puts weights into the form of the file. `rows` are of distinct features; `transitions` go by gap, label, next label.
pub fn pack(mut rows: Vec<(u32, [i8; LABELS - 1])>, transitions: &[i16]) -> Vec<u8> {
    assert_eq!(transitions.len(), TRANSITIONS, "a transition for every gap and two labels");
    let mut bits = 1;
    while bits < 24 && (rows.len() >> bits) > BUCKET_FEATURES {
        bits += 1;
    }
    // Of two features that cannot be told apart the first would hide the other.
    let told_by = |(feature, _): &(u32, [i8; ROW])| (*feature >> (32 - bits), *feature as u16, *feature);
    rows.sort_by_key(told_by);
    rows.dedup_by_key(|row| (told_by(row).0, told_by(row).1));
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&WEIGHTS_VERSION.to_le_bytes());
    bytes.extend_from_slice(&(rows.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(bits as u32).to_le_bytes());
    for transition in transitions {
        bytes.extend_from_slice(&transition.to_le_bytes());
    }
    for bucket in 0..=(1u64 << bits) {
        let start = rows.partition_point(|(feature, _)| u64::from(*feature >> (32 - bits)) < bucket);
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
    }
    for (feature, _) in &rows {
        bytes.extend_from_slice(&(*feature as u16).to_le_bytes());
    }
    for (_, row) in &rows {
        bytes.extend(row.iter().map(|weight| *weight as u8));
    }
    bytes
}
