//! Which field of a record means what, and how its value is read.
//!
//! Scrapers name the same thing differently; [`FIELDS`] lists the names in order of trust, and the
//! first that is present and not blank wins. Of dates all are taken, and which one counts is judged
//! later. Names are compared without case. A field whose value has
//! a wrong type is told and passed over. A value is decoded only when it is looked at, so what else a
//! record holds costs nothing.

use super::decode::too_long;
use super::json_value;
use crate::article::{ARTICLE_BYTES_MAX, Article, StatedDate, StatedKind};
use crate::problem::Problem;
use std::borrow::Cow;

/// Longest value in bytes of a field other than the text; a longer one is told and passed over.
pub const METADATA_BYTES_MAX: usize = 16 << 10;

/// What a field tells of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The record's own id.
    Id,
    /// The headline.
    Title,
    /// The text.
    Text,
    /// When it was published.
    Published,
    /// A date that may be that of publication.
    Date,
    /// Place and day before the story.
    Dateline,
    /// When it was changed.
    Updated,
    /// When it was crawled.
    Gathered,
    /// Who published it.
    Source,
    /// Where it can be read.
    Url,
    /// Its language.
    Language,
}

/// Names of fields by what they mean, most trusted first.
///
/// A date of creation says nothing about publication and is left out, as is `domain`, which is as often a
/// subject as a site. Dates of change and of crawling only tell when the article was there. `description` is a teaser: it is the text only
/// when nothing else is.
pub const FIELDS: &[(Role, &[&str])] = &[
    (Role::Id, &["id", "_id", "uuid", "guid", "article_id", "doc_id"]),
    (Role::Title, &["title", "headline", "head", "name"]),
    (
        Role::Text,
        &["text", "body", "content", "article", "article_body", "articleBody", "maintext", "full_text", "description"],
    ),
    (
        Role::Published,
        &[
            "published",
            "published_at",
            "publishedAt",
            "publication_date",
            "date_publish",
            "date_published",
            "datePublished",
            "pubDate",
            "pub_date",
            "publish_date",
            "published_date",
            "published_time",
            "published_on",
            "article:published_time",
            "first_published",
            "first_publication_date",
            "release_date",
            "dcterms.issued",
            "dc.date.issued",
        ],
    ),
    (Role::Date, &["date", "reference_date", "dc.date", "timestamp", "time"]),
    (Role::Dateline, &["dateline"]),
    (
        Role::Updated,
        &[
            "updated",
            "updated_at",
            "date_updated",
            "modified",
            "modified_at",
            "date_modified",
            "date_modify",
            "dateModified",
            "modified_time",
            "article:modified_time",
            "last_modified",
            "lastmod",
            "last_updated",
            "revised",
        ],
    ),
    (
        Role::Gathered,
        &[
            "date_download",
            "download_date",
            "crawled",
            "crawled_at",
            "crawl_date",
            "date_crawled",
            "scraped",
            "scraped_at",
            "scrape_date",
            "fetched_at",
            "retrieved",
            "retrieved_at",
            "accessed",
            "access_date",
        ],
    ),
    (
        Role::Source,
        &["source", "source_name", "publisher", "outlet", "site", "site_name", "sitename", "source_domain", "hostname"],
    ),
    (Role::Url, &["url", "link", "canonical_url"]),
    (Role::Language, &["language", "lang"]),
];

/// One field of a record, its value not yet looked at.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub name: Cow<'a, str>,
    pub value: Raw<'a>,
}

/// A value as the format holds it.
#[derive(Debug, Clone)]
pub(super) enum Raw<'a> {
    /// One JSON value, known to be well formed.
    Json(&'a str),
    /// A value already decoded.
    Decoded(Value),
}

/// A value as far as any field needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Bool,
    Number(String),
    /// A string, and whether a broken escape in it was replaced.
    Text(String, bool),
    /// The strings and numbers of a list, and the type of the first element that is neither.
    List(Vec<String>, Option<&'static str>),
    /// The strings and numbers in an object.
    Object(Vec<(String, String)>),
}

