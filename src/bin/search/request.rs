//! The request that the flags describe.

use super::flags::{Flags, article_name};
use super::values::{CopiesFlag, FacetFlag, Form, MatchFlag, MatrixFlag, SortFlag, UndatedFlag};
use dateline::actor::Kind;
use dateline::date::{ARGUMENT_FORMS, DateError, Day, parse_range_argument, parse_stated};
use dateline::search::{Copies, DateFilter, FacetKind, MatchMode, Ranking, Request, Sort, TimelineGrain, Undated};

/// Hits shown by default.
const HITS: usize = 10;
/// Rows of a timeline shown by default: all that `auto` makes, years aside.
const TIMELINE_ROWS: usize = 60;

/// Flags that are good one by one, but not together.
#[derive(Debug, thiserror::Error)]
pub enum FlagError {
    /// A date that cannot be understood.
    #[error("{flag}: {error}")]
    Date {
        /// The flag that it was given to.
        flag: &'static str,
        /// What is wrong with it.
        error: DateError,
    },
    /// A range without the end that is asked for.
    #[error("{flag}: {value:?} has no {end} day")]
    OpenRange {
        /// The flag that it was given to.
        flag: &'static str,
        /// As given.
        value: String,
        /// Which end is missing.
        end: &'static str,
    },
    /// Today is one day.
    #[error("--today: {0:?} is not one day")]
    LongToday(String),
    /// A TREC run ranks articles.
    #[error("a timeline or a matrix has no TREC form")]
    NoTrecForm,
    /// No facet beside some.
    #[error("--facet: none stands beside others")]
    NoneAndSome,
    /// One document is one object.
    #[error("{0} is printed as text or json")]
    NoLines(&'static str),
    /// No day can pass.
    #[error("no day passes the date filter: it begins on {first} and ends on {last}")]
    EmptyFilter {
        /// First day.
        first: Day,
        /// Last day.
        last: Day,
    },
}

impl FlagError {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            FlagError::Date { .. } => ARGUMENT_FORMS.to_owned(),
            FlagError::LongToday(_) => "it looks like 2024-01-17".to_owned(),
            FlagError::NoLines(_) => "add --format json, or no --format".to_owned(),
            FlagError::NoneAndSome => "leave out none, or all others".to_owned(),
            FlagError::NoTrecForm => "it is printed as text, json or jsonl".to_owned(),
            FlagError::OpenRange { .. } | FlagError::EmptyFilter { .. } => format!(
                "--after DATE begins a filter, --until DATE ends it, both included, and --on FROM..TO does both; {ARGUMENT_FORMS}"
            ),
        }
    }
}

impl Flags {
    /// The request that the flags describe.
    pub fn request(&self) -> Result<Request, FlagError> {
        let dates = Dates { today: self.today()? };
        for (flag, given) in [("--show", self.show.is_some()), ("--diff", !self.diff.is_empty())] {
            if given && !matches!(self.format, Form::Text | Form::Json) {
                return Err(FlagError::NoLines(flag));
            }
        }
        if self.facet.contains(&FacetFlag::None) && self.facet.iter().any(|flag| *flag != FacetFlag::None) {
            return Err(FlagError::NoneAndSome);
        }
        // What prints no more than a number or nothing needs no rows.
        let timeline = self.timeline.filter(|_| !self.count && !self.quiet).map(TimelineGrain::from);
        let matrix = self.matrix.clone().filter(|_| !self.count && !self.quiet).map(|MatrixFlag(axes)| axes);
        if (timeline.is_some() || matrix.is_some()) && self.format == Form::Trec {
            return Err(FlagError::NoTrecForm);
        }
        let limit = self.limit.unwrap_or(if timeline.is_some() { TIMELINE_ROWS } else { HITS });
        Ok(Request {
            query: self.query.join(" "),
            mode: match self.mode {
                None | Some(MatchFlag::All) => MatchMode::All,
                Some(MatchFlag::Most) => MatchMode::Most,
                Some(MatchFlag::Any) => MatchMode::Any,
            },
            fill: self.mode.is_none() && !self.quiet,
            ranking: Ranking::default(),
            explain: self.explain,
            expand: self.expand,
            exact: self.exact,
            strict: self.strict,
            today: Some(dates.today),
            actors: self.actor.clone(),
            same_passage: self.same_passage,
            published: self.published(&dates)?,
            event: dates.days("--event", self.event.as_deref())?,
            undated: self.undated.map(|undated| match undated {
                UndatedFlag::Exclude => Undated::Exclude,
                UndatedFlag::Include => Undated::Include,
                UndatedFlag::Only => Undated::Only,
            }),
            no_inferred: self.no_inferred,
            path: None,
            like: self.like.as_deref().map(article_name),
            context: self.context.unwrap_or(0),
            chars_max: self.max_chars.map(|chars| chars as usize),
            sort: match self.sort {
                SortFlag::Relevance => Sort::Relevance,
                SortFlag::Newest => Sort::Newest,
                SortFlag::Oldest => Sort::Oldest,
                SortFlag::Event => Sort::Event,
                SortFlag::EventNewest => Sort::EventNewest,
            },
            timeline,
            limit: if self.count { 0 } else { limit },
            offset: self.offset,
            per_article: self.per_article,
            copies: self.copies(),
            facets: if self.count || self.quiet || self.format == Form::Trec { Vec::new() } else { self.facets() },
            facet_kinds: self.facet_kinds(),
            matrix,
            facet_limit: self.facet_limit,
        })
    }

