//! What the index answers is what a plain scan over the annotations counts.
//!
//! The scan below is written from the contract ("What a query means" in ARCHITECTURE.md) and shares
//! with the program only folding and stemming: it reads what `indexer annotate` prints, looks at every
//! article, and counts.

mod sandbox;

use chrono::{Datelike, Days, Months, NaiveDate};
use dateline::actor::Lexicon;
use dateline::annotate::{Cleaning, annotate};
use dateline::article::{Article as ReadArticle, StatedDate, StatedKind};
use dateline::date::{Day, Interval, Precision};
use dateline::index::{Folder, Preparer, Writer};
use dateline::output::{Caller, annotation_line, json_document};
use dateline::publication::{Evidence, PublicationDate};
use dateline::search::{
    DateFilter, FacetKind, Grain, Hit, MatchMode, Request, SearchResult, Searcher, Sort, TimelineGrain, Undated,
};
use dateline::text::{Stemmer, Words};
use proptest::prelude::*;
use sandbox::{Sandbox, corpus, shared};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

type Date = NaiveDate;

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn day_of(value: &Value) -> Option<Date> {
    value.as_str().map(day)
}

/// Words of a text: folded, and stemmed.
#[derive(Default)]
struct Text {
    folded: Vec<String>,
    stems: Vec<String>,
}

impl Text {
    fn of(text: &str) -> Self {
        let mut stemmer = Stemmer::new();
        let folded: Vec<String> = Words::of(text).iter().map(str::to_owned).collect();
        let stems = folded.iter().map(|word| stemmer.stem(word).to_owned()).collect();
        Text { folded, stems }
    }

    fn words(&self, exact: bool) -> &[String] {
        if exact { &self.folded } else { &self.stems }
    }

    fn has_word(&self, word: &str, exact: bool) -> bool {
        self.words(exact).iter().any(|own| own == word)
    }

    fn has_phrase(&self, phrase: &[String], exact: bool) -> bool {
        self.words(exact).windows(phrase.len()).any(|window| window == phrase)
    }
}

/// A mention: its actor, and whether it is a full name or an acronym.
struct Mention {
    actor: String,
    full: bool,
}

/// A date that a passage tells.
enum Told {
    Days(Date, Date),
    /// Month and day of an unknown year.
    MonthDay(u32, u32),
}

struct Passage {
    text: Text,
    mentions: Vec<Mention>,
    times: Vec<Told>,
}

struct Article {
    title: Text,
    text: Text,
    title_mentions: Vec<Mention>,
    passages: Vec<Passage>,
    published: Option<(Date, Date)>,
    /// The day is `None` where only the month is known.
    published_month_day: Option<(u32, Option<u32>)>,
    source: Option<String>,
}

fn mention(value: &Value) -> Mention {
    let form = value["form"].as_str().expect("a form");
    Mention { actor: value["actor"].as_str().expect("an actor").to_owned(), full: form == "name" || form == "acronym" }
}

fn told(value: &Value) -> Option<Told> {
    if !matches!(value["type"].as_str(), Some("DATE" | "TIME")) {
        return None;
    }
    if let (Some(first), Some(last)) = (day_of(&value["first"]), day_of(&value["last"])) {
        return Some(Told::Days(first, last));
    }
    let month_day = value["value"].as_str()?.strip_prefix("XXXX-")?.split_once('-')?;
    Some(Told::MonthDay(month_day.0.parse().ok()?, month_day.1.get(..2)?.parse().ok()?))
}

/// An article from a line of `indexer annotate`.
fn article(line: &Value) -> Article {
    let list = |key: &str| line[key].as_array().expect("a list");
    let byte = |value: &Value, key: &str| value[key].as_u64().expect("a number") as usize;
    let text = line["text"].as_str().expect("a text");
    let mut passages: Vec<(usize, Passage)> = list("passages")
        .iter()
        .map(|passage| {
            let (start, end) = (byte(passage, "start_byte"), byte(passage, "end_byte"));
            (end, Passage { text: Text::of(&text[start..end]), mentions: Vec::new(), times: Vec::new() })
        })
        .collect();
    for value in list("mentions") {
        let start = byte(value, "start_byte");
        if let Some((_, passage)) = passages.iter_mut().find(|(end, _)| start < *end) {
            passage.mentions.push(mention(value));
        }
    }
    for value in list("times") {
        let start = byte(value, "start_byte");
        if let (Some((_, passage)), Some(told)) = (passages.iter_mut().find(|(end, _)| start < *end), told(value)) {
            passage.times.push(told);
        }
    }
    let published = &line["published"];
    let month_day = line["published_month_day"]["month_day"].as_str().map(|told| {
        let mut parts = told.trim_start_matches('-').split('-').map(|part| part.parse().expect("a number"));
        (parts.next().expect("a month"), parts.next())
    });
    Article {
        title: Text::of(line["title"].as_str().unwrap_or("")),
        text: Text::of(text),
        title_mentions: list("title_mentions").iter().map(mention).collect(),
        passages: passages.into_iter().map(|(_, passage)| passage).collect(),
        published: day_of(&published["first"]).zip(day_of(&published["last"])),
        published_month_day: month_day,
        source: line["source"].as_str().map(str::to_owned),
    }
}

impl Article {
    fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.title_mentions.iter().chain(self.passages.iter().flat_map(|passage| &passage.mentions))
    }
}

impl Article {
    fn mentions_mut(&mut self) -> impl Iterator<Item = &mut Mention> {
        let of_passages = self.passages.iter_mut().flat_map(|passage| &mut passage.mentions);
        self.title_mentions.iter_mut().chain(of_passages)
    }
}

