//! Search results as JSON, by `index-schema/search-output.schema.json`.

use super::command::Caller;
use super::json_explain::{ExplainedOut, ScorePartsOut};
use super::json_matrix::{CellOut, MatrixOut, cells};
use super::json_story::StoryOut;
use super::json_timeline::{TimelineRest, TimelineRowOut, timeline_rows};
use super::reason::ReasonOut;
use super::safe::{commands, display_path};
use crate::date::{Day, Precision, YearlessDate};
use crate::index::ArticleRecord;
use crate::publication::PublicationDate;
use crate::search::{
    BucketRows, ContextPassage, Counts, DateFilter, EventDate, Facets, Hit, HitActor, Like, LikeWord, Match, MatchMode,
    Request, SearchResult, Suggestion, Undated,
};
use serde::Serialize;

/// Version of this output; new keys do not change it.
pub(super) const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    query: Query<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<SuggestionOut<'a>>,
    counts: CountsOut,
    hits: Vec<HitOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<TimelineRowOut<'a>>>,
    #[serde(flatten)]
    timeline_rest: TimelineRest,
    #[serde(skip_serializing_if = "Option::is_none")]
    matrix: Option<MatrixOut<'a>>,
    facets: FacetsOut<'a>,
}

#[derive(Serialize)]
struct Query<'a> {
    input: &'a str,
    parsed: &'a str,
    filters: SearchFilters<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    like: Option<LikeOut<'a>>,
    #[serde(flatten)]
    explained: Option<ExplainedOut<'a>>,
}

impl<'a> Query<'a> {
    fn of(result: &'a SearchResult, request: &'a Request) -> Self {
        Query {
            input: &request.query,
            parsed: &result.parsed,
            filters: SearchFilters::of(request, result),
            like: result.like.as_ref().map(LikeOut::of),
            explained: ExplainedOut::of(result),
        }
    }
}

/// The filters of a request, as they were understood.
#[derive(Serialize)]
pub struct SearchFilters<'a> {
    published: Option<Days>,
    event: Option<Days>,
    actors: &'a [String],
    same_passage: bool,
    undated: &'static str,
    #[serde(rename = "match")]
    mode: &'static str,
    fill: bool,
    expand: bool,
    exact: bool,
    no_inferred: bool,
}

/// A query that may have been meant.
#[derive(Serialize)]
struct SuggestionOut<'a> {
    query: &'a str,
    replaced: Vec<ReplacedOut<'a>>,
    articles: u64,
}

#[derive(Serialize)]
struct ReplacedOut<'a> {
    word: &'a str,
    by: &'a str,
}

impl<'a> SuggestionOut<'a> {
    fn all(suggestions: &'a [Suggestion]) -> Vec<Self> {
        let replaced = |(word, by): &'a (String, String)| ReplacedOut { word, by };
        suggestions
            .iter()
            .map(|Suggestion { query, replaced: words, articles }| SuggestionOut {
                query,
                replaced: words.iter().map(replaced).collect(),
                articles: *articles,
            })
            .collect()
    }
}

#[derive(Serialize)]
struct Days {
    first: Option<Day>,
    last: Option<Day>,
}

impl From<DateFilter> for Days {
    fn from(filter: DateFilter) -> Self {
        Days { first: filter.first, last: filter.last }
    }
}

impl<'a> SearchFilters<'a> {
    /// The filters of `request`, with those that its query holds.
    pub fn of(request: &'a Request, result: &SearchResult) -> Self {
        SearchFilters {
            published: result.published.map(Days::from),
            event: result.event.map(Days::from),
            actors: &request.actors,
            same_passage: request.same_passage,
            undated: match (request.undated, result.published.is_some() || result.event.is_some()) {
                (Some(Undated::Include), _) | (None, false) => "include",
                (Some(Undated::Only), _) => "only",
                (Some(Undated::Exclude), _) | (None, true) => "exclude",
            },
            mode: match request.mode {
                MatchMode::All => "all",
                MatchMode::Most => "most",
                MatchMode::Any => "any",
            },
            fill: request.fill && request.mode == MatchMode::All,
            expand: request.expand,
            exact: request.exact,
            no_inferred: request.no_inferred,
        }
    }
}