impl Value {
    fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(..) => "a string",
            Value::List(..) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// An article made of a record, and which of its fields gave the text.
pub(super) struct Built {
    pub article: Article,
    pub text_field: Option<usize>,
}

/// Makes an article of the fields of record number `record`; an error when its text is too long.
pub(super) fn build(fields: &[Field], record: u32) -> Result<Built, Problem> {
    let mut built = Built { article: Article { record, ..Article::default() }, text_field: None };
    for (role, names) in FIELDS {
        let mut problems = Vec::new();
        if let Some(kind) = date_kind(*role) {
            take_dates(fields, *role, kind, names, &mut built.article);
            continue;
        }
        let Some((index, value)) = first_of(fields, *role, names, &mut problems) else {
            built.article.problems.append(&mut problems);
            continue;
        };
        let article = &mut built.article;
        article.problems.append(&mut problems);
        match role {
            Role::Id => article.id = Some(value.trim().to_owned()),
            Role::Title => article.title = Some(value),
            Role::Text => {
                if value.len() > ARTICLE_BYTES_MAX {
                    return Err(too_long(&format!("field {:?} is {} bytes long", fields[index].name, value.len())));
                }
                article.text = value;
                built.text_field = Some(index);
            }
            Role::Source => article.source = Some(value.trim().to_owned()),
            Role::Url => article.url = Some(value.trim().to_owned()),
            Role::Language => article.language = Some(value.trim().to_owned()),
            Role::Published | Role::Date | Role::Dateline | Role::Updated | Role::Gathered => {}
        }
    }
    Ok(built)
}

/// The kind of the dates of a role, if its fields are dates.
fn date_kind(role: Role) -> Option<StatedKind> {
    match role {
        Role::Published => Some(StatedKind::Published),
        Role::Date => Some(StatedKind::Date),
        Role::Dateline => Some(StatedKind::Dateline),
        Role::Updated => Some(StatedKind::Updated),
        Role::Gathered => Some(StatedKind::Gathered),
        _ => None,
    }
}

/// Takes all dates of a role. What is no date by its type is told only where a date of publication was looked
/// for and none found before it.
fn take_dates(fields: &[Field], role: Role, kind: StatedKind, names: &[&str], article: &mut Article) {
    for name in names {
        for field in fields.iter().filter(|field| field.name.eq_ignore_ascii_case(name)) {
            let mut problems = Vec::new();
            let found = first_of(std::slice::from_ref(field), role, &[name], &mut problems);
            if article.stated_dates.is_empty() && matches!(kind, StatedKind::Published | StatedKind::Date) {
                article.problems.append(&mut problems);
            }
            if let Some((_, value)) = found {
                let surface = value.trim().to_owned();
                article.stated_dates.push(StatedDate { kind, field: field.name.to_string(), surface });
            }
        }
    }
}

/// Why an article holds nothing to read, if it does: neither title nor text.
pub(super) fn nothing_to_read(article: &Article) -> Option<Problem> {
    let has_title = article.title.as_ref().is_some_and(|title| !title.trim().is_empty());
    if has_title || !article.text.trim().is_empty() {
        return None;
    }
    let mut cause = "neither title nor text".to_owned();
    for problem in &article.problems {
        cause.push_str(": ");
        cause.push_str(&problem.cause);
    }
    Some(Problem::new(cause))
}

/// The first field of `names` whose value is present, usable and not blank.
fn first_of(fields: &[Field], role: Role, names: &[&str], problems: &mut Vec<Problem>) -> Option<(usize, String)> {
    for name in names {
        for (index, field) in fields.iter().enumerate() {
            if !field.name.eq_ignore_ascii_case(name) {
                continue;
            }
            let value = match &field.value {
                Raw::Json(raw) => json_value::decode(raw),
                Raw::Decoded(value) => value.clone(),
            };
            match as_text(role, value) {
                Ok(None) => {}
                Ok(Some((text, _))) if role != Role::Text && text.len() > METADATA_BYTES_MAX => {
                    let cause = format!(
                        "field {:?} is {} bytes long, more than {METADATA_BYTES_MAX}: not taken",
                        field.name,
                        text.len()
                    );
                    problems.push(Problem::new(cause));
                }
                Ok(Some((text, replaced))) => {
                    if replaced {
                        let cause = format!(
                            "field {:?} holds an escape that is half a character: shown as \u{FFFD}",
                            field.name
                        );
                        problems.push(Problem::new(cause));
                    }
                    return Some((index, text));
                }
                Err(found) => {
                    let cause = format!("field {:?} is {found}, expected {}: not taken", field.name, expected(role));
                    problems.push(Problem::new(cause));
                }
            }
        }
    }
    None
}

fn expected(role: Role) -> &'static str {
    match role {
        Role::Title | Role::Text => "a string or an array of strings",
        Role::Source => "a string or an object with a name",
        Role::Id | Role::Published | Role::Date | Role::Dateline | Role::Updated | Role::Gathered => {
            "a string or a number"
        }
        Role::Url | Role::Language => "a string",
    }
}

