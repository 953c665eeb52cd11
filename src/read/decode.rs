//! Bytes to characters: byte order marks, UTF-16, older encodings, and what is no text at all.
//!
//! UTF-8 is taken as it is. Anything else is decoded with a problem that names the encoding taken and
//! the first byte that was not UTF-8, because a guessed encoding may be wrong.

use crate::article::ARTICLE_BYTES_MAX;
use crate::problem::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::cell::Cell;
use std::io::{BufRead, Read};
use std::ops::Range;
use std::rc::Rc;

/// Longest text or Markdown file in bytes: twice the longest text, since UTF-16 may need that.
pub const PLAIN_BYTES_MAX: usize = 2 * ARTICLE_BYTES_MAX;

/// Bytes after which a legacy encoding has been told as well as it will be.
const DETECTION_BYTES_MAX: usize = 1 << 20;

/// A text with what was odd about its bytes.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub problems: Vec<Problem>,
}

/// The encoding that a byte order mark names, and the length of the mark.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// Offset of the first byte that shows that the bytes are no text in any ASCII-compatible encoding: a
/// NUL, or the first of many control characters. Escape characters do not count: terminals leave them.
pub(super) fn binary_offset(bytes: &[u8]) -> Option<usize> {
    if let Some(nul) = bytes.iter().position(|byte| *byte == 0) {
        return Some(nul);
    }
    let is_control = |byte: u8| matches!(byte, 1..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let controls = bytes.iter().filter(|byte| is_control(**byte)).count();
    if controls <= 3 || controls * 20 <= bytes.len() {
        return None;
    }
    bytes.iter().position(|byte| is_control(*byte))
}

/// Decodes a whole text or Markdown file; an error when it is binary data or too long.
pub(super) fn decode_plain(bytes: Vec<u8>) -> Result<Decoded, Problem> {
    let decoded = match byte_order_mark(&bytes) {
        Some((encoding, mark_bytes)) if encoding != UTF_8 => decode_marked(&bytes[mark_bytes..], encoding),
        marked => {
            if let Some(offset) = binary_offset(&bytes) {
                let cause = format!("binary data: byte 0x{:02x} at offset {offset}", bytes[offset]);
                return Err(Problem::new(cause));
            }
            decode_unmarked(bytes, marked.map_or(0, |(_, mark_bytes)| mark_bytes))
        }
    };
    if decoded.text.len() > ARTICLE_BYTES_MAX {
        return Err(too_long(&format!("the text is {} bytes long", decoded.text.len())));
    }
    Ok(decoded)
}

/// The problem of a text above the bound.
pub(super) fn too_long(found: &str) -> Problem {
    Problem::new(format!("{found}, more than the {ARTICLE_BYTES_MAX} that one article may have"))
        .with_hint("split it into one file or record an article")
}

fn decode_marked(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut problems = Vec::new();
    if had_errors {
        problems
            .push(Problem::new(format!("broken {}: what could not be decoded is shown as \u{FFFD}", encoding.name())));
    }
    Decoded { text: text.into_owned(), problems }
}

fn decode_unmarked(mut bytes: Vec<u8>, mark_bytes: usize) -> Decoded {
    bytes.drain(..mark_bytes);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, problems: Vec::new() },
        Err(error) => error.into_bytes(),
    };
    let bad = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
    let found = format!("byte 0x{:02x} at offset {} is not UTF-8", bytes[bad], bad + mark_bytes);
    if mostly_utf8(&bytes) {
        let problem = Problem::new(format!("{found}: read as UTF-8, broken bytes are shown as \u{FFFD}"));
        return Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), problems: vec![problem] };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Detection starts where ASCII ends, so that a long plain beginning does not use up the bound.
    let sample = &bytes[bad.saturating_sub(1 << 12)..];
    let sample = &sample[..sample.len().min(DETECTION_BYTES_MAX)];
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    let problem =
        Problem::new(format!("{found}: read as {}", encoding.name())).with_hint("save the file as UTF-8 to be sure");
    Decoded { text: text.into_owned(), problems: vec![problem] }
}

/// Whether sound sequences of several bytes far outnumber the broken ones: then a few bytes were
/// damaged, and the encoding is not another.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 4 * broken
}

