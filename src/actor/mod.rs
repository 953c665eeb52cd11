//! Who is named in a text: mentions, their name keys, and the actors that these stand for.
//!
//! A curated lexicon comes first, then rules over capitals, and what the whole article tells decides. There is no
//! statistical recogniser here, and nothing that looks beyond one article.

mod bodies;
mod built_in;
mod curated;
mod evidence;
mod kind;
mod learned;
mod lexicon;
mod lexicon_build;
mod lexicon_file;
mod link;
mod matcher;
mod name_table;
mod name_table_build;
mod name_variants;
mod numbers;
mod recognise;
mod runs;
mod same_name;
mod settle;
mod stated;
mod tokens;
mod user_file;
mod variant_index;
mod vocabulary;

pub use built_in::BUILT_IN_FILES;
pub use kind::{Form, Kind};
pub use learned::{Learned, Reason, StatedName, Statement, Verdict, learn};
pub use lexicon::{CuratedActor, CuratedName, CuratedRole, Lexicon, LexiconError, NameRule};
pub use name_table::{NAME_WORDS_MAX, NameTable, NameTableError, Reading, TableActor};
pub use name_table_build::{build_name_table, rule_found_id};
pub use numbers::{NameNumbers, NumberedName, Sense};
pub use recognise::{Mention, Part, Recognised, StatedAlias, recognise};
pub use same_name::{Comparison, Family, NameForm, OBSERVATIONS, SpellingReason, WordMarks, compare_names};
pub use stated::StatedBy;
pub use variant_index::{SPELLING_WORDS_MAX, SpellingOf};
