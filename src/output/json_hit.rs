//! A hit as JSON, and what other answers share with it, by `index-schema/search-output.schema.json`.

use super::json_explain::ScorePartsOut;
use super::json_story::StoryOut;
use super::reason::ReasonOut;
use super::safe::display_path;
use crate::date::{Day, Precision, YearlessDate};
use crate::index::ArticleRecord;
use crate::publication::PublicationDate;
use crate::search::{ContextPassage, EventDate, Hit, HitActor, Match};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct HitOut<'a> {
    rank: u64,
    score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    score_parts: Option<ScorePartsOut>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    missing: &'a [String],
    article: ArticleOut<'a>,
    passage: PassageOut<'a>,
    actors: Vec<ActorOut<'a>>,
    event_dates: Vec<EventOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<ContextOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<StoryOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct ArticleOut<'a> {
    id: &'a str,
    title: &'a str,
    title_derived: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    title_matches: Vec<MatchOut<'a>>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    language: Option<&'a str>,
    published: Option<&'a PublicationDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_month_day: Option<YearlessDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undated_reasons: Vec<ReasonOut>,
}

#[derive(Serialize)]
struct PassageOut<'a> {
    number: u32,
    start_byte: usize,
    end_byte: usize,
    line: u64,
    text: &'a str,
    matches: Vec<MatchOut<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut_before: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut_after: bool,
}

/// A passage beside that of a hit.
#[derive(Serialize)]
struct ContextOut<'a> {
    place: &'static str,
    number: u32,
    start_byte: usize,
    end_byte: usize,
    line: u64,
    text: &'a str,
}

impl<'a> ContextOut<'a> {
    fn of(passage: &'a ContextPassage) -> Self {
        ContextOut {
            place: if passage.is_before { "before" } else { "after" },
            number: passage.number,
            start_byte: passage.start_byte,
            end_byte: passage.end_byte,
            line: passage.line,
            text: &passage.text,
        }
    }
}

impl<'a> ArticleOut<'a> {
    pub(super) fn of(article: &'a ArticleRecord, working_folder: &str) -> Self {
        ArticleOut {
            id: &article.id,
            title: &article.title,
            title_derived: article.title_derived,
            title_matches: Vec::new(),
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            path: display_path(&article.path, working_folder),
            language: article.language.as_deref(),
            published: article.published.as_ref(),
            published_month_day: article.month_day_alone(),
            undated_reasons: ReasonOut::all(article.undated_reasons()),
        }
    }

    /// The same with what matched in the title.
    pub(super) fn marked(self, title_matches: &[Match]) -> Self {
        ArticleOut { title_matches: MatchOut::all(title_matches, self.title), ..self }
    }
}

impl<'a> MatchOut<'a> {
    pub(super) fn all(found: &[Match], text: &'a str) -> Vec<Self> {
        found.iter().map(|found| MatchOut::of(found, text)).collect()
    }

    fn of(found: &Match, text: &'a str) -> Self {
        MatchOut {
            start_byte: found.span.start,
            end_byte: found.span.end,
            surface: found.span.of(text),
            rule: found.rule.as_str(),
        }
    }
}

impl<'a> ActorOut<'a> {
    pub(super) fn of(actor: &'a HitActor) -> Self {
        ActorOut { id: &actor.id, name: &actor.name, kind: actor.kind.as_str() }
    }
}

impl<'a> EventOut<'a> {
    pub(super) fn of(event: &'a EventDate) -> Self {
        EventOut {
            first: event.first,
            last: event.last,
            precision: event.precision,
            inferred: event.inferred,
            surface: &event.surface,
        }
    }
}

#[derive(Serialize)]
pub(super) struct MatchOut<'a> {
    start_byte: usize,
    end_byte: usize,
    surface: &'a str,
    rule: &'static str,
}

#[derive(Serialize)]
pub(super) struct ActorOut<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct EventOut<'a> {
    first: Option<Day>,
    last: Option<Day>,
    precision: Precision,
    inferred: bool,
    surface: &'a str,
}

impl<'a> HitOut<'a> {
    /// `explain` adds what the score is made of.
    pub(super) fn of(hit: &'a Hit, working_folder: &str, explain: bool) -> Self {
        let Hit { article, passage, .. } = hit;
        HitOut {
            rank: hit.rank,
            score: hit.score,
            score_parts: explain.then(|| ScorePartsOut::of(&hit.score_parts)),
            missing: &hit.missing,
            article: ArticleOut::of(article, working_folder).marked(&hit.title_matches),
            passage: PassageOut {
                number: passage.number,
                start_byte: passage.start_byte,
                end_byte: passage.end_byte,
                line: passage.line,
                text: &passage.text,
                matches: MatchOut::all(&passage.matches, &passage.text),
                cut_before: passage.cut_before,
                cut_after: passage.cut_after,
            },
            actors: hit.actors.iter().map(ActorOut::of).collect(),
            event_dates: hit.event_dates.iter().map(EventOut::of).collect(),
            context: hit.context.iter().map(ContextOut::of).collect(),
            story: hit.story.as_ref().map(|story| StoryOut::of(story, working_folder)),
        }
    }
}