/// A part of a query, and the actor that it names if it is a name that the lexicon knows.
#[derive(Clone, Copy)]
enum Part {
    Word(&'static str),
    Phrase(&'static str),
    /// Words without quotes that name an actor.
    Name(&'static str, &'static str),
    /// Words in quotes that name an actor.
    QuotedName(&'static str, &'static str),
}
use Part::{Name, Phrase, QuotedName, Word};

impl Part {
    fn typed(self) -> String {
        match self {
            Word(words) | Name(words, _) => words.to_owned(),
            Phrase(words) | QuotedName(words, _) => format!("\"{words}\""),
        }
    }

    fn words(self, exact: bool) -> Vec<String> {
        let (Word(words) | Phrase(words) | Name(words, _) | QuotedName(words, _)) = self;
        Text::of(words).words(exact).to_vec()
    }

    fn actor(self, exact: bool) -> Option<&'static str> {
        match self {
            Name(_, actor) | QuotedName(_, actor) if !exact => Some(actor),
            _ => None,
        }
    }

    fn stands_in(self, article: &Article, case: &Case) -> bool {
        let words = self.words(case.exact);
        let in_article =
            |word: &String| article.title.has_word(word, case.exact) || article.text.has_word(word, case.exact);
        let literal = match self {
            Word(_) | Name(..) if case.any => words.iter().any(in_article),
            Word(_) | Name(..) => words.iter().all(in_article),
            Phrase(_) | QuotedName(..) => {
                article.title.has_phrase(&words, case.exact)
                    || article.passages.iter().any(|passage| passage.text.has_phrase(&words, case.exact))
            }
        };
        literal
            || self
                .actor(case.exact)
                .is_some_and(|actor| article.mentions().any(|mention| mention.full && mention.actor == actor))
    }

    /// Whether a passage holds it, or a word of it.
    fn touches(self, passage: &Passage, case: &Case) -> bool {
        let words = self.words(case.exact);
        let literal = match self {
            Word(_) | Name(..) => words.iter().any(|word| passage.text.has_word(word, case.exact)),
            Phrase(_) | QuotedName(..) => passage.text.has_phrase(&words, case.exact),
        };
        literal
            || self
                .actor(case.exact)
                .is_some_and(|actor| passage.mentions.iter().any(|mention| mention.full && mention.actor == actor))
    }
}

/// A filter as typed, and the days that it means.
#[derive(Clone, Copy)]
struct Range {
    flags: &'static [&'static str],
    first: Option<&'static str>,
    last: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Inside,
    Outside,
    Unsure,
    Undated,
}

impl Range {
    fn place(self, first: Date, last: Date) -> Place {
        let from = self.first.map_or(Date::MIN, day);
        let to = self.last.map_or(Date::MAX, day);
        if last < from || first > to {
            Place::Outside
        } else if from <= first && last <= to {
            Place::Inside
        } else {
            Place::Unsure
        }
    }

    /// Whether a day of some year with this month and day lies inside.
    fn may_hold(self, month: u32, day_of_month: u32) -> bool {
        let from = self.first.map_or(day("1500-01-01"), day);
        let to = self.last.map_or(day("2200-12-31"), day);
        from.iter_days()
            .take_while(|found| *found <= to)
            .any(|found| (found.month(), found.day()) == (month, day_of_month))
    }
}

#[derive(Clone, Copy, Default)]
struct Case {
    wanted: &'static [Part],
    excluded: &'static [Part],
    any: bool,
    exact: bool,
    /// As typed, and the ids that it may stand for.
    actors: &'static [(&'static str, &'static [&'static str])],
    published: Option<Range>,
    event: Option<Range>,
    undated: Option<&'static str>,
}

