//! The curated files that the program carries.

use super::lexicon::Lexicon;
use std::sync::OnceLock;

/// Name and text of every curated file, in the order in which they are read.
pub const BUILT_IN_FILES: &[(&str, &str)] = &[
    ("states.toml", include_str!("../../index-schema/actors/states.toml")),
    ("organisations.toml", include_str!("../../index-schema/actors/organisations.toml")),
    ("groups.toml", include_str!("../../index-schema/actors/groups.toml")),
    ("offices.toml", include_str!("../../index-schema/actors/offices.toml")),
    ("people.toml", include_str!("../../index-schema/actors/people.toml")),
    ("places.toml", include_str!("../../index-schema/actors/places.toml")),
    ("topic-iran-pakistan.toml", include_str!("../../index-schema/actors/topic-iran-pakistan.toml")),
];

impl Lexicon {
    /// The lexicon of [`BUILT_IN_FILES`], read once. Panics when a test of these files would fail.
    pub fn built_in() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| match Lexicon::parse(BUILT_IN_FILES.iter().copied()) {
            Ok(lexicon) => lexicon,
            Err(error) => panic!("the built-in curated files are broken: {error}"),
        })
    }
}
