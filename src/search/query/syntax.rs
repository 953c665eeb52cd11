//! The tree of a query, and its printable form.

use std::fmt;

/// Byte of the query where something begins. Where a thing stands is no part of what it is: all places are equal.
#[derive(Debug, Clone, Copy, Default, Eq)]
pub struct At(pub usize);

impl PartialEq for At {
    fn eq(&self, _: &At) -> bool {
        true
    }
}

/// A word folded, and as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedWord {
    /// What it folds to.
    pub folded: String,
    /// As typed.
    pub typed: String,
    /// Where it begins.
    pub at: At,
}

/// How a word stands for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GlobKind {
    /// All words that begin so.
    Prefix,
    /// `*` is any letters, `?` is one.
    Wildcard,
    /// All words that differ by so many letters at most.
    Fuzzy(u8),
}

/// A word that stands for others of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    /// How.
    pub kind: GlobKind,
    /// Folded, without the `*` of a prefix and the `~1` of a spelling.
    pub text: String,
    /// Where it begins.
    pub at: At,
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A word.
    Word(TypedWord),
    /// One that stands for others.
    Glob(Glob),
}

/// A field that takes one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // help.txt describes them
pub enum Field {
    Source,
    Actor,
    Place,
    Lang,
    Path,
    Url,
    After,
    Before,
    Until,
    On,
    Event,
}

impl Field {
    /// All names, `title` aside, which takes words.
    pub(super) const NAMES: [(&'static str, Field); 12] = [
        ("source", Field::Source),
        ("actor", Field::Actor),
        ("place", Field::Place),
        ("lang", Field::Lang),
        ("path", Field::Path),
        ("url", Field::Url),
        ("after", Field::After),
        ("since", Field::After),
        ("before", Field::Before),
        ("until", Field::Until),
        ("on", Field::On),
        ("event", Field::Event),
    ];

    /// Its name, without the colon.
    pub fn as_str(self) -> &'static str {
        Field::NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    pub(super) fn of(name: &str) -> Option<Field> {
        Field::NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// A part of [`Expr::All`].
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Whether AND stands before it; else it stands beside the part before.
    pub and: bool,
    /// The part.
    pub expr: Expr,
}

/// A query, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Bare words that stood together, one at least: among them names are looked for.
    Run(Vec<TypedWord>),
    /// A word that stands for others.
    Glob(Glob),
    /// What stood in quotes, or what a hyphen parts where it is one thing.
    Phrase {
        /// The words, one at least.
        words: Vec<Element>,
        /// No endings, no other names.
        literal: bool,
    },
    /// Words in any order with at most so many others among them.
    Window {
        /// The words, one at least.
        words: Vec<Element>,
        /// No endings.
        literal: bool,
        /// How many others.
        others: u32,
    },
    /// Sides that are near each other, link by link.
    Near {
        /// Two at least: words, phrases, or any of these.
        sides: Vec<Expr>,
        /// For each link, how many words may stand between.
        between: Vec<u32>,
    },
    /// In the title.
    Title(Box<Expr>),
    /// A field of the article.
    Field {
        /// Which.
        field: Field,
        /// As typed.
        value: String,
        /// Where it begins.
        at: At,
    },
    /// Not this.
    Not(Box<Expr>),
    /// All of these; two at least.
    All(Vec<Joined>),
    /// One of these at least; two at least.
    Any(Vec<Expr>),
    /// Counts so much more in the ranking.
    Boost(Box<Expr>, f32),
}

/// Words that are operators when they stand alone in capitals.
pub(super) fn is_operator(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT" | "NEAR")
}

impl fmt::Display for TypedWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A sign keeps it a word.
        write!(f, "{}{}", self.typed, if is_operator(&self.typed) { "." } else { "" })
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            GlobKind::Prefix => write!(f, "{}*", self.text),
            GlobKind::Wildcard => f.write_str(&self.text),
            GlobKind::Fuzzy(distance) => write!(f, "{}~{distance}", self.text),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Element::Word(word) => f.write_str(&word.typed),
            Element::Glob(glob) => write!(f, "{glob}"),
        }
    }
}

/// Writes `items` with `between` between them.
fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], between: &str) -> fmt::Result {
    items.iter().enumerate().try_for_each(|(at, item)| write!(f, "{}{item}", if at == 0 { "" } else { between }))
}

