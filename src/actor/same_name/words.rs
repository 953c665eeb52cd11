//! The words of a name, each with the part that it plays in it.

use super::classes::Classes;
use super::small_words::small_words;
use crate::actor::kind::Kind;
use crate::text::fold;

/// Words of a name that are looked at; the rest of a longer one is not.
const WORDS_MAX: usize = 16;
/// Letters that a patronymic has at least.
const PATRONYMIC_LETTERS_MIN: usize = 7;

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It makes the name.
    Content,
    /// One letter that stands for a word.
    Initial,
    /// A father's name in the Slavic way, which may be left out.
    Patronymic,
    /// A word that many organisations or places have ("front", "province").
    Generic,
    /// An article or another small word.
    Particle,
    /// A small word that is a name in a person's.
    Small,
    /// A rank or an honour.
    Title,
    /// "Ltd", "GmbH".
    Legal,
    /// "Jr", "III".
    Generation,
    /// A number, by digits or by a word.
    Number,
}

impl Role {
    /// Whether the word may stand or not stand without making it another name.
    pub(super) fn is_light(self) -> bool {
        matches!(self, Role::Particle | Role::Small | Role::Title | Role::Legal)
    }
}

/// One word of a name.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Letters and digits, folded; a generic word is the name of its group.
    pub(super) text: String,
    /// The word as the name has it, folded.
    pub(super) token: String,
    /// The particles right before it, written together with it: "aldin" of "al-Din".
    pub(super) with_particles: Option<String>,
    /// The particles right after it, written together with it: "anwarul" of "Anwar ul-Haq".
    pub(super) before_particles: Option<String>,
    pub(super) role: Role,
    pub(super) classes: Classes,
    /// Which state or which listed sense it is: two of these are never one.
    pub(super) sense: Option<u16>,
    /// Whether a particle for "son of" stands before it.
    pub(super) is_father: bool,
}

impl Word {
    /// How much it tells that two names share it, from 0 to 1: less when it is short or many bear it.
    pub(super) fn weight(&self) -> f32 {
        let length = self.text.chars().count().min(8) as f32 / 8.0;
        match self.role {
            Role::Content | Role::Number | Role::Generation => {
                length * (1.0 - 0.5 * (f32::from(self.classes.common.min(50)) / 50.0))
            }
            Role::Generic | Role::Patronymic => 0.35 * length,
            Role::Initial => 0.1,
            Role::Particle | Role::Small | Role::Title | Role::Legal => 0.0,
        }
    }
}

/// The words of a name as they are compared, the light ones apart.
pub(super) fn words_of(name: &str, kind: Kind) -> Vec<Word> {
    let tokens = tokens(name, kind);
    let of_person = kind == Kind::Person;
    let tokens = if of_person { join_servants(tokens) } else { tokens };
    let mut words: Vec<Word> = Vec::new();
    let last = tokens.len().saturating_sub(1);
    let mut particles = String::new();
    let mut is_father = false;
    for (at, token) in tokens.into_iter().enumerate() {
        let (role, text) = role_of(&token, kind, at, last);
        if role == Role::Particle {
            is_father |= matches!(token.as_str(), "bin" | "ibn" | "ben" | "bint" | "ould" | "wald" | "wuld");
            particles.push_str(&token);
            if let Some(word) = words.last_mut() {
                word.before_particles = Some(format!("{}{particles}", word.text));
            }
            continue;
        }
        let with_particles = (!particles.is_empty()).then(|| format!("{particles}{text}"));
        particles.clear();
        let sense = if of_person { None } else { small_words().senses.get(token.as_str()).copied() };
        let classes = match kind {
            _ if role != Role::Content || sense.is_some() => Classes::default(),
            Kind::Place | Kind::State => Classes::of_place(&text),
            _ => Classes::of_person(&text),
        };
        words.push(Word { text, token, with_particles, before_particles: None, role, classes, sense, is_father });
        is_father = false;
    }
    words.truncate(WORDS_MAX);
    // A name of light words only is made of these.
    if words.iter().all(|word| word.role.is_light() || word.role == Role::Initial) {
        for word in words.iter_mut().filter(|word| word.role != Role::Initial) {
            word.role = Role::Content;
        }
    }
    words
}

