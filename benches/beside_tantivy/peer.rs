//! The peer: tantivy as its own examples use it, one document an article.
//!
//! Title and text are stored and indexed with positions by the default analyzer, the date is a fast
//! field. It knows no names, no dates in texts, no passages and no stems.

use crate::measure::{Cost, folder_bytes};
use crate::queries::{Ask, Query};
use anyhow::Context;
use dateline::date::{Day, parse_stated};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Bound;
use std::path::Path;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, QueryParser, RangeQuery, RegexQuery};
use tantivy::schema::{DateOptions, Field, STORED, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{DateTime, Index, ReloadPolicy, TantivyDocument, Term};

/// As much memory as dateline's writer takes.
const WRITER_BYTES: usize = 96 << 20;
const DAY_SECONDS: i64 = 86_400;
/// Days that tantivy's dates can hold, which are nanoseconds in 64 bits.
const DAYS: std::ops::RangeInclusive<i32> = -100_000..=100_000;

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    title: Option<String>,
    #[serde(default, alias = "body")]
    text: Option<String>,
    #[serde(default, alias = "date")]
    published: Option<String>,
}

#[derive(Clone, Copy)]
struct Fields {
    title: Field,
    text: Field,
    published: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        title: builder.add_text_field("title", TEXT | STORED),
        text: builder.add_text_field("text", TEXT | STORED),
        published: builder.add_date_field("published", DateOptions::default().set_fast().set_stored()),
    };
    (builder.build(), fields)
}

fn instant(day: Day) -> DateTime {
    DateTime::from_timestamp_secs(i64::from(day.0) * DAY_SECONDS)
}

/// Indexes `corpus` into a new folder; gives the cost and the bytes of the index.
pub fn index(corpus: &Path, folder: &Path) -> anyhow::Result<(Cost, u64)> {
    std::fs::create_dir_all(folder)?;
    let (outcome, cost) = Cost::of(|| {
        let (schema, fields) = schema();
        let index = Index::create_in_dir(folder, schema)?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(2);
        let mut writer = index.writer_with_num_threads(threads, WRITER_BYTES)?;
        for (number, line) in BufReader::new(File::open(corpus)?).lines().enumerate() {
            let line = line?;
            let record: Record = serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
            let mut document = TantivyDocument::new();
            document.add_text(fields.title, record.title.unwrap_or_default());
            document.add_text(fields.text, record.text.unwrap_or_default());
            let stated = record.published.and_then(|surface| parse_stated(&surface).ok());
            if let Some(day) = stated.map(|stated| stated.interval.first).filter(|day| DAYS.contains(&day.0)) {
                document.add_date(fields.published, instant(day));
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        anyhow::Ok(())
    });
    outcome.with_context(|| corpus.display().to_string())?;
    Ok((cost, folder_bytes(folder)?))
}

/// The opened index.
pub struct Peer {
    searcher: tantivy::Searcher,
    parser: QueryParser,
    fields: Fields,
}

impl Peer {
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        let (_, fields) = schema();
        let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.text]);
        parser.set_conjunction_by_default();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Peer { searcher: reader.searcher(), parser, fields })
    }

    fn query(&self, query: &Query) -> anyhow::Result<Box<dyn tantivy::query::Query>> {
        let text = match query.ask {
            Ask::All => query.words.join(" "),
            Ask::Any => query.words.join(" OR "),
            Ask::Phrase => format!("\"{}\"", query.words.join(" ")),
            Ask::Prefix => String::new(),
        };
        let words = match query.ask {
            Ask::Prefix => self.beginning(&query.words[0])?,
            _ => self.parser.parse_query(&text)?,
        };
        let Some((first, last)) = query.days else { return Ok(words) };
        let bound = |day| Bound::Included(Term::from_field_date(self.fields.published, instant(day)));
        let days = RangeQuery::new(bound(first), bound(last));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, words), (Occur::Must, Box::new(days))])))
    }

    /// Articles with a word that begins so, which the parser cannot say.
    fn beginning(&self, letters: &str) -> anyhow::Result<Box<dyn tantivy::query::Query>> {
        let in_field = |field| {
            let query: Box<dyn tantivy::query::Query> =
                Box::new(RegexQuery::from_pattern(&format!("{letters}.*"), field)?);
            anyhow::Ok((Occur::Should, query))
        };
        Ok(Box::new(BooleanQuery::new(vec![in_field(self.fields.title)?, in_field(self.fields.text)?])))
    }

    /// The ten best articles, each with a snippet.
    pub fn search(&self, query: &Query) -> anyhow::Result<Vec<(String, String)>> {
        let query = self.query(query)?;
        let best = self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
        let snippets = SnippetGenerator::create(&self.searcher, &*query, self.fields.text)?;
        best.into_iter()
            .map(|(_, address)| {
                let document: TantivyDocument = self.searcher.doc(address)?;
                let title = document.get_first(self.fields.title).as_ref().and_then(tantivy::schema::Value::as_str);
                Ok((title.unwrap_or_default().to_owned(), snippets.snippet_from_doc(&document).to_html()))
            })
            .collect()
    }

    /// How many articles match.
    pub fn count(&self, query: &Query) -> anyhow::Result<usize> {
        Ok(self.searcher.search(&self.query(query)?, &Count)?)
    }
}