/// Reads at most `bytes_max` bytes to the end of `input`; `None` when there are more.
pub(super) fn read_bounded(input: &mut dyn BufRead, bytes_max: usize) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    input.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= bytes_max).then_some(bytes))
}

/// UTF-16 read as UTF-8, for formats that are read piece by piece.
pub(super) struct Utf16Reader<'a> {
    input: &'a mut dyn BufRead,
    decoder: Decoder,
    decoded: Box<[u8]>,
    /// Part of `decoded` that was not handed out yet.
    pending: Range<usize>,
    ended: bool,
    had_errors: Rc<Cell<bool>>,
}

impl<'a> Utf16Reader<'a> {
    /// Reads `input` after its mark; `had_errors` is set once something could not be decoded and was
    /// replaced by U+FFFD.
    pub fn new(input: &'a mut dyn BufRead, big_endian: bool, had_errors: Rc<Cell<bool>>) -> Self {
        let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
        Utf16Reader {
            input,
            decoder: encoding.new_decoder_without_bom_handling(),
            decoded: vec![0; 8 << 10].into_boxed_slice(),
            pending: 0..0,
            ended: false,
            had_errors,
        }
    }
}

impl Read for Utf16Reader<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.pending.is_empty() && !self.ended {
            let input = self.input.fill_buf()?;
            let last = input.is_empty();
            let (result, taken, written, had_errors) = self.decoder.decode_to_utf8(input, &mut self.decoded, last);
            self.input.consume(taken);
            self.pending = 0..written;
            self.ended = last && result == CoderResult::InputEmpty;
            if had_errors {
                self.had_errors.set(true);
            }
        }
        let taken = self.pending.len().min(out.len());
        out[..taken].copy_from_slice(&self.decoded[self.pending.start..self.pending.start + taken]);
        self.pending.start += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(bytes: &[u8]) -> Result<Decoded, Problem> {
        decode_plain(bytes.to_vec())
    }

    #[test]
    fn marks_are_dropped_and_utf16_is_decoded() {
        assert_eq!(plain(b"\xEF\xBB\xBFKabul").unwrap().text, "Kabul");
        assert_eq!(plain(b"\xFF\xFEK\0a\0").unwrap().text, "Ka");
        let broken = plain(b"\xFE\xFF\0K\xD8\0").unwrap();
        assert_eq!((broken.text.as_str(), broken.problems.len()), ("K\u{FFFD}", 1));
    }

    #[test]
    fn an_older_encoding_is_named_with_the_first_bad_byte() {
        let decoded = plain(b"Le pr\xE9sident a \xE9t\xE9 re\xE7u \xE0 T\xE9h\xE9ran").unwrap();
        assert_eq!(decoded.text, "Le président a été reçu à Téhéran");
        assert_eq!(decoded.problems[0].cause, "byte 0xe9 at offset 5 is not UTF-8: read as windows-1252");
    }

    #[test]
    fn a_few_damaged_bytes_do_not_change_the_encoding() {
        let mut bytes = "وزارت امور خارجه".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let decoded = plain(&bytes).unwrap();
        assert!(decoded.text.starts_with("وزارت امور خارج"));
        assert!(decoded.problems[0].cause.contains("read as UTF-8"), "{:?}", decoded.problems);
    }

    #[test]
    fn binary_data_is_told_with_its_offset_but_escape_sequences_are_text() {
        assert_eq!(plain(b"ab\0c").unwrap_err().cause, "binary data: byte 0x00 at offset 2");
        assert!(plain(b"\x01\x02\x03\x04 abc").is_err());
        assert!(plain(b"\x1b[31mred\x1b[0m\x1b[1m\x1b[2m").is_ok());
    }

    #[test]
    fn utf16_is_read_piece_by_piece() {
        let bytes: Vec<u8> = "Jaish ‎عدل 😀\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let flag = Rc::new(Cell::new(false));
        let mut input = std::io::BufReader::with_capacity(3, &bytes[..]);
        let mut text = String::new();
        Utf16Reader::new(&mut input, true, flag.clone()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "Jaish ‎عدل 😀\n");
        assert!(!flag.get());
    }
}
