//! An article as documents: what is indexed, what is stored, in which order.

use super::schema::{DocumentKind, Fields};
use super::stated::{self, StatedRecord};
use crate::actor::{Form, Mention, NameNumbers, Sense};
use crate::annotate::Annotated;
use crate::date::{Day, Precision, ResolvedTime, TimexType, YearlessDate};
use crate::publication::{PublicationDate, PublicationMonthDay, UndatedReason};
use crate::text::{Span, Stemmer, Words, fold_key, is_apostrophe, shingles, sketch, text_key};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use xxhash_rust::xxh3::Xxh3;

/// What the index stores of an article besides its passages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// The record's own id, else one made from path and record number.
    pub id: String,
    /// Title, given or derived.
    pub title: String,
    /// Whether the title is the first sentence, for want of one.
    pub title_derived: bool,
    /// Who published it.
    pub source: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Absolute path of the source file.
    pub path: String,
    /// Number of the record in the file, from 0.
    pub record: u32,
    /// Language tag as given.
    pub language: Option<String>,
    /// Publication date, if known.
    pub published: Option<PublicationDate>,
    /// Day and month, or month, of publication, when the year is not known or only inferred.
    pub published_month_day: Option<PublicationMonthDay>,
    /// Why it tells no publication date itself; empty when it does, not when others do.
    pub undated_reasons: Vec<UndatedReason>,
    /// How many passages it has.
    pub passages: u64,
    /// Aliases that it states, and where.
    pub stated_aliases: Vec<StatedRecord>,
    /// Mentions in the title, in reading order, as bytes of it; none in a derived title, which is read in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_mentions: Vec<MentionRecord>,
}

impl ArticleRecord {
    /// Why it has no publication date; empty when it has one.
    pub fn undated_reasons(&self) -> &[UndatedReason] {
        if self.published.is_none() { &self.undated_reasons } else { &[] }
    }

    /// Day and month, or month, of publication, where nothing tells the year.
    pub fn month_day_alone(&self) -> Option<YearlessDate> {
        self.published_month_day.as_ref().filter(|_| self.published.is_none()).map(|told| told.month_day)
    }
}

/// What the index stores of a passage besides its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// Number in the article, from 1.
    pub number: u32,
    /// First byte in the cleaned text.
    pub start_byte: usize,
    /// The white space between it and what stands before it in the cleaned text.
    pub space_before: String,
    /// Line of the source file, from 1.
    pub line: u64,
    /// Mentions, in reading order.
    pub mentions: Vec<MentionRecord>,
    /// Dates that it tells, in reading order.
    pub times: Vec<TimeRecord>,
    /// Those of them that are inferred, as they are known without inference, in reading order.
    pub times_uninferred: Vec<TimeRecord>,
}

impl PassageRecord {
    /// The times that it tells, in reading order; without inferred ones, what is known without them.
    pub fn times_told(&self, no_inferred: bool) -> Vec<&TimeRecord> {
        let uninferred = self.times_uninferred.iter().filter(|_| no_inferred);
        let mut times: Vec<&TimeRecord> =
            self.times.iter().filter(|time| !(no_inferred && time.inferred)).chain(uninferred).collect();
        times.sort_by_key(|time| time.start);
        times
    }

    fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("memory takes every write")
    }

    /// The record as it was stored.
    ///
    /// # Errors
    /// When the bytes are no record of this format version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

/// A mention, as bytes of the text of the passage, or of the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Number of its name key.
    pub number: u32,
    /// How it names the actor.
    pub form: Form,
}

/// A date that a passage tells, as bytes of the passage's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First day, absent when only day and month are known.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// How exactly it is told.
    pub precision: Precision,
    /// Whether it is known so only by an inferred publication date.
    pub inferred: bool,
}

/// The key by which all documents of an article are deleted.
pub fn article_key(path: &str, record: u32) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(path.as_bytes());
    hasher.update(&[0, b'a']);
    hasher.update(&record.to_le_bytes());
    hasher.digest()
}

/// The id of an article: the record's own, else one made from path and record number.
pub fn article_id(own: Option<&str>, path: &str, record: u32) -> String {
    own.map_or_else(|| format!("{:016x}", article_key(path, record)), str::to_owned)
}

/// The key by which a ledger row is deleted.
pub fn file_key(path: &str) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(path.as_bytes());
    hasher.update(&[0, b'f']);
    hasher.digest()
}

