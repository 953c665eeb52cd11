//! Recognition of an article's actors: the order of the steps, and their result.
//!
//! Curated names are looked up, the tagger marks names with these as evidence, and both are made one list; when the
//! whole article has been seen, short forms are linked to full names. Nothing here knows other articles.

use super::curated::{Hit, View, What, scan_curated};
use super::kind::{Form, Kind};
use super::lexicon::{Lexicon, NameRule};
use super::link::{Links, link};
use super::merge::merge;
use super::names::Names;
use super::references::{Reference, references};
use super::stated::{StatedBy, stated_aliases};
use super::tagger::{Tagger, tokens_of};
use super::tokens::{ArticleWords, PartTokens, Style, Token};
use crate::text::{Span, Words, fold_key};
use rustc_hash::FxHashMap;

/// Longest mention, in bytes; what is longer names nobody.
const MENTION_BYTES_MAX: usize = 256;

/// Longest name that is looked for in headlines, in tokens.
const HEADLINE_NAME_TOKENS_MAX: usize = 6;

/// A piece of an article: its title or (a part of) its body.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The text; spans of mentions are bytes of it.
    pub text: &'a str,
    /// The words of `text`.
    pub words: &'a Words,
    /// Whether it is a headline, whose capitals say nothing.
    pub is_title: bool,
}

/// A place in a text that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the part's text, without titles and possessive.
    pub span: Span,
    /// The folded full name that the surface stands for.
    pub name_key: String,
    /// Id of the actor: a curated one, or "kind:name-key" for one that no list has.
    pub actor: String,
    /// What the actor is.
    pub kind: Kind,
    /// How the surface names it.
    pub form: Form,
    /// Display name of the actor.
    pub name: String,
}

/// Another name of an actor that the article states itself: evidence only, merges nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAlias {
    /// Number of the part.
    pub part: usize,
    /// Key of the fuller name.
    pub name_key: String,
    /// What that names.
    pub name_kind: Kind,
    /// Key of the other name.
    pub alias_key: String,
    /// What the other names.
    pub alias_kind: Kind,
    /// How it is stated.
    pub by: StatedBy,
    /// A number for the words around: a copy of the report has the same.
    pub context: u32,
    /// Bytes of the part's text that hold both.
    pub span: Span,
}

/// The actors of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognised {
    /// For each part its mentions, in reading order, none overlapping another.
    pub mentions: Vec<Vec<Mention>>,
    /// Aliases that the article states, in reading order.
    pub stated_aliases: Vec<StatedAlias>,
}

/// A piece of text that names somebody or may do so.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) part: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) what: FoundWhat,
    /// Curated names of which it may be a short form; they go before the name by itself.
    pub(super) short_of: ShortOf,
    /// Whether the tagger found it too.
    pub(super) is_tagged: bool,
}

/// What a piece of text may be a short form of.
#[derive(Debug, Clone, Default)]
pub(super) struct ShortOf {
    pub(super) names: Vec<u32>,
    /// An organ whose name it is too.
    pub(super) organ: Option<u32>,
}

#[derive(Debug, Clone)]
pub(super) enum FoundWhat {
    Hit(What),
    /// A name that no list has, by its number in [`Names`].
    Name(u32),
}

/// What a found piece stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Referent {
    pub(super) name_key: String,
    pub(super) actor: String,
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// All that is known of the article while it is worked on.
pub(super) struct Reading<'r, 'a> {
    pub(super) parts: &'r [Part<'a>],
    pub(super) tokens: Vec<PartTokens>,
    pub(super) words: ArticleWords<'a>,
    pub(super) lexicon: &'r Lexicon,
    /// In reading order.
    pub(super) found: Vec<Found>,
    pub(super) names: Names,
}

impl Reading<'_, '_> {
    pub(super) fn tokens_of(&self, found: &Found) -> &[Token] {
        &self.tokens[found.part].tokens[found.from..found.to]
    }

    pub(super) fn span_of(&self, found: &Found) -> Span {
        let tokens = self.tokens_of(found);
        let last = &tokens[tokens.len() - 1];
        let mut end = last.end;
        if let FoundWhat::Hit(What::Name(name)) = found.what
            && last.possessive
            && self.lexicon.name(name).surface.ends_with(['s', 'S'])
            && self.lexicon.name(name).surface.contains(['\'', '’'])
            && self.lexicon.name(name).surface.trim_end_matches(['s', 'S']).ends_with(['\'', '’'])
        {
            // "Lloyd's": the possessive is part of the name.
            let words = self.parts[found.part].words;
            end = words.spans()[words.first_at(last.start)].end;
        }
        Span::new(tokens[0].start, end)
    }

    /// The referent of a curated name.
    pub(super) fn curated(&self, name: u32) -> Referent {
        let curated = self.lexicon.name(name);
        let actor = self.lexicon.actor(curated.actor);
        Referent { name_key: curated.key.clone(), actor: actor.id.clone(), kind: actor.kind, name: actor.name.clone() }
    }

