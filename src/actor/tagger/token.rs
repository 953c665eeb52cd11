//! What the tagger sees of a token besides its word: case, gaps, the run of capitals around it, curated hits.

use super::feature::number_of;
use crate::actor::curated::{Hit, What};
use crate::actor::kind::Kind;
use crate::actor::lexicon::Lexicon;
use crate::actor::tokens::{ArticleWords, Gap, PartTokens, Sentence, Shape, Style, Token};
use crate::actor::vocabulary::Flags;

/// Kinds of gaps between which transitions differ; the last two are a line break and the end of the sentence.
pub(super) const GAPS: usize = 11;
pub(super) const GAP_LINE: u8 = 9;
pub(super) const GAP_END: u8 = 10;

/// Small words, at most this many, that may stand inside a name.
const BRIDGE_TOKENS_MAX: usize = 3;

/// How the letters of a token are set, finer than [`Shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Number,
    Initial,
    Dotted,
    Title,
    Capitals,
    /// "McDonald", "AbdelRahman".
    Mixed,
}

/// How many cases there are.
pub(super) const CASES: usize = 7;

/// A token as the tagger sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) word: u32,
    pub(super) case: Case,
    /// Kind of the gap before it.
    pub(super) gap: u8,
    /// The gap's signs.
    pub(super) signs: u32,
    /// Whether the gap has a sign over which no name goes.
    pub(super) is_parted: bool,
    /// Class of the curated hit that covers it, and where in it the token stands; 0 for none.
    pub(super) hit: u8,
    /// Whether it may be in a name at all.
    pub(super) may_be_name: bool,
    /// Number of the run that it stands in.
    pub(super) run: u32,
}

/// Capitals that follow each other, or a token without one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Lists in which one of its words stands.
    pub(super) flags: Flags,
    /// Whether its sentence is prose, where capitals tell.
    pub(super) is_prose: bool,
}

impl Run {
    pub(super) fn len(&self) -> usize {
        (self.to - self.from) as usize
    }
}

impl Seen {
    pub(super) fn is_capital(&self) -> bool {
        !matches!(self.case, Case::Lower | Case::Number)
    }
}

fn case_of(text: &str, token: &Token) -> Case {
    match token.shape {
        Shape::Lower => Case::Lower,
        Shape::Number => Case::Number,
        Shape::Initial if token.dotted => Case::Dotted,
        Shape::Initial => Case::Initial,
        Shape::Capitals => Case::Capitals,
        Shape::Capital => {
            let surface = &text[token.start..token.end];
            let inner_capital = match surface.is_ascii() {
                true => surface.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()),
                false => surface.chars().skip(1).any(char::is_uppercase),
            };
            if inner_capital { Case::Mixed } else { Case::Title }
        }
    }
}

/// A number for the signs of a gap, line breaks told apart from spaces; only the first few count.
fn signs_of(gap: &str) -> u32 {
    if gap == " " {
        return 1;
    }
    let mut signs = [0u8; 8];
    let mut count = 0;
    for byte in gap.bytes() {
        let sign = match byte {
            b'\n' => b'\n',
            byte if byte.is_ascii_whitespace() => b' ',
            byte => byte,
        };
        if count < signs.len() && (count == 0 || signs[count - 1] != sign) {
            signs[count] = sign;
            count += 1;
        }
    }
    number_of(&signs[..count]) as u32 | 2
}

/// Brackets, quotes, semicolons and the like end a name, whatever stands beside them.
fn parts_names(gap: &str) -> bool {
    gap.contains(['(', ')', '[', ']', '"', '“', '”', '„', '«', '»', ';', ':', '?', '!', '—', '*', '_'])
}

fn hit_class(hit: &Hit, lexicon: &Lexicon) -> u8 {
    let of_kind = |name: u32| 1 + lexicon.actor(lexicon.name(name).actor).kind as u8;
    match &hit.what {
        What::Name(name) => of_kind(*name),
        What::Demonym(_) => 6,
        What::Capital { .. } => 7,
        What::Organ { .. } | What::StateOrgan(_) => 8,
        What::Role(_) => 9,
        What::Place => 10,
        What::Short { .. } => 11,
        What::Shared(names) => match lexicon.actor(lexicon.name(names[0]).actor).kind {
            Kind::Person => 12,
            Kind::Organisation | Kind::Group => 13,
            Kind::State | Kind::Place => 14,
        },
    }
}

