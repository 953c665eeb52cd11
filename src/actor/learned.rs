//! What articles state of each other's names, weighed: which aliases are used, and why others are not.
//!
//! Precision goes before recall: a wrong alias makes one actor of two everywhere. So a statement counts only when
//! nothing speaks against it, and only when letters fit or reports that are no copies of each other agree.

use super::kind::Kind;
use super::lexicon::Lexicon;
use super::name_table_build::rule_found_id;
use super::stated::StatedBy;
use super::user_file::found_of_id;
use super::vocabulary::{Flags, Vocabulary};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Least number of reports, no copies of each other, that must agree.
pub const REPORTS_MIN: u64 = 2;
/// Fewest letters of an acronym for which one report is enough.
pub const ACRONYM_LETTERS_MIN: usize = 3;

/// A name as a statement has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatedName {
    /// Its name key.
    pub key: String,
    /// What it names.
    pub kind: Kind,
}

impl StatedName {
    /// The id that an actor found by this name has.
    pub fn found_id(&self) -> String {
        rule_found_id(self.kind, &self.key)
    }

    /// The name of an id made by [`StatedName::found_id`].
    pub fn of_id(id: &str) -> Option<Self> {
        found_of_id(id).map(|(key, kind)| StatedName { key, kind })
    }
}

/// All that articles state of one pair of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The fuller name.
    pub name: StatedName,
    /// The other.
    pub alias: StatedName,
    /// The strongest way in which it is stated.
    pub by: StatedBy,
    /// How many articles state it, copies included.
    pub articles: u64,
    /// How many reports do that are no copies of each other.
    pub reports: u64,
    /// How many sources these have; each report without one counts as a source of its own.
    pub sources: u64,
}

/// What becomes of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The alias is a name of the actor with this id.
    Used(String),
    /// The lexicon or the user's file knows it already.
    Known(String),
    /// It is kept, and not used.
    Unused(Reason),
}

/// Why a stated alias is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The curated lexicon has two actors of these names.
    CuratedApart(String, String),
    /// The user's own file holds the two apart.
    UserApart,
    /// One is a body and the other a person, or the like.
    KindsDiffer,
    /// The curated lexicon gives a name to several actors, or only as a short form or an adjective.
    AmbiguousName(String),
    /// Articles state the alias of several actors, this other one among them.
    StatedOfSeveral(String),
    /// It would make one of two actors that are apart, through others.
    JoinsApart(String),
    /// The alias is an ordinary word.
    OrdinaryWord,
    /// In brackets may stand a parent or a source, and the alias is a curated actor.
    BracketsAroundKnown(String),
    /// In brackets may stand a branch or a place, and the name is a curated actor.
    BracketsAfterKnown(String),
    /// The same letters stand for a curated actor of another name.
    LettersOfKnown(String),
    /// Too few reports state it.
    TooFewReports,
    /// Only one source states it.
    OneSource,
}

impl Reason {
    /// The reason as a clause.
    pub fn text(&self) -> String {
        match self {
            Reason::CuratedApart(a, b) => format!("the curated lexicon holds {a} and {b} apart"),
            Reason::UserApart => "the user's file holds the two apart".to_owned(),
            Reason::KindsDiffer => "the two are of different kinds".to_owned(),
            Reason::AmbiguousName(key) => format!("\"{key}\" by itself may mean several actors"),
            Reason::StatedOfSeveral(other) => format!("the alias is also stated of {other}"),
            Reason::JoinsApart(other) => format!("it would join it with {other}, which is held apart"),
            Reason::OrdinaryWord => "the alias is an ordinary word or a given name".to_owned(),
            Reason::BracketsAroundKnown(other) => format!("brackets may hold a parent or a source, as {other}"),
            Reason::BracketsAfterKnown(other) => {
                format!("brackets may hold a part, and {other} has its names from a list")
            }
            Reason::LettersOfKnown(other) => format!("the letters stand for {other}"),
            Reason::TooFewReports => format!("fewer than {REPORTS_MIN} reports that are no copies state it"),
            Reason::OneSource => "only one source states it".to_owned(),
        }
    }

