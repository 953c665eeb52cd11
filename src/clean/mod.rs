//! Cleaning: the text of an article as scrapers leave it becomes title, story and evidence.
//!
//! Titles said twice, date lines, prompts to comment or share and control characters are cut; what was
//! cut is listed with its rule, and a map leads every byte that is kept back to the source. What is not
//! surely clutter stays: a wrong cut loses text, a missed one does not. Judging the dates that are
//! found here, and choosing among them, is left to `annotate`.

mod control;
mod dateline;
mod header;
mod line;
mod map;
mod prompt;
mod title;
mod words;

pub use map::{REMOVED_CONTROLS_MAX, SourceMap};

use crate::article::Article;
use crate::publication::{DateCandidate, DateRule, Told, zone_behind};
use crate::text::Span;
use control::collapsed;
use header::HeaderDate;
use line::{Line, lines, tail_start};
use prompt::{Place, prompt_rule};
use title::Title;

/// Lines (not blank) at the start of a text that may be its header.
const HEADER_LINES_MAX: usize = 10;
/// Longest header line in bytes; a longer one begins the story.
const HEADER_LINE_BYTES_MAX: usize = 220;
/// Lines (not blank) at the end of a text that may be its footer.
const FOOTER_LINES_MAX: usize = 10;
/// Paragraphs at the start of a text that may begin with a dateline: a lead may precede it.
const DATELINE_PARAGRAPHS_MAX: usize = 3;
/// Date lines below the header from which on a text is a list of days.
const TIMELINE_DAYS_MIN: usize = 2;
/// Lines (not blank) in which a list of days is looked for.
const TIMELINE_LINES_MAX: usize = 2000;

/// An article with its clutter cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The title field, else the title line, else the first sentence; one line without control characters.
    pub title: Option<String>,
    /// Whether the title is only the first sentence.
    pub title_derived: bool,
    /// The story.
    pub text: String,
    /// From bytes of `text` to bytes of `Article.text`.
    pub map: SourceMap,
    /// What was cut, in reading order.
    pub removed: Vec<Removed>,
    /// Dates that header, footer and dateline state, the most trusted rule first.
    pub dates: Vec<DateCandidate>,
    /// Who published it, from a dateline or an agency's mark; only when the record does not say.
    pub source: Option<String>,
}

/// A piece of `Article.text` that was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// First byte in `Article.text`.
    pub start_byte: usize,
    /// One past its last byte.
    pub end_byte: usize,
    /// The piece.
    pub text: String,
    /// Why: "title-line", "repeated-title", "prompt", "share-bar", "control" or the rule of a date.
    pub rule: &'static str,
}

/// A piece that is to be cut, in bytes of `Article.text`.
#[derive(Debug, Clone, Copy)]
struct Cut {
    span: Span,
    rule: &'static str,
}

/// Cuts what is clutter and finds title, dates and source.
pub fn clean(article: &Article) -> Cleaned {
    let mut found = Findings::of(article);
    let mut built = map::build(&article.text, &found.cuts);
    if built.text.is_empty() && !found.cuts.is_empty() && found.given_title.is_none() {
        // Nothing but clutter: then it is none, and a title line alone is the text.
        found.cuts.retain(|cut| cut.rule != "title-line");
        built = map::build(&article.text, &found.cuts);
        if built.text.is_empty() {
            built = map::build(&article.text, &[]);
        }
    }
    let (title, title_derived) = found.title(&built.text);
    let map::Built { text, map, removed } = built;
    Cleaned { title, title_derived, text, map, removed, dates: found.dates, source: found.source }
}

/// Cuts nothing, so that spans index the record's own text; title, dates and source are still found.
pub fn verbatim(article: &Article) -> Cleaned {
    let found = Findings::of(article);
    let (title, title_derived) = found.title(&article.text);
    Cleaned {
        title,
        title_derived,
        text: article.text.clone(),
        map: SourceMap::identity(article.text.len()),
        removed: Vec::new(),
        dates: found.dates,
        source: found.source,
    }
}

