//! Whether two names are spellings of one: pairs that must be taken as one, pairs that must stay apart, and properties.

use dateline::actor::{Kind, Lexicon, NameForm, NameRule, SpellingReason, compare_names};
use proptest::prelude::*;

/// Kind and the two names of each case of a file.
fn cases(text: &str) -> impl Iterator<Item = (Kind, &str, &str)> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [kind, a, b] = parts[..] else { panic!("{line:?} is no kind and two names") };
        (Kind::from_word(kind).unwrap_or_else(|| panic!("{line:?} has an unknown kind")), a, b)
    })
}

fn check(text: &str, same: bool, cases_min: usize) {
    let mut failures = Vec::new();
    let mut seen = 0;
    for (kind, a, b) in cases(text) {
        seen += 1;
        let found = compare_names(a, b, kind);
        if found.same != same {
            failures.push(format!("{a} | {b}: {:.2}, {}", found.score, found.reason.as_str()));
        }
    }
    assert!(seen >= cases_min, "{seen} cases");
    assert!(failures.is_empty(), "{} of {seen} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn spellings_of_one_name_are_one() {
    check(include_str!("actors/variants.txt"), true, 150);
}

#[test]
fn names_of_two_actors_stay_apart() {
    check(include_str!("actors/confusers.txt"), false, 200);
}

#[test]
fn no_case_stands_twice() {
    for text in [include_str!("actors/variants.txt"), include_str!("actors/confusers.txt")] {
        let mut seen = std::collections::BTreeSet::new();
        for (kind, a, b) in cases(text) {
            assert!(seen.insert((kind, a.min(b), a.max(b))), "{a} | {b} stands twice");
        }
    }
}

#[test]
fn the_reason_is_told() {
    for (kind, a, b, reason) in [
        (Kind::Person, "Xi Jinping", "Jinping Xi", SpellingReason::Order),
        (Kind::Person, "Hossein Amir-Abdollahian", "Hossein Amirabdollahian", SpellingReason::WrittenTogether),
        (Kind::Person, "Hossein Salami", "Hussein Salami", SpellingReason::SpellingClass),
        (Kind::Person, "John F. Kennedy", "John Kennedy", SpellingReason::WordsLeftOut),
        (Kind::Person, "Hamad bin Khalifa", "Khalifa bin Hamad", SpellingReason::OrderDiffers),
        (Kind::Person, "Khamenei", "Khomeini", SpellingReason::KnownApart),
        (Kind::Group, "93rd Brigade", "92nd Brigade", SpellingReason::NumbersDiffer),
        (Kind::State, "North Korea", "South Korea", SpellingReason::WordsDiffer),
    ] {
        assert_eq!(compare_names(a, b, kind).reason, reason, "{a} | {b}");
    }
}

/// Curated names that are spelled alike and are two: Iran's province and the region of Iraq.
const SPELLED_ALIKE: &[&str] =
    &["jamaa al islamiya | jamaah islamiyah", "jamaa islamiya | jamaah islamiyah", "kurdistan | kordestan"];

#[test]
fn no_two_curated_actors_are_spelled_alike() {
    let lexicon = Lexicon::built_in();
    let is_name = |rule| matches!(rule, NameRule::Exact | NameRule::Spelling | NameRule::Alias);
    let mut by_key: std::collections::BTreeMap<u32, Vec<(u32, &str, NameForm)>> = std::collections::BTreeMap::new();
    for name in lexicon.names().filter(|name| is_name(name.rule) && !name.ambiguous) {
        let actor = &lexicon.actors()[name.actor as usize];
        if actor.id.contains('/') {
            continue;
        }
        let form = NameForm::of(&name.key, actor.kind);
        for key in form.lookup_keys() {
            by_key.entry(key).or_default().push((name.actor, &name.key, form.clone()));
        }
    }
    let mut alike = std::collections::BTreeSet::new();
    for names in by_key.values().filter(|names| names.len() < 200) {
        for (at, (actor, key, form)) in names.iter().enumerate() {
            for (other, other_key, other_form) in &names[at + 1..] {
                let kinds = [actor, other].map(|actor| lexicon.actors()[*actor as usize].kind);
                if actor != other && kinds[0] == kinds[1] && form.compare(other_form).complete {
                    alike.insert(format!("{key} | {other_key}"));
                }
            }
        }
    }
    assert_eq!(alike.iter().map(String::as_str).collect::<Vec<_>>(), SPELLED_ALIKE);
}

proptest! {
    #[test]
    fn the_order_of_the_two_names_does_not_matter(a in "[A-Za-z' .-]{0,30}", b in "[A-Za-z' .-]{0,30}") {
        for kind in Kind::ALL {
            prop_assert_eq!(compare_names(&a, &b, kind), compare_names(&b, &a, kind));
        }
    }

    #[test]
    fn any_two_texts_can_be_compared(a in "\\PC{0,60}", b in "\\PC{0,60}") {
        for kind in Kind::ALL {
            let found = compare_names(&a, &b, kind);
            prop_assert!((0.0..=1.0).contains(&found.score));
            prop_assert!(found.same || !found.complete);
        }
    }

    #[test]
    fn a_name_of_two_words_is_its_own_spelling(a in "[A-Z][a-z]{3,9}", b in "[A-Z][a-z]{3,9}") {
        let name = format!("{a} {b}");
        prop_assert!(compare_names(&name, &name.to_uppercase(), Kind::Person).same);
    }
}
