//! Which characters of a passage or title matched, and by which rule.

use super::together::Together;
use super::tree::{Node, Query, QueryWord};
use super::words::WordSet;
use crate::actor::{NameRule, NameTable};
use crate::index::{ArticleRecord, MentionRecord};
use crate::text::{Span, Stemmer, Words};
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// A word that begins so: `strik*`.
    Prefix,
    /// A word of this form: `st?ike*`.
    Wildcard,
    /// A word that differs by a letter or two: `strike~1`.
    Fuzzy,
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
            MatchRule::Prefix => "prefix",
            MatchRule::Wildcard => "wildcard",
            MatchRule::Fuzzy => "fuzzy",
        }
    }
}

/// A matching span of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Bytes of the text of a passage, of a title, or of a whole article.
    pub span: Span,
    /// Why it matched.
    pub rule: MatchRule,
}

/// What to mark in passages and titles, gathered once for a query.
pub(super) struct Highlighter {
    of_passages: Marks,
    /// Only where something is asked of titles alone.
    of_titles: Option<Marks>,
}

impl Highlighter {
    pub fn new<B: AsRef<[u8]> + Clone>(query: &Query, names: &NameTable<B>) -> Self {
        let (mut of_passages, mut of_titles) = (Marks::default(), None);
        if let Some(wanted) = &query.wanted {
            wanted.walk_wanted(&mut |node| of_passages.add(node, names));
            let mut asks_titles = false;
            wanted.walk_wanted_of_title(&mut |node| asks_titles |= matches!(node, Node::Title(_)));
            if asks_titles {
                let marks = of_titles.insert(Marks::default());
                wanted.walk_wanted_of_title(&mut |node| marks.add(node, names));
            }
        }
        Highlighter { of_passages, of_titles }
    }

    /// The matches in a passage.
    pub fn matches(&self, text: &str, mentions: &[MentionRecord], stemmer: &mut Stemmer) -> Vec<Match> {
        self.of_passages.matches(text, mentions, stemmer)
    }

    /// The matches in the title of an article; none in one that is a sentence of the text.
    pub fn title_matches(&self, article: &ArticleRecord, stemmer: &mut Stemmer) -> Vec<Match> {
        if article.title_derived {
            return Vec::new();
        }
        let marks = self.of_titles.as_ref().unwrap_or(&self.of_passages);
        marks.matches(&article.title, &article.title_mentions, stemmer)
    }
}

/// What to mark in a text.
#[derive(Default)]
struct Marks {
    words: Vec<QueryWord>,
    sets: Vec<WordSet>,
    phrases: Vec<Vec<QueryWord>>,
    together: Vec<Together>,
    names: FxHashMap<u32, MatchRule>,
    /// The first bytes of all stems that are looked for.
    initials: FxHashSet<u8>,
}

impl Marks {
    /// Adds what a node asks for by itself.
    fn add<B: AsRef<[u8]> + Clone>(&mut self, node: &Node, names: &NameTable<B>) {
        match node {
            Node::Word(word) => {
                self.look_for([word.stem.as_str()]);
                self.words.push(word.clone());
            }
            Node::Words(words) => {
                self.look_for(words.stem.as_deref());
                self.sets.push(words.clone());
            }
            Node::Phrase(words) => self.push_phrase(words.clone()),
            Node::Together(together) => {
                self.look_for(together.leaves().into_iter().filter_map(|words| words.stem.as_deref()));
                self.together.push(together.clone());
            }
            Node::Name { literal, rule, numbers, .. } => {
                // A name typed without quotes is marked as one span where it stands as one.
                if let Node::All(words) | Node::Any(words) = &**literal {
                    let words: Vec<QueryWord> = words
                        .iter()
                        .filter_map(|node| if let Node::Word(word) = node { Some(word.clone()) } else { None })
                        .collect();
                    self.push_phrase(words);
                }
                for number in numbers {
                    self.names.insert(*number, relation(*rule, names.rule_of_number(*number)));
                }
            }
            _ => {}
        }
    }

    fn push_phrase(&mut self, words: Vec<QueryWord>) {
        self.look_for(words.iter().map(|word| word.stem.as_str()));
        self.phrases.push(words);
    }

