//! Search results as JSON, by `index-schema/search-output.schema.json`.

use super::command::Caller;
use super::json_matrix::{CellOut, MatrixOut, cells};
use super::json_timeline::{TimelineRest, TimelineRowOut, timeline_rows};
use super::reason::ReasonOut;
use super::safe::{commands, display_path};
use crate::date::{Day, Precision, YearlessDate};
use crate::publication::PublicationDate;
use crate::search::{BucketRows, Counts, DateFilter, Facets, Hit, MatchMode, Request, SearchResult, Undated};
use serde::Serialize;

/// Version of this output; new keys do not change it.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    query: Query<'a>,
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
    exact: bool,
    no_inferred: bool,
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
    /// The filters of `request`.
    pub fn of(request: &'a Request) -> Self {
        SearchFilters {
            published: request.published.map(Days::from),
            event: request.event.map(Days::from),
            actors: &request.actors,
            same_passage: request.same_passage,
            undated: match (request.undated, request.published.is_some() || request.event.is_some()) {
                (Some(Undated::Include), _) | (None, false) => "include",
                (Some(Undated::Only), _) => "only",
                (Some(Undated::Exclude), _) | (None, true) => "exclude",
            },
            mode: match request.mode {
                MatchMode::All => "all",
                MatchMode::Any => "any",
            },
            exact: request.exact,
            no_inferred: request.no_inferred,
        }
    }
}

#[derive(Serialize)]
struct CountsOut {
    articles: u64,
    passages: u64,
    unsure: u64,
    undated: u64,
}

impl From<Counts> for CountsOut {
    fn from(counts: Counts) -> Self {
        let Counts { articles, passages, unsure, undated, .. } = counts;
        CountsOut { articles, passages, unsure, undated }
    }
}

#[derive(Serialize)]
pub(super) struct HitOut<'a> {
    rank: u64,
    score: f32,
    article: ArticleOut<'a>,
    passage: PassageOut<'a>,
    actors: Vec<ActorOut<'a>>,
    event_dates: Vec<EventOut<'a>>,
}

#[derive(Serialize)]
struct ArticleOut<'a> {
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
}

#[derive(Serialize)]
struct MatchOut<'a> {
    start_byte: usize,
    end_byte: usize,
    surface: &'a str,
    rule: &'static str,
}

#[derive(Serialize)]
struct ActorOut<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct EventOut<'a> {
    first: Option<Day>,
    last: Option<Day>,
    precision: Precision,
    inferred: bool,
    surface: &'a str,
}

impl<'a> HitOut<'a> {
    pub(super) fn of(hit: &'a Hit, working_folder: &str) -> Self {
        let Hit { article, passage, .. } = hit;
        HitOut {
            rank: hit.rank,
            score: hit.score,
            article: ArticleOut {
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
            },
            passage: PassageOut {
                number: passage.number,
                start_byte: passage.start_byte,
                end_byte: passage.end_byte,
                line: passage.line,
                text: &passage.text,
                matches: passage
                    .matches
                    .iter()
                    .map(|found| MatchOut {
                        start_byte: found.span.start,
                        end_byte: found.span.end,
                        surface: found.span.of(&passage.text),
                        rule: found.rule.as_str(),
                    })
                    .collect(),
            },
            actors: hit
                .actors
                .iter()
                .map(|actor| ActorOut { id: &actor.id, name: &actor.name, kind: actor.kind.as_str() })
                .collect(),
            event_dates: hit
                .event_dates
                .iter()
                .map(|event| EventOut {
                    first: event.first,
                    last: event.last,
                    precision: event.precision,
                    inferred: event.inferred,
                    surface: &event.surface,
                })
                .collect(),
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
        query: Query { input: &request.query, parsed: &result.parsed, filters: SearchFilters::of(request) },
        counts: result.counts.into(),
        hits: result.hits.iter().map(|hit| HitOut::of(hit, caller.working_folder)).collect(),
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
fn escaped(json: String) -> String {
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
    let query = Query { input: &request.query, parsed: &result.parsed, filters: SearchFilters::of(request) };
    let mut records = vec![Record::Query { format_version: FORMAT_VERSION, query }];
    records.extend(result.hits.iter().map(|hit| Record::Hit(HitOut::of(hit, caller.working_folder))));
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