    /// The day from which dates are reckoned: the one given, else the clock's, where the user is.
    fn today(&self) -> Result<Day, FlagError> {
        let Some(text) = &self.today else { return Ok(Day::from_date(chrono::Local::now().date_naive())) };
        let stated = parse_stated(text).map_err(|error| FlagError::Date { flag: "--today", error })?;
        let one_day = stated.interval.first == stated.interval.last;
        one_day.then_some(stated.interval.first).ok_or_else(|| FlagError::LongToday(text.clone()))
    }

    /// All flags on the publication date together.
    fn published(&self, dates: &Dates) -> Result<Option<DateFilter>, FlagError> {
        let after = dates.first_day("--after", self.after.as_deref())?;
        let before = dates.first_day("--before", self.before.as_deref())?.map(|day| day.plus(-1));
        let until = dates.last_day("--until", self.until.as_deref())?;
        let on = dates.days("--on", self.on.as_deref())?.unwrap_or_default();
        let first = [after, on.first].into_iter().flatten().max();
        let last = [before, until, on.last].into_iter().flatten().min();
        match (first, last) {
            (None, None) => Ok(None),
            (Some(first), Some(last)) if last < first => Err(FlagError::EmptyFilter { first, last }),
            (first, last) => Ok(Some(DateFilter { first, last })),
        }
    }

    fn facets(&self) -> Vec<FacetKind> {
        let mut kinds = Vec::new();
        for flag in &self.facet {
            let kind = match flag {
                FacetFlag::Count(kind) => *kind,
                FacetFlag::ActorsOf(_) => FacetKind::Actor,
                FacetFlag::None => continue,
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Judges of a ranking count each article, so a TREC run holds all.
    fn copies(&self) -> Copies {
        match self.copies {
            Some(CopiesFlag::Fold) => Copies::Fold,
            Some(CopiesFlag::Show) => Copies::Show,
            None if self.format == Form::Trec => Copies::Show,
            None => Copies::Fold,
        }
    }

    /// The kinds of actors to count; empty for all.
    fn facet_kinds(&self) -> Vec<Kind> {
        if self.facet.contains(&FacetFlag::Count(FacetKind::Actor)) {
            return Vec::new();
        }
        let kind = |flag: &FacetFlag| if let FacetFlag::ActorsOf(kind) = flag { Some(*kind) } else { None };
        self.facet.iter().filter_map(kind).collect()
    }
}

/// Reads the dates of flags.
struct Dates {
    today: Day,
}

impl Dates {
    fn days(&self, flag: &'static str, value: Option<&str>) -> Result<Option<DateFilter>, FlagError> {
        let Some(value) = value else { return Ok(None) };
        match parse_range_argument(value, self.today) {
            Ok((first, last)) => Ok(Some(DateFilter { first, last })),
            Err(error) => Err(FlagError::Date { flag, error }),
        }
    }

    fn first_day(&self, flag: &'static str, value: Option<&str>) -> Result<Option<Day>, FlagError> {
        self.end(flag, value, "first", |days| days.first)
    }

    fn last_day(&self, flag: &'static str, value: Option<&str>) -> Result<Option<Day>, FlagError> {
        self.end(flag, value, "last", |days| days.last)
    }

    /// One end of a date, which a range that is open there lacks.
    fn end(
        &self,
        flag: &'static str,
        value: Option<&str>,
        end: &'static str,
        pick: impl Fn(DateFilter) -> Option<Day>,
    ) -> Result<Option<Day>, FlagError> {
        let Some(days) = self.days(flag, value)? else { return Ok(None) };
        let missing = || FlagError::OpenRange { flag, value: value.unwrap_or_default().to_owned(), end };
        pick(days).ok_or_else(missing).map(Some)
    }
}
