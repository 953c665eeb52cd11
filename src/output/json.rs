//! Search results as JSON, by `index-schema/search-output.schema.json`.

use super::command::Caller;
use super::json_facets::{FacetRecord, FacetsOut, FacetsRest};
use super::json_hit::HitOut;
use super::json_matrix::{CellOut, MatrixOut, cells};
use super::json_query::{Query, SuggestionOut};
use super::json_timeline::{TimelineRest, TimelineRowOut, timeline_rows};
use super::safe::commands;
use crate::search::{Counts, Request, SearchResult};
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
    let (rows, facets) = FacetsOut::of(&result.facets).into_records();
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
    records.extend(rows.map(Record::Facet));
    let timeline = TimelineRest::of(result.timeline.as_ref());
    records.push(Record::Summary { counts: result.counts.into(), facets, timeline });
    let mut lines = String::new();
    for record in records {
        let line = serde_json::to_string(&Line { query_id, record }).expect("strings and numbers are valid JSON");
        lines.push_str(&escaped(line));
        lines.push('\n');
    }
    lines
}
