//! What no weight outweighs: observations after which two names are never one.

use super::align::{Bond, Link, adds_a_last_letter};
use super::pinyin::{is_chinese_name, is_surname};
use super::weigh::Observed;
use super::words::{Role, Word};
use super::{Family, SpellingReason};

/// Cost by letter that the one word of a name may have: with four consonants or more, with three, with fewer.
const LONE_LETTER_COSTS_MAX: [f32; 3] = [1.0, 0.5, 0.0];
/// Cost by letter of any word of a name of two words at most, by family.
const LETTER_COSTS_MAX: [f32; 3] = [1.12, 1.0, 1.45];
/// What is added where neither word is in the table of names.
const UNKNOWN_LETTER_COST: f32 = 0.3;
/// Cost by letter of a word that is known as another name, and in how many other scripts it must be known.
const KNOWN_LETTER_COST_MAX: f32 = 0.75;
const KNOWN_SCRIPTS_MIN: u8 = 8;

/// The reason why the names are two, if one of the rules says so.
pub(super) fn veto(a: &[Word], b: &[Word], observed: &Observed, family: Family) -> Option<SpellingReason> {
    let left_a = || observed.left_a.iter().map(|at| &a[*at]);
    let left_b = || observed.left_b.iter().map(|at| &b[*at]);
    let any_left = |holds: fn(&Word) -> bool| (left_a().any(holds), left_b().any(holds));
    if observed.numbers_differ {
        return Some(SpellingReason::NumbersDiffer);
    }
    if observed.generations_differ {
        return Some(SpellingReason::GenerationsDiffer);
    }
    let senses = any_left(|word| word.sense.is_some());
    let counted =
        || observed.links.iter().filter(|link| !(a[link.a.start].role.is_light() && b[link.b.start].role.is_light()));
    match family {
        Family::Person => {
            let fathers = |words: &[Word]| words.iter().any(|word| word.is_father);
            if observed.out_of_order && (fathers(a) || fathers(b)) {
                return Some(SpellingReason::OrderDiffers);
            }
            if counted().filter(|link| link.known_apart).count() > 1 {
                return Some(SpellingReason::KnownApart);
            }
            // A surname may stand in Wade and Giles's way beside it.
            let surname = |link: &Link| {
                link.a.start + link.b.start == 0 && is_surname(&a[link.a.start]) != is_surname(&b[link.b.start])
            };
            let differs = |link: &Link| link.bond == Bond::Letters || link.bond == Bond::Class && !surname(link);
            if counted().any(differs)
                && observed.left_a.is_empty()
                && observed.left_b.is_empty()
                && is_chinese_name(a)
                && is_chinese_name(b)
            {
                return Some(SpellingReason::KnownApart);
            }
        }
        Family::Organisation => {
            if senses.0 && senses.1 {
                return Some(SpellingReason::WordsDiffer);
            }
            // "Gazprom" and "Gazprom Neft", "Fatah" and "Fatah al-Islam": one word in common is the whole of one only.
            let tells =
                any_left(|word| word.role == Role::Content || word.role == Role::Generic && !is_kind_of_body(word));
            let lone = |words: &[Word]| words.iter().filter(|word| !word.role.is_light()).count() == 1;
            if (tells.0 && lone(b) || tells.1 && lone(a)) && !counted().any(Link::is_joined) {
                return Some(SpellingReason::TooLittleShared);
            }
            // "Air Force" and "Air Defence Force": words that many share make a name only all together.
            let shares_content =
                counted().any(|link| a[link.a.start].role == Role::Content && a[link.a.start].sense.is_none());
            if (senses.0 || senses.1) && !shares_content {
                return Some(SpellingReason::TooLittleShared);
            }
        }
        Family::Place => {
            let contents = any_left(|word| word.role == Role::Content);
            let lone = |words: &[Word]| words.iter().filter(|word| word.role == Role::Content).count() == 1;
            if contents.0 && lone(b) || contents.1 && lone(a) {
                return Some(SpellingReason::TooLittleShared);
            }
            if senses.0 || senses.1 {
                return Some(SpellingReason::WordsDiffer);
            }
            if is_chinese_place(a) && is_chinese_place(b) && counted().any(|link| link.bond == Bond::Letters) {
                return Some(SpellingReason::KnownApart);
            }
        }
    }
    let words = counted().filter(|link| link.bond != Bond::Initial).map(|link| link.a.len().max(link.b.len())).sum();
    let contents = counted().filter(|link| a[link.a.start].role == Role::Content).count();
    counted().find_map(|link| veto_link(a, b, link, family, words, contents))
}

/// What two names must reach to be one where nobody looks: score, cost by letter of the dearest word, the same of a
/// short word, of one that stands alone and of such as are written together.
const COMPLETE_SCORE_MIN: f32 = 0.7;
const COMPLETE_LETTER_COST_MAX: f32 = 1.0;
const COMPLETE_NARROW_COST_MAX: f32 = 0.5;
const LONG_LETTERS_MIN: usize = 6;
/// Letters that the one word of a body's name has, where the two are not the same: shorter ones are capital letters.
const BODY_LETTERS_MIN: usize = 5;