/// What was found in an article, before anything is cut.
struct Findings {
    given_title: Option<String>,
    line_title: Option<String>,
    /// Sorted, not overlapping.
    cuts: Vec<Cut>,
    dates: Vec<DateCandidate>,
    source: Option<String>,
}

impl Findings {
    fn of(article: &Article) -> Self {
        let given_title = article.title.as_deref().map(collapsed).filter(|title| !title.is_empty());
        let mut found = Findings { given_title, line_title: None, cuts: Vec::new(), dates: Vec::new(), source: None };
        let text = &article.text;
        let title = found.header(text);
        let paragraphs = found.body(text, title.as_ref());
        found.datelines(text, &paragraphs);
        if article.source.as_ref().is_some_and(|source| !source.trim().is_empty()) {
            found.source = None;
        }
        found.dates.sort_by_key(|date| date.rule);
        found
    }

    fn title(&self, text: &str) -> (Option<String>, bool) {
        if let Some(title) = self.given_title.as_ref().or(self.line_title.as_ref()) {
            return (Some(title.clone()), false);
        }
        let story = dateline::dateline(text).map_or(0, |dateline| dateline.end);
        let derived = title::derived(&text[story..]).or_else(|| title::derived(text));
        let is_derived = derived.is_some();
        (derived, is_derived)
    }

    /// Walks the first lines: dates, the title line and its repetitions. Gives the title to look for
    /// further below.
    fn header(&mut self, text: &str) -> Option<Title> {
        let head: Vec<Line> = lines(text).take(HEADER_LINES_MAX + 1).collect();
        let mut title = self.given_title.as_deref().map(Title::of);
        let mut may_be_title = title.is_none();
        let mut is_timeline = None;
        for (index, line) in head.iter().take(HEADER_LINES_MAX).enumerate() {
            let mut span = line.span;
            let next = head.get(index + 1).map(|next| next.span.of(text));
            let place = if index == 0 { Place::First } else { Place::Start };
            if prompt_rule(span.of(text), line.above.map(|above| above.of(text)), place).is_some() {
                continue;
            }
            let line_text = span.of(text);
            let leading = || header::leading_date(line_text).filter(|_| index == 0);
            if let Some(found) = header::labelled_date(line_text).or_else(leading) {
                let is_whole = found.cut.len() == span.len();
                span.start = self.take_date(text, span, found);
                if is_whole {
                    continue;
                }
            }
            if next.is_some()
                && let Some(found) = header::date_line(span.of(text))
            {
                // In a wrapped text a line of a paragraph may happen to hold nothing but a day.
                let goes_on = line.above.is_some_and(|above| !header::is_byline_line(above.of(text)));
                let is_wrapped_on = goes_on && !self.is_cut(line.above) && title::is_wrapped(text);
                let below = head.get(index + 1).map_or(text.len(), |next| next.span.start);
                if !is_wrapped_on && !*is_timeline.get_or_insert_with(|| is_list_of_days(text, below)) {
                    self.take_date(text, span, found);
                    continue;
                }
            }
            let content = span.of(text);
            if let Some(title) = &title {
                if title.is_said_by(content) {
                    self.cuts.push(Cut { span, rule: "repeated-title" });
                    continue;
                }
                if let Some(said) = title.leads(content) {
                    let cut = trimmed_cut(text, said.shifted(span.start));
                    self.cuts.push(Cut { span: cut, rule: "repeated-title" });
                    break;
                }
            }
            if may_be_title
                && let Some(next) = next
                && title::is_title_line(content, next, &text[span.start..])
            {
                self.line_title = Some(collapsed(content));
                self.cuts.push(Cut { span, rule: "title-line" });
                title = Some(Title::of(content));
                may_be_title = false;
                continue;
            }
            may_be_title &= header::is_byline_line(content);
            if content.len() > HEADER_LINE_BYTES_MAX || content.ends_with(['.', '!', '?', '”', '"']) {
                break;
            }
        }
        title
    }