#[derive(Serialize)]
struct CountsOut {
    articles: u64,
    stories: u64,
    passages: u64,
    unsure: u64,
    undated: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial: Option<u64>,
}

impl From<Counts> for CountsOut {
    fn from(counts: Counts) -> Self {
        let Counts { articles, stories, passages, unsure, undated, partial, .. } = counts;
        CountsOut { articles, stories, passages, unsure, undated, partial }
    }
}

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

/// The words by which like articles were looked for.
#[derive(Serialize)]
struct LikeOut<'a> {
    id: &'a str,
    words: Vec<LikeWordOut<'a>>,
}

#[derive(Serialize)]
struct LikeWordOut<'a> {
    word: &'a str,
    weight: f32,
    articles: u64,
}

impl<'a> LikeOut<'a> {
    fn of(like: &'a Like) -> Self {
        let word = |word: &'a LikeWord| LikeWordOut { word: &word.word, weight: word.weight, articles: word.articles };
        LikeOut { id: &like.id, words: like.words.iter().map(word).collect() }
    }
}

impl<'a> ArticleOut<'a> {
    pub(super) fn of(article: &'a ArticleRecord, working_folder: &str) -> Self {
        ArticleOut {
            id: &article.id,
            title: &article.title,
            title_derived: article.title_derived,
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            path: display_path(&article.path, working_folder),
            language: article.language.as_deref(),
            published: article.published.as_ref(),
            published_month_day: article.month_day_alone(),
            undated_reasons: ReasonOut::all(article.undated_reasons()),
        }
    }
}

impl<'a> MatchOut<'a> {
    pub(super) fn of(found: &Match, text: &'a str) -> Self {
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
            article: ArticleOut::of(article, working_folder),
            passage: PassageOut {
                number: passage.number,
                start_byte: passage.start_byte,
                end_byte: passage.end_byte,
                line: passage.line,
                text: &passage.text,
                matches: passage.matches.iter().map(|found| MatchOut::of(found, &passage.text)).collect(),
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

#[derive(Serialize, Default)]
struct FacetsOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Vec<ActorFacet<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Vec<DateFacet>>,
    #[serde(flatten)]
    rest: FacetsRest,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Vec<SourceFacet<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Vec<DateFacet>>,
}

/// What date facets cannot put in a bucket.
#[derive(Serialize, Default)]
struct FacetsRest {
    #[serde(skip_serializing_if = "Option::is_none")]
    date_wide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_undated: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_wide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_undated: Option<u64>,
}

#[derive(Serialize)]
struct ActorFacet<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    articles: u64,
}

#[derive(Serialize)]
struct DateFacet {
    first: Day,
    last: Day,
    articles: u64,
}

#[derive(Serialize)]
struct SourceFacet<'a> {
    name: &'a str,
    articles: u64,
}

impl<'a> FacetsOut<'a> {
    fn of(facets: &'a Facets) -> Self {
        let rows = |buckets: &BucketRows| -> Vec<DateFacet> {
            buckets
                .rows
                .iter()
                .map(|row| DateFacet { first: row.first, last: row.last, articles: row.articles })
                .collect()
        };
        FacetsOut {
            actor: facets.actor.as_ref().map(|rows| {
                rows.iter()
                    .map(|row| ActorFacet {
                        id: &row.id,
                        name: &row.name,
                        kind: row.kind.as_str(),
                        articles: row.articles,
                    })
                    .collect()
            }),
            date: facets.date.as_ref().map(rows),
            source: facets
                .source
                .as_ref()
                .map(|rows| rows.iter().map(|row| SourceFacet { name: &row.name, articles: row.articles }).collect()),
            event: facets.event.as_ref().map(rows),
            rest: FacetsRest {
                date_wide: facets.date.as_ref().map(|buckets| buckets.wide),
                date_undated: facets.date.as_ref().map(|buckets| buckets.undated),
                event_wide: facets.event.as_ref().map(|buckets| buckets.wide),
                event_undated: facets.event.as_ref().map(|buckets| buckets.undated),
            },
        }
    }
}