/// Prepares articles for the index: folds, stems, gathers. One for each thread, since it caches stems.
#[derive(Default)]
pub struct Preparer {
    stemmer: Stemmer,
}

/// An article ready to become documents once its names have numbers.
#[derive(Debug)]
pub struct PreparedArticle {
    /// The annotated article; its text is still needed for the stored passages.
    pub annotated: Annotated,
    title_stems: String,
    title_words: String,
    stems: StemmedText,
    words: String,
    copy_evidence: CopyEvidence,
}

/// What tells copies of a text.
#[derive(Debug)]
struct CopyEvidence {
    text_key: u64,
    shingles: u64,
    sketch: Vec<u32>,
}

impl CopyEvidence {
    fn of(title: &Words, words: &Words) -> Self {
        let shingles = shingles(words.iter());
        CopyEvidence { text_key: text_key(title, words), shingles: shingles.len() as u64, sketch: sketch(&shingles) }
    }
}

#[derive(Debug, Default)]
struct StemmedText {
    text: String,
    /// End of each stem in `text`; one space parts them.
    ends: Vec<u32>,
}

impl StemmedText {
    /// The stems of words `from..to`.
    fn slice(&self, from: usize, to: usize) -> &str {
        if from >= to {
            return "";
        }
        let start = if from == 0 { 0 } else { self.ends[from - 1] as usize + 1 };
        &self.text[start..self.ends[to - 1] as usize]
    }
}

impl Preparer {
    /// A preparer with empty caches.
    pub fn new() -> Self {
        Self::default()
    }

    /// Folds and stems title and text.
    pub fn prepare(&mut self, annotated: Annotated) -> PreparedArticle {
        let title_stems = self.stems(&annotated.title_words).text;
        let title_words = joined(&annotated.title_words, 0, annotated.title_words.len());
        let stems = self.stems(&annotated.words);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut words = String::new();
        for word in annotated.title_words.iter().chain(annotated.words.iter()) {
            if seen.insert(word) {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
        }
        let copy_evidence = CopyEvidence::of(&annotated.title_words, &annotated.words);
        PreparedArticle { annotated, title_stems, title_words, stems, words, copy_evidence }
    }

    fn stems(&mut self, words: &Words) -> StemmedText {
        let mut stems =
            StemmedText { text: String::with_capacity(words.len() * 6), ends: Vec::with_capacity(words.len()) };
        for word in words.iter() {
            if !stems.ends.is_empty() {
                stems.text.push(' ');
            }
            stems.text.push_str(self.stemmer.stem(word));
            stems.ends.push(stems.text.len() as u32);
        }
        stems
    }
}

/// Folded words from one to before another, with a space between them.
fn joined(words: &Words, from: usize, to: usize) -> String {
    let mut text = String::with_capacity((to - from) * 7);
    for at in from..to {
        if at > from {
            text.push(' ');
        }
        text.push_str(words.folded(at));
    }
    text
}

impl PreparedArticle {
    /// How many passages it has.
    pub fn passages_len(&self) -> usize {
        self.annotated.passages.len()
    }