    fn look_for<'a>(&mut self, stems: impl IntoIterator<Item = &'a str>) {
        self.initials.extend(stems.into_iter().filter_map(|stem| stem.bytes().next()));
    }

    /// Whether a folded word of a text may have one of the stems that are looked for: a stem begins as its word does.
    fn may_match_by_stem(&self, folded: &str) -> bool {
        folded.bytes().next().is_some_and(|first| !first.is_ascii_lowercase() || self.initials.contains(&first))
    }

    /// The matches in a text, in reading order; what lies in another is left out, and what overlaps another is one with it,
    /// by the loosest rule of them.
    fn matches(&self, text: &str, mentions: &[MentionRecord], stemmer: &mut Stemmer) -> Vec<Match> {
        let words = Words::of(text);
        let stem_of = |word| if self.may_match_by_stem(word) { stemmer.stem(word).to_owned() } else { String::new() };
        let stems: Vec<String> = words.iter().map(stem_of).collect();
        let mut found: Vec<Match> = Vec::new();
        for phrase in &self.phrases {
            for start in 0..(words.len() + 1).saturating_sub(phrase.len()) {
                let rule = phrase
                    .iter()
                    .enumerate()
                    .map(|(at, word)| word_rule(word, words.folded(start + at), &stems[start + at]))
                    .try_fold(MatchRule::Exact, |worst, rule| rule.map(|rule| worst.max(rule)));
                if let Some(rule) = rule {
                    let span = Span::new(words.span(start).start, words.span(start + phrase.len() - 1).end);
                    found.push(Match { span, rule });
                }
            }
        }
        for (at, stem) in stems.iter().enumerate() {
            let of_words = self.words.iter().filter_map(|word| word_rule(word, words.folded(at), stem));
            let of_sets = self.sets.iter().filter_map(|set| set.rule_of(words.folded(at), stem));
            let rule = of_words.chain(of_sets).min();
            if let Some(rule) = rule {
                found.push(Match { span: words.span(at), rule });
            }
        }
        for together in &self.together {
            found.extend(together_matches(together, &words, &stems));
        }
        for mention in mentions {
            if let Some(rule) = self.names.get(&mention.number) {
                found.push(Match { span: Span::new(mention.start as usize, mention.end as usize), rule: *rule });
            }
        }
        found.sort_by(|a, b| {
            a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)).then(a.rule.cmp(&b.rule))
        });
        found.dedup_by(|next, kept| {
            let overlap = next.span.start < kept.span.end;
            if overlap && next.span.end > kept.span.end {
                *kept = Match { span: Span::new(kept.span.start, next.span.end), rule: kept.rule.max(next.rule) };
            }
            overlap
        });
        found
    }
}

fn word_rule(word: &QueryWord, folded: &str, stem: &str) -> Option<MatchRule> {
    if word.folded == folded {
        Some(MatchRule::Exact)
    } else if word.stem == stem {
        Some(MatchRule::Stem)
    } else {
        None
    }
}

/// The matches of words that stand together: each side by itself, a sequence as a whole.
fn together_matches(together: &Together, words: &Words, stems: &[String]) -> Vec<Match> {
    let leaves = together.leaves();
    let rule_at = |at: u32| {
        let at = at as usize;
        leaves.iter().filter_map(|leaf| leaf.rule_of(words.folded(at), &stems[at])).min()
    };
    let positions: Vec<Vec<u32>> = leaves
        .iter()
        .map(|leaf| {
            let stands = |at: &u32| leaf.rule_of(words.folded(*at as usize), &stems[*at as usize]).is_some();
            (0..words.len() as u32).filter(stands).collect()
        })
        .collect();
    let of_places = |(first, last): (u32, u32)| Match {
        span: Span::new(words.span(first as usize).start, words.span(last as usize).end),
        rule: (first..=last).filter_map(rule_at).max().unwrap_or(MatchRule::Exact),
    };
    together.places(&positions).into_iter().map(of_places).collect()
}

/// How a form found in a text belongs to a form that was typed.
fn relation(typed: NameRule, found: NameRule) -> MatchRule {
    if typed == NameRule::Learned || found == NameRule::Learned {
        return MatchRule::Learned;
    }
    let other_name = |rule| matches!(rule, NameRule::Alias | NameRule::Acronym);
    if other_name(typed) || other_name(found) { MatchRule::Alias } else { MatchRule::Spelling }
}