impl Case {
    fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> = Vec::new();
        let mut flag = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
        if self.any {
            flag(&["--match", "any"]);
        }
        if self.exact {
            flag(&["--exact"]);
        }
        for (name, _) in self.actors {
            flag(&["--actor", name]);
        }
        for range in [self.published, self.event].into_iter().flatten() {
            flag(range.flags);
        }
        if let Some(undated) = self.undated {
            flag(&["--undated", undated]);
        }
        let wanted = self.wanted.iter().map(|part| part.typed());
        let excluded = self.excluded.iter().map(|part| format!("-{}", part.typed()));
        let query: Vec<String> = wanted.chain(excluded).collect();
        arguments.extend(["--".to_owned(), query.join(" ")]);
        arguments
    }

    fn shows(&self, place: Place) -> bool {
        match (self.undated, place) {
            (_, Place::Outside) => false,
            (Some("only"), place) => place != Place::Inside,
            (Some("include"), _) => true,
            (_, place) => place == Place::Inside,
        }
    }

    fn matches(&self, article: &Article) -> bool {
        let wanted = self.wanted.iter().map(|part| part.stands_in(article, self));
        let wanted =
            if self.any { wanted.fold(self.wanted.is_empty(), |a, b| a | b) } else { wanted.fold(true, |a, b| a & b) };
        wanted
            && !self.excluded.iter().any(|part| part.stands_in(article, self))
            && self
                .actors
                .iter()
                .all(|(_, ids)| article.mentions().any(|mention| ids.contains(&mention.actor.as_str())))
    }

    /// Where a passage stands to the filter on events.
    fn event_place(&self, passage: &Passage) -> Place {
        let Some(range) = self.event else { return Place::Inside };
        let places: Vec<Place> = passage
            .times
            .iter()
            .map(|told| match told {
                Told::Days(first, last) => range.place(*first, *last),
                Told::MonthDay(month, day) if range.may_hold(*month, *day) => Place::Unsure,
                Told::MonthDay(..) => Place::Outside,
            })
            .collect();
        [Place::Inside, Place::Unsure].into_iter().find(|place| places.contains(place)).unwrap_or(Place::Outside)
    }

    fn publication_place(&self, article: &Article) -> Place {
        match (self.published, article.published) {
            (Some(range), Some((first, last))) => range.place(first, last),
            (Some(range), None) => match article.published_month_day {
                Some((month, day)) if (1..=31).any(|any| day.unwrap_or(any) == any && range.may_hold(month, any)) => {
                    Place::Unsure
                }
                Some(_) => Place::Outside,
                None => Place::Undated,
            },
            // Without a filter only the wish for nothing else tells undated articles apart.
            (None, None) if self.event.is_none() && self.undated == Some("only") => Place::Undated,
            (None, _) => Place::Inside,
        }
    }

    fn place(&self, article: &Article) -> Option<Place> {
        let places: Vec<Place> = article.passages.iter().map(|passage| self.event_place(passage)).collect();
        let event = [Place::Inside, Place::Unsure].into_iter().find(|place| places.contains(place))?;
        Some(match self.publication_place(article) {
            Place::Inside => event,
            other => other,
        })
    }

    /// Whether a passage of a shown article passes.
    fn passes(&self, article: &Article, passage: &Passage) -> bool {
        match (self.event, self.event_place(passage)) {
            (None, _) => true,
            // It may be the article that is unsure or undated.
            (_, Place::Inside) => self.undated != Some("only") || self.publication_place(article) != Place::Inside,
            (_, Place::Unsure) => matches!(self.undated, Some("include" | "only")),
            _ => false,
        }
    }

    /// The timeline that the scan counts: of one grain, or of the finest with few rows enough.
    fn timeline(&self, articles: &[Article], grain: Option<&'static str>) -> Value {
        let shown: Vec<&Article> = articles
            .iter()
            .filter(|article| self.matches(article) && self.place(article).is_some_and(|place| self.shows(place)))
            .collect();
        // Article, passage, days, and whether the filter lets them pass for sure.
        let mut told: Vec<(usize, usize, Date, Date, bool)> = Vec::new();
        for (number, article) in shown.iter().enumerate() {
            let passages = article.passages.iter().enumerate();
            for (passage, found) in passages.filter(|(_, passage)| self.passes(article, passage)) {
                for time in &found.times {
                    let Told::Days(first, last) = *time else { continue };
                    let place = self.event.map_or(Place::Inside, |range| range.place(first, last));
                    if place != Place::Outside {
                        told.push((number, passage, first, last, place == Place::Inside));
                    }
                }
            }
        }
        let dated: BTreeSet<usize> = told.iter().map(|told| told.0).collect();
        let inside: Vec<(Date, Date)> = told.iter().filter(|told| told.4).map(|told| (told.2, told.3)).collect();
        let rows = match grain {
            Some(grain) => Rows::all(grain, &inside),
            None if told.is_empty() => Rows::all("day", &inside),
            None => Rows::finest(&inside, |buckets| buckets.len()),
        };
        let mut counted: BTreeMap<(Date, Date), BTreeSet<(usize, usize)>> = BTreeMap::new();
        let mut wide = BTreeSet::new();
        for (article, passage, first, last, inside) in &told {
            match rows.row(*first, *last).filter(|_| *inside) {
                Some(row) => {
                    counted.entry(row).or_default().insert((*article, *passage));
                }
                None => {
                    wide.insert(*article);
                }
            }
        }
        let (start, end) = self.event.map_or((None, None), |range| (range.first.map(day), range.last.map(day)));
        let row = |(from, to): (Date, Date), passages: &BTreeSet<(usize, usize)>| {
            let articles: BTreeSet<usize> = passages.iter().map(|(article, _)| *article).collect();
            let (from, to) = (start.map_or(from, |start| start.max(from)), end.map_or(to, |end| end.min(to)));
            json!([from.to_string(), to.to_string(), articles.len(), passages.len()])
        };
        let [before, after] = [rows.before, rows.after]
            .map(|end| end.and_then(|end| counted.remove(&end).map(|passages| row(end, &passages))));
        let rows: Vec<Value> = counted.iter().map(|(days, passages)| row(*days, passages)).collect();
        let undated = shown.len() - dated.len();
        json!({"rows": rows, "before": before, "after": after, "wide": wide.len(), "undated": undated})
    }

    /// The request, for cases without actors.
    fn request(&self) -> Request {
        let typed = |part: &Part| part.typed();
        let excluded = self.excluded.iter().map(|part| format!("-{}", part.typed()));
        let days = |range: Range| {
            let day_of = |text: &str| Day::from_date(day(text));
            DateFilter { first: range.first.map(day_of), last: range.last.map(day_of) }
        };
        Request {
            query: self.wanted.iter().map(typed).chain(excluded).collect::<Vec<_>>().join(" "),
            mode: if self.any { MatchMode::Any } else { MatchMode::All },
            exact: self.exact,
            published: self.published.map(days),
            event: self.event.map(days),
            undated: self.undated.map(|undated| match undated {
                "include" => Undated::Include,
                "only" => Undated::Only,
                _ => Undated::Exclude,
            }),
            facets: vec![FacetKind::Actor, FacetKind::Date, FacetKind::Source, FacetKind::Event],
            limit: 1_000,
            ..Request::default()
        }
    }

    /// What the scan counts, in the form of the program's JSON.
    fn scan(&self, articles: &[Article]) -> Value {
        let placed: Vec<(&Article, Place)> = articles
            .iter()
            .filter(|article| self.matches(article))
            .filter_map(|article| Some((article, self.place(article)?)))
            .collect();
        let in_place = |place: Place| placed.iter().filter(|(_, own)| *own == place).count();
        let shown: Vec<&Article> =
            placed.iter().filter(|(_, place)| self.shows(*place)).map(|(article, _)| *article).collect();
        let passages = shown
            .iter()
            .flat_map(|article| article.passages.iter().filter(|passage| self.passes(article, passage)))
            .filter(|passage| self.wanted.is_empty() || self.wanted.iter().any(|part| part.touches(passage, self)))
            .count();
        let mut actors: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        for article in &shown {
            let named: BTreeSet<&str> = article.mentions().map(|mention| mention.actor.as_str()).collect();
            for actor in named {
                *actors.entry(actor).or_default() += 1;
            }
            if let Some(source) = &article.source {
                *sources.entry(source).or_default() += 1;
            }
        }
        let date = buckets(&shown.iter().map(|article| article.published.into_iter().collect()).collect::<Vec<_>>());
        let events: Vec<Vec<(Date, Date)>> = shown
            .iter()
            .map(|article| {
                let passing = article.passages.iter().filter(|passage| self.passes(article, passage));
                let days = passing.flat_map(|passage| &passage.times).filter_map(|told| match told {
                    Told::Days(first, last) => Some((*first, *last)),
                    Told::MonthDay(..) => None,
                });
                days.collect()
            })
            .collect();
        let event = buckets(&events);
        json!({
            "counts": {
                "articles": shown.len(), "passages": passages,
                "unsure": in_place(Place::Unsure), "undated": in_place(Place::Undated),
            },
            "actor": actors, "source": sources,
            "date": date, "event": event,
        })
    }
}

/// What a facet of dates has for articles with all their dates.
fn buckets(articles: &[Vec<(Date, Date)>]) -> Value {
    let undated = articles.iter().filter(|dates| dates.is_empty()).count();
    let distinct = articles.iter().map(|dates| dates.iter().copied().collect::<BTreeSet<_>>());
    let dates: Vec<(Date, Date)> = distinct.flatten().collect();
    let walk = |buckets: &[(Date, Date)]| {
        let (mut at, mut passed) = (buckets[0], vec![buckets[0]]);
        while at.1 < buckets[buckets.len() - 1].1 {
            at = bucket(grain_of(buckets), at.1 + Days::new(1));
            passed.push(at);
        }
        passed
    };
    let rows = Rows::finest(&dates, |buckets| walk(buckets).len());
    let mut counted: BTreeMap<(Date, Date), usize> = BTreeMap::new();
    let mut wide = 0;
    for dates in articles {
        let places: BTreeSet<Option<(Date, Date)>> =
            dates.iter().map(|(first, last)| rows.row(*first, *last)).collect();
        for place in places {
            match place {
                Some(row) => *counted.entry(row).or_default() += 1,
                None => wide += 1,
            }
        }
    }
    let count = |days: (Date, Date)| {
        let articles = counted.get(&days).copied().unwrap_or(0);
        json!({"first": days.0.to_string(), "last": days.1.to_string(), "articles": articles})
    };
    let shown = if rows.shown.is_empty() { Vec::new() } else { walk(&rows.shown) };
    json!({
        "rows": shown.into_iter().map(count).collect::<Vec<_>>(), "wide": wide, "undated": undated,
        "before": rows.before.map(count), "after": rows.after.map(count),
    })
}

fn grain_of(buckets: &[(Date, Date)]) -> &'static str {
    match (buckets[0].1 - buckets[0].0).num_days() {
        0 => "day",
        6 => "week",
        ..31 => "month",
        _ => "year",
    }
}