    /// The block of documents: passages in reading order, then the article. Gives numbers to names
    /// that have none yet; `number` is that of the article.
    pub fn into_documents(
        self,
        path: &str,
        number: u64,
        fields: &Fields,
        numbers: &mut NameNumbers,
    ) -> Vec<TantivyDocument> {
        let PreparedArticle { annotated, title_stems, title_words, stems, words, copy_evidence } = self;
        let record = annotated.article.record;
        let key = article_key(path, record);
        let mut article_names: Vec<u32> = Vec::new();
        let mut title_mentions = Vec::new();
        let title = annotated.title.as_deref().unwrap_or_default();
        for mention in &annotated.title_mentions {
            let sense = Sense::of(mention.form, mention.kind);
            let apostrophe = has_apostrophe(mention.span.of(title));
            let number = numbers.number(&mention.name_key, sense, || shown_form(mention, title), apostrophe);
            article_names.push(number);
            if let Some((start, end)) = inside(mention.span, Span::new(0, title.len())) {
                title_mentions.push(MentionRecord { start, end, number, form: mention.form });
            }
        }
        let passages = annotated.passages.len();
        let mut documents = Vec::with_capacity(passages + 1);
        let (mut mention_at, mut time_at, mut text_end) = (0, 0, 0);
        for (index, passage) in annotated.passages.iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_u64(fields.kind, DocumentKind::Passage.code());
            document.add_u64(fields.key, key);
            document.add_u64(fields.to_article, (passages - index) as u64);
            let span = passage.span;
            let from = annotated.words.first_at(span.start);
            let to = annotated.words.first_at(span.end);
            document.add_text(fields.passage_text, stems.slice(from, to));
            document.add_text(fields.passage_words, joined(&annotated.words, from, to));
            let mut mentions = Vec::new();
            let mut passage_names: Vec<u32> = Vec::new();
            while let Some(mention) = annotated.mentions.get(mention_at).filter(|mention| mention.span.start < span.end)
            {
                mention_at += 1;
                let sense = Sense::of(mention.form, mention.kind);
                let apostrophe = has_apostrophe(mention.span.of(&annotated.text));
                let number =
                    numbers.number(&mention.name_key, sense, || shown_form(mention, &annotated.text), apostrophe);
                passage_names.push(number);
                if let Some((start, end)) = inside(mention.span, span) {
                    mentions.push(MentionRecord { start, end, number, form: mention.form });
                }
            }
            passage_names.sort_unstable();
            passage_names.dedup();
            passage_names.iter().for_each(|number| document.add_u64(fields.names, u64::from(*number)));
            article_names.extend(passage_names);
            let (mut times, mut times_uninferred) = (Vec::new(), Vec::new());
            while let Some(time) = annotated.times.get(time_at).filter(|time| time.span.start < span.end) {
                let uninferred = annotated.times_without_inference.as_ref().and_then(|times| times.get(time_at));
                time_at += 1;
                let uninferred = uninferred.filter(|other| {
                    (other.interval, other.month_day, tells_a_day(other))
                        != (time.interval, time.month_day, tells_a_day(time))
                });
                let event_fields =
                    if uninferred.is_some() { EventFields::inferred(fields) } else { EventFields::stated(fields) };
                event_fields.add(&mut document, time);
                times.extend(time_record(time, span, uninferred.is_some()));
                if let Some(uninferred) = uninferred {
                    EventFields::uninferred(fields).add(&mut document, uninferred);
                    times_uninferred.extend(time_record(uninferred, span, false));
                }
            }
            document.add_text(fields.text, span.of(&annotated.text));
            let stored = PassageRecord {
                number: index as u32 + 1,
                start_byte: span.start,
                space_before: annotated.text.get(text_end..span.start).unwrap_or_default().to_owned(),
                line: passage.line,
                mentions,
                times,
                times_uninferred,
            };
            text_end = span.end;
            document.add_bytes(fields.annotations, &stored.to_bytes());
            documents.push(document);
        }
        article_names.sort_unstable();
        article_names.dedup();
        let mut document = TantivyDocument::default();
        document.add_u64(fields.kind, DocumentKind::Article.code());
        document.add_u64(fields.key, key);
        document.add_u64(fields.passages, passages as u64);
        document.add_u64(fields.number, number);
        document.add_u64(fields.text_key, copy_evidence.text_key);
        document.add_u64(fields.shingles, copy_evidence.shingles);
        copy_evidence.sketch.iter().for_each(|least| document.add_u64(fields.sketch, u64::from(*least)));
        // A derived title is the text's own first sentence and counts once.
        if !annotated.title_derived {
            document.add_text(fields.title_text, &title_stems);
            document.add_text(fields.title_words, &title_words);
            document.add_text(fields.article_text, &title_stems);
        }
        document.add_text(fields.article_text, &stems.text);
        document.add_text(fields.article_words, &words);
        article_names.iter().for_each(|number| document.add_u64(fields.names, u64::from(*number)));
        if let Some(published) = &annotated.published {
            document.add_i64(fields.published_first, i64::from(published.interval.first.0));
            document.add_i64(fields.published_last, i64::from(published.interval.last.0));
            if published.inferred {
                document.add_u64(fields.published_inferred, 1);
            }
        }
        if let Some(published) = &annotated.published_month_day {
            document.add_u64(fields.published_month_day, yearless_code(published.month_day));
        }
        for stated in &annotated.stated_aliases {
            document.add_text(fields.stated, stated::term_of(stated));
        }
        let stated_aliases = annotated
            .stated_aliases
            .iter()
            .map(|stated| {
                let in_title = stated.part == 0;
                StatedRecord::of(stated, in_title, if in_title { title } else { &annotated.text })
            })
            .collect();
        let article = annotated.article;
        let id = article_id(article.id.as_deref(), path, record);
        document.add_text(fields.id, &id);
        document.add_text(fields.path, path);
        if let Some(source) = &annotated.source {
            document.add_text(fields.source, source);
        }
        if let Some(language) = &article.language {
            document.add_text(fields.language, language);
        }
        if let Some(url) = &article.url {
            document.add_text(fields.url, url);
        }
        let stored = ArticleRecord {
            id,
            title: annotated.title.unwrap_or_default(),
            title_derived: annotated.title_derived,
            source: annotated.source,
            url: article.url,
            path: path.to_owned(),
            record,
            language: article.language,
            published: annotated.published,
            published_month_day: annotated.published_month_day,
            undated_reasons: annotated.undated_reasons,
            passages: passages as u64,
            stated_aliases,
            title_mentions,
        };
        let record = serde_json::to_string(&stored).expect("a record of strings and numbers is valid JSON");
        document.add_text(fields.record, record);
        documents.push(document);
        documents
    }
}

