//! Which format a file has: its extension decides, and its first bytes where there is none.
//!
//! A picture that is named like a text is still a picture, so the signatures of pictures and PDF files
//! come before the extension. Nothing here reads on beyond the bytes that it is given.

use super::Format;
use super::decode::{binary_offset, byte_order_mark};
use std::path::Path;

/// What a file was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detected {
    /// A format that can be read.
    Known(Format),
    /// Nothing to read here, with the reason.
    Skip(&'static str),
}

const IMAGE: Detected = Detected::Skip("an image");
const PDF: Detected = Detected::Skip("a PDF: not read yet");
const HTML: Detected = Detected::Skip("an HTML page: not read yet");
const BINARY: Detected = Detected::Skip("binary data");
const UNKNOWN: Detected = Detected::Skip("unknown format");

/// Longest extension in bytes; what is longer is a part of the name.
const EXTENSION_BYTES_MAX: usize = 8;

/// Extensions with what they stand for, sorted.
const EXTENSIONS: &[(&str, Detected)] = &[
    ("avif", IMAGE),
    ("bmp", IMAGE),
    ("gif", IMAGE),
    ("heic", IMAGE),
    ("htm", HTML),
    ("html", HTML),
    ("ico", IMAGE),
    ("jpeg", IMAGE),
    ("jpg", IMAGE),
    ("json", Detected::Known(Format::Json)),
    ("jsonl", Detected::Known(Format::JsonLines)),
    ("markdown", Detected::Known(Format::Markdown)),
    ("md", Detected::Known(Format::Markdown)),
    ("ndjson", Detected::Known(Format::JsonLines)),
    ("pdf", PDF),
    ("png", IMAGE),
    ("svg", IMAGE),
    ("text", Detected::Known(Format::Text)),
    ("tif", IMAGE),
    ("tiff", IMAGE),
    ("txt", Detected::Known(Format::Text)),
    ("webp", IMAGE),
    ("xhtml", HTML),
];

/// Takes a file for a format by its path and its first bytes (8 KiB are plenty).
///
/// Without an extension, text is [`Format::Text`] unless it begins like JSON. An extension that is
/// not known is skipped: a source file or a table is no article.
pub fn detect(path: &Path, head: &[u8]) -> Detected {
    if let Some(found) = signature(head) {
        return found;
    }
    let extension = extension(path);
    if let Some(known) = extension.as_deref().and_then(by_extension) {
        return known;
    }
    if byte_order_mark(head).is_none() && binary_offset(head).is_some() {
        return BINARY;
    }
    if looks_like_html(head) {
        return HTML;
    }
    if extension.is_some() { UNKNOWN } else { Detected::Known(text_format(head)) }
}

/// The extension in lower case, if the path has one: a letter first, then letters and digits.
fn extension(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?;
    let is_extension = extension.len() <= EXTENSION_BYTES_MAX
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_extension.then(|| extension.to_ascii_lowercase())
}

fn by_extension(extension: &str) -> Option<Detected> {
    let at = EXTENSIONS.binary_search_by(|(name, _)| (*name).cmp(extension)).ok()?;
    Some(EXTENSIONS[at].1)
}

/// Pictures and PDF files by their first bytes.
fn signature(head: &[u8]) -> Option<Detected> {
    let starts = |mark: &[u8]| head.starts_with(mark);
    if starts(b"%PDF-") {
        return Some(PDF);
    }
    let riff_webp = starts(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    let iso_media = head.get(4..8) == Some(b"ftyp")
        && head.get(8..12).is_some_and(|brand| matches!(brand, b"avif" | b"heic" | b"heix" | b"mif1"));
    let image = starts(b"\x89PNG\r\n\x1a\n")
        || starts(b"\xFF\xD8\xFF")
        || starts(b"GIF87a")
        || starts(b"GIF89a")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || riff_webp
        || iso_media;
    image.then_some(IMAGE)
}

fn looks_like_html(head: &[u8]) -> bool {
    let head = trimmed(head);
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|tag| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

/// JSON by its first brace and first name, JSON Lines when the first line is a whole object and
/// another follows; text otherwise.
fn text_format(head: &[u8]) -> Format {
    let head = trimmed(head);
    let opens_object = |bytes: &[u8]| {
        bytes.strip_prefix(b"{").is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')))
    };
    if let Some(rest) = head.strip_prefix(b"[") {
        return if opens_object(rest.trim_ascii_start()) { Format::Json } else { Format::Text };
    }
    if !opens_object(head) {
        return Format::Text;
    }
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let first_is_whole = lines.next().is_some_and(|line| line.trim_ascii_end().ends_with(b"}"));
    let another_follows = lines.next().is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"));
    if first_is_whole && another_follows { Format::JsonLines } else { Format::Json }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_sorted() {
        assert!(EXTENSIONS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn the_extension_decides_and_content_where_there_is_none() {
        use Format::*;
        for (path, head, expected) in [
            ("a.TXT", &b"{\"a\":1}"[..], Detected::Known(Text)),
            ("a.ndjson", b"", Detected::Known(JsonLines)),
            ("a.md", b"\x89PNG\r\n\x1a\n", IMAGE),
            ("a.txt", b"%PDF-1.7", PDF),
            ("a.htm", b"<p>", HTML),
            ("a", b"\n<!DOCTYPE html>", HTML),
            ("a.py", b"print(1)", UNKNOWN),
            ("a.bin", b"a\0b", BINARY),
            ("a", b"Plain words", Detected::Known(Text)),
            ("a", b"", Detected::Known(Text)),
            ("a", b"\xFF\xFEa\0", Detected::Known(Text)),
            ("news.2024-01-17", b"Plain words", Detected::Known(Text)),
            ("a", b"[ {\"title\": 1}]", Detected::Known(Json)),
            ("a", b"[1] A footnote", Detected::Known(Text)),
            ("a", b"{\"a\":1}\n{\"a\":2}\n", Detected::Known(JsonLines)),
            ("a", b"{\n \"a\":1}\n", Detected::Known(Json)),
        ] {
            assert_eq!(detect(Path::new(path), head), expected, "{path} {:?}", String::from_utf8_lossy(head));
        }
    }
}
