//! The lines of a text, however they were ended.

use crate::text::Span;

/// One line of a text that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Without the white space around it.
    pub span: Span,
    /// The line directly above, without a blank one between.
    pub above: Option<Span>,
}

/// A line as it stands in the text: what the terminators part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawLine {
    /// With the white space around it, without its terminator.
    pub span: Span,
    /// The last character of its terminator; the end of the text for the last line.
    pub terminator: usize,
}

/// All lines of `text` in order. CR LF, CR, vertical tab, form feed, next line, and the line and
/// paragraph separators of Unicode end lines as LF does.
pub(super) fn raw_lines(text: &str) -> impl Iterator<Item = RawLine> {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let mut at = start;
        while at < bytes.len() {
            let len = match bytes[at] {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\n' | b'\r' | 0x0B | 0x0C => 1,
                0xC2 if bytes.get(at + 1) == Some(&0x85) => 2,
                0xE2 if bytes[at..].starts_with(b"\xE2\x80\xA8") || bytes[at..].starts_with(b"\xE2\x80\xA9") => 3,
                _ => {
                    at += 1;
                    continue;
                }
            };
            next = Some(at + len);
            let terminator = if bytes[at] == b'\r' { at + len - 1 } else { at };
            return Some(RawLine { span: Span::new(start, at), terminator });
        }
        next = None;
        Some(RawLine { span: Span::new(start, bytes.len()), terminator: bytes.len() })
    })
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut above = None;
    raw_lines(text).filter_map(move |line| {
        let span = trimmed(text, line.span);
        let above = std::mem::replace(&mut above, span);
        span.map(|span| Line { span, above })
    })
}

/// The span without the white space around it, if anything is left.
pub(super) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let part = span.of(text);
    let left = part.len() - part.trim_start().len();
    let content = part.trim();
    (!content.is_empty()).then(|| Span::new(span.start + left, span.start + left + content.len()))
}

/// Where the last `count` lines that are not blank begin.
pub(super) fn tail_start(text: &str, count: usize) -> usize {
    let mut end = text.len();
    let mut left = count;
    while left > 0 {
        let start = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        if !text[start..end].trim().is_empty() {
            left -= 1;
        }
        if start == 0 || left == 0 {
            return start;
        }
        end = start - 1;
    }
    end
}

/// `text` cut to at most `bytes_max` bytes on a character boundary.
pub(super) fn prefix(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