/// The form by which a name key is shown if no list knows it: as printed, where that is the whole name.
fn shown_form(mention: &Mention, text: &str) -> String {
    let printed = mention.span.of(text);
    // What rules found carries its own form; what a list knows carries the name of its actor.
    let listed = !mention.actor.contains(':');
    let told_apart = mention.form == Form::Acronym || printed.chars().any(char::is_lowercase);
    if listed && told_apart && fold_key(printed) == mention.name_key {
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        mention.name.clone()
    }
}

/// Whether a surface has an apostrophe inside, in any of its forms.
fn has_apostrophe(surface: &str) -> bool {
    surface.chars().any(is_apostrophe)
}

/// `inner` as bytes of `outer`'s text, if it lies wholly inside.
fn inside(inner: Span, outer: Span) -> Option<(u32, u32)> {
    outer.contains(inner).then(|| ((inner.start - outer.start) as u32, (inner.end - outer.start) as u32))
}

/// Whether the expression speaks of days: a duration or a repetition does not.
fn tells_a_day(time: &ResolvedTime) -> bool {
    matches!(time.kind, TimexType::Date | TimexType::Time) && (time.interval.is_some() || time.month_day.is_some())
}

/// What is stored of a time expression in the passage that holds it whole, if it tells a day.
fn time_record(time: &ResolvedTime, passage: Span, inferred: bool) -> Option<TimeRecord> {
    let (start, end) = inside(time.span, passage).filter(|_| tells_a_day(time))?;
    Some(TimeRecord {
        start,
        end,
        first: time.interval.map(|interval| interval.first),
        last: time.interval.map(|interval| interval.last),
        precision: time.precision.unwrap_or(Precision::Day),
        inferred,
    })
}

/// The columns for one kind of event dates.
struct EventFields {
    first: Field,
    last: Field,
    month_day: Field,
}

impl EventFields {
    /// For dates that hang on nothing inferred.
    fn stated(fields: &Fields) -> Self {
        EventFields { first: fields.event_first, last: fields.event_last, month_day: fields.event_month_day }
    }

    /// For dates that are known so only by an inferred publication date.
    fn inferred(fields: &Fields) -> Self {
        EventFields {
            first: fields.event_inferred_first,
            last: fields.event_inferred_last,
            month_day: fields.event_inferred_month_day,
        }
    }

    /// For what these are without it.
    fn uninferred(fields: &Fields) -> Self {
        EventFields {
            first: fields.event_uninferred_first,
            last: fields.event_uninferred_last,
            month_day: fields.event_uninferred_month_day,
        }
    }

    fn add(&self, document: &mut TantivyDocument, time: &ResolvedTime) {
        if !tells_a_day(time) {
            return;
        }
        if let Some(interval) = time.interval {
            document.add_i64(self.first, i64::from(interval.first.0));
            document.add_i64(self.last, i64::from(interval.last.0));
        } else if let Some(month_day) = time.month_day {
            document.add_u64(self.month_day, yearless_code(month_day.into()));
        }
    }
}

/// A month, with its day or without, as one number in the order of the year.
fn yearless_code(date: YearlessDate) -> u64 {
    u64::from(date.month) * 32 + u64::from(date.day.unwrap_or(0))
}
