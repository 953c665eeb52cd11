//! The fields of the index, from their declaration in `index-schema/fields.toml`.

use serde::Deserialize;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

const DECLARATION: &str = include_str!("../../index-schema/fields.toml");

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum DocumentKind {
    /// A passage of an article.
    Passage = 0,
    /// An article, after its passages.
    Article = 1,
    /// A row of the ledger: one input file.
    File = 2,
}

impl DocumentKind {
    /// The value of the field `kind`.
    pub fn code(self) -> u64 {
        self as u64
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    field: Vec<FieldDeclaration>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldDeclaration {
    name: String,
    r#type: FieldType,
    indexed: Option<Indexed>,
    #[serde(default)]
    norms: bool,
    #[serde(default)]
    fast: bool,
    #[serde(default)]
    stored: bool,
    #[serde(rename = "on")]
    _on: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum FieldType {
    Text,
    U64,
    I64,
    Bytes,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Indexed {
    Docs,
    Freqs,
    Positions,
}

impl Indexed {
    fn record_option(self) -> IndexRecordOption {
        match self {
            Indexed::Docs => IndexRecordOption::Basic,
            Indexed::Freqs => IndexRecordOption::WithFreqs,
            Indexed::Positions => IndexRecordOption::WithFreqsAndPositions,
        }
    }
}

/// An index whose fields are not those that this program declares.
#[derive(Debug, thiserror::Error)]
#[error("field {field:?} of the index {difference}")]
pub struct SchemaError {
    field: String,
    difference: &'static str,
}

/// The schema as declared. Panics when the declaration, which is part of the program, is broken; a
/// test reads it.
pub fn declared_schema() -> Schema {
    let declaration: Declaration = toml::from_str(DECLARATION).expect("index-schema/fields.toml is valid");
    let mut builder = SchemaBuilder::new();
    for field in &declaration.field {
        match field.r#type {
            FieldType::Text => builder.add_text_field(&field.name, text_options(field)),
            FieldType::U64 => builder.add_u64_field(&field.name, numeric_options(field)),
            FieldType::I64 => builder.add_i64_field(&field.name, numeric_options(field)),
            FieldType::Bytes => builder.add_bytes_field(&field.name, bytes_options(field)),
        };
    }
    builder.build()
}

fn text_options(field: &FieldDeclaration) -> TextOptions {
    let mut options = TextOptions::default();
    if let Some(indexed) = field.indexed {
        options = options.set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_fieldnorms(field.norms)
                .set_index_option(indexed.record_option()),
        );
    }
    if field.fast {
        options = options.set_fast("raw");
    }
    if field.stored { options.set_stored() } else { options }
}

fn numeric_options(field: &FieldDeclaration) -> NumericOptions {
    let mut options = NumericOptions::default();
    if field.indexed.is_some() {
        options = options.set_indexed();
    }
    if field.fast {
        options = options.set_fast();
    }
    if field.stored { options.set_stored() } else { options }
}

fn bytes_options(field: &FieldDeclaration) -> BytesOptions {
    let options = BytesOptions::default();
    if field.stored { options.set_stored() } else { options }
}

macro_rules! fields {
    ($($name:ident),* $(,)?) => {
        /// Handles of all fields. Documents are built from these alone: tantivy drops a value whose
        /// field the schema lacks without a word.
        #[derive(Debug, Clone, Copy)]
        #[allow(missing_docs)] // the fields are described in index-schema/README.md
        pub struct Fields {
            $(pub $name: Field,)*
        }

        impl Fields {
            /// The handles in `schema`.
            ///
            /// # Errors
            /// When the schema is not the declared one; the error names the first field that differs.
            pub fn of(schema: &Schema) -> Result<Self, SchemaError> {
                check(schema)?;
                Ok(Fields {
                    $($name: schema.get_field(stringify!($name)).map_err(|_| SchemaError {
                        field: stringify!($name).to_owned(),
                        difference: "is missing",
                    })?,)*
                })
            }
        }

        #[cfg(test)]
        const FIELD_NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

fields!(
    kind,
    key,
    article_text,
    article_words,
    title_text,
    title_words,
    passage_text,
    passage_words,
    names,
    stated,
    to_article,
    passages,
    published_first,
    published_last,
    published_month_day,
    published_inferred,
    event_first,
    event_last,
    event_month_day,
    event_inferred_first,
    event_inferred_last,
    event_inferred_month_day,
    event_uninferred_first,
    event_uninferred_last,
    event_uninferred_month_day,
    number,
    text_key,
    shingles,
    sketch,
    id,
    path,
    source,
    language,
    url,
    text,
    annotations,
    record,
);

fn check(schema: &Schema) -> Result<(), SchemaError> {
    let declared = declared_schema();
    let error = |field: &str, difference| SchemaError { field: field.to_owned(), difference };
    for (_, entry) in declared.fields() {
        match schema.get_field(entry.name()) {
            Err(_) => return Err(error(entry.name(), "is missing")),
            Ok(field) if schema.get_field_entry(field) != entry => {
                return Err(error(entry.name(), "is declared otherwise"));
            }
            Ok(_) => {}
        }
    }
    match schema.fields().find(|(_, entry)| declared.get_field(entry.name()).is_err()) {
        Some((_, entry)) => Err(error(entry.name(), "is unknown to this program")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_field_has_a_handle_and_a_row_in_the_readme() {
        let readme = include_str!("../../index-schema/README.md");
        let schema = declared_schema();
        let declared: Vec<&str> = schema.fields().map(|(_, entry)| entry.name()).collect();
        assert_eq!(declared, FIELD_NAMES);
        for name in declared {
            assert!(readme.contains(&format!("\n| `{name}` |")), "no row for {name}");
        }
    }

    #[test]
    fn a_missing_field_is_named() {
        let schema = SchemaBuilder::new().build();
        assert_eq!(Fields::of(&schema).unwrap_err().to_string(), "field \"kind\" of the index is missing");
    }
}