    /// The reason as a word that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::CuratedApart(..) => "curated-apart",
            Reason::UserApart => "user-apart",
            Reason::KindsDiffer => "kinds-differ",
            Reason::AmbiguousName(_) => "ambiguous-name",
            Reason::StatedOfSeveral(_) => "stated-of-several",
            Reason::JoinsApart(_) => "joins-apart",
            Reason::OrdinaryWord => "ordinary-word",
            Reason::BracketsAroundKnown(_) => "brackets-around-known",
            Reason::BracketsAfterKnown(_) => "brackets-after-known",
            Reason::LettersOfKnown(_) => "letters-of-known",
            Reason::TooFewReports => "too-few-reports",
            Reason::OneSource => "one-source",
        }
    }
}

/// The aliases that are used: for each name, the id of its actor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    ids: BTreeMap<StatedName, String>,
}

impl Learned {
    /// The id of the actor that a name found by rule was learned to be.
    pub fn id_of(&self, key: &str, kind: Kind) -> Option<&str> {
        if self.ids.is_empty() {
            return None;
        }
        self.ids.get(&body(key, kind)).map(String::as_str)
    }

    /// All learned names, each with the id of its actor.
    pub fn iter(&self) -> impl Iterator<Item = (&StatedName, &str)> {
        self.ids.iter().map(|(name, id)| (name, id.as_str()))
    }
}

/// A name with organisations and groups as one kind, since articles differ in which of the two a body is.
fn body(key: &str, kind: Kind) -> StatedName {
    let kind = if kind == Kind::Organisation { Kind::Group } else { kind };
    StatedName { key: key.to_owned(), kind }
}

/// Weighs statements, which must stand in a fixed order. Gives what is used, and the verdict on each.
pub fn learn(lexicon: &Lexicon, statements: &[Statement]) -> (Learned, Vec<Verdict>) {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(statements.len());
    let sides: Vec<(String, String)> = statements
        .iter()
        .map(|statement| (identity(lexicon, &statement.name), identity(lexicon, &statement.alias)))
        .collect();
    // For each alias the actors of which it is stated.
    let mut stated_of: FxHashMap<StatedName, Vec<&str>> = FxHashMap::default();
    for (statement, (name, alias)) in statements.iter().zip(&sides) {
        if name != alias {
            let of = stated_of.entry(body(&statement.alias.key, statement.alias.kind)).or_default();
            if !of.contains(&name.as_str()) {
                of.push(name);
            }
        }
    }
    for (statement, (name, alias)) in statements.iter().zip(&sides) {
        verdicts.push(if name == alias {
            Verdict::Known(name.clone())
        } else {
            let several = &stated_of[&body(&statement.alias.key, statement.alias.kind)];
            match weigh(lexicon, statement, name, alias, several) {
                Some(reason) => Verdict::Unused(reason),
                None => Verdict::Used(name.clone()),
            }
        });
    }
    join(lexicon, statements, &sides, verdicts)
}

/// The id of the actor that a name stands for without what is learned.
fn identity(lexicon: &Lexicon, name: &StatedName) -> String {
    if let Some(id) = lexicon.assigned_by_user(&name.key, name.kind) {
        return id.to_owned();
    }
    let curated = lexicon.actor_index(&name.key).map(|actor| lexicon.actor(actor));
    match curated.filter(|actor| same_kind(actor.kind, name.kind)) {
        Some(actor) => actor.id.clone(),
        None => body(&name.key, name.kind).found_id(),
    }
}

fn same_kind(a: Kind, b: Kind) -> bool {
    let is_body = |kind| matches!(kind, Kind::Organisation | Kind::Group);
    a == b || is_body(a) && is_body(b)
}

