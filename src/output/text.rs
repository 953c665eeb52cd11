//! Search results as a person reads them.

use super::command::Caller;
use super::safe::{display_path, one_line};
use super::text_dates::{date_text, told_text, yearless_text};
use super::text_explain::{explained_query, explained_score};
use super::text_facets::push_facets;
use super::text_matrix::push_matrix;
use super::text_timeline::{push_timeline, push_timeline_rest, push_timeline_summary};
use crate::actor::Kind;
use crate::index::ArticleRecord;
use crate::search::{Copies, Hit, HitStory, Match, MatchMode, Request, SearchResult, Sort, Undated};
use anstyle::{AnsiColor, Style as Ansi};
use std::borrow::Cow;
use std::fmt::Write;

/// How the text is to look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether colours are used; without them matches stand in `[brackets]`.
    pub color: bool,
    /// Width of a line, in columns.
    pub width: usize,
}

/// Sources of copies that are told of a hit.
const SOURCES_TOLD_MAX: usize = 5;

pub(super) const TITLE: Ansi = Ansi::new().bold();
pub(super) const MATCH: Ansi = Ansi::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
pub(super) const META: Ansi = Ansi::new().dimmed();
const PLACE: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

impl Style {
    pub(super) fn paint(self, style: Ansi, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Hits, a timeline or a matrix, facets, and what was left out.
pub fn search_text(result: &SearchResult, request: &Request, caller: Caller<'_>, style: Style) -> String {
    let mut text = String::new();
    let tells = result.event.is_some() || matches!(request.sort, Sort::Event | Sort::EventNewest);
    text.push_str(&explained_query(result));
    let mut fill_told = false;
    for hit in &result.hits {
        if request.mode == MatchMode::All && !hit.missing.is_empty() && !fill_told {
            fill_told = true;
            push_fill_heading(&mut text, result, style);
        }
        push(&mut text, &format!("{}. {}", hit.rank, title_text(&hit.article, &hit.title_matches, style)));
        let told: Vec<String> = hit.event_dates.iter().filter(|_| tells).map(told_text).collect();
        push_hit(&mut text, hit, &told, request.copies == Copies::Fold, caller.working_folder, style);
        if request.explain {
            text.truncate(text.trim_end().len());
            text.push_str(&format!("\n   {}\n\n", style.paint(META, &explained_score(hit))));
        }
    }
    if let Some(timeline) = &result.timeline {
        push_timeline(&mut text, timeline, caller.working_folder, style);
    }
    if let Some(matrix) = &result.matrix {
        push_matrix(&mut text, matrix, request, caller.location, style);
    }
    push_summary(&mut text, result, request);
    push_facets(&mut text, &result.facets, style);
    push_left_out(&mut text, result, request);
    text
}

pub(super) fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Stands before the hits that lack words.
fn push_fill_heading(text: &mut String, result: &SearchResult, style: Style) {
    let all = match result.counts.articles {
        0 => "No article has all the words".to_owned(),
        1 => "1 article has all the words".to_owned(),
        articles => format!("{articles} articles have all the words"),
    };
    push(text, &style.paint(META, &format!("{all}; these have the most telling of them:")));
    text.push('\n');
}

/// The title, what matches in it marked; a derived one in brackets.
pub(super) fn title_text(article: &ArticleRecord, matches: &[Match], style: Style) -> String {
    let title = marked(&article.title, matches, TITLE, style, one_line);
    if article.title_derived { style.paint(TITLE, &format!("({})", one_line(&article.title))) } else { title }
}

/// A hit below its first line; `told` are the dates to be named. Copies that are hits themselves need no word.
pub(super) fn push_hit(
    text: &mut String,
    hit: &Hit,
    told: &[String],
    tells_copies: bool,
    working_folder: &str,
    style: Style,
) {
    let article = &hit.article;
    let source =
        article.source.as_deref().map_or_else(|| "no source".to_owned(), |source| one_line(source).into_owned());
    let date = match article.month_day_alone() {
        Some(told) => yearless_text(told),
        None => date_text(article.published.as_ref(), hit.unsure),
    };
    push(text, &format!("   {}", style.paint(META, &format!("{source} · {date}"))));
    if !hit.passage.text.is_empty() {
        let indent = "   ";
        let options = textwrap::Options::new(style.width.max(20))
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(indent)
            .subsequent_indent(indent);
        let beside = |text: &mut String, is_before: bool| {
            for passage in hit.context.iter().filter(|passage| passage.is_before == is_before) {
                let shown = format!("| {}", single_spaced(&one_line(&passage.text)));
                let options = options.clone().subsequent_indent("   | ");
                for line in textwrap::fill(&shown, options).lines() {
                    push(text, &style.paint(META, line));
                }
            }
        };
        beside(text, true);
        let passage = marked(&hit.passage.text, &hit.passage.matches, Ansi::new(), style, one_line);
        let (before, after) =
            (if hit.passage.cut_before { "… " } else { "" }, if hit.passage.cut_after { " …" } else { "" });
        text.push_str(&textwrap::fill(&format!("{before}{}{after}", single_spaced(&passage)), options.clone()));
        text.push('\n');
        beside(text, false);
    }
    if !hit.missing.is_empty() {
        let missing: Vec<String> = hit.missing.iter().map(|word| one_line(word).into_owned()).collect();
        push(text, &format!("   {}", style.paint(META, &format!("missing: {}", missing.join(", ")))));
    }
    if !told.is_empty() {
        push(text, &format!("   {}", style.paint(META, &format!("tells: {}", told.join(", ")))));
    }
    let actors: Vec<String> = hit
        .actors
        .iter()
        .filter(|actor| actor.kind != Kind::Place)
        .map(|actor| one_line(&actor.name).into_owned())
        .collect();
    if !actors.is_empty() {
        push(text, &format!("   {}", style.paint(META, &format!("actors: {}", actors.join(", ")))));
    }
    if let Some(copies) = hit.story.as_ref().filter(|_| tells_copies).and_then(copies_text) {
        push(text, &format!("   {}", style.paint(META, &copies)));
    }
    let path = one_line(display_path(&article.path, working_folder)).into_owned();
    push(text, &format!("   {}", style.paint(PLACE, &format!("{path}:{}", hit.passage.line))));
    text.push('\n');
}

/// "+3 copies (sources A, B)": how many other articles have the text, and who published them.
pub(super) fn copies_text(story: &HitStory) -> Option<String> {
    let copies = match story.copies_len {
        0 => return None,
        1 => "+1 copy".to_owned(),
        count => format!("+{count} copies"),
    };
    let mut sources: Vec<String> = Vec::new();
    for source in story.copies.iter().filter_map(|copy| copy.source.as_deref()) {
        let source = one_line(source).into_owned();
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let more = sources.len() > SOURCES_TOLD_MAX || story.copies.len() as u64 != story.copies_len;
    sources.truncate(SOURCES_TOLD_MAX);
    Some(match sources.len() {
        0 => copies,
        1 if !more => format!("{copies} (source {})", sources[0]),
        _ => format!("{copies} (sources {}{})", sources.join(", "), if more { ", …" } else { "" }),
    })
}

/// A text with its matches marked, all that is printed made harmless by `clean`; `around` is how the rest of it looks.
pub(super) fn marked<'a>(
    text: &'a str,
    matches: &[Match],
    around: Ansi,
    style: Style,
    clean: impl Fn(&'a str) -> Cow<'a, str>,
) -> String {
    let mut marked = String::with_capacity(text.len() + 32);
    let between = |part: &'a str| if part.is_empty() { String::new() } else { style.paint(around, &clean(part)) };
    let mut at = 0;
    for found in matches {
        marked.push_str(&between(&text[at..found.span.start]));
        let surface = clean(found.span.of(text));
        if style.color {
            marked.push_str(&style.paint(MATCH, &surface));
        } else {
            write!(marked, "[{surface}]").expect("a string takes every write");
        }
        at = found.span.end;
    }
    marked.push_str(&between(&text[at..]));
    marked
}

/// Runs of spaces, which paragraph ends leave, as one.
fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}

fn push_summary(text: &mut String, result: &SearchResult, request: &Request) {
    let counts = result.counts;
    let mut line = counted(counts.articles, "article");
    if counts.stories < counts.articles {
        let stories = if counts.stories == 1 { "1 story".to_owned() } else { format!("{} stories", counts.stories) };
        write!(line, " ({stories})").expect("a string takes every write");
    }
    write!(line, ", {}", counted(counts.passages, "matching passage")).expect("a string takes every write");
    if let Some(timeline) = &result.timeline {
        push_timeline_summary(&mut line, timeline);
    } else if let (Some(first), Some(last)) = (result.hits.first(), result.hits.last()) {
        write!(line, "; shown: {} to {}", first.rank, last.rank).expect("a string takes every write");
    } else if counts.articles > 0 && request.limit > 0 && result.matrix.is_none() {
        write!(line, "; none left to show after --offset {}", request.offset).expect("a string takes every write");
    }
    push(text, &line);
    if let Some(partial) = counts.partial.filter(|partial| *partial > 0) {
        let verb = if partial == 1 { "has" } else { "have" };
        let all = if counts.articles > 0 { "besides, " } else { "" };
        push(text, &format!("{all}{} {verb} the most telling of the words", counted(partial, "article")));
    }
    if let Some(timeline) = &result.timeline {
        push_timeline_rest(text, timeline);
    }
}

pub(super) fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(textwrap::core::display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

fn push_left_out(text: &mut String, result: &SearchResult, request: &Request) {
    if request.undated.unwrap_or_default() != Undated::Exclude {
        return;
    }
    let counts = result.counts;
    let mut tell = |count: u64, what: &str, why: &str| {
        if count > 0 {
            let verb = if count == 1 { "matches" } else { "match" };
            push(text, "");
            push(text, &format!("{} also {verb}{why}: --undated include", counted(count, what)));
        }
    };
    tell(counts.undated, "undated article", "");
    tell(counts.unsure, "article", ", of a date too vague for the filter");
}
