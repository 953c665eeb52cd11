//! A whole article, for reading and as JSON by `index-schema/article-output.schema.json`.

use super::json::{FORMAT_VERSION, escaped};
use super::json_hit::{ActorOut, ArticleOut, EventOut, MatchOut};
use super::json_story::StoryOut;
use super::safe::{display_path, one_line, safe};
use super::text::{META, Style, TITLE, copies_text, marked, push, title_text};
use super::text_dates::{date_text, told_text, yearless_text};
use crate::search::ArticleView;
use anstyle::Style as Ansi;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<QueryOut<'a>>,
    article: ArticleOut<'a>,
    text: &'a str,
    matches: Vec<MatchOut<'a>>,
    passages: Vec<PassageOut>,
    actors: Vec<CountedActor<'a>>,
    event_dates: Vec<PlacedEvent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<StoryOut<'a>>,
}

#[derive(Serialize)]
struct QueryOut<'a> {
    input: &'a str,
    parsed: &'a str,
}

#[derive(Serialize)]
struct PassageOut {
    number: u32,
    start_byte: usize,
    end_byte: usize,
    line: u64,
}

#[derive(Serialize)]
struct CountedActor<'a> {
    #[serde(flatten)]
    actor: ActorOut<'a>,
    mentions: u64,
}

#[derive(Serialize)]
struct PlacedEvent<'a> {
    #[serde(flatten)]
    event: EventOut<'a>,
    start_byte: usize,
    end_byte: usize,
}

/// One JSON object and a newline; all spans are bytes of `text`. `query` is the query as typed.
pub fn article_json(view: &ArticleView, query: &str, working_folder: &str) -> String {
    let document = Document {
        format_version: FORMAT_VERSION,
        query: view.parsed.as_deref().map(|parsed| QueryOut { input: query, parsed }),
        article: ArticleOut::of(&view.article, working_folder).marked(&view.title_matches),
        text: &view.text,
        matches: MatchOut::all(&view.matches, &view.text),
        passages: view
            .passages
            .iter()
            .map(|passage| PassageOut {
                number: passage.record.number,
                start_byte: passage.span.start,
                end_byte: passage.span.end,
                line: passage.record.line,
            })
            .collect(),
        actors: view
            .actors
            .iter()
            .map(|(actor, mentions)| CountedActor { actor: ActorOut::of(actor), mentions: *mentions })
            .collect(),
        event_dates: view
            .event_dates
            .iter()
            .map(|(event, span)| PlacedEvent { event: EventOut::of(event), start_byte: span.start, end_byte: span.end })
            .collect(),
        story: view.story.as_ref().map(|story| StoryOut::of(story, working_folder)),
    };
    escaped(serde_json::to_string_pretty(&document).expect("strings and numbers are valid JSON")) + "\n"
}

/// Title, what is known of the article, the text with its matches marked, actors, dates and copies.
pub fn article_text(view: &ArticleView, working_folder: &str, style: Style) -> String {
    let article = &view.article;
    let mut text = String::new();
    push(&mut text, &title_text(article, &view.title_matches, style));
    let mut told = |name: &str, value: &str| {
        push(&mut text, &style.paint(META, &format!("{name}: {}", one_line(value))));
    };
    told("id", &article.id);
    if let Some(source) = &article.source {
        told("source", source);
    }
    match (article.month_day_alone(), &article.published) {
        (Some(month_day), _) => told("published", &yearless_text(month_day)),
        (None, Some(date)) => {
            let evidence = &date.evidence;
            let days = date_text(Some(date), false);
            told("published", &format!("{days} ({}: {:?})", evidence.rule, evidence.surface));
        }
        (None, None) => told("published", "undated"),
    }
    if let Some(url) = &article.url {
        told("url", url);
    }
    if let Some(language) = &article.language {
        told("language", language);
    }
    let line = view.passages.first().map_or(1, |passage| passage.record.line);
    told("file", &format!("{}:{line}", display_path(&article.path, working_folder)));
    push(&mut text, "");
    let marked = marked(&view.text, &view.matches, Ansi::new(), style, safe);
    for line in marked.lines() {
        let options = textwrap::Options::new(style.width.max(20)).word_splitter(textwrap::WordSplitter::NoHyphenation);
        push(&mut text, &textwrap::fill(line, options));
    }
    if !view.actors.is_empty() {
        push(&mut text, "");
        push(&mut text, &style.paint(TITLE, "actors"));
        for (actor, mentions) in &view.actors {
            let (name, id) = (one_line(&actor.name), one_line(&actor.id));
            push(&mut text, &format!("  {mentions:>6}  {name}  {id} ({})", actor.kind.as_str()));
        }
    }
    if !view.event_dates.is_empty() {
        push(&mut text, "");
        push(&mut text, &style.paint(TITLE, "dates told"));
        view.event_dates.iter().for_each(|(event, _)| push(&mut text, &format!("  {}", told_text(event))));
    }
    if let Some(copies) = view.story.as_ref().and_then(copies_text) {
        push(&mut text, "");
        push(&mut text, &copies);
        for copy in view.story.iter().flat_map(|story| &story.copies) {
            let source = copy.source.as_deref().unwrap_or("no source");
            let (id, source, title) = (one_line(&copy.id), one_line(source), one_line(&copy.title));
            push(&mut text, &format!("  {id}  {source} · {} · {title}", date_text(copy.published.as_ref(), false)));
        }
    }
    text
}
