//! Facets as JSON, by `index-schema/search-output.schema.json`.

use crate::date::Day;
use crate::search::{ActorRow, BucketRows, DateRow, Facets, SourceRow};
use serde::Serialize;

#[derive(Serialize, Default)]
pub(super) struct FacetsOut<'a> {
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

/// What date facets put in no bucket.
#[derive(Serialize, Default)]
pub(super) struct FacetsRest {
    #[serde(skip_serializing_if = "Option::is_none")]
    date_wide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_undated: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_before: Option<DateFacet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_after: Option<DateFacet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_wide: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_undated: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_before: Option<DateFacet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_after: Option<DateFacet>,
}

#[derive(Serialize)]
pub(super) struct ActorFacet<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    articles: u64,
}

#[derive(Serialize)]
pub(super) struct DateFacet {
    first: Day,
    last: Day,
    articles: u64,
}

#[derive(Serialize)]
pub(super) struct SourceFacet<'a> {
    name: &'a str,
    articles: u64,
}

impl DateFacet {
    fn of(row: &DateRow) -> Self {
        DateFacet { first: row.first, last: row.last, articles: row.articles }
    }

    fn all(buckets: &BucketRows) -> Vec<Self> {
        buckets.rows.iter().map(DateFacet::of).collect()
    }
}

impl FacetsRest {
    fn of(facets: &Facets) -> Self {
        let (date, event) = (facets.date.as_ref(), facets.event.as_ref());
        let end = |row: Option<&DateRow>| row.map(DateFacet::of);
        FacetsRest {
            date_wide: date.map(|buckets| buckets.wide),
            date_undated: date.map(|buckets| buckets.undated),
            date_before: end(date.and_then(|buckets| buckets.before.as_ref())),
            date_after: end(date.and_then(|buckets| buckets.after.as_ref())),
            event_wide: event.map(|buckets| buckets.wide),
            event_undated: event.map(|buckets| buckets.undated),
            event_before: end(event.and_then(|buckets| buckets.before.as_ref())),
            event_after: end(event.and_then(|buckets| buckets.after.as_ref())),
        }
    }
}

impl<'a> FacetsOut<'a> {
    pub(super) fn of(facets: &'a Facets) -> Self {
        let actor = |row: &'a ActorRow| ActorFacet {
            id: &row.id,
            name: &row.name,
            kind: row.kind.as_str(),
            articles: row.articles,
        };
        let source = |row: &'a SourceRow| SourceFacet { name: &row.name, articles: row.articles };
        FacetsOut {
            actor: facets.actor.as_ref().map(|rows| rows.iter().map(actor).collect()),
            date: facets.date.as_ref().map(DateFacet::all),
            source: facets.source.as_ref().map(|rows| rows.iter().map(source).collect()),
            event: facets.event.as_ref().map(DateFacet::all),
            rest: FacetsRest::of(facets),
        }
    }

    /// Its rows as records, one by one, and what is in no row.
    pub(super) fn into_records(self) -> (impl Iterator<Item = FacetRecord<'a>>, FacetsRest) {
        let rows = self.actor.into_iter().flatten().map(FacetRecord::Actor);
        let rows = rows.chain(self.date.into_iter().flatten().map(FacetRecord::Date));
        let rows = rows.chain(self.source.into_iter().flatten().map(FacetRecord::Source));
        (rows.chain(self.event.into_iter().flatten().map(FacetRecord::Event)), self.rest)
    }
}

#[derive(Serialize)]
#[serde(tag = "facet", rename_all = "lowercase")]
pub(super) enum FacetRecord<'a> {
    Actor(ActorFacet<'a>),
    Date(DateFacet),
    Source(SourceFacet<'a>),
    Event(DateFacet),
}
