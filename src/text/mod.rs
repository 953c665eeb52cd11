//! Bytes and characters: spans, folding, words, stems and sentences.
//!
//! Everything here is about the form of a text; nothing here knows what a date or a name is.

mod fold;
mod sentence;
mod shingles;
mod span;
mod stem;
mod words;

pub(crate) use fold::is_dash;
pub use fold::{fold, fold_char_into, is_apostrophe};
pub use sentence::{Block, blocks, sentences};
pub use shingles::{SHINGLE_WORDS, SKETCH_LEN, shingles, sketch, text_key};
pub use span::Span;
pub use stem::Stemmer;
pub use words::{WORD_BYTES_MAX, Words, fold_key};
