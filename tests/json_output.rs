//! What `search` prints as JSON is what its JSON Schema says, and what is declared here once more.
//!
//! The types below reject unknown keys: whoever adds one to the output must add it here, to the schema
//! and to ARCHITECTURE.md.

mod sandbox;

use sandbox::{Output, SEARCH, Sandbox, Shared, corpus};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format_version: u32,
    query_id: Option<String>,
    query: Query,
    suggestions: Option<Vec<Suggestion>>,
    counts: Counts,
    hits: Vec<Hit>,
    timeline: Option<Vec<TimelineRow>>,
    timeline_rows: Option<u64>,
    timeline_wide: Option<u64>,
    timeline_undated: Option<u64>,
    timeline_before: Option<TimelineEnd>,
    timeline_after: Option<TimelineEnd>,
    matrix: Option<Matrix>,
    facets: Facets,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Matrix {
    arguments: Vec<String>,
    rows: Vec<Label>,
    columns: Vec<Label>,
    cells: Vec<Vec<u64>>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields, untagged)]
enum Label {
    Actor { id: String, name: String, arguments: [String; 2] },
    Days { first: String, last: String, arguments: [String; 2] },
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Cell {
    row: CellKey,
    column: CellKey,
    articles: u64,
    command: String,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields, untagged)]
