//! The words and sentence patterns of the made-up news, from `vocabulary.toml`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    pub common_words: Vec<String>,
    pub syllables: Vec<String>,
    pub endings: Vec<String>,
    pub given_names: Vec<String>,
    pub surnames: Vec<String>,
    /// Name and adjective.
    pub states: Vec<(String, String)>,
    pub places: Vec<String>,
    pub bodies: Vec<String>,
    pub offices: Vec<String>,
    pub sources: Vec<String>,
    pub weekdays: Vec<String>,
    pub months: Vec<String>,
    pub relative_days: Vec<String>,
    pub sentences: Vec<String>,
    pub titles: Vec<String>,
    pub prompts: Vec<String>,
}

impl Vocabulary {
    pub fn read() -> Self {
        toml::from_str(include_str!("vocabulary.toml")).expect("vocabulary.toml is valid")
    }
}