/// The tokens of a part and their runs.
#[derive(Debug, Default)]
pub(super) struct SeenPart {
    pub(super) tokens: Vec<Seen>,
    pub(super) runs: Vec<Run>,
}

/// Looks at all tokens of a part. `hits` are those of the part, in reading order.
pub(super) fn see(
    text: &str,
    part: &PartTokens,
    words: &ArticleWords<'_>,
    hits: &[Hit],
    lexicon: &Lexicon,
) -> SeenPart {
    let mut seen: Vec<Seen> = Vec::with_capacity(part.tokens.len());
    let mut end = 0;
    for token in &part.tokens {
        let mut gap = token.gap as u8;
        let between = text.get(end..token.start).unwrap_or("");
        let signs = match token.gap {
            Gap::Start => 0,
            _ => signs_of(between),
        };
        if signs > 1 && gap == Gap::Space as u8 && between.contains('\n') {
            gap = GAP_LINE;
        }
        end = token.end;
        seen.push(Seen {
            word: token.word,
            case: case_of(text, token),
            gap,
            signs,
            is_parted: signs > 1 && parts_names(between),
            hit: 0,
            may_be_name: false,
            run: 0,
        });
    }
    for hit in hits {
        let class = hit_class(hit, lexicon);
        let count = hit.to - hit.from;
        for index in 0..count {
            seen[hit.from + index].hit = class * 4 + super::label::Position::of(index, count) as u8;
        }
    }
    let mut runs = Vec::new();
    for sentence in &part.sentences {
        mark_runs(&mut seen, &mut runs, *sentence, words);
        mark_possible(&mut seen, *sentence, words);
    }
    SeenPart { tokens: seen, runs }
}

fn joins(gap: u8) -> bool {
    gap == Gap::Space as u8 || gap == Gap::Hyphen as u8 || gap == Gap::Dot as u8 || gap == Gap::Ampersand as u8
}

fn mark_runs(seen: &mut [Seen], runs: &mut Vec<Run>, sentence: Sentence, words: &ArticleWords<'_>) {
    let mut from = sentence.from;
    while from < sentence.to {
        let mut to = from + 1;
        if seen[from].is_capital() {
            while to < sentence.to && seen[to].is_capital() && joins(seen[to].gap) {
                to += 1;
            }
        }
        let number = runs.len() as u32;
        let mut flags = Flags::default();
        for token in &mut seen[from..to] {
            token.run = number;
            flags = flags.or(words.list[token.word as usize].flags);
        }
        runs.push(Run { from: from as u32, to: to as u32, flags, is_prose: sentence.style == Style::Prose });
        from = to;
    }
}

/// Marks capitals, and what may stand between or beside them in a name.
fn mark_possible(seen: &mut [Seen], sentence: Sentence, words: &ArticleWords<'_>) {
    let mut last_capital: Option<usize> = None;
    for at in sentence.from..sentence.to {
        if !seen[at].is_capital() {
            continue;
        }
        seen[at].may_be_name = true;
        if let Some(last) = last_capital
            && at - last - 1 <= BRIDGE_TOKENS_MAX
            && (last + 1..=at).all(|token| joins(seen[token].gap) || seen[token].gap == GAP_LINE)
        {
            for token in &mut seen[last + 1..at] {
                token.may_be_name = true;
            }
        }
        last_capital = Some(at);
        // Beside it: particles, figures, and what a hyphen joins.
        let mut before = at;
        while before > sentence.from {
            let neighbour = before - 1;
            let hyphen = seen[before].gap == Gap::Hyphen as u8;
            let particle = words.list[seen[neighbour].word as usize].flags.any(Flags::PARTICLE);
            let number = seen[neighbour].case == Case::Number && before == at && joins(seen[before].gap);
            if seen[neighbour].is_capital() || !(hyphen || number || particle && joins(seen[before].gap)) {
                break;
            }
            seen[neighbour].may_be_name = true;
            before = neighbour;
        }
    }
    for at in sentence.from + 1..sentence.to {
        if seen[at].may_be_name || !seen[at - 1].may_be_name {
            continue;
        }
        let hyphen = seen[at].gap == Gap::Hyphen as u8;
        let number = seen[at].case == Case::Number && seen[at - 1].is_capital() && joins(seen[at].gap);
        seen[at].may_be_name = hyphen || number;
    }
}
