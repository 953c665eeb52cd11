//! The form of a curated file: TOML tables to plain values, with errors that name file, table and value.

use super::kind::Kind;
use super::lexicon::LexiconError;
use serde::{Deserialize, Serialize};

/// A table of kind person, organisation, group, state or place.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorTable {
    pub(super) name: String,
    #[serde(rename = "kind")]
    _kind: String,
    pub(super) state: Option<String>,
    #[serde(default)]
    pub(super) spellings: Vec<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) acronyms: Vec<String>,
    #[serde(default)]
    pub(super) short: Vec<String>,
    #[serde(default)]
    pub(super) ambiguous: Vec<String>,
    #[serde(default)]
    pub(super) demonyms: Vec<String>,
    pub(super) capital: Option<String>,
    #[serde(default)]
    pub(super) capital_spellings: Vec<String>,
    #[serde(default)]
    pub(super) roles: Vec<CuratedRole>,
    pub(super) source: Option<String>,
}

impl ActorTable {
    /// A table with a name and nothing else.
    pub(super) fn named(name: String) -> Self {
        ActorTable { name, ..ActorTable::default() }
    }
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CuratedRole {
    /// The office: "Foreign Minister".
    pub title: String,
    /// Id of the state it is an office of.
    pub state: Option<String>,
    /// First day in office, as written (ISO 8601).
    pub from: Option<String>,
    /// Last day in office, as written; absent while it lasts.
    pub to: Option<String>,
}

/// A table of offices.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeTable {
    #[serde(rename = "kind")]
    _kind: String,
    pub(super) names: Vec<String>,
    #[serde(rename = "source")]
    _source: Option<String>,
}

pub(super) enum Table {
    Actor(Kind, Box<ActorTable>),
    Organ(OfficeTable),
    Role(OfficeTable),
}

/// A table with its id and the file that it stands in.
pub(super) struct FileTable {
    pub(super) file: String,
    pub(super) id: String,
    pub(super) table: Table,
}

/// The tables of one file, sorted by id.
pub(super) fn tables_of_file(file: &str, text: &str) -> Result<Vec<FileTable>, LexiconError> {
    let root: toml::Table = toml::from_str(text)
        .map_err(|error| LexiconError::NotToml { file: file.to_owned(), cause: one_line(error.message()) })?;
    root.into_iter()
        .map(|(id, value)| Ok(FileTable { file: file.to_owned(), table: table_of(file, &id, value)?, id }))
        .collect()
}

/// One table as its kind has it.
pub(super) fn table_of(file: &str, id: &str, value: toml::Value) -> Result<Table, LexiconError> {
    let malformed = |cause: String| LexiconError::Malformed { file: file.to_owned(), id: id.to_owned(), cause };
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(is_id) {
        return Err(malformed("an id has only a-z, 0-9 and hyphens".to_owned()));
    }
    let Some(kind) = value.get("kind").and_then(toml::Value::as_str) else {
        return Err(malformed("no \"kind\"".to_owned()));
    };
    let read_error = |error: toml::de::Error| malformed(one_line(error.message()));
    Ok(match (kind, Kind::from_word(kind)) {
        ("organ", _) => Table::Organ(value.try_into().map_err(read_error)?),
        ("role", _) => Table::Role(value.try_into().map_err(read_error)?),
        (_, Some(kind)) => Table::Actor(kind, Box::new(value.try_into().map_err(read_error)?)),
        (word, None) => return Err(malformed(format!("kind {word:?} is none of those known"))),
    })
}

pub(super) fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
