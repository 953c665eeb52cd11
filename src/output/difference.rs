//! What differs between articles, for reading and as JSON by `index-schema/diff-output.schema.json`.

use super::json::{FORMAT_VERSION, escaped};
use super::json_hit::ArticleOut;
use super::safe::{display_path, one_line};
use super::text::{MATCH, META, Style, TITLE, push};
use super::text_dates::date_text;
use crate::index::ArticleRecord;
use crate::search::{ArticleDiff, DiffPart, Piece, PieceKind};
use crate::text::Span;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    diffs: Vec<DiffOut<'a>>,
}

#[derive(Serialize)]
struct DiffOut<'a> {
    from: ArticleOut<'a>,
    to: ArticleOut<'a>,
    same_story: bool,
    parts: Vec<PartOut<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum PartOut<'a> {
    Same { sentences: usize },
    Removed { from: SentenceOut<'a> },
    Added { to: SentenceOut<'a> },
    Changed { from: SentenceOut<'a>, to: SentenceOut<'a> },
}

#[derive(Serialize)]
struct SentenceOut<'a> {
    start_byte: usize,
    end_byte: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<PieceOut<'a>>,
}

#[derive(Serialize)]
struct PieceOut<'a> {
    start_byte: usize,
    end_byte: usize,
    surface: &'a str,
    kind: &'static str,
}

impl<'a> SentenceOut<'a> {
    fn of(text: &'a str, sentence: Span, pieces: &[Piece]) -> Self {
        let piece = |piece: &Piece| PieceOut {
            start_byte: piece.span.start - sentence.start,
            end_byte: piece.span.end - sentence.start,
            surface: piece.span.of(text),
            kind: piece.kind.as_str(),
        };
        SentenceOut {
            start_byte: sentence.start,
            end_byte: sentence.end,
            text: sentence.of(text),
            pieces: pieces.iter().map(piece).collect(),
        }
    }
}

/// One JSON object and a newline. Spans of sentences are bytes of the article's cleaned text, those of pieces bytes of the
/// sentence.
pub fn diff_json(diffs: &[ArticleDiff], working_folder: &str) -> String {
    let document = Document {
        format_version: FORMAT_VERSION,
        diffs: diffs
            .iter()
            .map(|diff| DiffOut {
                from: ArticleOut::of(&diff.from, working_folder),
                to: ArticleOut::of(&diff.to, working_folder),
                same_story: diff.is_same_story,
                parts: diff
                    .parts
                    .iter()
                    .map(|part| match part {
                        DiffPart::Same(sentences) => PartOut::Same { sentences: *sentences },
                        DiffPart::Removed(span) => {
                            PartOut::Removed { from: SentenceOut::of(&diff.from_text, *span, &[]) }
                        }
                        DiffPart::Added(span) => PartOut::Added { to: SentenceOut::of(&diff.to_text, *span, &[]) },
                        DiffPart::Changed { from, to, from_pieces, to_pieces } => PartOut::Changed {
                            from: SentenceOut::of(&diff.from_text, *from, from_pieces),
                            to: SentenceOut::of(&diff.to_text, *to, to_pieces),
                        },
                    })
                    .collect(),
            })
            .collect(),
    };
    escaped(serde_json::to_string_pretty(&document).expect("strings and numbers are valid JSON")) + "\n"
}

/// Sentences behind `-` stand only in the first article, behind `+` only in the second; words that differ are marked.
pub fn diff_text(diffs: &[ArticleDiff], working_folder: &str, style: Style) -> String {
    let mut text = String::new();
    for (number, diff) in diffs.iter().enumerate() {
        if number > 0 {
            push(&mut text, "");
        }
        push(&mut text, &style.paint(TITLE, &format!("--- {}", article_line(&diff.from, working_folder))));
        push(&mut text, &style.paint(TITLE, &format!("+++ {}", article_line(&diff.to, working_folder))));
        if !diff.is_same_story {
            push(&mut text, &style.paint(META, "not copies of one text"));
        }
        for part in &diff.parts {
            match part {
                DiffPart::Same(1) => push(&mut text, &style.paint(META, "  1 sentence is the same")),
                DiffPart::Same(count) => {
                    push(&mut text, &style.paint(META, &format!("  {count} sentences are the same")))
                }
                DiffPart::Removed(span) => push_sentence(&mut text, '-', &diff.from_text, *span, &[], style),
                DiffPart::Added(span) => push_sentence(&mut text, '+', &diff.to_text, *span, &[], style),
                DiffPart::Changed { from, to, from_pieces, to_pieces } => {
                    push_sentence(&mut text, '-', &diff.from_text, *from, from_pieces, style);
                    push_sentence(&mut text, '+', &diff.to_text, *to, to_pieces, style);
                    for (kind, name) in [(PieceKind::Figure, "figures"), (PieceKind::Name, "names")] {
                        let of_kind = |pieces: &[Piece], text: &str| -> String {
                            let surfaces: Vec<String> = pieces
                                .iter()
                                .filter(|piece| piece.kind == kind)
                                .map(|piece| one_line(piece.span.of(text)).into_owned())
                                .collect();
                            if surfaces.is_empty() { "none".to_owned() } else { surfaces.join(", ") }
                        };
                        if from_pieces.iter().chain(to_pieces).any(|piece| piece.kind == kind) {
                            let from = of_kind(from_pieces, &diff.from_text);
                            let to = of_kind(to_pieces, &diff.to_text);
                            push(&mut text, &style.paint(META, &format!("  {name}: {from} → {to}")));
                        }
                    }
                }
            }
        }
    }
    text
}

fn article_line(article: &ArticleRecord, working_folder: &str) -> String {
    let source = article.source.as_deref().unwrap_or("no source");
    let date = date_text(article.published.as_ref(), false);
    let path = one_line(display_path(&article.path, working_folder));
    format!("{} · {} · {date} · {} · {path}", one_line(&article.id), one_line(source), one_line(&article.title))
}

fn push_sentence(text: &mut String, sign: char, of: &str, sentence: Span, pieces: &[Piece], style: Style) {
    let mut marked = String::new();
    let mut at = sentence.start;
    for piece in pieces {
        marked.push_str(&one_line(&of[at..piece.span.start]));
        let surface = one_line(piece.span.of(of)).into_owned();
        marked.push_str(&if style.color { style.paint(MATCH, &surface) } else { format!("[{surface}]") });
        at = piece.span.end;
    }
    marked.push_str(&one_line(&of[at..sentence.end]));
    let options = textwrap::Options::new(style.width.max(20))
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent("  ");
    push(text, &textwrap::fill(&format!("{sign} {marked}"), options));
}