fn quoted(f: &mut fmt::Formatter<'_>, words: &[Element], literal: bool) -> fmt::Result {
    f.write_str(if literal { "=\"" } else { "\"" })?;
    list(f, words, " ")?;
    f.write_str("\"")
}

impl Expr {
    /// Whether it asks for words, so that it can be weighed.
    pub(super) fn has_words(&self) -> bool {
        match self {
            Expr::Field { .. } | Expr::Not(_) => false,
            Expr::All(parts) => parts.iter().any(|part| part.expr.has_words()),
            Expr::Any(sides) => sides.iter().any(Expr::has_words),
            Expr::Boost(inner, _) => inner.has_words(),
            _ => true,
        }
    }

    /// Whether it can stand after `-`, `title:` and before `^` without brackets.
    fn is_one_thing(&self) -> bool {
        match self {
            Expr::Run(words) => words.len() == 1,
            Expr::Glob(_) | Expr::Phrase { .. } | Expr::Window { .. } => true,
            _ => false,
        }
    }

    fn write_one(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one_thing() { write!(f, "{self}") } else { write!(f, "({self})") }
    }

    fn write_after(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Boost(inner, _) if inner.is_one_thing() => write!(f, "{self}"),
            _ => self.write_one(f),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Run(words) => list(f, words, " "),
            Expr::Glob(glob) => write!(f, "{glob}"),
            Expr::Phrase { words, literal } => match &words[..] {
                [Element::Word(word)] if *literal && !is_operator(&word.typed) => write!(f, "={}", word.typed),
                _ => quoted(f, words, *literal),
            },
            Expr::Window { words, literal, others } => {
                quoted(f, words, *literal)?;
                write!(f, "~{others}")
            }
            Expr::Near { sides, between } => {
                for (at, side) in sides.iter().enumerate() {
                    if at > 0 {
                        write!(f, " NEAR/{} ", between[at - 1])?;
                    }
                    side.write_one(f)?;
                }
                Ok(())
            }
            Expr::Title(inner) => {
                f.write_str("title:")?;
                inner.write_after(f)
            }
            Expr::Field { field, value, .. } => {
                let bare =
                    |c: char| !(c.is_whitespace() || matches!(c, '(' | ')' | '\\' | '^') || super::lex::is_quote(c));
                write!(f, "{}:", field.as_str())?;
                if value.chars().all(bare) {
                    return f.write_str(value);
                }
                write!(f, "\"")?;
                for c in value.chars() {
                    if c == '\\' || super::lex::is_quote(c) {
                        write!(f, "\\")?;
                    }
                    write!(f, "{c}")?;
                }
                write!(f, "\"")
            }
            Expr::Not(inner) => {
                f.write_str("-")?;
                match &**inner {
                    Expr::Title(_) | Expr::Field { .. } => write!(f, "{inner}"),
                    inner => inner.write_after(f),
                }
            }
            Expr::All(parts) => {
                let mut after_run = false;
                for (at, Joined { and, expr }) in parts.iter().enumerate() {
                    let joint = if at == 0 {
                        ""
                    } else if *and {
                        " AND "
                    } else {
                        " "
                    };
                    f.write_str(joint)?;
                    let is_run = matches!(expr, Expr::Run(_));
                    match expr {
                        Expr::All(_) | Expr::Any(_) => write!(f, "({expr})")?,
                        // Words side by side would be one run.
                        Expr::Run(_) if after_run && !and => write!(f, "({expr})")?,
                        _ => write!(f, "{expr}")?,
                    }
                    after_run = is_run && !(at > 0 && after_run && !and);
                }
                Ok(())
            }
            Expr::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { " OR " })?;
                    if matches!(part, Expr::Any(_)) { write!(f, "({part})")? } else { write!(f, "{part}")? }
                }
                Ok(())
            }
            Expr::Boost(inner, weight) => {
                // Figures alone carry no weight: 10^6.
                let figures = |text: &str| !text.chars().any(char::is_alphabetic);
                match &**inner {
                    Expr::Run(words) if words.iter().all(|word| figures(&word.typed)) => write!(f, "({inner})")?,
                    Expr::Glob(glob) if figures(&glob.text) => write!(f, "({inner})")?,
                    Expr::Phrase { words, literal: true } if words.len() == 1 => write!(f, "({inner})")?,
                    inner => inner.write_one(f)?,
                }
                write!(f, "^{weight}")
            }
        }
    }
}