/// The rows of a timeline or facet, chosen as ARCHITECTURE.md says, from a list of single dates.
struct Rows {
    /// The buckets from the first row to the last that hold a date.
    shown: Vec<(Date, Date)>,
    before: Option<(Date, Date)>,
    after: Option<(Date, Date)>,
}

impl Rows {
    fn all(grain: &'static str, dates: &[(Date, Date)]) -> Self {
        Rows { shown: Self::told(grain, dates), before: None, after: None }
    }

    /// The buckets of dates that have one, each once.
    fn told(grain: &str, dates: &[(Date, Date)]) -> Vec<(Date, Date)> {
        let of = |(first, last): &(Date, Date)| Some(bucket(grain, *first)).filter(|(_, end)| last <= end);
        dates.iter().filter_map(of).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn finest(dates: &[(Date, Date)], rows_len: impl Fn(&[(Date, Date)]) -> usize) -> Self {
        for grain in ["day", "week", "month", "year"] {
            let told = Self::told(grain, dates);
            if told.is_empty() {
                continue;
            }
            if rows_len(&told) <= 60 {
                return Self::all(grain, dates);
            }
            // The middle: every date but one in twenty at each end, of ten or more one at least.
            let mut all: Vec<(Date, Date)> = dates
                .iter()
                .map(|(first, last)| (bucket(grain, *first), *last))
                .filter(|((_, end), last)| last <= end)
                .map(|(days, _)| days)
                .collect();
            all.sort_unstable();
            let few = if all.len() < 10 { 0 } else { (all.len() / 20).max(1) };
            let (first, last) = (all[few].0, all[all.len() - 1 - few].1);
            let len = Days::new((last - first).num_days() as u64 + 1);
            let within = |first: Date, last: Date| -> Vec<_> {
                told.iter().copied().filter(|days| days.1 >= first && days.0 <= last).collect()
            };
            let mut starts = vec![within(first - len, last + len)];
            if grain == "year" {
                starts.push(within(first, last));
            }
            let Some(mut shown) = starts.into_iter().find(|shown| rows_len(shown) <= 60) else { continue };
            let mut earlier: Vec<_> = told.iter().copied().filter(|days| *days < shown[0]).collect();
            let mut later: Vec<_> = told.iter().rev().copied().filter(|days| *days > shown[shown.len() - 1]).collect();
            let fits = |added: Option<&(Date, Date)>, shown: &[(Date, Date)]| {
                added.is_some_and(|added| {
                    let mut with: Vec<_> = shown.iter().copied().chain([*added]).collect();
                    with.sort_unstable();
                    rows_len(&with) <= 60
                })
            };
            let (start, end) = (shown[0].0, shown[shown.len() - 1].1);
            loop {
                let gap_before = earlier.last().map(|days| start - days.1);
                let gap_after = later.last().map(|days| days.0 - end);
                match (fits(earlier.last(), &shown), fits(later.last(), &shown)) {
                    (true, after) if !after || gap_before < gap_after => shown.insert(0, earlier.pop().expect("one")),
                    (_, true) => shown.push(later.pop().expect("one")),
                    _ => break,
                }
            }
            if all.iter().filter(|days| **days < shown[0] || **days > shown[shown.len() - 1]).count() > few {
                continue;
            }
            let (start, end) = (shown[0].0, shown[shown.len() - 1].1);
            let firsts = dates.iter().filter(|days| days.1 < start).map(|days| days.0);
            let lasts = dates.iter().filter(|days| days.0 > end).map(|days| days.1);
            return Rows {
                before: firsts.min().filter(|_| !earlier.is_empty()).map(|first| (first, start - Days::new(1))),
                after: lasts.max().filter(|_| !later.is_empty()).map(|last| (end + Days::new(1), last)),
                shown,
            };
        }
        Self::all("year", dates)
    }

    /// The row that holds a date whole.
    fn row(&self, first: Date, last: Date) -> Option<(Date, Date)> {
        let holds = |days: &(Date, Date)| days.0 <= first && last <= days.1;
        let ends = [self.before, self.after].into_iter().flatten();
        self.shown.iter().copied().chain(ends).find(|days| holds(days))
    }
}

fn bucket(grain: &str, day: Date) -> (Date, Date) {
    let before = |first: Date| first - Days::new(1);
    match grain {
        "day" => (day, day),
        "week" => {
            let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
            (monday, monday + Days::new(6))
        }
        "month" => {
            let first = day.with_day(1).expect("every month has a first");
            (first, before(first + Months::new(1)))
        }
        _ => {
            let first = Date::from_ymd_opt(day.year(), 1, 1).expect("every year has a first");
            (first, before(first + Months::new(12)))
        }
    }
}

/// The same parts of the program's answer.
fn answered(answer: &Value) -> Value {
    let facets = &answer["facets"];
    let counts = |facet: &str, key: &str| -> BTreeMap<String, Value> {
        let rows = facets[facet].as_array().expect("rows");
        let counts: BTreeMap<String, Value> =
            rows.iter().map(|row| (row[key].as_str().expect("a key").to_owned(), row["articles"].clone())).collect();
        assert_eq!(counts.len(), rows.len(), "a row stands twice: {rows:?}");
        counts
    };
    let dates = |facet: &str| {
        let rest = |part: &str| &facets[format!("{facet}_{part}")];
        json!({
            "rows": facets[facet], "wide": rest("wide"), "undated": rest("undated"),
            "before": rest("before"), "after": rest("after"),
        })
    };
    // A scan of single articles knows no stories (tests/cli_copies.rs counts these), and what fills the page is in no other
    // count.
    let mut counted = answer["counts"].clone();
    let counts_of_articles = counted.as_object_mut().expect("an object");
    counts_of_articles.remove("stories");
    counts_of_articles.remove("partial");
    json!({
        "counts": counted, "actor": counts("actor", "id"), "source": counts("source", "name"),
        "date": dates("date"), "event": dates("event"),
    })
}

/// The timeline of the program's answer, in the form of the scan.
fn answered_timeline(answer: &Value) -> Value {
    let rows = answer["timeline"].as_array().expect("a timeline");
    assert_eq!(answer["timeline_rows"], rows.len());
    assert!(rows.iter().zip(1..).all(|(row, rank)| row["hit"]["rank"] == rank));
    let row = |row: &Value| json!([row["first"], row["last"], row["articles"], row["passages"]]);
    let rows: Vec<Value> = rows.iter().map(row).collect();
    let [before, after] = ["timeline_before", "timeline_after"].map(|key| answer.get(key).map(row));
    json!({"rows": rows, "before": before, "after": after, "wide": answer["timeline_wide"], "undated": answer["timeline_undated"]})
}

const fn range(
    flags: &'static [&'static str],
    first: Option<&'static str>,
    last: Option<&'static str>,
) -> Option<Range> {
    Some(Range { flags, first, last })
}

