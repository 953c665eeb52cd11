//! Kinds of actors and forms of mentions.

use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, agency, outlet, international body, or an organ of a state.
    Organisation,
    /// An armed group, a party or a movement.
    Group,
    /// A state as one that acts.
    State,
    /// A city, province, river: somewhere, not somebody.
    Place,
}

impl Kind {
    /// All kinds, in the order of their letters below.
    pub const ALL: [Kind; 5] = [Kind::Person, Kind::Organisation, Kind::Group, Kind::State, Kind::Place];

    /// The word used in every output and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::Group => "group",
            Kind::State => "state",
            Kind::Place => "place",
        }
    }

    /// The kind that a word of [`Kind::as_str`] names.
    pub fn from_word(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By a full name or one of its spellings or translations.
    Name,
    /// By a part of a name that the article gives in full, as a surname.
    Short,
    /// By capital letters that stand for the name.
    Acronym,
    /// By a demonym ("Israeli"), which names the state.
    Demonym,
    /// By a capital that acts or says ("Tehran said"), which names the state.
    Capital,
    /// By words that describe whom the article names: "the ministry", "the Pakistani foreign minister".
    Description,
}