/// Whether names that are one have every word paired, and nearly enough to be joined where nobody looks.
pub(super) fn is_complete(a: &[Word], b: &[Word], observed: &Observed, score: f32, family: Family) -> bool {
    let all_paired = observed.left_a.is_empty() && observed.left_b.is_empty();
    let letters = |link: &Link| a[link.a.start].text.chars().count().min(b[link.b.start].text.chars().count());
    let makes_name = |word: &Word| word.role == Role::Content && word.sense.is_none();
    let words = match family {
        Family::Organisation => observed.links.iter().filter(|link| makes_name(&a[link.a.start])).count(),
        _ => observed.links.len(),
    };
    let near = |link: &Link| {
        let is_short = letters(link) < LONG_LETTERS_MIN;
        let narrow = link.is_joined() || is_short || words == 1 && family != Family::Place;
        let most = if narrow { COMPLETE_NARROW_COST_MAX } else { COMPLETE_LETTER_COST_MAX };
        // "Gerry" and "Kerry": a short word is another with another first letter.
        let first_differs = a[link.a.start].text.bytes().next() != b[link.b.start].text.bytes().next();
        let other_ending = family == Family::Person
            && !link.is_joined()
            && adds_a_last_letter(&a[link.a.start].text, &b[link.b.start].text);
        let other_word = link.bond == Bond::Letters && (is_short && first_differs || other_ending);
        link.bond != Bond::Initial && !link.known_apart && link.letter_cost <= most && !other_word
    };
    if score < COMPLETE_SCORE_MIN || !all_paired || !observed.links.iter().all(near) {
        return false;
    }
    if family != Family::Organisation {
        return true;
    }
    // Words that many share ("Group Inc", "District Court") make no name that another spelling could mean.
    let equal = observed.links.iter().all(|link| link.bond == Bond::Equal);
    let mut telling = observed.links.iter().filter(|link| makes_name(&a[link.a.start]));
    match (telling.next(), telling.next()) {
        (None, _) => equal && a.len() == b.len() && !legal_forms_differ(a, b),
        (Some(link), None) => {
            let short = |word: &Word| word.text.chars().count() < BODY_LETTERS_MIN;
            (link.bond == Bond::Equal || !short(&a[link.a.start]) && !short(&b[link.b.start]))
                && !legal_forms_differ(a, b)
        }
        _ => true,
    }
}

/// Whether both tell a legal form, and another: "Chicago Corp" and "Chicago Ltd".
fn legal_forms_differ(a: &[Word], b: &[Word]) -> bool {
    let forms = |words: &[Word]| -> Vec<u8> {
        words.iter().filter(|word| word.role == Role::Legal).filter_map(|word| word.text.bytes().next()).collect()
    };
    let (a, b) = (forms(a), forms(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|first| b.contains(first))
}

fn veto_link(
    a: &[Word],
    b: &[Word],
    link: &Link,
    family: Family,
    words: usize,
    contents: usize,
) -> Option<SpellingReason> {
    if link.bond != Bond::Letters {
        return None;
    }
    let (word_a, word_b) = (&a[link.a.start], &b[link.b.start]);
    // The fewer words agree, the nearer each must be.
    let unknown = word_a.classes.is_empty() && word_b.classes.is_empty() && contents > 1 || link.is_joined();
    let most = LETTER_COSTS_MAX[family as usize] + if unknown { UNKNOWN_LETTER_COST } else { 0.0 };
    if words <= 2 && link.letter_cost > most {
        return Some(SpellingReason::LettersDiffer);
    }
    if family == Family::Place {
        return None;
    }
    if link.other_ending && family == Family::Person {
        return Some(SpellingReason::KnownApart);
    }
    let is_lone = words == 1;
    let well_known = word_a.classes.common.min(word_b.classes.common) >= KNOWN_SCRIPTS_MIN;
    if link.known_apart && (is_lone || well_known && link.letter_cost > KNOWN_LETTER_COST_MAX) {
        return Some(SpellingReason::KnownApart);
    }
    if is_lone && !link.is_joined() {
        let consonants = |word: &Word| word.text.bytes().filter(|byte| !b"aeiou".contains(byte)).count();
        let most = match consonants(word_a).min(consonants(word_b)) {
            0..=2 => LONE_LETTER_COSTS_MAX[2],
            3 => LONE_LETTER_COSTS_MAX[1],
            _ => LONE_LETTER_COSTS_MAX[0],
        };
        return (link.letter_cost > most).then_some(SpellingReason::LettersDiffer);
    }
    None
}

/// Words that tell what a body is, and that its short name leaves out.
fn is_kind_of_body(word: &Word) -> bool {
    matches!(word.text.as_str(), "org" | "grp" | "party" | "holding" | "assoc" | "alliance" | "intl" | "media" | "army")
}

/// Whether nothing but the order parts the names: then they are one, whatever the weights say.
pub(super) fn affirm(observed: &Observed) -> bool {
    observed.links.len() > 1
        && observed.left_a.is_empty()
        && observed.left_b.is_empty()
        && observed.links.iter().all(|link| link.bond == Bond::Equal && !link.is_joined())
}

fn is_chinese_place(words: &[Word]) -> bool {
    matches!(words, [one] if one.sense.is_none() && super::pinyin::is_pinyin(&one.text, 3) && !super::pinyin::is_pinyin(&one.text, 1))
}
