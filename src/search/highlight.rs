//! Which characters of a passage matched, and by which rule.

use super::tree::{Node, Query, QueryWord};
use crate::actor::{NameRule, NameTable};
use crate::index::MentionRecord;
use crate::text::{Span, Stemmer, Words};
use rustc_hash::FxHashMap;

/// Why a span matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchRule {
    /// The words of the query, case and accents aside.
    Exact,
    /// Words of the same stem.
    Stem,
    /// Another name of the same actor: a translation, an acronym, a long form.
    Alias,
    /// The same name, romanised otherwise.
    Spelling,
    /// A name that articles state to be the same.
    Learned,
}

impl MatchRule {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            MatchRule::Exact => "exact",
            MatchRule::Stem => "stem",
            MatchRule::Alias => "alias",
            MatchRule::Spelling => "spelling",
            MatchRule::Learned => "learned",
        }
    }
}

/// A matching span of a passage's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Bytes of the passage's text.
    pub span: Span,
    /// Why it matched.
    pub rule: MatchRule,
}

/// What to mark in passages, gathered once for a query.
pub(super) struct Highlighter {
    words: Vec<QueryWord>,
    phrases: Vec<Vec<QueryWord>>,
    names: FxHashMap<u32, MatchRule>,
    exact: bool,
}

impl Highlighter {
    pub fn new<B: AsRef<[u8]> + Clone>(query: &Query, names: &NameTable<B>, exact: bool) -> Self {
        let mut highlighter =
            Highlighter { words: Vec::new(), phrases: Vec::new(), names: FxHashMap::default(), exact };
        let Some(wanted) = &query.wanted else { return highlighter };
        wanted.walk(&mut |node| match node {
            Node::Word(word) => highlighter.words.push(word.clone()),
            Node::Phrase(words) => highlighter.phrases.push(words.clone()),
            Node::Name { literal, rule, numbers, .. } => {
                // A name typed without quotes is marked as one span where it stands as one.
                if let Node::All(words) | Node::Any(words) = &**literal {
                    let words: Vec<QueryWord> = words
                        .iter()
                        .filter_map(|node| if let Node::Word(word) = node { Some(word.clone()) } else { None })
                        .collect();
                    highlighter.phrases.push(words);
                }
                for number in numbers {
                    highlighter.names.insert(*number, relation(*rule, names.rule_of_number(*number)));
                }
            }
            Node::All(_) | Node::Any(_) => {}
        });
        highlighter
    }

    /// The matches in a passage, in reading order; where several overlap, the longest that starts
    /// first.
    pub fn matches(&self, text: &str, mentions: &[MentionRecord], stemmer: &mut Stemmer) -> Vec<Match> {
        let words = Words::of(text);
        let stems: Vec<String> = words.iter().map(|word| stemmer.stem(word).to_owned()).collect();
        let mut found: Vec<Match> = Vec::new();
        for phrase in &self.phrases {
            for start in 0..(words.len() + 1).saturating_sub(phrase.len()) {
                let rule = phrase
                    .iter()
                    .enumerate()
                    .map(|(at, word)| self.word_rule(word, words.folded(start + at), &stems[start + at]))
                    .try_fold(MatchRule::Exact, |worst, rule| rule.map(|rule| worst.max(rule)));
                if let Some(rule) = rule {
                    let span = Span::new(words.span(start).start, words.span(start + phrase.len() - 1).end);
                    found.push(Match { span, rule });
                }
            }
        }
        for (at, stem) in stems.iter().enumerate() {
            let rule = self.words.iter().filter_map(|word| self.word_rule(word, words.folded(at), stem)).min();
            if let Some(rule) = rule {
                found.push(Match { span: words.span(at), rule });
            }
        }
        for mention in mentions {
            if let Some(rule) = self.names.get(&mention.number) {
                found.push(Match { span: Span::new(mention.start as usize, mention.end as usize), rule: *rule });
            }
        }
        found.sort_by(|a, b| {
            a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)).then(a.rule.cmp(&b.rule))
        });
        let mut end = 0;
        found.retain(|found| {
            let free = found.span.start >= end;
            if free {
                end = found.span.end;
            }
            free
        });
        found
    }

    fn word_rule(&self, word: &QueryWord, folded: &str, stem: &str) -> Option<MatchRule> {
        if word.folded == folded {
            Some(MatchRule::Exact)
        } else if !self.exact && word.stem == stem {
            Some(MatchRule::Stem)
        } else {
            None
        }
    }
}

/// How a form found in a text belongs to a form that was typed.
fn relation(typed: NameRule, found: NameRule) -> MatchRule {
    if typed == NameRule::Learned || found == NameRule::Learned {
        return MatchRule::Learned;
    }
    let other_name = |rule| matches!(rule, NameRule::Alias | NameRule::Acronym);
    if other_name(typed) || other_name(found) { MatchRule::Alias } else { MatchRule::Spelling }
}