/// Why a statement is not to be used, if it is not.
fn weigh(lexicon: &Lexicon, statement: &Statement, name: &str, alias: &str, several: &[&str]) -> Option<Reason> {
    let is_curated = |id: &str| lexicon.actor_of_id(id).is_some();
    if !same_kind(statement.name.kind, statement.alias.kind) {
        return Some(Reason::KindsDiffer);
    }
    if lexicon.user_holds_apart(name, alias) {
        return Some(Reason::UserApart);
    }
    if is_curated(name) && is_curated(alias) {
        return Some(Reason::CuratedApart(name.to_owned(), alias.to_owned()));
    }
    for (side, id) in [(&statement.name, name), (&statement.alias, alias)] {
        // A curated form that did not lead to a curated actor is shared, short, an adjective or a capital.
        if !is_curated(id) && lexicon.has_key(&side.key) {
            return Some(Reason::AmbiguousName(side.key.clone()));
        }
    }
    if is_ordinary(&statement.alias, statement.by) || is_ordinary(&statement.name, statement.by) {
        return Some(Reason::OrdinaryWord);
    }
    if let Some(other) = several.iter().find(|other| **other != name) {
        return Some(Reason::StatedOfSeveral((*other).to_owned()));
    }
    match statement.by {
        StatedBy::Brackets if is_curated(alias) => return Some(Reason::BracketsAroundKnown(alias.to_owned())),
        StatedBy::Brackets if is_curated(name) => return Some(Reason::BracketsAfterKnown(name.to_owned())),
        StatedBy::Acronym if is_curated(alias) => return Some(Reason::LettersOfKnown(alias.to_owned())),
        _ => {}
    }
    let letters = statement.alias.key.chars().filter(|c| c.is_alphanumeric()).count();
    if statement.by == StatedBy::Acronym && letters >= ACRONYM_LETTERS_MIN {
        return None;
    }
    if statement.reports < REPORTS_MIN {
        return Some(Reason::TooFewReports);
    }
    (statement.sources < 2).then_some(Reason::OneSource)
}

/// Whether a name is one word that means something without its actor. Letters that fit are no word.
fn is_ordinary(name: &StatedName, by: StatedBy) -> bool {
    if name.key.contains(' ') {
        return false;
    }
    let flags = Vocabulary::built_in().flags(&name.key);
    let words = Flags::COMMON.or(Flags::FUNCTION);
    if by == StatedBy::Acronym { flags.any(Flags::FUNCTION) } else { flags.any(words.or(Flags::GIVEN).or(Flags::CITY)) }
}

