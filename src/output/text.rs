//! Search results as a person reads them.

use super::command::Caller;
use super::safe::{display_path, one_line};
use super::text_explain::{explained_query, explained_score};
use super::text_matrix::push_matrix;
use crate::actor::Kind;
use crate::date::{Day, MONTH_NAMES, Precision, YearlessDate};
use crate::publication::PublicationDate;
use crate::search::{
    BucketRows, Copies, EventDate, Facets, Hit, HitStory, MatchMode, Request, SearchResult, Sort, Timeline, Undated,
};
use anstyle::{AnsiColor, Style as Ansi};
use chrono::Datelike;
use std::fmt::Write;

/// How the text is to look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether colours are used; without them matches stand in `[brackets]`.
    pub color: bool,
    /// Width of a line, in columns.
    pub width: usize,
}

const BAR_COLUMNS: usize = 30;
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
        push(&mut text, &format!("{}. {}", hit.rank, style.paint(TITLE, &title_text(hit))));
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

fn title_text(hit: &Hit) -> String {
    let title = one_line(&hit.article.title);
    if hit.article.title_derived { format!("({title})") } else { title.into_owned() }
}

/// A hit below its first line; `told` are the dates to be named. Copies that are hits themselves need no word.
fn push_hit(text: &mut String, hit: &Hit, told: &[String], tells_copies: bool, working_folder: &str, style: Style) {
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
        let (before, after) =
            (if hit.passage.cut_before { "… " } else { "" }, if hit.passage.cut_after { " …" } else { "" });
        text.push_str(&textwrap::fill(&format!("{before}{}{after}", marked(hit, style)), options.clone()));
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

/// The passage on one line, its matches marked.
fn marked(hit: &Hit, style: Style) -> String {
    let text = &hit.passage.text;
    let mut marked = String::with_capacity(text.len() + 32);
    let mut at = 0;
    for found in &hit.passage.matches {
        marked.push_str(&one_line(&text[at..found.span.start]));
        let surface = one_line(found.span.of(text)).into_owned();
        if style.color {
            marked.push_str(&style.paint(MATCH, &surface));
        } else {
            write!(marked, "[{surface}]").expect("a string takes every write");
        }
        at = found.span.end;
    }
    marked.push_str(&one_line(&text[at..]));
    single_spaced(&marked)
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

/// The date as exactly as it is known: `~` marks an inferred one, `?` one that a filter cannot place.
pub(super) fn date_text(published: Option<&PublicationDate>, unsure: bool) -> String {
    let Some(date) = published else {
        return if unsure { "undated ?".into() } else { "undated".into() };
    };
    let days = match date.precision {
        Precision::Month => {
            format!("{:04}-{:02}", date.interval.first.date().year(), date.interval.first.date().month())
        }
        Precision::Year => format!("{:04}", date.interval.first.date().year()),
        _ => days_text(date.interval.first, date.interval.last),
    };
    format!("{}{days}{}", if date.inferred { "~" } else { "" }, if unsure { " ?" } else { "" })
}

/// A day or month of a year that is not known.
pub(super) fn yearless_text(told: YearlessDate) -> String {
    let month = MONTH_NAMES.get(usize::from(told.month).wrapping_sub(1)).copied().unwrap_or("?");
    match told.day {
        Some(day) => format!("{day} {month} ?"),
        None => format!("{month} ?"),
    }
}

fn days_text(first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

/// A date that a passage tells, and the words for it.
pub(super) fn told_text(event: &EventDate) -> String {
    let mark = if event.inferred { "~" } else { "" };
    let surface = one_line(&event.surface);
    match (event.first, event.last) {
        (Some(first), Some(last)) => {
            let days = bucket_label(first, last);
            if days == surface { format!("{mark}{days}") } else { format!("{mark}{days} \"{surface}\"") }
        }
        _ => format!("{mark}\"{surface}\""),
    }
}

/// Each row with the passage that tells it best, and what is wider than a row.
fn push_timeline(text: &mut String, timeline: &Timeline, working_folder: &str, style: Style) {
    for row in &timeline.rows {
        let days = bucket_label(row.first, row.last);
        push(text, &format!("{} · {}", style.paint(TITLE, &days), counted(row.articles, "article")));
        push(text, &format!("   {}", style.paint(TITLE, &title_text(&row.hit))));
        let inside = |event: &&EventDate| {
            event.first.is_some_and(|first| row.first <= first) && event.last.is_some_and(|last| last <= row.last)
        };
        let told: Vec<String> = row.hit.event_dates.iter().filter(inside).map(told_text).collect();
        push_hit(text, &row.hit, &told, true, working_folder, style);
    }
}

/// How many rows there are, and what is in none.
fn push_timeline_summary(line: &mut String, timeline: &Timeline) {
    write!(line, "; {}", counted(timeline.rows_len, timeline.grain.as_str())).expect("a string takes every write");
    if let (Some(first), Some(last)) = (timeline.rows.first(), timeline.rows.last()) {
        write!(line, ", shown: {} to {}", first.hit.rank, last.hit.rank).expect("a string takes every write");
    }
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
    let Some(timeline) = &result.timeline else { return };
    let mut tell = |articles: u64, what: &str| {
        if articles > 0 {
            let verb = if articles == 1 { "tells" } else { "tell" };
            push(text, &format!("{} {verb} {what}", counted(articles, "article")));
        }
    };
    tell(timeline.wide, &format!("a date wider than a {}", timeline.grain.as_str()));
    tell(timeline.undated, "no date");
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn push_facets(text: &mut String, facets: &Facets, style: Style) {
    if let Some(rows) = facets.actor.as_ref().filter(|rows| !rows.is_empty()) {
        heading(text, "actors", style);
        let width = rows.iter().map(|row| textwrap::core::display_width(&row.name)).max().unwrap_or(0).min(40);
        let organs_follow =
            rows[0].kind == Kind::State && rows.iter().all(|row| row.id.contains('/') || row.kind == Kind::State);
        for row in rows {
            let name = padded(&one_line(&row.name), width);
            // An organ stands behind its state only where states are asked for.
            let follows_state = organs_follow && row.id.contains('/');
            let indent = if follows_state { "  " } else { "" };
            push(
                text,
                &format!("  {indent}{:>6}  {name}  {} ({})", row.articles, one_line(&row.id), row.kind.as_str()),
            );
        }
    }
    if let Some(rows) = facets.source.as_ref().filter(|rows| !rows.is_empty()) {
        heading(text, "sources", style);
        for row in rows {
            push(text, &format!("  {:>6}  {}", row.articles, one_line(&row.name)));
        }
    }
    if let Some(buckets) = &facets.date {
        push_buckets(text, "published", buckets, style);
    }
    if let Some(buckets) = &facets.event {
        push_buckets(text, "events", buckets, style);
    }
}

fn heading(text: &mut String, heading: &str, style: Style) {
    push(text, "");
    push(text, &style.paint(TITLE, heading));
}

pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(textwrap::core::display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

fn push_buckets(text: &mut String, name: &str, buckets: &BucketRows, style: Style) {
    if buckets.rows.is_empty() && buckets.wide == 0 && buckets.undated == 0 {
        return;
    }
    heading(text, name, style);
    let most = buckets.rows.iter().map(|row| row.articles).max().unwrap_or(0).max(1);
    let labels: Vec<String> = buckets.rows.iter().map(|row| bucket_label(row.first, row.last)).collect();
    let width = labels.iter().map(String::len).max().unwrap_or(10).max("undated".len());
    let line = |text: &mut String, label: &str, articles: u64| {
        let columns = (articles as usize * BAR_COLUMNS).div_ceil(most as usize).min(BAR_COLUMNS);
        push(text, &format!("  {articles:>6}  {label:<width$}  {}", "█".repeat(columns)));
    };
    for (row, label) in buckets.rows.iter().zip(&labels) {
        line(text, label, row.articles);
    }
    let rest = |text: &mut String, label: &str, articles: u64| {
        if articles > 0 {
            push(text, &format!("  {articles:>6}  {label}"));
        }
    };
    rest(text, "wider than a row", buckets.wide);
    rest(text, "undated", buckets.undated);
}

/// A bucket as short as it can be said.
pub(super) fn bucket_label(first: Day, last: Day) -> String {
    let (from, to) = (first.date(), last.date());
    let whole_month = from.day() == 1 && last.plus(1).date().day() == 1;
    if first == last {
        first.to_string()
    } else if whole_month && from.month() == 1 && to.month() == 12 && from.year() == to.year() {
        format!("{:04}", from.year())
    } else if whole_month && (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{:04}-{:02}", from.year(), from.month())
    } else {
        format!("{first}..{last}")
    }
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
