//! Matrices: how many matched articles belong to each pair of an actor and a day, or of two actors.
//!
//! A cell is counted by the very filters of the query that asks for it, so that query finds as many articles. The
//! facets come first, for they tell which actors and days the axes hold; then every matched article is placed.

use super::classify::Place;
use super::columns::Columns;
use super::date_facet::{DateRow, buckets};
use super::facets::ActorCounts;
use super::filters::Filters;
use super::searcher::Searcher;
use crate::actor::Kind;
use crate::date::{Day, Interval};
use rustc_hash::FxHashMap;
use tantivy::{DocAddress, DocId};

/// Most actors of an axis, whatever the limit.
pub const MATRIX_ACTORS_MAX: usize = 1000;

/// What an axis of a matrix holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixAxis {
    /// The most named actors, of these kinds; of all, when none is given.
    Actor(Vec<Kind>),
    /// Publication dates.
    Date,
    /// Dates that passing passages tell.
    Event,
}

/// One row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixLabel {
    /// An actor.
    Actor {
        /// Its id.
        id: String,
        /// Name for display.
        name: String,
    },
    /// Days of publication, cut to the filter that stands.
    Published(Day, Day),
    /// Days that a passage tells, cut to the filter that stands.
    Event(Day, Day),
}

/// Counts by two axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The rows, in the order of the facet.
    pub rows: Vec<MatrixLabel>,
    /// The columns, likewise.
    pub columns: Vec<MatrixLabel>,
    /// For each row, how many articles belong to it and to each column.
    pub cells: Vec<Vec<u32>>,
}

/// Gathers what a matrix is made of while the articles are looked at.
pub(super) struct MatrixCount {
    axes: [MatrixAxis; 2],
    articles: Vec<DocAddress>,
    actors: ActorCounts,
    days: Vec<(u32, Interval)>,
}

/// What a matched article must have to belong to a row or column.
#[derive(Debug)]
enum Member {
    /// One of these names, by their numbers, ascending.
    Actor(Vec<u32>),
    Published(Interval),
    Event(Interval),
}

/// One axis while it is counted.
struct Axis {
    labels: Vec<MatrixLabel>,
    members: Vec<Member>,
    /// The line of each actor.
    of_actor: FxHashMap<u32, usize>,
}

impl MatrixCount {
    pub fn new(axes: [MatrixAxis; 2], actors: usize) -> Self {
        MatrixCount { axes, articles: Vec::new(), actors: ActorCounts::new(actors), days: Vec::new() }
    }

    /// Notes a matched article, which names these actors.
    pub fn take(&mut self, filters: &Filters<'_>, columns: &Columns, address: DocAddress, actors: &[u32]) {
        self.articles.push(address);
        let number = self.articles.len() as u32;
        let article = address.doc_id;
        self.actors.count(actors);
        for axis in &self.axes {
            match axis {
                MatrixAxis::Actor(_) => {}
                MatrixAxis::Date => {
                    self.days.extend(filters.publication_days(columns, article).map(|days| (number, days)));
                }
                MatrixAxis::Event => {
                    let passing = filters.event_days(columns, article).filter(|(_, place)| *place != Place::Outside);
                    self.days.extend(passing.map(|(days, _)| (number, days)));
                }
            }
        }
    }

    /// Counts the cells; `limit` (0 is as many as there are, up to [`MATRIX_ACTORS_MAX`]) cuts axes of actors.
    pub fn finish(self, searcher: &Searcher, filters: &Filters<'_>, limit: usize) -> Matrix {
        let MatrixCount { axes, articles, actors, days } = self;
        let buckets = buckets(days, articles.len() as u64);
        let buckets: Vec<DateRow> = buckets.with_ends().copied().collect();
        let [rows, columns] = axes.map(|axis| match axis {
            MatrixAxis::Actor(kinds) => Axis::of_actors(&actors, &kinds, searcher, limit),
            MatrixAxis::Date => Axis::of_days(
                &buckets,
                |days| filters.clip_to_publication(days),
                |days| (MatrixLabel::Published(days.first, days.last), Member::Published(days)),
            ),
            MatrixAxis::Event => Axis::of_days(
                &buckets,
                |days| filters.clip_to_event(days),
                |days| (MatrixLabel::Event(days.first, days.last), Member::Event(days)),
            ),
        });
        let mut cells = vec![vec![0u32; columns.labels.len()]; rows.labels.len()];
        for address in articles {
            let segment = &searcher.columns[address.segment_ord as usize];
            let lines = |axis: &Axis| axis.lines_of(searcher, filters, segment, address.doc_id);
            let (in_rows, in_columns) = (lines(&rows), lines(&columns));
            for &row in &in_rows {
                for &column in &in_columns {
                    // What each has by itself, it has together, but for what one passage must have.
                    let both = || {
                        let both = rows.members[row].narrow(*filters);
                        columns.members[column].narrow(both).shows_article(segment, address.doc_id)
                    };
                    if !filters.binds_actors() || both() {
                        cells[row][column] += 1;
                    }
                }
            }
        }
        Matrix { rows: rows.labels, columns: columns.labels, cells }
    }
}