/// Runs of letters and digits without accents and apostrophes; letters parted by full stops are one word, for
/// persons each by itself.
fn tokens(name: &str, kind: Kind) -> Vec<String> {
    let mut tokens: Vec<String> = vec![String::new()];
    let folded = fold(name);
    let mut letters = folded.chars().peekable();
    let mut after_dotted_letter = false;
    while let Some(c) = letters.next() {
        let token = tokens.last_mut().expect("one token at least");
        match c {
            '\'' => {}
            '&' => {
                tokens.push("and".into());
                tokens.push(String::new());
            }
            '.' if kind != Kind::Person
                && (token.chars().count() == 1 || after_dotted_letter)
                && letters.peek().is_some_and(|next| next.is_alphabetic()) =>
            {
                after_dotted_letter = true;
                continue;
            }
            _ if c.is_alphanumeric() => push_plain(c, token),
            _ if !token.is_empty() => {
                after_dotted_letter = false;
                tokens.push(String::new());
            }
            _ => {}
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// Letters of alphabets that widen the Latin one, as they are written without it.
fn push_plain(c: char, token: &mut String) {
    match c {
        'ɔ' => token.push('o'),
        'ɛ' | 'ǝ' | 'ɘ' => token.push('e'),
        'ŋ' => token.push_str("ng"),
        'ɓ' => token.push('b'),
        'ɗ' => token.push('d'),
        'ɣ' => token.push('g'),
        'ƙ' => token.push('k'),
        'ɲ' => token.push_str("ny"),
        'ƴ' => token.push('y'),
        'ɩ' => token.push('i'),
        'ʋ' | 'ʊ' => token.push('u'),
        _ => token.push(c),
    }
}

/// "Abd al-Rahman", "Abdul Rahman", "Abdurrahman" and "Abdelrahman" become one word.
fn join_servants(tokens: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_article =
            |token: &String| matches!(token.as_bytes(), [b'a' | b'e' | b'u' | b'i' | b'o', _] | [b'a', b's', b'h']);
        if is_servant(&token) {
            let article = rest.next_if(is_article);
            match rest.next() {
                Some(of) => joined.push(format!("abd{of}")),
                None => joined.extend([token].into_iter().chain(article)),
            }
        } else {
            joined.push(servant_of(&token).map(|of| format!("abd{of}")).unwrap_or(token));
        }
    }
    joined
}

fn is_servant(token: &str) -> bool {
    token == "abd"
        || (token.len() == 5
            && token.starts_with("abd")
            && token.is_ascii()
            && !token.ends_with(['i', 'o', 'u', 'a', 'e', 'h']))
}

/// "rahman" of "abdurrahman"; `None` when the word is no such name, "abdullah" and "abdi" among them.
fn servant_of(token: &str) -> Option<&str> {
    let of = token.strip_prefix("abd")?;
    let (vowel, of) = (of.chars().next()?, of.get(1..)?);
    if !"aeiou".contains(vowel) || of.starts_with("lah") || of.starts_with("lla") {
        return None;
    }
    let bytes = of.as_bytes();
    let of = match bytes {
        [b'l', ..] => of.get(1..)?,
        [first, second, ..] if first == second => of.get(1..)?,
        _ => of,
    };
    (of.len() >= 4).then_some(of)
}

/// Texts of a word that stands in a name: itself, without a plural, without the servant's part.
pub(super) fn texts_of_person(word: &str) -> Vec<String> {
    let mut texts = vec![word.to_owned()];
    texts.extend(servant_of(word).map(|of| format!("abd{of}")));
    texts.extend(Some(singular(word)).filter(|one| *one != word).map(str::to_owned));
    texts
}

/// Whether names may lack a word: the most usual articles and small words, asked without opening a list.
pub(super) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "ur"
            | "uz"
            | "us"
            | "ud"
            | "az"
            | "ash"
            | "as"
            | "an"
            | "ar"
            | "e"
            | "i"
            | "o"
            | "y"
            | "of"
            | "the"
            | "and"
            | "for"
            | "in"
            | "de"
            | "del"
            | "la"
            | "le"
            | "les"
            | "los"
            | "las"
            | "du"
            | "des"
            | "da"
            | "do"
            | "dos"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "ben"
            | "bint"
            | "va"
            | "wa"
            | "a"
            | "at"
            | "or"
            | "with"
            | "from"
            | "by"
            | "to"
            | "on"
    )
}

