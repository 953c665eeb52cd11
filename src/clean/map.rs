//! The cleaned text, built from the source with its cuts, and the way back from it.

use super::control::control_len;
use super::line::raw_lines;
use super::{Cut, Removed};
use crate::text::Span;

/// Most control sequences of one article that are listed among what was removed; later ones are
/// dropped unlisted, since a hostile text could hold millions.
pub const REMOVED_CONTROLS_MAX: usize = 10_000;

/// Leads from bytes of the cleaned text to bytes of the source.
///
/// Invariant: both columns ascend, and within a run the two texts go byte by byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Where a run starts in the cleaned text and in the source.
    runs: Vec<(usize, usize)>,
    clean_len: usize,
}

impl SourceMap {
    /// The map of a text that was not changed.
    pub(super) fn identity(len: usize) -> Self {
        SourceMap { runs: vec![(0, 0)], clean_len: len }
    }

    /// The byte of `Article.text` from which the cleaned byte comes. The end of the cleaned text maps
    /// to the end of its last character in the source; anything beyond maps there too.
    pub fn source_byte(&self, clean_byte: usize) -> usize {
        let clean_byte = clean_byte.min(self.clean_len);
        let run = self.runs.partition_point(|(clean_start, _)| *clean_start <= clean_byte);
        match run.checked_sub(1).map(|run| self.runs[run]) {
            Some((clean_start, source_start)) => source_start + (clean_byte - clean_start),
            None => 0,
        }
    }

    fn push(&mut self, clean_start: usize, source_start: usize) {
        let follows = self.runs.last().is_some_and(|(clean, source)| source_start - source == clean_start - clean);
        if !follows {
            self.runs.push((clean_start, source_start));
        }
    }

    fn truncate(&mut self, clean_len: usize) {
        while self.runs.last().is_some_and(|(clean_start, _)| *clean_start >= clean_len) {
            self.runs.pop();
        }
    }
}

pub(super) struct Built {
    pub text: String,
    pub map: SourceMap,
    pub removed: Vec<Removed>,
}

/// Builds the text that is left of `source`. The cuts are sorted and do not overlap.
///
/// Lines end in one LF, blank lines between two lines become one, white space at the end of lines
/// goes, no-break spaces become spaces and control characters go.
pub(super) fn build(source: &str, cuts: &[Cut]) -> Built {
    let mut builder = Builder {
        source,
        text: String::with_capacity(source.len()),
        map: SourceMap::default(),
        removed: cuts.iter().map(|cut| removed(source, cut.span, cut.rule)).collect(),
        controls: 0,
    };
    let mut cuts = cuts.iter().map(|cut| cut.span).peekable();
    let mut last_terminator = 0;
    let mut blank_terminator = None;
    for line in raw_lines(source) {
        let before = builder.text.len();
        if before > 0 {
            builder.newline(last_terminator);
            if let Some(blank) = blank_terminator {
                builder.newline(blank);
            }
        }
        let content = builder.text.len();
        let mut at = line.span.start;
        let mut was_cut = false;
        while let Some(cut) = cuts.next_if(|cut| cut.start < line.span.end) {
            builder.copy(at, cut.start);
            at = cut.end.min(line.span.end);
            was_cut = true;
            if builder.text.len() == content || builder.text[content..].trim().is_empty() {
                builder.truncate(content);
                at += source[at..line.span.end].len() - source[at..line.span.end].trim_start().len();
            }
        }
        builder.copy(at, line.span.end);
        let kept = builder.text[content..].trim_end().len();
        if kept == 0 {
            builder.truncate(before);
            if !was_cut && before > 0 {
                blank_terminator = Some(line.terminator);
            }
        } else {
            builder.truncate(content + kept);
            last_terminator = line.terminator;
            blank_terminator = None;
        }
    }
    builder.removed.sort_by_key(|removed| removed.start_byte);
    builder.map.clean_len = builder.text.len();
    Built { text: builder.text, map: builder.map, removed: builder.removed }
}

fn removed(source: &str, span: Span, rule: &'static str) -> Removed {
    Removed { start_byte: span.start, end_byte: span.end, text: span.of(source).to_owned(), rule }
}

struct Builder<'a> {
    source: &'a str,
    text: String,
    map: SourceMap,
    removed: Vec<Removed>,
    controls: usize,
}

impl Builder<'_> {
    fn newline(&mut self, terminator: usize) {
        self.map.push(self.text.len(), terminator);
        self.text.push('\n');
    }

    fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        self.map.truncate(len);
    }

    /// Copies bytes `start..end`, which hold no line terminator.
    fn copy(&mut self, start: usize, end: usize) {
        let bytes = self.source.as_bytes();
        let mut run = start;
        let mut at = start;
        while at < end {
            let special = matches!(bytes[at], 0..=0x08 | 0x0E..=0x1F | 0x7F | 0xC2 | 0xE2);
            if !special {
                at += 1;
                continue;
            }
            if let Some(len) = control_len(self.source, at) {
                self.flush(run, at);
                let from = at;
                at += len;
                while at < end
                    && let Some(len) = control_len(self.source, at)
                {
                    at += len;
                }
                at = at.min(end);
                self.controls += 1;
                if self.controls <= REMOVED_CONTROLS_MAX {
                    self.removed.push(removed(self.source, Span::new(from, at), "control"));
                }
                run = at;
                continue;
            }
            let rest = &bytes[at..end];
            let fixed_space = [&b"\xC2\xA0"[..], b"\xE2\x80\xAF", b"\xE2\x80\x87"];
            match fixed_space.iter().find(|space| rest.starts_with(space)) {
                Some(space) => {
                    self.flush(run, at);
                    if !self.text.is_empty() {
                        self.map.push(self.text.len(), at);
                        self.text.push(' ');
                    }
                    at += space.len();
                    run = at;
                }
                None => at += 1,
            }
        }
        self.flush(run, end);
    }

    /// Appends bytes `start..end`; the text does not begin with white space.
    fn flush(&mut self, start: usize, end: usize) {
        let start = match self.text.is_empty() {
            true => end - self.source[start..end].trim_start().len(),
            false => start,
        };
        if start < end {
            self.map.push(self.text.len(), start);
            self.text.push_str(&self.source[start..end]);
        }
    }
}
