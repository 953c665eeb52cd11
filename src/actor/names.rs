//! The distinct names of an article that no list knows, and what each is.
//!
//! The tagger says whether a name is a person, a body or a place; whether a body is a group tells a word of its name, or
//! a word beside it at any of its occurrences.

use super::curated::View;
use super::kind::Kind;
use super::recognise::single_spaced;
use super::tagger::Class;
use super::tokens::{Gap, Shape, Style};
use super::vocabulary::Flags;
use rustc_hash::FxHashMap;

/// A distinct name of the article.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) key: String,
    /// Numbers of its words in the article.
    pub(super) words: Vec<u32>,
    /// As first printed, with single spaces.
    pub(super) surface: String,
    pub(super) kind: Kind,
    /// How often it stands in the article.
    count: u32,
    /// Whether it stands in prose, and not in headlines alone, where the tagger is less sure.
    pub(super) is_in_prose: bool,
}

/// The distinct names, in order of their first occurrence. One spelling of two classes is two names.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) list: Vec<Name>,
    by_words: FxHashMap<(Vec<u32>, Class), u32>,
}

impl Names {
    /// Notes the name at tokens `from..to` and gives its number.
    pub(super) fn add(&mut self, view: View<'_, '_>, from: usize, to: usize, class: Class) -> u32 {
        let tokens = &view.tokens[from..to];
        let words: Vec<u32> = tokens.iter().map(|token| token.word).collect();
        let kind = kind_of(view, from, to, class);
        let in_prose = view.sentence.style == Style::Prose;
        if let Some(&number) = self.by_words.get(&(words.clone(), class)) {
            let name = &mut self.list[number as usize];
            name.count += 1;
            name.is_in_prose |= in_prose;
            if kind == Kind::Group {
                name.kind = kind;
            }
            return number;
        }
        let number = self.list.len() as u32;
        let mut key = String::new();
        for token in tokens {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(view.words.of(token).folded.chars().filter(|c| *c != '\''));
        }
        let surface = single_spaced(&view.text[tokens[0].start..tokens[tokens.len() - 1].end]);
        self.by_words.insert((words.clone(), class), number);
        self.list.push(Name { key, words, surface, kind, count: 1, is_in_prose: in_prose });
        number
    }

    /// For each name the name of the same words that the article has most: what it is a few times, it is by mistake.
    pub(super) fn agreed(&self) -> Vec<u32> {
        let most = |name: &Name, number: u32| {
            let others = Class::ALL.iter().filter_map(|class| self.by_words.get(&(name.words.clone(), *class)));
            let best =
                others.copied().max_by_key(|other| (self.list[*other as usize].count, std::cmp::Reverse(*other)));
            best.filter(|best| self.list[*best as usize].count >= 2 * name.count).unwrap_or(number)
        };
        self.list.iter().zip(0..).map(|(name, number)| most(name, number)).collect()
    }
}

fn kind_of(view: View<'_, '_>, from: usize, to: usize, class: Class) -> Kind {
    match class {
        Class::Person => Kind::Person,
        Class::Place => Kind::Place,
        Class::Body | Class::Other if is_group(view, from, to) => Kind::Group,
        Class::Body | Class::Other => Kind::Organisation,
    }
}

/// "Front for the Marshes" by a word of its own; "militants of the Reed Column", "Reed Column fighters" by one beside it.
fn is_group(view: View<'_, '_>, from: usize, to: usize) -> bool {
    if view.flags(to - 1).any(Flags::COMPANY) {
        return false;
    }
    let own = (from..to).any(|token| view.flags(token).any(Flags::GROUP));
    let armed = |token: usize| view.tokens[token].shape == Shape::Lower && view.flags(token).any(Flags::GROUP_CUE);
    let after = !view.tokens[to - 1].possessive
        && to < view.sentence.to
        && matches!(view.tokens[to].gap, Gap::Space | Gap::Hyphen)
        && armed(to);
    let mut before = from;
    while before > view.sentence.from && before + 2 > from && matches!(view.folded(before - 1), "the" | "of") {
        before -= 1;
    }
    own || after || before > view.sentence.from && view.tokens[from].gap == Gap::Space && armed(before - 1)
}
