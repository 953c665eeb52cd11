//! Who is named in a text: mentions, their name keys, and the actors that these stand for.
//!
//! A statistical tagger marks names, over the article as a whole; a curated lexicon is evidence for it, and tells who the
//! names are. Nothing here looks beyond one article.

mod acronym;
mod built_in;
mod curated;
mod kind;
mod learned;
mod lexicon;
mod lexicon_build;
mod lexicon_file;
mod link;
mod matcher;
mod merge;
mod name_table;
mod name_table_build;
mod name_variants;
mod name_words;
mod names;
mod numbers;
mod recognise;
mod references;
mod same_name;
mod stated;
pub mod tagger;
mod tokens;
mod user_corrections;
mod user_file;
mod variant_index;
mod vocabulary;

pub use built_in::BUILT_IN_FILES;
pub use kind::{Form, Kind};
pub use learned::{Learned, Reason, StatedName, Statement, Verdict, learn};
pub use lexicon::{CuratedActor, CuratedName, CuratedRole, Lexicon, LexiconError, NameRule};
pub use name_table::{NAME_WORDS_MAX, NameTable, NameTableError, Reading, TableActor};
pub use name_table_build::{build_name_table, rule_found_id};
pub use name_words::pack_name_words;
pub use numbers::{NameNumbers, NumberedName, Sense};
pub use recognise::{Mention, Part, Recognised, StatedAlias, recognise};
pub use same_name::{Comparison, Family, NameForm, OBSERVATIONS, SpellingReason, WordMarks, compare_names};
pub use stated::StatedBy;
pub use variant_index::{SPELLING_WORDS_MAX, SpellingOf};
