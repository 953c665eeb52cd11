//! Annotated articles: JSON lines of public sets, and this project's own files.

use crate::crf::Example;
use dateline::actor::tagger::{Class, OUTSIDE, encode, labels_of};
use dateline::actor::{Lexicon, Part};
use dateline::text::Words;
use std::path::Path;

/// An article with the names in it.
pub struct Gold {
    /// Title, if any, and text; the names of each in reading order.
    pub parts: Vec<GoldPart>,
    /// Whether it is only measured with.
    pub is_held: bool,
}

/// A title or a text with its names.
#[derive(Default)]
pub struct GoldPart {
    pub text: String,
    pub is_title: bool,
    pub names: Vec<GoldName>,
}

/// Bytes of a part that name somebody or something.
#[derive(Clone, Copy)]
pub struct GoldName {
    pub start: usize,
    pub end: usize,
    pub class: Class,
    /// Whether it counts when measured: its annotators may have left it open.
    pub counts: bool,
}

type Failure = Box<dyn std::error::Error>;

/// Reads a file of JSON lines, or a folder of annotated articles in the order of their names.
pub fn articles(path: &Path) -> Result<Vec<Gold>, Failure> {
    if path.is_dir() {
        let mut files: Vec<_> = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        files.retain(|file| file.path().extension().is_some_and(|extension| extension == "txt"));
        files.sort_by_key(std::fs::DirEntry::file_name);
        let read = |file: &std::fs::DirEntry| {
            let text = std::fs::read_to_string(file.path())?;
            own_article(&text).map_err(|error| format!("{}: {error}", file.path().display()).into())
        };
        return files.iter().map(read).collect();
    }
    std::fs::read_to_string(path)?.lines().map(json_article).collect()
}

fn json_article(line: &str) -> Result<Gold, Failure> {
    let record: serde_json::Value = serde_json::from_str(line)?;
    let mut text = GoldPart { text: record["text"].as_str().unwrap_or_default().to_owned(), ..GoldPart::default() };
    for entity in record["entities"].as_array().into_iter().flatten() {
        let byte = |key: &str| entity[key].as_u64().map(|byte| byte as usize).ok_or(format!("no {key}"));
        let class = match entity["type"].as_str().unwrap_or_default() {
            "PER" => Class::Person,
            "ORG" => Class::Body,
            "LOC" => Class::Place,
            _ => Class::Other,
        };
        let counts = entity["optional"] != true;
        text.names.push(GoldName { start: byte("start_byte")?, end: byte("end_byte")?, class, counts });
    }
    text.names.sort_by_key(|name| name.start);
    Ok(Gold { parts: vec![text], is_held: false })
}

/// Reads a file of the project's own form: a head, an empty line, paragraphs; names as `[surface|kind]`.
fn own_article(text: &str) -> Result<Gold, Failure> {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").ok_or("no empty line after the head")?;
    let mut parts = Vec::new();
    let mut is_held = false;
    for line in head.lines() {
        match line.split_once(':') {
            Some(("title", title)) => parts.push(marked(title.trim(), true)?),
            Some(("split", split)) => is_held = split.trim() == "held",
            _ => {}
        }
    }
    parts.push(marked(body.trim(), false)?);
    Ok(Gold { parts, is_held })
}

fn marked(text: &str, is_title: bool) -> Result<GoldPart, Failure> {
    let mut part = GoldPart { is_title, ..GoldPart::default() };
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        part.text.push_str(&rest[..open]);
        let close = rest[open..].find(']').ok_or_else(|| format!("a mark is not closed: {:.40}", &rest[open..]))?;
        let mark = &rest[open + 1..open + close];
        let (surface, kind) = mark.split_once('|').ok_or_else(|| format!("a mark without a kind: {mark}"))?;
        let class = match kind.split('=').next().unwrap_or_default() {
            "person" => Class::Person,
            "organisation" | "group" => Class::Body,
            "state" | "place" => Class::Place,
            "demonym" | "other" => Class::Other,
            other => return Err(format!("unknown kind {other} of {surface}").into()),
        };
        let start = part.text.len();
        part.text.push_str(surface);
        part.names.push(GoldName { start, end: part.text.len(), class, counts: true });
        rest = &rest[open + close + 1..];
    }
    part.text.push_str(rest);
    Ok(part)
}

impl Gold {
    /// Calls `then` with the parts as the library takes them.
    pub fn with_parts<R>(&self, then: impl FnOnce(&[Part<'_>]) -> R) -> R {
        let words: Vec<Words> = self.parts.iter().map(|part| Words::of(&part.text)).collect();
        let parts: Vec<Part<'_>> = self
            .parts
            .iter()
            .zip(&words)
            .map(|(part, words)| Part { text: &part.text, words, is_title: part.is_title })
            .collect();
        then(&parts)
    }

    /// What training learns from: windows of tokens with features and labels. Names that no window holds whole are lost.
    pub fn examples(&self, lexicon: &Lexicon, weight: f32) -> Vec<Example> {
        let windows = self.with_parts(|parts| encode(parts, lexicon));
        let mut examples = Vec::with_capacity(windows.len());
        for window in windows {
            let mut labels = vec![OUTSIDE; window.spans.len()];
            for name in &self.parts[window.part].names {
                let from = window.spans.partition_point(|span| span.end <= name.start);
                let to = window.spans.partition_point(|span| span.start < name.end);
                if from < to {
                    for (at, label) in (from..to).zip(labels_of(name.class, to - from)) {
                        labels[at] = label;
                    }
                }
            }
            examples.push(Example { features: window.features, gaps: window.gaps, labels, weight });
        }
        examples
    }
}