impl Member {
    /// The filters of the query that asks for this member.
    fn narrow<'a>(&'a self, filters: Filters<'a>) -> Filters<'a> {
        match self {
            Member::Actor(numbers) => filters.with_actor(numbers),
            Member::Published(days) => filters.published_within(*days),
            Member::Event(days) => filters.event_within(*days),
        }
    }
}

impl Axis {
    fn of_actors(actors: &ActorCounts, kinds: &[Kind], searcher: &Searcher, limit: usize) -> Self {
        let names = &searcher.open.names;
        let limit = if limit == 0 { MATRIX_ACTORS_MAX } else { limit.min(MATRIX_ACTORS_MAX) };
        let mut axis = Axis { labels: Vec::new(), members: Vec::new(), of_actor: FxHashMap::default() };
        for (actor, row) in actors.most_named(limit, kinds, |actor| names.kind(actor), |actor| names.actor(actor)) {
            let mut numbers = names.numbers_of_actor(actor);
            numbers.sort_unstable();
            axis.of_actor.insert(actor, axis.members.len());
            axis.members.push(Member::Actor(numbers));
            axis.labels.push(MatrixLabel::Actor { id: row.id, name: row.name });
        }
        axis
    }

    fn of_days(
        buckets: &[DateRow],
        clip: impl Fn(Interval) -> Interval,
        line: impl Fn(Interval) -> (MatrixLabel, Member),
    ) -> Self {
        let days = buckets.iter().filter_map(|row| Interval::new(row.first, row.last));
        let (labels, members) = days.map(|days| line(clip(days))).unzip();
        Axis { labels, members, of_actor: FxHashMap::default() }
    }

    /// The line of days that holds all of these; lines ascend and do not overlap.
    fn line_with(&self, days: Interval) -> Option<usize> {
        let of_line = |member: &Member| match member {
            Member::Published(line) | Member::Event(line) => Some(*line),
            Member::Actor(_) => None,
        };
        let at = self.members.partition_point(|member| of_line(member).is_some_and(|line| line.last < days.first));
        let line = of_line(self.members.get(at)?)?;
        (line.first <= days.first && days.last <= line.last).then_some(at)
    }

    /// The lines that a matched article belongs to.
    fn lines_of(&self, searcher: &Searcher, filters: &Filters<'_>, columns: &Columns, article: DocId) -> Vec<usize> {
        if self.of_actor.is_empty() {
            let shown = |line: &usize| self.members[*line].narrow(*filters).shows_article(columns, article);
            if !filters.takes_only_inside() {
                return (0..self.members.len()).filter(shown).collect();
            }
            let mut lines: Vec<usize> = match self.members.first() {
                Some(Member::Event(_)) => {
                    filters.event_days(columns, article).filter_map(|(days, _)| self.line_with(days)).collect()
                }
                _ => filters
                    .publication_days(columns, article)
                    .and_then(|days| self.line_with(days))
                    .into_iter()
                    .collect(),
            };
            lines.sort_unstable();
            lines.dedup();
            lines.retain(shown);
            return lines;
        }
        let actors = columns.names.values_for_doc(article);
        let actors = actors.filter_map(|number| searcher.open.names.actor_of_number(number as u32));
        let mut lines: Vec<usize> = actors.filter_map(|actor| self.of_actor.get(&actor).copied()).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}