/// The value as text with whether an escape was replaced; `None` when absent or blank, an error with
/// its type when it cannot be one.
fn as_text(role: Role, value: Value) -> Result<Option<(String, bool)>, String> {
    let type_name = value.type_name();
    let (text, replaced) = match (value, role) {
        (Value::Null, _) => return Ok(None),
        (Value::Text(text, replaced), _) => (text, replaced),
        (Value::Number(digits), Role::Id | Role::Title | Role::Text) => (digits, false),
        (Value::Number(digits), role) if date_kind(role).is_some() => (digits, false),
        (Value::List(_, Some(odd)), Role::Title | Role::Text) => return Err(format!("an array that holds {odd}")),
        (Value::List(parts, None), Role::Title | Role::Text) => (parts.join("\n"), false),
        (Value::Object(entries), role) => match named(role, entries) {
            Some(text) => (text, false),
            None => return Err(type_name.to_owned()),
        },
        _ => return Err(type_name.to_owned()),
    };
    Ok((!text.trim().is_empty()).then_some((text, replaced)))
}

/// What an object says by one of its names: the name of a source, or an id or date as databases dump
/// them (`{"$oid": …}`, `{"$date": …}`).
fn named(role: Role, entries: Vec<(String, String)>) -> Option<String> {
    let names: &[&str] = match role {
        Role::Source => &["name"],
        Role::Id => &["$oid"],
        role if date_kind(role).is_some() => &["$date"],
        _ => return None,
    };
    entries.into_iter().find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name))).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_stands_twice_in_the_table() {
        let mut seen = HashSet::new();
        for (_, names) in FIELDS {
            for name in *names {
                assert!(seen.insert(name.to_ascii_lowercase()), "{name} stands twice");
            }
        }
    }

    fn built(json: &str) -> Article {
        let fields = json_value::fields(json).unwrap();
        build(&fields, 0).unwrap_or_else(|problem| panic!("{problem:?}")).article
    }

    #[test]
    fn the_first_field_that_is_not_blank_wins() {
        let article =
            built(r#"{"date":"2024","Published":" ","pubDate":null,"title":"","HEADLINE":"A","text":["x","y"]}"#);
        assert_eq!(
            article.stated_dates,
            [StatedDate { kind: StatedKind::Date, field: "date".into(), surface: "2024".into() }]
        );
        assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("A"), "x\ny"));
        assert_eq!(article.problems, []);
    }

    #[test]
    fn a_wrong_type_is_told_and_the_next_name_tried() {
        let article =
            built(r#"{"text":{"a":1},"body":"B","source":{"id":null,"name":"N"},"url":3,"published":1705449600}"#);
        assert_eq!((article.text.as_str(), article.source.as_deref()), ("B", Some("N")));
        assert_eq!(article.stated_dates[0].surface, "1705449600");
        let causes: Vec<_> = article.problems.iter().map(|problem| problem.cause.as_str()).collect();
        assert_eq!(
            causes,
            [
                r#"field "text" is an object, expected a string or an array of strings: not taken"#,
                r#"field "url" is a number, expected a string: not taken"#
            ]
        );
    }

    #[test]
    fn every_date_is_taken_by_kind() {
        let article = built(
            r#"{"text":"A","dateModified":"2024-01-19","date_download":1705795200,"date":"2024-01-18","datePublished":"2024-01-17","time":{"a":[]}}"#,
        );
        let told: Vec<_> = article.stated_dates.iter().map(|date| (date.kind, date.surface.as_str())).collect();
        assert_eq!(
            told,
            [
                (StatedKind::Published, "2024-01-17"),
                (StatedKind::Date, "2024-01-18"),
                (StatedKind::Updated, "2024-01-19"),
                (StatedKind::Gathered, "1705795200"),
            ]
        );
        assert_eq!(article.problems, []);
    }

    #[test]
    fn half_a_character_is_replaced_and_told() {
        let article = built(r#"{"text":"a\ud83db","_id":{"$oid":"65a7"}}"#);
        assert!(article.text.starts_with("a\u{FFFD}") && article.text.ends_with('b'), "{:?}", article.text);
        assert_eq!((article.id.as_deref(), article.problems.len()), (Some("65a7"), 1));
    }
}