const NONE: Case = Case {
    wanted: &[],
    excluded: &[],
    any: false,
    exact: false,
    actors: &[],
    published: None,
    event: None,
    undated: None,
};
const JAISH: Part = Name("Jaish al-Adl", "jaish-al-adl");
const SINCE_17: Option<Range> = range(&["--after", "2024-01-17"], Some("2024-01-17"), None);
const JANUARY: Option<Range> = range(&["--on", "2024-01"], Some("2024-01-01"), Some("2024-01-31"));
const ON_17: Option<Range> = range(&["--on", "2024-01-17"], Some("2024-01-17"), Some("2024-01-17"));
const CUT: Option<Range> =
    range(&["--after", "2024-01-10", "--before", "2024-01-19"], Some("2024-01-10"), Some("2024-01-18"));
const UNTIL_2022: Option<Range> = range(&["--until", "2022"], None, Some("2022-12-31"));
const EVENT_16: Option<Range> = range(&["--event", "2024-01-16"], Some("2024-01-16"), Some("2024-01-16"));
const EVENT_DAYS: Option<Range> = range(&["--event", "2024-01-16..2024-01-18"], Some("2024-01-16"), Some("2024-01-18"));
const EVENT_MONTH: Option<Range> = range(&["--event", "2024-01"], Some("2024-01-01"), Some("2024-01-31"));
const IRAN: (&str, &[&str]) = ("Iran", &["iran"]);
const MINISTER: (&str, &[&str]) = ("Amirabdollahian", &["hossein-amir-abdollahian"]);

const CASES: &[Case] = &[
    NONE,
    Case { wanted: &[JAISH], ..NONE },
    Case { wanted: &[JAISH], published: SINCE_17, ..NONE },
    Case { wanted: &[JAISH], published: SINCE_17, undated: Some("include"), ..NONE },
    Case { wanted: &[JAISH], published: SINCE_17, undated: Some("only"), ..NONE },
    Case { wanted: &[JAISH], published: SINCE_17, exact: true, ..NONE },
    Case { wanted: &[QuotedName("Army of Justice", "jaish-al-adl")], published: CUT, undated: Some("include"), ..NONE },
    Case { wanted: &[QuotedName("Army of Justice", "jaish-al-adl")], exact: true, ..NONE },
    Case { wanted: &[Word("strikes"), Word("ambassador")], ..NONE },
    Case { wanted: &[Word("strike"), Word("killed")], published: CUT, ..NONE },
    Case { wanted: &[Word("strikes")], exact: true, ..NONE },
    Case { wanted: &[Word("strikes")], excluded: &[Word("ambassador")], ..NONE },
    Case {
        wanted: &[Word("border")],
        excluded: &[QuotedName("Jaish-al-Adl", "jaish-al-adl"), Phrase("foreign ministers")],
        ..NONE
    },
    Case { excluded: &[Word("missile")], published: JANUARY, ..NONE },
    Case { wanted: &[Phrase("foreign ministers")], published: JANUARY, undated: Some("include"), ..NONE },
    Case { wanted: &[Phrase("the two neighbours")], ..NONE },
    Case { wanted: &[Phrase("foreign minister")], exact: true, ..NONE },
    Case { wanted: &[Word("volcano"), Word("cable"), Word("water")], any: true, ..NONE },
    Case { wanted: &[Word("volcano"), JAISH, Phrase("oil spill")], any: true, undated: Some("only"), ..NONE },
    Case { wanted: &[Word("runway"), Word("consulate")], any: true, published: UNTIL_2022, ..NONE },
    Case { actors: &[MINISTER], undated: Some("include"), ..NONE },
    Case { actors: &[MINISTER, IRAN], published: ON_17, ..NONE },
    Case {
        wanted: &[Word("ambassador")],
        actors: &[("pakistan", &["pakistan"])],
        published: SINCE_17,
        undated: Some("include"),
        ..NONE
    },
    Case { actors: &[("Nobody Whatsoever", &[])], ..NONE },
    Case { event: EVENT_16, ..NONE },
    Case { event: EVENT_16, undated: Some("include"), ..NONE },
    Case { event: EVENT_16, undated: Some("only"), ..NONE },
    Case { wanted: &[JAISH], event: EVENT_DAYS, published: SINCE_17, ..NONE },
    Case { wanted: &[JAISH], event: EVENT_DAYS, published: SINCE_17, undated: Some("include"), ..NONE },
    Case { wanted: &[JAISH], event: EVENT_DAYS, published: SINCE_17, undated: Some("only"), ..NONE },
    Case { wanted: &[Word("Saravan")], event: EVENT_MONTH, actors: &[IRAN], undated: Some("include"), ..NONE },
    Case { event: range(&["--event", "..2023"], None, Some("2023-12-31")), ..NONE },
    Case {
        published: UNTIL_2022,
        event: range(&["--event", "2022-01-15"], Some("2022-01-15"), Some("2022-01-15")),
        ..NONE
    },
    Case { wanted: &[Word("zeppelin")], published: SINCE_17, ..NONE },
    // Free text finds no demonyms and capitals, --actor does.
    Case { wanted: &[Name("UK", "united-kingdom")], ..NONE },
    Case { actors: &[("UK", &["united-kingdom"])], ..NONE },
    Case { wanted: &[QuotedName("Britain", "united-kingdom"), Name("China", "china")], any: true, ..NONE },
    Case { wanted: &[Word("the"), Name("IRGC", "islamic-revolutionary-guard-corps")], published: JANUARY, ..NONE },
];