    /// The referent of a curated actor, by its display name.
    pub(super) fn curated_actor(&self, actor: u32) -> Referent {
        let actor = self.lexicon.actor(actor);
        Referent {
            name_key: fold_key(&actor.name),
            actor: actor.id.clone(),
            kind: actor.kind,
            name: actor.name.clone(),
        }
    }
}

/// Recognises the actors that the parts of one article name, and links short forms.
pub fn recognise(parts: &[Part<'_>], lexicon: &Lexicon) -> Recognised {
    let mut words = ArticleWords::default();
    let tokens = tokens_of(parts, lexicon, &mut words);
    let mut reading = Reading { parts, tokens, words, lexicon, found: Vec::new(), names: Names::default() };
    scan(&mut reading);
    let links = link(&reading);
    let headline = find_in_headlines(&reading, &links);
    emit(&reading, &links, headline)
}

/// The curated names of every part, in reading order.
pub(super) fn curated_hits(
    parts: &[Part<'_>],
    tokens: &[PartTokens],
    words: &ArticleWords<'_>,
    lexicon: &Lexicon,
) -> Vec<Vec<Hit>> {
    let of_part = |(part, tokens): (&Part<'_>, &PartTokens)| {
        let mut hits = Vec::new();
        for sentence in &tokens.sentences {
            let view = View { text: part.text, tokens: &tokens.tokens, words, lexicon, sentence: *sentence };
            hits.extend(scan_curated(view));
        }
        hits
    };
    parts.iter().zip(tokens).map(of_part).collect()
}

/// Finds curated names and tagged ones.
fn scan(reading: &mut Reading<'_, '_>) {
    let Reading { parts, tokens, words, lexicon, .. } = reading;
    let hits = curated_hits(parts, tokens, words, lexicon);
    let tagged = Tagger::built_in().tag(parts, tokens, words, &hits, lexicon);
    let (mut found, mut names) = (Vec::new(), Names::default());
    let mut tagged = tagged.as_slice();
    for (part, tokens) in tokens.iter().enumerate() {
        let mut hits = hits[part].as_slice();
        for sentence in &tokens.sentences {
            let view = View { text: parts[part].text, tokens: &tokens.tokens, words, lexicon, sentence: *sentence };
            let (of_sentence, later) = hits.split_at(hits.partition_point(|hit| hit.from < sentence.to));
            hits = later;
            let is_here = |name: &super::tagger::Tagged| name.part == part && name.from < sentence.to;
            let (names_here, later) = tagged.split_at(tagged.partition_point(is_here));
            tagged = later;
            found.extend(merge(view, part, of_sentence, names_here, &mut names));
        }
    }
    let agreed = names.agreed();
    for found in &mut found {
        if let FoundWhat::Name(name) = &mut found.what {
            *name = agreed[*name as usize];
        }
    }
    reading.found = found;
    reading.names = names;
}

/// Names of the body in headlines, whose capitals tell little: what was found, and its referent where it is a surname.
fn find_in_headlines(reading: &Reading<'_, '_>, links: &Links) -> Vec<(Found, Option<Referent>)> {
    let mut known: FxHashMap<&[u32], u32> = FxHashMap::default();
    let mut begins = vec![false; reading.words.list.len()];
    for (number, name) in reading.names.list.iter().enumerate() {
        if links.of_name(number as u32).is_some() {
            known.insert(&name.words, number as u32);
            begins[name.words[0] as usize] = true;
        }
    }
    let mut result = Vec::new();
    for (part, tokens) in reading.tokens.iter().enumerate() {
        for sentence in tokens.sentences.iter().filter(|sentence| sentence.style != Style::Prose) {
            let ids: Vec<u32> = tokens.tokens[sentence.from..sentence.to].iter().map(|token| token.word).collect();
            let mut at = 0;
            while at < ids.len() {
                let token = &tokens.tokens[sentence.from + at];
                let surname = links.surname(ids[at]);
                if !token.is_capital() || !(begins[ids[at] as usize] || surname.is_some()) {
                    at += 1;
                    continue;
                }
                let longest = (1..=HEADLINE_NAME_TOKENS_MAX.min(ids.len() - at))
                    .rev()
                    .find_map(|len| known.get(&ids[at..at + len]).map(|&name| (len, name)));
                let from = sentence.from + at;
                let (len, what, referent) = match (longest, surname) {
                    (Some((len, name)), _) => (len, FoundWhat::Name(name), None),
                    (None, Some(referent)) => (1, FoundWhat::Name(u32::MAX), Some(referent.clone())),
                    (None, None) => {
                        at += 1;
                        continue;
                    }
                };
                let to = from + len;
                result.push((Found { part, from, to, what, short_of: ShortOf::default(), is_tagged: false }, referent));
                at += len;
            }
        }
    }
    result
}

fn emit(reading: &Reading<'_, '_>, links: &Links, headline: Vec<(Found, Option<Referent>)>) -> Recognised {
    let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); reading.parts.len()];
    let resolve = |(number, found): (usize, &Found)| match &found.what {
        FoundWhat::Name(name) => links.of_found(number).or_else(|| links.of_name(*name)).cloned(),
        FoundWhat::Hit(what) => links.of_found(number).cloned().or_else(|| resolve_hit(reading, found, what)),
    };
    let resolved: Vec<Option<(Referent, Form)>> = reading.found.iter().enumerate().map(resolve).collect();
    let described = references(reading, &resolved);
    for (found, resolved) in reading.found.iter().zip(resolved) {
        let span = reading.span_of(found);
        if let Some((referent, form)) = resolved.filter(|_| span.len() <= MENTION_BYTES_MAX) {
            mentions[found.part].push(mention(span, referent, form));
        }
    }
    let stated = mentions
        .iter()
        .enumerate()
        .flat_map(|(part, mentions)| stated_aliases(part, reading.parts[part].text, mentions));
    let stated_aliases = stated.collect();
    for (found, referent) in headline {
        let resolved = match (referent, &found.what) {
            (Some(referent), _) => Some((referent, Form::Short)),
            (None, FoundWhat::Name(name)) => links.of_name(*name).cloned(),
            (None, FoundWhat::Hit(_)) => None,
        };
        if let Some((referent, form)) = resolved {
            insert_where_free(&mut mentions[found.part], mention(reading.span_of(&found), referent, form));
        }
    }
    for Reference { part, tokens, referent } in described {
        let tokens = &reading.tokens[part].tokens[tokens];
        let span = Span::new(tokens[0].start, tokens[tokens.len() - 1].end);
        insert_where_free(&mut mentions[part], mention(span, referent, Form::Description));
    }
    Recognised { mentions, stated_aliases }
}