/// One JSON object and a newline. `query_id` is that of a query of a batch. `pretty` spreads it over lines.
pub fn json_document(
    result: &SearchResult,
    request: &Request,
    caller: Caller<'_>,
    query_id: Option<&str>,
    pretty: bool,
) -> String {
    let document = Document {
        format_version: FORMAT_VERSION,
        query_id,
        query: Query::of(result, request),
        suggestions: SuggestionOut::all(&result.suggestions),
        counts: result.counts.into(),
        hits: result.hits.iter().map(|hit| HitOut::of(hit, caller.working_folder, request.explain)).collect(),
        timeline: result.timeline.as_ref().map(|timeline| timeline_rows(timeline, caller.working_folder)),
        timeline_rest: TimelineRest::of(result.timeline.as_ref()),
        matrix: result.matrix.as_ref().map(|matrix| MatrixOut::of(matrix, request, caller.location)),
        facets: FacetsOut::of(&result.facets),
    };
    let json = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
    escaped(json.expect("strings and numbers are valid JSON")) + "\n"
}

/// Escapes what JSON allows raw in a string and a terminal obeys: C1 controls and marks that turn the
/// direction of writing.
pub(super) fn escaped(json: String) -> String {
    if !json.chars().any(commands) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len() + 32), |mut escaped, c| {
        if commands(c) && c != '\n' {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
        escaped
    })
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Record<'a> {
    Query {
        format_version: u32,
        #[serde(flatten)]
        query: Query<'a>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        suggestions: Vec<SuggestionOut<'a>>,
    },
    Hit(HitOut<'a>),
    Timeline(TimelineRowOut<'a>),
    Cell(CellOut<'a>),
    Facet(FacetRecord<'a>),
    Summary {
        counts: CountsOut,
        facets: FacetsRest,
        #[serde(flatten)]
        timeline: TimelineRest,
    },
}

#[derive(Serialize)]
#[serde(tag = "facet", rename_all = "lowercase")]
enum FacetRecord<'a> {
    Actor(ActorFacet<'a>),
    Date(DateFacet),
    Source(SourceFacet<'a>),
    Event(DateFacet),
}

/// The same as JSON Lines: a query, its hits, the rows of its timeline or the cells of its matrix that count something, its
/// facet rows, a summary. `query_id` is that of a query of a batch and stands in every record; rows of the actor facet have an `id` of their own.
pub fn json_lines(result: &SearchResult, request: &Request, caller: Caller<'_>, query_id: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        query_id: Option<&'a str>,
        #[serde(flatten)]
        record: Record<'a>,
    }
    let facets = FacetsOut::of(&result.facets);
    let mut records = vec![Record::Query {
        format_version: FORMAT_VERSION,
        query: Query::of(result, request),
        suggestions: SuggestionOut::all(&result.suggestions),
    }];
    records.extend(result.hits.iter().map(|hit| Record::Hit(HitOut::of(hit, caller.working_folder, request.explain))));
    let timeline = result.timeline.iter().flat_map(|timeline| timeline_rows(timeline, caller.working_folder));
    records.extend(timeline.map(Record::Timeline));
    let cells = result.matrix.iter().flat_map(|matrix| cells(matrix, request, caller.location));
    records.extend(cells.map(Record::Cell));
    let rows = facets.actor.into_iter().flatten().map(FacetRecord::Actor);
    let rows = rows.chain(facets.date.into_iter().flatten().map(FacetRecord::Date));
    let rows = rows.chain(facets.source.into_iter().flatten().map(FacetRecord::Source));
    let rows = rows.chain(facets.event.into_iter().flatten().map(FacetRecord::Event));
    records.extend(rows.map(Record::Facet));
    let timeline = TimelineRest::of(result.timeline.as_ref());
    records.push(Record::Summary { counts: result.counts.into(), facets: facets.rest, timeline });
    let mut lines = String::new();
    for record in records {
        let line = serde_json::to_string(&Line { query_id, record }).expect("strings and numbers are valid JSON");
        lines.push_str(&escaped(line));
        lines.push('\n');
    }
    lines
}