fn role_of(token: &str, kind: Kind, at: usize, last: usize) -> (Role, String) {
    let small = small_words();
    let listed = small.roles.get(token).copied();
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if token.starts_with(|c: char| c.is_ascii_digit()) && token.len() <= digits.len() + 2 {
        return (Role::Number, digits.trim_start_matches('0').to_owned());
    }
    match (kind, listed) {
        (Kind::Person, Some((Role::Particle, _)))
            if token.len() > 1 && at < last && !(at == 0 && is_name_too(token)) =>
        {
            (Role::Particle, token.into())
        }
        // "Shah" or "Malik" at the end of a name is the name.
        (Kind::Person, Some((Role::Title, _))) if last > 1 || at < last => (Role::Title, token.into()),
        (Kind::Person, Some((Role::Generation, counts_as))) if at == last && at > 0 => {
            (Role::Generation, counts_as.into())
        }
        (Kind::Person, _) if token.chars().count() == 1 => (Role::Initial, token.into()),
        (Kind::Person, _) if at > 0 && is_patronymic(token) && last > 1 => (Role::Patronymic, token.into()),
        (Kind::Person, _) => (Role::Content, token.into()),
        (Kind::Place | Kind::State, Some((Role::Particle | Role::Small, _))) => (Role::Particle, token.into()),
        (Kind::Place | Kind::State, Some((Role::Generic, counts_as))) => (Role::Generic, counts_as.into()),
        (Kind::Place | Kind::State, _) => (Role::Content, token.into()),
        (_, Some((Role::Legal, _))) => (Role::Legal, token.into()),
        (_, Some((Role::Number, counts_as))) => (Role::Number, counts_as.into()),
        _ => match small.organisation.get(token) {
            Some(&"legal") => (Role::Legal, token.into()),
            Some(group) => (Role::Generic, (*group).into()),
            None if listed.is_some_and(|(role, _)| matches!(role, Role::Particle | Role::Small))
                && !is_told_of_bodies(token) =>
            {
                (Role::Particle, token.into())
            }
            None => {
                let one = singular(token);
                match small.organisation.get(one) {
                    Some(&"legal") | None => (Role::Content, one.into()),
                    Some(group) => (Role::Generic, (*group).into()),
                }
            }
        },
    }
}

/// Particles of persons' names that tell bodies apart: "US Steel", "K Group".
fn is_told_of_bodies(token: &str) -> bool {
    token == "us" || token.len() == 1 && !matches!(token, "e" | "i" | "y" | "a" | "u")
}

/// Particles that are given names or surnames too where they stand first: "Ben Ali", "Le Duc Tho".
fn is_name_too(token: &str) -> bool {
    matches!(token, "ben" | "an" | "as" | "de" | "ye" | "van" | "le" | "la" | "ash" | "du" | "ter" | "da" | "lo" | "di")
}

fn is_patronymic(token: &str) -> bool {
    token.len() >= PATRONYMIC_LETTERS_MIN
        && [
            "ovich", "evich", "ovych", "evych", "ovic", "ovna", "evna", "ivna", "ivich", "yich", "avich", "auna",
            "euna",
        ]
        .iter()
        .any(|end| token.ends_with(end))
}

fn singular(token: &str) -> &str {
    match token.strip_suffix('s') {
        Some(one) if one.len() >= 4 && !one.ends_with(['s', 'u', 'i']) => one,
        _ => token,
    }
}