/// Adds a mention in its place, unless another stands there.
fn insert_where_free(mentions: &mut Vec<Mention>, mention: Mention) {
    let at = mentions.partition_point(|other| other.span.start < mention.span.start);
    let overlaps = |other: Option<&Mention>| other.is_some_and(|other| other.span.overlaps(mention.span));
    if !overlaps(mentions.get(at)) && !overlaps(at.checked_sub(1).and_then(|before| mentions.get(before))) {
        mentions.insert(at, mention);
    }
}

fn mention(span: Span, referent: Referent, form: Form) -> Mention {
    let Referent { name_key, actor, kind, name } = referent;
    Mention { span, name_key, actor, kind, form, name }
}

/// What a hit stands for by itself.
fn resolve_hit(reading: &Reading<'_, '_>, found: &Found, what: &What) -> Option<(Referent, Form)> {
    let lexicon = reading.lexicon;
    match what {
        What::Name(name) => {
            let form = if lexicon.name(*name).rule == NameRule::Acronym { Form::Acronym } else { Form::Name };
            Some((reading.curated(*name), form))
        }
        What::Demonym(name) => Some((reading.curated(*name), Form::Demonym)),
        What::Capital { name, acts: true } => Some((reading.curated(*name), Form::Capital)),
        What::Capital { name, acts: false } => {
            let curated = lexicon.name(*name);
            let city = Referent {
                name_key: curated.key.clone(),
                actor: actor_id(Kind::Place, &curated.key),
                kind: Kind::Place,
                name: curated.surface.clone(),
            };
            Some((city, Form::Name))
        }
        What::StateOrgan(actor) => Some((reading.curated_actor(*actor), Form::Name)),
        // A shared name that nothing in the article settles is an actor of its own.
        What::Shared(names) => {
            let curated = lexicon.name(names[0]);
            let actor = lexicon.actor(curated.actor);
            let own = Referent {
                name_key: curated.key.clone(),
                actor: actor_id(actor.kind, &curated.key),
                kind: actor.kind,
                name: curated.surface.clone(),
            };
            let form = if curated.rule == NameRule::Demonym { Form::Demonym } else { Form::Name };
            Some((own, form))
        }
        What::Place => Some((by_surface(reading, found, Kind::Place), Form::Name)),
        // A ministry of nobody in particular is a body all the same, where the tagger sees it as a name.
        What::Organ { .. } if found.is_tagged => Some((by_surface(reading, found, Kind::Organisation), Form::Name)),
        What::Short { .. } | What::Organ { .. } | What::Role(_) => None,
    }
}

/// The referent that a found piece has by its own words.
fn by_surface(reading: &Reading<'_, '_>, found: &Found, kind: Kind) -> Referent {
    let surface = single_spaced(reading.span_of(found).of(reading.parts[found.part].text));
    let key = fold_key(&surface);
    Referent { actor: actor_id(kind, &key), name_key: key, kind, name: surface }
}

/// A surface without the line breaks of its text.
pub(super) fn single_spaced(printed: &str) -> String {
    if printed.contains(['\n', '\t', '\r']) || printed.contains("  ") {
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        printed.to_owned()
    }
}

/// Id of an actor that no list knows.
pub(super) fn actor_id(kind: Kind, key: &str) -> String {
    format!("{}:{}", kind.as_str(), key.replace(' ', "-"))
}