/// Joins the names of used statements, the best attested first, and never across what is held apart.
fn join(
    lexicon: &Lexicon,
    statements: &[Statement],
    sides: &[(String, String)],
    mut verdicts: Vec<Verdict>,
) -> (Learned, Vec<Verdict>) {
    let mut order: Vec<usize> =
        (0..statements.len()).filter(|&index| matches!(verdicts[index], Verdict::Used(_))).collect();
    order.sort_by_key(|&index| {
        let statement = &statements[index];
        (std::cmp::Reverse(statement.reports), statement.by, index)
    });
    // Each id with the ids that became one with it; the first of them is the actor.
    let mut set_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut sets: Vec<Vec<String>> = Vec::new();
    for &index in &order {
        let (name, alias) = &sides[index];
        let mut set = |id: &String| {
            *set_of.entry(id.clone()).or_insert_with(|| {
                sets.push(vec![id.clone()]);
                sets.len() - 1
            })
        };
        let (into, from) = (set(name), set(alias));
        if into == from {
            continue;
        }
        let clash = sets[into]
            .iter()
            .flat_map(|a| sets[from].iter().map(move |b| (a, b)))
            .find(|(a, b)| lexicon.holds_apart(a, b))
            .map(|(_, other)| other.clone());
        if let Some(other) = clash {
            verdicts[index] = Verdict::Unused(Reason::JoinsApart(other));
            continue;
        }
        let moved = std::mem::take(&mut sets[from]);
        for id in &moved {
            set_of.insert(id.clone(), into);
        }
        // A curated actor goes before a name found by rule.
        let is_curated = |id: &String| lexicon.actor_of_id(id).is_some();
        if moved.iter().any(is_curated) && !sets[into].iter().any(is_curated) {
            let before = std::mem::replace(&mut sets[into], moved);
            sets[into].extend(before);
        } else {
            sets[into].extend(moved);
        }
        sets[into].sort_by_key(|id| !is_curated(id));
    }
    // An actor found by rule keeps the kind that its best attested statement gives it.
    let mut found_ids: FxHashMap<&str, String> = FxHashMap::default();
    for &index in &order {
        let statement = &statements[index];
        for (side, id) in [(&statement.name, &sides[index].0), (&statement.alias, &sides[index].1)] {
            found_ids.entry(id).or_insert_with(|| side.found_id());
        }
    }
    let mut learned = Learned::default();
    for (index, (name, alias)) in sides.iter().enumerate() {
        let Verdict::Used(id) = &mut verdicts[index] else { continue };
        let first = &sets[set_of[name]][0];
        let is_found = |id: &str| lexicon.actor_of_id(id).is_none() && StatedName::of_id(id).is_some();
        let actor = if is_found(first) { found_ids.get(first.as_str()).unwrap_or(first) } else { first };
        for (side, side_id) in [(&statements[index].name, name), (&statements[index].alias, alias)] {
            if is_found(side_id) {
                learned.ids.insert(body(&side.key, side.kind), actor.clone());
            }
        }
        *id = actor.clone();
    }
    (learned, verdicts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let text = r#"
            [lake-council]
            name = "Lake Council"
            kind = "organisation"

            [reed-front]
            name = "Reed Front"
            kind = "group"
            aliases = ["Army of Reeds"]
            acronyms = ["ARF"]
            short = ["the Reeds"]
        "#;
        Lexicon::parse([("test.toml", text)]).unwrap_or_else(|error| panic!("{error}"))
    }

    fn name(id: &str) -> StatedName {
        StatedName::of_id(id).expect("kind:key")
    }

    /// (name, alias, how, reports).
    fn verdicts(cases: &[(&str, &str, StatedBy, u64)]) -> Vec<String> {
        let statements: Vec<Statement> = cases
            .iter()
            .map(|&(fuller, alias, by, reports)| Statement {
                name: name(fuller),
                alias: name(alias),
                by,
                articles: reports,
                reports,
                sources: reports,
            })
            .collect();
        let told = |verdict: &Verdict| match verdict {
            Verdict::Used(id) => format!("used {id}"),
            Verdict::Known(id) => format!("known {id}"),
            Verdict::Unused(reason) => reason.code().to_owned(),
        };
        learn(&lexicon(), &statements).1.iter().map(told).collect()
    }

    #[test]
    fn fitting_letters_need_one_report_and_others_two() {
        use StatedBy::{Acronym, Brackets, Phrase};
        assert_eq!(
            verdicts(&[("group:union-of-lowland-arms", "group:ula", Acronym, 1)]),
            ["used group:union-of-lowland-arms"]
        );
        assert_eq!(verdicts(&[("group:lowland-arms", "group:la", Acronym, 1)]), ["too-few-reports"]);
        assert_eq!(verdicts(&[("group:sari-bande", "group:band-of-the-hills", Phrase, 1)]), ["too-few-reports"]);
        assert_eq!(
            verdicts(&[("group:sari-bande", "group:band-of-the-hills", Brackets, 2)]),
            ["used group:sari-bande"]
        );
    }

    #[test]
    fn curated_actors_are_never_joined_and_keep_their_ids() {
        use StatedBy::{Brackets, Phrase};
        assert_eq!(verdicts(&[("group:reed-front", "group:lake-council", Phrase, 9)]), ["curated-apart"]);
        assert_eq!(verdicts(&[("group:jabhat-al-qasab", "group:reed-front", Phrase, 2)]), ["used reed-front"]);
        assert_eq!(verdicts(&[("group:jabhat-al-qasab", "group:reed-front", Brackets, 9)]), ["brackets-around-known"]);
        assert_eq!(verdicts(&[("group:reed-front", "group:jabhat-al-qasab", Brackets, 9)]), ["brackets-after-known"]);
        assert_eq!(verdicts(&[("group:arid-range-force", "group:arf", StatedBy::Acronym, 9)]), ["letters-of-known"]);
        assert_eq!(verdicts(&[("group:reed-front", "group:army-of-reeds", Brackets, 1)]), ["known reed-front"]);
        assert_eq!(verdicts(&[("group:the-reeds", "group:some-other-band", Brackets, 3)]), ["ambiguous-name"]);
    }

    #[test]
    fn an_alias_of_several_actors_is_an_alias_of_none() {
        let both = [
            ("group:hill-brigade", "group:harran-movement", StatedBy::Brackets, 5),
            ("group:shore-brigade", "group:harran-movement", StatedBy::Brackets, 2),
        ];
        assert_eq!(verdicts(&both), ["stated-of-several", "stated-of-several"]);
    }

    #[test]
    fn a_chain_does_not_join_two_curated_actors() {
        let chain = [
            ("group:reed-front", "group:jabhat-al-qasab", StatedBy::Phrase, 5),
            ("group:jabhat-al-qasab", "group:lake-council", StatedBy::Phrase, 2),
        ];
        assert_eq!(verdicts(&chain), ["used reed-front", "joins-apart"]);
    }

    #[test]
    fn persons_and_bodies_are_not_one() {
        assert_eq!(verdicts(&[("person:karim-noor", "group:noor-circle", StatedBy::Phrase, 5)]), ["kinds-differ"]);
    }
}