/// Compares every case over the articles below `folder`.
fn compare(folder: &Path) {
    let sandbox = Sandbox::indexed(&[folder]);
    let annotated = sandbox.indexer(["annotate".as_ref(), folder.as_os_str()]);
    annotated.expect_status(0);
    let mut articles: Vec<Article> = annotated.json_lines().iter().map(article).collect();
    // Which names are one is the lexicon's to say; an article knows only its own.
    let searcher = Searcher::open(&Folder::new(sandbox.path(".dateline"))).expect("an index");
    for mention in articles.iter_mut().flat_map(Article::mentions_mut) {
        let actor = searcher.names().actor_with_id(&mention.actor).expect("a known actor");
        mention.actor = searcher.names().actor(actor).id.to_owned();
    }
    let mut differences = Vec::new();
    for case in CASES {
        let arguments = case.arguments();
        let limits = [
            "--facet",
            "actor,date,source,event",
            "--facet-limit",
            "0",
            "-n",
            "1000",
            "--per-article",
            "0",
            "--copies",
            "show",
        ];
        let answer = sandbox.answer(limits.iter().map(|word| (*word).to_owned()).chain(arguments.clone()));
        let (expected, found) = (case.scan(&articles), answered(&answer));
        for (key, expected) in expected.as_object().expect("an object") {
            if found[key] != *expected {
                differences.push(format!("{arguments:?}: {key}\n  scan   {expected}\n  search {}", found[key]));
            }
        }
        for (flag, grain) in [("--timeline", None), ("--timeline=week", Some("week"))] {
            let limits = [flag, "-n", "0", "--facet", "none"].map(str::to_owned);
            let answer = sandbox.answer(limits.into_iter().chain(arguments.clone()));
            let (expected, found) = (case.timeline(&articles, grain), answered_timeline(&answer));
            if expected != found {
                differences.push(format!("{arguments:?} {flag}\n  scan   {expected}\n  search {found}"));
            }
        }
        expect_order(&answer);
        let hits = answer["hits"].as_array().expect("hits");
        assert!(hits.is_sorted_by_key(|hit| hit.get("missing").is_some()), "{arguments:?}");
        let shown: BTreeSet<(&str, &str)> = hits
            .iter()
            .filter(|hit| hit.get("missing").is_none())
            .map(|hit| {
                let article = &hit["article"];
                (article["path"].as_str().expect("a path"), article["id"].as_str().expect("an id"))
            })
            .collect();
        if shown.len() as u64 != answer["counts"]["articles"] {
            differences.push(format!(
                "{arguments:?}: {} articles are shown of {}",
                shown.len(),
                answer["counts"]["articles"]
            ));
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// Facets without dates: most articles first, places after all other actors.
fn expect_order(answer: &Value) {
    let rows = |facet: &str| answer["facets"][facet].as_array().expect("rows").clone();
    let order = |row: &Value| (row["kind"] == "place", std::cmp::Reverse(row["articles"].as_u64()));
    for facet in ["actor", "source"] {
        assert!(rows(facet).is_sorted_by_key(order), "{facet}: {:?}", rows(facet));
    }
}

#[test]
fn the_cases_are_twenty_and_more_and_most_find_something() {
    assert!(CASES.len() >= 20);
    let sandbox = Sandbox::indexed(&[&corpus()]);
    let found = CASES.iter().filter(|case| sandbox.count(case.arguments()) > 0).count();
    assert!(found + 6 >= CASES.len(), "{found} of {} find something", CASES.len());
}

#[test]
fn answers_over_the_corpus_are_those_of_a_plain_scan() {
    compare(&corpus());
}

#[test]
fn answers_over_the_seeds_are_those_of_a_plain_scan() {
    if let Some(seeds) = shared("seeds") {
        compare(&seeds);
    }
}

const MADE_CASES: &[Case] = &[
    NONE,
    Case { wanted: &[Word("kelp")], ..NONE },
    Case { wanted: &[Word("kelp")], published: JANUARY, ..NONE },
    Case { published: SINCE_17, ..NONE },
    Case { published: SINCE_17, undated: Some("include"), ..NONE },
    Case { published: CUT, undated: Some("only"), ..NONE },
    Case { undated: Some("only"), ..NONE },
    Case { event: EVENT_16, ..NONE },
    Case { event: EVENT_16, undated: Some("include"), ..NONE },
    Case { event: EVENT_DAYS, undated: Some("only"), ..NONE },
    Case { wanted: &[Word("kelp")], event: EVENT_DAYS, published: CUT, ..NONE },
    Case { event: EVENT_MONTH, undated: Some("include"), ..NONE },
    Case { event: EVENT_MONTH, published: SINCE_17, undated: Some("include"), ..NONE },
    Case { event: range(&[], None, Some("2023-12-31")), ..NONE },
];

/// An article whose publication date may be inferred, and that date.
fn inferred_article(index: usize) -> (ReadArticle, Option<PublicationDate>) {
    let told = [
        "On Tuesday the boats left.",
        "The boats left on 17 January. The day after, they came back.",
        "The boats left on 3 March 2024, and two days later they came back.",
        "In 2019 the quay was new. On 5 March it was mended.",
        "The boats left last week, on Tuesday morning, or in December.",
        "The boats are blue.",
    ][index % 6];
    let filler =
        "The harbour of Norrvik counts what the boats bring in and writes it into a book. ".repeat(6 * (index % 3));
    let what = if index.is_multiple_of(4) { "coral" } else { "kelp" };
    let article = ReadArticle {
        id: Some(format!("inferred-{index:03}")),
        text: format!("The {what} was good. {told}\n\n{filler}\n\nMore {what} came in yesterday."),
        text_line: 1,
        stated_dates: index.is_multiple_of(5).then(|| stated("2024-01-19".into())).into_iter().collect(),
        ..ReadArticle::default()
    };
    let interval = match index % 4 {
        0 => return (article, None),
        1 => Interval::month(2024, 1).expect("a month"),
        _ => Interval::day(Day::from_date(day("2024-01-16")).plus((index % 7) as i32 - 2)),
    };
    let precision = if index % 4 == 1 { Precision::Month } else { Precision::Day };
    let evidence = Evidence::new("same-story", "same story as inferred-000");
    (article, Some(PublicationDate { interval, precision, inferred: true, evidence }))
}

#[test]
fn answers_without_inferred_dates_are_those_of_articles_of_which_none_was_inferred() {
    const ARTICLES: usize = 60;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = Folder::new(folder.path().join("index"));
    let lexicon = Lexicon::built_in();
    let mut writer = Writer::open(&index, lexicon).expect("a writer");
    let mut preparer = Preparer::new();
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for index in 0..ARTICLES {
        let (read, inferred) = inferred_article(index);
        let path = format!("/made/{index:03}.txt");
        let scanned = |annotated| {
            article(&serde_json::from_str(&annotation_line(&annotated, "id", &path)).expect("a line of JSON"))
        };
        without.push(scanned(annotate(read.clone(), Cleaning::Clean, lexicon, None)));
        with.push(scanned(annotate(read.clone(), Cleaning::Clean, lexicon, inferred.clone())));
        let prepared = preparer.prepare(annotate(read, Cleaning::Clean, lexicon, inferred));
        writer.add_article(&path, prepared).expect("an article");
        if index % 25 == 24 {
            writer.commit().expect("a commit");
        }
    }
    writer.finish().expect("a commit");
    let searcher = Searcher::open(&index).expect("an index");
    let mut differing = 0;
    for case in MADE_CASES {
        let mut answers = Vec::new();
        for (no_inferred, articles) in [(false, &with), (true, &without)] {
            let request = Request { no_inferred, ..case.request() };
            let answer = |request: &Request| -> Value {
                let result = searcher.search(request).unwrap_or_else(|error| panic!("{error}: {request:?}"));
                serde_json::from_str(&json_document(&result, request, Caller::default(), None, false)).expect("JSON")
            };
            let found = answer(&request);
            let expected = case.scan(articles);
            for (key, expected) in expected.as_object().expect("an object") {
                assert_eq!(answered(&found)[key], *expected, "{key}: {request:?}");
            }
            for (grain, asked) in [(None, TimelineGrain::Finest), (Some("month"), TimelineGrain::By(Grain::Month))] {
                let timeline = answer(&Request { timeline: Some(asked), limit: 0, ..request.clone() });
                assert_eq!(answered_timeline(&timeline), case.timeline(articles, grain), "{request:?}");
            }
            for hit in found["hits"].as_array().expect("hits") {
                let told = hit["event_dates"].as_array().expect("dates");
                let inferred = hit["article"]["published"]["inferred"] == true;
                assert!(!(no_inferred && inferred) && told.iter().all(|date| date["inferred"] == false || inferred));
            }
            answers.push(found);
        }
        differing += usize::from(answers[0]["counts"] != answers[1]["counts"]);
    }
    assert!(differing > 6, "only {differing} cases tell inferred dates from none");
}

/// Made-up articles: publication date as stated, whether "kelp" stands in the text, and dates told.
struct Made {
    published: Option<String>,
    kelp: bool,
    event: Option<String>,
}

const MADE: usize = 90;

fn made(index: usize) -> Made {
    let number = index * 7 % 97;
    let (year, month, of_month) = (2020 + number % 5, 1 + number % 12, 1 + number * 5 % 28);
    let published = match index % 9 {
        0 => None,
        1 => Some(format!("{year}")),
        2 | 3 => Some(format!("{year}-{month:02}")),
        _ => Some(format!("{year}-{month:02}-{of_month:02}")),
    };
    let event = match index % 7 {
        0 => None,
        1 => Some(format!("in {year}")),
        2 => Some("on 17 January".to_owned()),
        _ => Some(format!("on {of_month} March {year}")),
    };
    Made { published, kelp: !index.is_multiple_of(3), event }
}

fn stated(surface: String) -> StatedDate {
    StatedDate { kind: StatedKind::Published, field: "published".into(), surface }
}

/// The index of all made articles, in several segments, with articles deleted among them.
fn made_searcher() -> &'static Searcher {
    static SEARCHER: LazyLock<Searcher> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = Folder::new(folder.path().join("index"));
        let lexicon = Lexicon::built_in();
        let mut writer = Writer::open(&index, lexicon).expect("a writer");
        let mut preparer = Preparer::new();
        for index in 0..MADE + 20 {
            let Made { published, kelp, event } = made(index);
            let told = event.map_or_else(String::new, |event| format!(" The boats left {event}."));
            let what = if kelp { "kelp" } else { "coral" };
            let filler =
                "The harbour of Norrvik counts what the boats bring in and writes it into a book. ".repeat(index % 5);
            let article = ReadArticle {
                record: 0,
                id: Some(format!("made-{index:03}")),
                title: Some(format!("Harvest of {what}")),
                text: format!("The {what} was good.{told}\n\n{filler}\n\nMore {what} came in later that week."),
                text_line: 1,
                stated_dates: published.into_iter().map(stated).collect(),
                ..ReadArticle::default()
            };
            let prepared = preparer.prepare(annotate(article, Cleaning::Clean, lexicon, None));
            writer.add_article(&format!("/made/{index:03}.txt"), prepared).expect("an article");
            if index % 40 == 39 {
                writer.commit().expect("a commit");
            }
        }
        writer.commit().expect("a commit");
        for index in MADE..MADE + 20 {
            writer.remove_article(&format!("/made/{index:03}.txt"), 0).expect("a removal");
        }
        writer.finish().expect("a commit");
        let searcher = Searcher::open(&index).expect("an index");
        // The files are mapped; their folder may go.
        drop(folder);
        searcher
    });
    &SEARCHER
}