enum CellKey {
    Actor { id: String, name: String },
    Days { first: String, last: String },
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct TimelineRow {
    first: String,
    last: String,
    articles: u64,
    passages: u64,
    hit: Hit,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct TimelineEnd {
    first: String,
    last: String,
    articles: u64,
    passages: u64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Query {
    input: String,
    parsed: String,
    lowered: Option<String>,
    words: Option<Vec<Word>>,
    added_words: Option<Vec<Word>>,
    filters: Filters,
    like: Option<Value>,
    /// In a record alone; a document has it beside the query.
    suggestions: Option<Vec<Suggestion>>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Suggestion {
    query: String,
    replaced: Vec<Replaced>,
    articles: u64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Replaced {
    word: String,
    by: String,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Filters {
    published: Option<Days>,
    event: Option<Days>,
    actors: Vec<String>,
    same_passage: bool,
    undated: UndatedWord,
    r#match: MatchWord,
    fill: bool,
    expand: bool,
    exact: bool,
    no_inferred: bool,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
enum UndatedWord {
    Exclude,
    Include,
    Only,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
enum MatchWord {
    All,
    Most,
    Any,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Days {
    first: Option<String>,
    last: Option<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Counts {
    articles: u64,
    stories: u64,
    passages: u64,
    unsure: u64,
    undated: u64,
    partial: Option<u64>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ScoreParts {
    words: f64,
    title: f64,
    ordered: f64,
    near: f64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Word {
    word: String,
    stem: String,
    articles: u64,
    weight: f64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Hit {
    rank: u64,
    score: f64,
    score_parts: Option<ScoreParts>,
    #[serde(default)]
    missing: Vec<String>,
    article: Article,
    passage: Passage,
    actors: Vec<Actor>,
    event_dates: Vec<EventDate>,
    story: Option<Story>,
    context: Option<Vec<Context>>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Context {
    place: String,
    number: u64,
    start_byte: usize,
    end_byte: usize,
    line: u64,
    text: String,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Story {
    id: String,
    copies_count: u64,
    copies: Vec<Copy>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Copy {
    id: String,
    title: String,
    source: Option<String>,
    path: String,
    published: Option<Published>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Article {
    id: String,
    title: String,
    title_derived: bool,
    #[serde(default)]
    title_matches: Vec<Match>,
    source: Option<String>,
    url: Option<String>,
    path: String,
    language: Option<String>,
    published: Option<Published>,
    published_month_day: Option<String>,
    undated_reasons: Option<Vec<UndatedReason>>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct UndatedReason {
    code: String,
    text: String,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Published {
    first: String,
    last: String,
    precision: String,
    inferred: bool,
    evidence: Evidence,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Evidence {
    rule: String,
    surface: String,
    zone: Option<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Passage {
    number: u64,
    start_byte: usize,
    end_byte: usize,
    line: u64,
    text: String,
    matches: Vec<Match>,
    cut_before: Option<bool>,
    cut_after: Option<bool>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Match {
    start_byte: usize,
    end_byte: usize,
    surface: String,
    rule: RuleWord,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
enum RuleWord {
    Exact,
    Stem,
    Alias,
    Spelling,
    Learned,
    Prefix,
    Wildcard,
    Fuzzy,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
enum KindWord {
    Person,
    Organisation,
    Group,
    State,
    Place,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Actor {
    id: String,
    name: String,
    kind: KindWord,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct EventDate {
    first: Option<String>,
    last: Option<String>,
    precision: String,
    inferred: bool,
    surface: String,
}

#[derive(Deserialize, Debug, PartialEq, Default)]
#[serde(deny_unknown_fields)]
struct Facets {
    actor: Option<Vec<ActorRow>>,
    date: Option<Vec<DateRow>>,
    date_wide: Option<u64>,
    date_undated: Option<u64>,
    source: Option<Vec<SourceRow>>,
    event: Option<Vec<DateRow>>,
    date_before: Option<DateRow>,
    date_after: Option<DateRow>,
    event_wide: Option<u64>,
    event_undated: Option<u64>,
    event_before: Option<DateRow>,
    event_after: Option<DateRow>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ActorRow {
    id: String,
    name: String,
    kind: KindWord,
    articles: u64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct DateRow {
    first: String,
    last: String,
    articles: u64,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct SourceRow {
    name: String,
    articles: u64,
}

/// What a summary says of date facets: what is in no bucket.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Rest {
    date_wide: Option<u64>,
    date_undated: Option<u64>,
    date_before: Option<DateRow>,
    date_after: Option<DateRow>,
    event_wide: Option<u64>,
    event_undated: Option<u64>,
    event_before: Option<DateRow>,
    event_after: Option<DateRow>,
}

/// What a summary says of a timeline.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct TimelineRest {
    timeline_rows: Option<u64>,
    timeline_wide: Option<u64>,
    timeline_undated: Option<u64>,
    timeline_before: Option<TimelineEnd>,
    timeline_after: Option<TimelineEnd>,
}

/// A line of JSON Lines, put together again.
#[derive(Debug)]
enum Record {
    Query(Query, Option<Vec<Suggestion>>),
    Hit(Box<Hit>),
    Timeline(Box<TimelineRow>),
    Cell(Cell),
    Facet(FacetRow),
    Summary(Counts, Rest, TimelineRest),
}

#[derive(Debug)]
enum FacetRow {
    Actor(ActorRow),
    Date(DateRow),
    Source(SourceRow),
    Event(DateRow),
}

/// Takes one line apart; its kind and the id of its query first.
fn record(mut line: Value) -> (Option<String>, Record) {
    let object = line.as_object_mut().expect("a record is an object");
    let kind = object.remove("type").expect("a record has a type");
    let id = object.remove("query_id").map(|id| id.as_str().expect("an id is a string").to_owned());
    let record = match kind.as_str().expect("a type is a word") {
        "query" => {
            assert_eq!(object.remove("format_version"), Some(json!(1)));
            let suggestions = object.remove("suggestions").map(read);
            Record::Query(read(line), suggestions)
        }
        "hit" => Record::Hit(Box::new(read(line))),
        "timeline" => Record::Timeline(Box::new(read(line))),
        "cell" => Record::Cell(read(line)),
        "facet" => Record::Facet(match object.remove("facet").expect("a facet has a name").as_str() {
            Some("actor") => FacetRow::Actor(read(line)),
            Some("date") => FacetRow::Date(read(line)),
            Some("source") => FacetRow::Source(read(line)),
            Some("event") => FacetRow::Event(read(line)),
            other => panic!("unknown facet {other:?}"),
        }),
        "summary" => {
            let counts = object.remove("counts").expect("a summary has counts");
            let facets = object.remove("facets").expect("a summary has facets");
            Record::Summary(read(counts), read(facets), read(line))
        }
        other => panic!("unknown type {other:?}"),
    };
    (id, record)
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    let text = value.to_string();
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}: {text}"))
}

const QUERIES: &[&[&str]] = &[
    &[],
    &["Jaish al-Adl", "--after", "2024-01-17"],
    &["Jaish al-Adl", "--after", "2024-01-17", "--undated", "include", "--per-article", "0", "-n", "100"],
    &["\"Army of Justice\"", "--facet", "actor,date,source,event", "--facet-limit", "0"],
    &["ambassadors", "--exact"],
    &["--actor", "Amirabdollahian", "--on", "2024-01-17", "--facet", "source"],
    &["Saravan", "--event", "2024-01-18", "--undated", "include", "--facet", "event"],
    &["--event", "2024-01-16..2024-01-18", "--undated", "only"],
    &["water Tonga", "--on", "2022-01", "--sort", "oldest"],
    &["--match", "any", "--", "volcano ash -cable"],
    &["--before", "2022-02", "--facet", "none", "-n", "3", "--offset", "2"],
    &["zeppelin", "--facet", "actor,date,source,event"],
    &["--actor", "Nobody Atall", "--facet", "actor,date,source,event"],
    &["Iran", "--on", "1990"],
    &["Iran", "-n", "0"],
    &["Jaish al-Adl", "--timeline"],
    &["--timeline=week", "--event", "2024-01-10..2024-01-18", "-n", "2", "--offset", "1", "--facet", "event"],
    &["--timeline=year", "-n", "0", "--undated", "only", "--on", "2024-01-17"],
    &["zeppelin", "--timeline"],
    &["Jaish al-Adl", "--matrix", "actor:group,event", "--actor", "iran", "--same-passage"],
    &["--matrix", "date,actor", "--facet-limit", "3", "--facet", "actor:person,event"],
    &["zeppelin", "--matrix", "actor,actor"],
    &["Saravan", "--sort", "event", "--per-article", "0", "--no-inferred"],
    &["Iran", "--offset", "10000"],
    &["\"unclosed phrase"],
    &["ambasador"],
    &["Saravan", "--context", "1", "--max-chars", "80"],
    &["strik* st?ikes ambassadr~2 (title:pakistan OR =missile)"],
    &["“Élysée”\u{1b} \\ \" / \u{7f}", "--match", "any"],
];

static INDEX: Shared = Shared::new();

/// An index of the corpus and of an article with every odd character in every field.
fn index() -> Arc<Sandbox> {
    INDEX.get(|| {
        let odd = json!({
            "id": "odd \u{0} \u{1b} \u{2028}", "title": "\u{1b}[31m \u{ffff} Élysée", "source": "\"\\\u{7}",
            "url": "http://a/\u{1b}", "language": "\u{0}", "published": "2024",
            "text": "The Élysée \u{1b} said \"x\\y\" on January 17 in the Verdania\u{0}n hall."
        });
        let headline = json!({"title": "Élysée: a headline alone"});
        let sandbox = Sandbox::with(&[("odd.jsonl", format!("{odd}\n{headline}\n"))]);
        sandbox.indexer([corpus(), sandbox.path("odd.jsonl")]).expect_status(0);
        sandbox
    })
}

fn run(index: &Sandbox, arguments: &[&str], form: &str) -> Output {
    let output = index.search([&["--format", form][..], arguments].concat());
    output.expect_status_in(&[0, 1]);
    output
}

/// The schema as a value; `None` when it is not there.
fn schema() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema/search-output.schema.json");
    let bytes = std::fs::read(path).ok()?;
    Some(serde_json::from_slice(&bytes).expect("the schema is JSON"))
}

fn expect_valid(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{}\nin {value}", errors.join("\n"));
}

/// The validators of a document and of a record.
fn validators() -> Option<(jsonschema::Validator, jsonschema::Validator)> {
    let Some(document) = schema() else {
        sandbox::skip("index-schema/search-output.schema.json is not there");
        return None;
    };
    let of_record = json!({
        "$schema": document["$schema"], "$ref": "#/$defs/record", "$defs": document["$defs"],
    });
    let validator = |schema: &Value| {
        jsonschema::options()
            .should_validate_formats(true)
            .build(schema)
            .unwrap_or_else(|error| panic!("the schema is none: {error}"))
    };
    Some((validator(&document), validator(&of_record)))
}

#[test]
fn documents_are_valid_by_the_schema() {
    let index = index();
    let Some((document, _)) = validators() else { return };
    for query in QUERIES {
        expect_valid(&document, &run(&index, query, "json").json());
    }
}

#[test]
fn every_json_line_is_valid_by_the_schema() {
    let index = index();
    let Some((_, record)) = validators() else { return };
    for query in QUERIES {
        for line in run(&index, query, "jsonl").json_lines() {
            expect_valid(&record, &line);
        }
    }
}

#[test]
fn the_schema_rejects_unknown_keys_at_every_level() {
    let index = index();
    let Some((document, record)) = validators() else { return };
    let answer =
        run(&index, &["Jaish al-Adl", "--on", "2024-01-17", "--facet", "actor,date,source,event"], "json").json();
    expect_valid(&document, &answer);
    let places = [
        "",
        "/query",
        "/query/filters",
        "/query/filters/published",
        "/counts",
        "/hits/0",
        "/hits/0/article",
        "/hits/0/article/published",
        "/hits/0/article/published/evidence",
        "/hits/0/passage",
        "/hits/0/passage/matches/0",
        "/hits/0/actors/0",
        "/hits/0/event_dates/0",
        "/facets",
        "/facets/actor/0",
        "/facets/date/0",
        "/facets/source/0",
        "/facets/event/0",
    ];
    the_schema_rejects_unknown_keys_in_a_timeline(&index, &document);
    for place in places {
        let mut changed = answer.clone();
        let at = changed.pointer_mut(place).unwrap_or_else(|| panic!("nothing at {place:?}"));
        at.as_object_mut().expect("an object").insert("stranger".into(), json!(1));
        assert!(!document.is_valid(&changed), "a stranger at {place:?} is let in");
        assert!(serde_json::from_value::<Document>(changed).is_err(), "the types let a stranger in at {place:?}");
    }
    let mut line = run(&index, &["zeppelin"], "jsonl").json_lines().remove(0);
    expect_valid(&record, &line);
    line["stranger"] = json!(1);
    assert!(!record.is_valid(&line));
}

fn the_schema_rejects_unknown_keys_in_a_timeline(index: &Sandbox, document: &jsonschema::Validator) {
    let answer = run(index, &["Jaish al-Adl", "--timeline"], "json").json();
    expect_valid(document, &answer);
    for place in ["/timeline/0", "/timeline/0/hit", "/timeline/0/hit/event_dates/0"] {
        let mut changed = answer.clone();
        let at = changed.pointer_mut(place).unwrap_or_else(|| panic!("nothing at {place:?}"));
        at.as_object_mut().expect("an object").insert("stranger".into(), json!(1));
        assert!(!document.is_valid(&changed), "a stranger at {place:?} is let in");
        assert!(serde_json::from_value::<Document>(changed).is_err(), "the types let a stranger in at {place:?}");
    }
}

#[test]
fn documents_have_the_declared_keys_and_their_spans_hold() {
    let index = index();
    let mut hits_seen = 0;
    for query in QUERIES {
        let output = run(&index, query, "json");
        let document: Document = read(output.json());
        assert_eq!((document.format_version, document.query_id), (1, None));
        assert_eq!(document.counts.articles > 0, output.status() == Some(0), "{query:?}");
        for (hit, rank) in document.hits.iter().zip(document.hits[..].first().map_or(1, |hit| hit.rank)..) {
            hits_seen += 1;
            assert_eq!(hit.rank, rank);
            let Passage { start_byte, end_byte, text, matches, line, number, .. } = &hit.passage;
            assert_eq!(end_byte - start_byte, text.len());
            assert!(*line >= 1 && *number >= 1);
            let mut end = 0;
            for found in matches {
                assert_eq!(text.get(found.start_byte..found.end_byte), Some(found.surface.as_str()), "{query:?}");
                assert!(found.start_byte >= end, "matches overlap");
                end = found.end_byte;
            }
            for event in &hit.event_dates {
                // A cut passage still tells what all of it does.
                let is_cut = hit.passage.cut_before.is_some() || hit.passage.cut_after.is_some();
                assert!(is_cut || text.contains(&event.surface));
                assert_eq!(event.first.is_none(), event.last.is_none());
            }
            if let Some(published) = &hit.article.published {
                assert!(published.first <= published.last);
            }
        }
    }
    assert!(hits_seen > 60, "{hits_seen}");
}

#[test]
fn json_lines_say_the_same_as_the_document() {
    let index = index();
    for query in QUERIES {
        let document: Document = read(run(&index, query, "json").json());
        let mut lines = run(&index, query, "jsonl").json_lines().into_iter().map(record).peekable();
        let Some((None, Record::Query(asked, suggestions))) = lines.next() else {
            panic!("the first record is the query")
        };
        assert_eq!((asked, &suggestions), (document.query, &document.suggestions));
        let (mut hits, mut rows, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        let mut facets = Facets::default();
        let mut summary = None;
        for (id, record) in lines {
            assert_eq!(id, None);
            assert!(summary.is_none(), "the summary comes last");
            match record {
                Record::Query(..) => panic!("a second query record"),
                Record::Hit(hit) => hits.push(*hit),
                Record::Timeline(row) => rows.push(*row),
                Record::Cell(cell) => cells.push(cell),
                Record::Facet(FacetRow::Actor(row)) => facets.actor.get_or_insert_default().push(row),
                Record::Facet(FacetRow::Date(row)) => facets.date.get_or_insert_default().push(row),
                Record::Facet(FacetRow::Source(row)) => facets.source.get_or_insert_default().push(row),
                Record::Facet(FacetRow::Event(row)) => facets.event.get_or_insert_default().push(row),
                Record::Summary(counts, rest, timeline) => summary = Some((counts, rest, timeline)),
            }
        }
        assert_eq!(hits, document.hits, "{query:?}");
        let (counts, rest, timeline) = summary.expect("a summary");
        let Document { timeline_rows, timeline_wide, timeline_undated, timeline_before, timeline_after, .. } = document;
        let expected = TimelineRest { timeline_rows, timeline_wide, timeline_undated, timeline_before, timeline_after };
        assert_eq!(timeline, expected);
        assert_eq!(rows, document.timeline.unwrap_or_default());
        assert_eq!(counts, document.counts);
        expect_cells(&cells, document.matrix.as_ref());
        let Facets { actor, date, source, event, date_wide, date_undated, event_wide, event_undated, .. } =
            document.facets;
        let Facets { date_before, date_after, event_before, event_after, .. } = document.facets;
        let expected = Rest {
            date_wide,
            date_undated,
            date_before,
            date_after,
            event_wide,
            event_undated,
            event_before,
            event_after,
        };
        assert_eq!(rest, expected);
        assert_eq!(facets.actor.unwrap_or_default(), actor.unwrap_or_default());
        assert_eq!(facets.date.unwrap_or_default(), date.unwrap_or_default());
        assert_eq!(facets.source.unwrap_or_default(), source.unwrap_or_default());
        assert_eq!(facets.event.unwrap_or_default(), event.unwrap_or_default());
    }
}

/// The cells are those of the matrix that count something, row by row.
fn expect_cells(cells: &[Cell], matrix: Option<&Matrix>) {
    let key = |label: &Label| match label {
        Label::Actor { id, name, .. } => CellKey::Actor { id: id.clone(), name: name.clone() },
        Label::Days { first, last, .. } => CellKey::Days { first: first.clone(), last: last.clone() },
    };
    let arguments = |label: &Label| match label {
        Label::Actor { arguments, .. } | Label::Days { arguments, .. } => arguments.clone(),
    };
    let mut cells = cells.iter();
    for (row, counts) in matrix.iter().flat_map(|matrix| matrix.rows.iter().zip(&matrix.cells)) {
        let columns = matrix.iter().flat_map(|matrix| &matrix.columns);
        for (column, articles) in columns.zip(counts).filter(|(_, articles)| **articles > 0) {
            let cell = cells.next().expect("a cell");
            assert_eq!((&cell.row, &cell.column, cell.articles), (&key(row), &key(column), *articles));
            let words = shlex::split(&cell.command).expect("a command line");
            assert!(arguments(row).iter().chain(&arguments(column)).all(|word| words.contains(word)), "{words:?}");
        }
    }
    assert_eq!(cells.next(), None);
}

#[test]
fn zero_hits_are_valid_and_whole() {
    let index = index();
    let document: Document = read(run(&index, &["zeppelin", "--facet", "actor,date,source,event"], "json").json());
    assert_eq!(document.counts, Counts { articles: 0, stories: 0, passages: 0, unsure: 0, undated: 0, partial: None });
    assert!(document.hits.is_empty());
    let Facets { actor, date, source, event, .. } = document.facets;
    assert_eq!((actor, date, source, event), (Some(vec![]), Some(vec![]), Some(vec![]), Some(vec![])));
}

#[test]
fn suggestions_tell_the_words_replaced_and_what_the_query_finds() {
    let index = index();
    let document: Document = read(run(&index, &["Iran ambasador", "--facet", "none"], "json").json());
    let [first, ..] = &document.suggestions.expect("suggestions")[..] else { panic!("none") };
    let replaced = Replaced { word: "ambasador".into(), by: "ambassador".into() };
    assert_eq!((first.query.as_str(), &first.replaced[..]), ("Iran ambassador", &[replaced][..]));
    let found: Document = read(run(&index, &["Iran ambassador"], "json").json());
    assert_eq!(first.articles, found.counts.articles);
    assert!(found.suggestions.is_none(), "every word is known");
}

#[test]
fn a_batch_names_its_query_in_every_record() {
    let index = index();
    let batch = "q 1\tIran\nq2\tzeppelin\n";
    let output = index.run(SEARCH, ["--batch", "-", "--format", "json"]).input(batch).output();
    let validators = validators();
    let mut ids = Vec::new();
    for line in output.json_lines() {
        if let Some((validator, _)) = &validators {
            expect_valid(validator, &line);
        }
        ids.push(read::<Document>(line).query_id);
    }
    assert_eq!(ids, [Some("q 1".to_owned()), Some("q2".to_owned())]);
    let output = index.run(SEARCH, ["--batch", "-", "--format", "jsonl"]).input(batch).output();
    for line in output.json_lines() {
        if let Some((_, validator)) = &validators {
            expect_valid(validator, &line);
        }
        let (id, _) = record(line);
        assert!(id.is_some_and(|id| id == "q 1" || id == "q2"));
    }
}
