//! Name keys and their numbers: the units of evidence that articles and passages carry.

use super::kind::{Form, Kind};
use rustc_hash::FxHashMap;

/// In which sense a name key was used, as far as the index must tell: the same key can name a city
/// and, where it acts, a state; a surname that leans on a full name is weaker evidence than the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A full name or acronym of something of this kind.
    Name(Kind),
    /// A short form linked to the full name whose key it carries.
    Short(Kind),
    /// A demonym.
    Demonym,
    /// A capital that acts for its state.
    Capital,
}

impl Sense {
    /// The sense of a mention.
    pub fn of(form: Form, kind: Kind) -> Self {
        match form {
            Form::Name | Form::Acronym => Sense::Name(kind),
            Form::Short | Form::Description => Sense::Short(kind),
            Form::Demonym => Sense::Demonym,
            Form::Capital => Sense::Capital,
        }
    }

    pub(super) fn code(self) -> u8 {
        match self {
            Sense::Name(kind) => kind as u8,
            Sense::Short(kind) => 8 + kind as u8,
            Sense::Demonym => 16,
            Sense::Capital => 17,
        }
    }

    pub(super) fn from_code(code: u8) -> Option<Self> {
        let kind = |index: u8| Kind::ALL.get(index as usize).copied();
        match code {
            0..8 => kind(code).map(Sense::Name),
            8..16 => kind(code - 8).map(Sense::Short),
            16 => Some(Sense::Demonym),
            17 => Some(Sense::Capital),
            _ => None,
        }
    }
}

/// A numbered name key: the unit of evidence that articles and passages carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedName {
    /// The folded full name.
    pub key: String,
    /// How it was used.
    pub sense: Sense,
    /// The form first seen, for display.
    pub surface: String,
    /// Whether some article writes it with an apostrophe, which the key lacks: then words do not find
    /// what the key does.
    pub has_apostrophe: bool,
}

/// All numbered name keys of an index, in the order of their numbers; grows and never forgets.
#[derive(Debug, Default, Clone)]
pub struct NameNumbers {
    pub(super) names: Vec<NumberedName>,
    by_key: FxHashMap<String, Vec<(Sense, u32)>>,
    revision: u64,
}

impl NameNumbers {
    /// The number of `key` in `sense`, given now if it has none; `surface` makes the form that is kept for a new one.
    /// `has_apostrophe` tells of the mention in hand.
    pub fn number(&mut self, key: &str, sense: Sense, surface: impl FnOnce() -> String, has_apostrophe: bool) -> u32 {
        let given = self.by_key.get(key).and_then(|senses| senses.iter().find(|(known, _)| *known == sense));
        if let Some((_, number)) = given {
            let name = &mut self.names[*number as usize];
            self.revision += u64::from(has_apostrophe && !name.has_apostrophe);
            name.has_apostrophe |= has_apostrophe;
            return *number;
        }
        self.revision += 1;
        let number = u32::try_from(self.names.len()).expect("fewer than four billion names");
        self.names.push(NumberedName { key: key.to_owned(), sense, surface: surface(), has_apostrophe });
        self.by_key.entry(key.to_owned()).or_default().push((sense, number));
        number
    }

    /// The form first seen of a name key, in any sense.
    pub fn surface_of(&self, key: &str) -> Option<&str> {
        let (_, number) = self.by_key.get(key)?.first()?;
        Some(&self.names[*number as usize].surface)
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How many numbers are given.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no number is given yet.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