    /// Whether the line above was the last to be cut.
    fn is_cut(&self, above: Option<Span>) -> bool {
        self.cuts.last().is_some_and(|cut| above.is_some_and(|above| above.contains(cut.span)))
    }

    /// Keeps a header's date as evidence and cuts it; gives the byte at which the line goes on.
    fn take_date(&mut self, text: &str, line: Span, found: HeaderDate) -> usize {
        let span = found.span.shifted(line.start);
        self.dates.push(candidate(text, span, found.rule, found.told));
        let cut = found.cut.shifted(line.start);
        self.cuts.push(Cut { span: trimmed_cut(text, cut), rule: found.rule.as_str() });
        cut.end
    }

    /// Walks all lines: prompts, titles said again, dates in the footer. Gives the first paragraphs
    /// that are kept.
    fn body(&mut self, text: &str, title: Option<&Title>) -> Vec<Span> {
        let footer = tail_start(text, FOOTER_LINES_MAX);
        let header_cuts = std::mem::take(&mut self.cuts);
        let mut header_cuts = header_cuts.into_iter().peekable();
        let mut paragraphs = Vec::new();
        for (index, line) in lines(text).enumerate() {
            let mut span = line.span;
            while let Some(cut) = header_cuts.next_if(|cut| cut.span.start < span.end) {
                span.start = cut.span.end.min(span.end);
                self.cuts.push(cut);
            }
            let Some(span) = line::trimmed(text, span) else { continue };
            let is_whole = span == line.span;
            let content = span.of(text);
            let place = match index {
                0 => Place::First,
                _ if span.start >= footer => Place::End,
                _ if index < HEADER_LINES_MAX => Place::Start,
                _ => Place::Middle,
            };
            if is_whole && let Some(rule) = prompt_rule(content, line.above.map(|above| above.of(text)), place) {
                self.cuts.push(Cut { span, rule });
                continue;
            }
            if is_whole && index > 0 && title.is_some_and(|title| title.is_distinct() && title.is_said_by(content)) {
                self.cuts.push(Cut { span, rule: "repeated-title" });
                continue;
            }
            if is_whole
                && place == Place::End
                && let Some(found) = header::labelled_date(content)
                && found.cut.len() == span.len()
            {
                self.take_date(text, span, found);
                continue;
            }
            if paragraphs.len() < DATELINE_PARAGRAPHS_MAX {
                paragraphs.push(span);
            }
        }
        paragraphs
    }

    fn datelines(&mut self, text: &str, paragraphs: &[Span]) {
        for paragraph in paragraphs {
            let Some(found) = dateline::dateline(paragraph.of(text)) else { continue };
            if let Some((span, told)) = found.day {
                self.dates.push(candidate(text, span.shifted(paragraph.start), DateRule::Dateline, told));
            }
            self.source = self.source.take().or(found.source);
            break;
        }
    }
}

/// A date in the text with the zone that stands behind it.
fn candidate(text: &str, span: Span, rule: DateRule, told: Told) -> DateCandidate {
    let zone = zone_behind(&text[span.end..]);
    DateCandidate { rule, field: None, surface: span.of(text).to_owned(), span: Some(span), told, zone }
}

/// The cut without the white space around it.
fn trimmed_cut(text: &str, cut: Span) -> Span {
    line::trimmed(text, cut).unwrap_or(cut)
}

/// Whether lines that hold only a day go on below `start`, the first of them in the first half: then
/// the days are headings of a chronicle and none is the day of publication.
fn is_list_of_days(text: &str, start: usize) -> bool {
    let mut days = 0;
    for line in lines(&text[start..]).take(TIMELINE_LINES_MAX) {
        if header::date_line(line.span.of(&text[start..])).is_some() {
            if days == 0 && line.span.start > (text.len() - start) / 2 {
                return false;
            }
            days += 1;
            if days >= TIMELINE_DAYS_MIN {
                return true;
            }
        }
    }
    false
}