fn searched(request: &Request) -> SearchResult {
    made_searcher().search(request).unwrap_or_else(|error| panic!("{error}: {request:?}"))
}

/// Interval of days of a made article.
fn made_days(index: usize) -> Option<(Date, Date)> {
    let published = made(index).published?;
    let grain = match published.len() {
        4 => "year",
        7 => "month",
        _ => "day",
    };
    let rest = ["-01-01", "-01", ""][match grain {
        "year" => 0,
        "month" => 1,
        _ => 2,
    }];
    Some(bucket(grain, day(&format!("{published}{rest}"))))
}

fn any_day() -> impl Strategy<Value = Option<Day>> {
    prop_oneof![
        1 => Just(None),
        6 => (2019i32..2026, 1u32..=12, 1u32..=31).prop_map(|(year, month, day)| Day::from_ymd(year, month, day)),
        2 => (2019i32..2026, 1u32..=12).prop_map(|(year, month)| Day::from_ymd(year, month, 1)),
    ]
}

fn any_filter() -> impl Strategy<Value = DateFilter> {
    (any_day(), any_day()).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => DateFilter { first: Some(a.min(b)), last: Some(a.max(b)) },
        (first, last) => DateFilter { first, last },
    })
}

fn any_query() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just(""),
        Just("kelp"),
        Just("coral"),
        Just("-kelp"),
        Just("\"later that week\""),
        Just("harbour -coral")
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn inside_outside_unsure_and_undated_add_up_to_all_matches(
        query in any_query(),
        published in any_filter(),
        event in prop_oneof![3 => Just(None), 1 => any_filter().prop_map(Some)],
    ) {
        let rest = Request { query: query.into(), event, undated: Some(Undated::Include), ..Request::default() };
        let all = searched(&rest).counts.articles;
        let with = |undated| searched(&Request { published: Some(published), undated, facets: vec![FacetKind::Date, FacetKind::Source], ..rest.clone() });
        let exclude = with(None).counts;
        prop_assert_eq!(exclude.articles + exclude.outside + exclude.unsure + exclude.undated, all);
        prop_assert_eq!(with(Some(Undated::Exclude)).counts, exclude);
        let include = with(Some(Undated::Include)).counts;
        let only = with(Some(Undated::Only)).counts;
        prop_assert_eq!(include.articles, exclude.articles + exclude.unsure + exclude.undated);
        prop_assert_eq!(only.articles, exclude.unsure + exclude.undated);
        for other in [include, only] {
            prop_assert_eq!((other.outside, other.unsure, other.undated), (exclude.outside, exclude.unsure, exclude.undated));
        }
        for undated in [None, Some(Undated::Include), Some(Undated::Only)] {
            let result = with(undated);
            let dates = result.facets.date.expect("asked for");
            let in_rows: u64 = dates.rows.iter().map(|row| row.articles).sum();
            prop_assert_eq!(in_rows + dates.wide + dates.undated, result.counts.articles);
        }
    }

    #[test]
    fn each_article_stands_where_its_days_put_it(published in any_filter()) {
        let days = |day: Option<Day>| day.map(|day| day.to_string());
        let (first, last) = (days(published.first), days(published.last));
        let place = |index: usize| match made_days(index) {
            None => Place::Undated,
            Some((from, to)) => {
                let (first, last) = (first.as_deref().map_or(Date::MIN, day), last.as_deref().map_or(Date::MAX, day));
                match (to < first || from > last, first <= from && to <= last) {
                    (true, _) => Place::Outside,
                    (_, true) => Place::Inside,
                    _ => Place::Unsure,
                }
            }
        };
        for (undated, shown) in [
            (Undated::Exclude, &[Place::Inside][..]),
            (Undated::Include, &[Place::Inside, Place::Unsure, Place::Undated]),
            (Undated::Only, &[Place::Unsure, Place::Undated]),
        ] {
            let request = Request { published: Some(published), undated: Some(undated), limit: 1_000, per_article: 1, ..Request::default() };
            let found: BTreeSet<String> = searched(&request).hits.into_iter().map(|hit| hit.article.id).collect();
            let expected: BTreeSet<String> =
                (0..MADE).filter(|index| shown.contains(&place(*index))).map(|index| format!("made-{index:03}")).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn pages_never_overlap_and_no_hit_stands_twice(
        query in any_query(),
        published in prop_oneof![Just(None), any_filter().prop_map(Some)],
        event in prop_oneof![Just(None), any_filter().prop_map(Some)],
        undated in prop_oneof![Just(None), Just(Some(Undated::Include)), Just(Some(Undated::Only))],
        sort in prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest), Just(Sort::Event), Just(Sort::EventNewest)],
        per_article in 0usize..4,
        limit in 1usize..30,
    ) {
        let request = Request { query: query.into(), published, event, undated, sort, per_article, ..Request::default() };
        let page = |limit, offset| -> Vec<(u64, String, u32)> {
            let hits = searched(&Request { limit, offset, ..request.clone() }).hits;
            hits.into_iter().map(|hit| (hit.rank, hit.article.path, hit.passage.number)).collect()
        };
        let whole = page(10_000, 0);
        let unique: BTreeSet<(&str, u32)> = whole.iter().map(|(_, path, number)| (path.as_str(), *number)).collect();
        prop_assert_eq!(unique.len(), whole.len());
        prop_assert!(whole.iter().zip(1..).all(|((rank, _, _), expected)| *rank == expected));
        let pages: Vec<_> = (0..=whole.len()).step_by(limit).flat_map(|offset| page(limit, offset)).collect();
        prop_assert_eq!(pages, whole);
    }

    #[test]
    fn each_row_of_a_timeline_is_what_event_finds_for_its_days(
        query in any_query(),
        published in prop_oneof![Just(None), any_filter().prop_map(Some)],
        event in prop_oneof![2 => Just(None), 1 => any_filter().prop_map(Some)],
        grain in prop_oneof![
            Just(TimelineGrain::Finest),
            Just(TimelineGrain::By(Grain::Day)),
            Just(TimelineGrain::By(Grain::Week)),
            Just(TimelineGrain::By(Grain::Month)),
        ],
    ) {
        let request = Request { query: query.into(), published, event, timeline: Some(grain), ..Request::default() };
        let timeline = searched(&request).timeline.expect("asked for");
        prop_assert_eq!(timeline.rows.len() as u64, timeline.rows_len);
        prop_assert!(timeline.rows.is_sorted_by(|a, b| a.last < b.first));
        for row in &timeline.rows {
            let days = DateFilter { first: Some(row.first), last: Some(row.last) };
            let of_row = Request { event: Some(days), timeline: None, limit: 1_000, per_article: 0, ..request.clone() };
            let found = searched(&of_row);
            prop_assert_eq!(found.counts.articles, row.articles);
            prop_assert_eq!(found.hits.len() as u64, row.passages);
            let best = |hit: &Hit| (hit.article.path.clone(), hit.passage.number);
            prop_assert!(found.hits.iter().any(|hit| best(hit) == best(&row.hit)));
            let words = |hit: &Hit| !hit.passage.matches.is_empty();
            // Rows go by the words of articles alone, which are scored again only where articles are ranked.
            let key = |hit: &Hit| (!words(hit), -hit.score_parts.words);
            prop_assert!(found.hits.iter().all(|hit| key(&row.hit) <= key(hit)), "a better passage tells {}", row.first);
        }
        for end in [timeline.before, timeline.after].into_iter().flatten() {
            let days = DateFilter { first: Some(end.first), last: Some(end.last) };
            let of_end = Request { event: Some(days), timeline: None, limit: 10_000, per_article: 0, ..request.clone() };
            let found = searched(&of_end);
            prop_assert_eq!((found.counts.articles, found.hits.len() as u64), (end.articles, end.passages));
            prop_assert!(timeline.rows.iter().all(|row| row.last < end.first || end.last < row.first));
        }
    }

    #[test]
    fn sorted_by_event_each_article_keeps_its_first_passages_of_the_whole_ranking(
        query in any_query(),
        newest in any::<bool>(),
        per_article in 1usize..3,
    ) {
        let sort = if newest { Sort::EventNewest } else { Sort::Event };
        let ranking = |per_article| {
            let hits = searched(&Request { query: query.into(), sort, per_article, limit: 10_000, ..Request::default() }).hits;
            hits.into_iter().map(|hit| {
                let days = hit.event_dates.iter().filter_map(|date| Some((date.first?.0, date.last?.0)));
                let key = if newest { days.map(|(first, last)| (-last, -first)).min() } else { days.min() };
                (key.is_none(), key, (hit.article.path, hit.passage.number))
            }).collect::<Vec<_>>()
        };
        let whole = ranking(0);
        prop_assert!(whole.is_sorted_by_key(|(undated, key, _)| (*undated, *key)));
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut expected = whole;
        expected.retain(|(_, _, (path, _))| {
            let count = seen.entry(path.clone()).or_default();
            *count += 1;
            *count <= per_article
        });
        prop_assert_eq!(ranking(per_article), expected);
    }

    #[test]
    fn ties_are_broken_by_the_newer_day_and_then_by_the_id(
        query in any_query(),
        sort in prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest)],
    ) {
        let request = Request { query: query.into(), sort, limit: 1_000, per_article: 1, ..Request::default() };
        let key = |hit: &Hit| {
            let days = hit.article.published.as_ref().map(|date| date.interval);
            let first_key = match sort {
                Sort::Relevance => (-hit.score, 0),
                Sort::Newest => (0.0, 0),
                Sort::Oldest => (0.0, days.map_or(i32::MAX, |days| days.first.0)),
                Sort::Event | Sort::EventNewest => unreachable!("not asked for"),
            };
            (first_key, days.map_or(i32::MAX, |days| -days.last.0), hit.article.id.clone())
        };
        let keys: Vec<_> = searched(&request).hits.iter().map(key).collect();
        prop_assert!(keys.is_sorted(), "{keys:?}");
    }
}
