//! Recognition of actors on sentences written for it, and properties that hold on any text.

use dateline::actor::{BUILT_IN_FILES, Kind, Lexicon, NameRule, Part, Recognised, recognise};
use dateline::text::Words;
use proptest::prelude::*;

/// Recognises a body, or "title >> body"; " // " parts paragraphs.
fn recognise_case(input: &str) -> (Vec<String>, Recognised) {
    let (title, body) = match input.split_once(" >> ") {
        Some((title, body)) => (Some(title.to_owned()), body),
        None => (None, input),
    };
    let is_title: Vec<bool> = title.iter().map(|_| true).chain([false]).collect();
    let texts: Vec<String> = title.into_iter().chain([body.replace(" // ", "\n\n")]).collect();
    let words: Vec<Words> = texts.iter().map(|text| Words::of(text)).collect();
    let parts: Vec<Part<'_>> = texts
        .iter()
        .zip(&words)
        .zip(is_title)
        .map(|((text, words), is_title)| Part { text, words, is_title })
        .collect();
    let recognised = recognise(&parts, Lexicon::built_in());
    (texts, recognised)
}

fn printed(input: &str) -> String {
    let (texts, recognised) = recognise_case(input);
    let mut printed = Vec::new();
    for (text, mentions) in texts.iter().zip(&recognised.mentions) {
        for mention in mentions {
            let form = serde_json::to_value(mention.form).expect("a form is a word");
            let form = form.as_str().unwrap_or_default();
            printed.push(format!("{}|{}|{}|{form}", mention.span.of(text), mention.actor, mention.kind.as_str()));
        }
    }
    printed.join("; ")
}

#[test]
fn cases_hold() {
    let mut failures = Vec::new();
    let mut cases = 0;
    for file in [include_str!("actors/curated.txt"), include_str!("actors/tagged.txt")] {
        for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (input, expected) = line.split_once(" ==>").expect("a case has ==>");
            cases += 1;
            let found = printed(input);
            if found != expected.trim() {
                failures.push(format!("{input}\n  expected {}\n  found    {found}", expected.trim()));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {cases} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn stated_aliases_are_evidence_and_merge_nothing() {
    let (texts, recognised) = recognise_case(
        "The Verdania Liberation Front (Army of the Reeds) and the Kelp Movement, also known as the Tide Brigade, met.",
    );
    let stated: Vec<(&str, &str, &str)> = recognised
        .stated_aliases
        .iter()
        .map(|alias| (alias.name_key.as_str(), alias.alias_key.as_str(), alias.span.of(&texts[alias.part])))
        .collect();
    assert_eq!(
        stated,
        [
            ("verdania liberation front", "army of the reeds", "Verdania Liberation Front (Army of the Reeds"),
            ("kelp movement", "tide brigade", "Kelp Movement, also known as the Tide Brigade"),
        ]
    );
    let actors: Vec<&str> = recognised.mentions[0].iter().map(|mention| mention.actor.as_str()).collect();
    assert_eq!(actors.len(), 4);
    assert!(actors.iter().enumerate().all(|(index, actor)| !actors[..index].contains(actor)), "{actors:?}");
}

#[test]
fn built_in_files_parse_with_and_without_the_topic() {
    let without = BUILT_IN_FILES.iter().copied().filter(|(file, _)| !file.starts_with("topic-"));
    let lexicon = Lexicon::parse(without).unwrap_or_else(|error| panic!("{error}"));
    assert!(lexicon.actor_of_id("iran").is_some());
    assert!(
        Lexicon::parse(BUILT_IN_FILES.iter().copied()).is_ok_and(|all| all.actors().len() >= lexicon.actors().len())
    );
}

#[test]
fn ids_are_sorted_within_each_built_in_file() {
    for (file, text) in BUILT_IN_FILES {
        let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        for pair in ids.windows(2) {
            assert!(pair[0] < pair[1], "{file}: [{}] stands before [{}]", pair[0], pair[1]);
        }
    }
}

#[test]
fn no_curated_actor_lists_a_surface_twice() {
    let lexicon = Lexicon::built_in();
    let mut seen = std::collections::BTreeSet::new();
    for name in lexicon.names() {
        assert!(seen.insert((name.actor, &name.surface)), "{:?} stands twice", name.surface);
    }
}

#[test]
fn organs_are_looked_up_by_all_their_forms() {
    let lexicon = Lexicon::built_in();
    for key in [
        "foreign ministry of iran",
        "iranian foreign ministry",
        "iran foreign ministry",
        "iranian ministry of foreign affairs",
        "ministry of foreign affairs of iran",
    ] {
        let id = lexicon.actor_of_key(key).map(|actor| actor.id.as_str());
        assert_eq!(id, Some("iran/foreign-ministry"), "{key}");
    }
    let canonical = lexicon.names().find(|name| name.key == "foreign ministry of iran").expect("a canonical name");
    assert_eq!(canonical.rule, NameRule::Exact);
    assert_eq!(lexicon.actors()[canonical.actor as usize].kind, Kind::Organisation);
}

#[test]
fn errors_of_a_curated_file_name_file_table_and_value() {
    let state = "[norway]\nname = \"Norway\"\nkind = \"state\"\n";
    for (text, expected) in [
        ("[a", "x.toml: not TOML: "),
        ("[a]\nname = \"A\"\nkind = \"ship\"\n", "x.toml: [a]: kind \"ship\" is none of those known"),
        ("[a]\nname = \"A\"\nkind = \"group\"\ncolour = 1\n", "x.toml: [a]: unknown field `colour`"),
        ("[A]\nname = \"A\"\nkind = \"group\"\n", "x.toml: [A]: an id has only a-z, 0-9 and hyphens"),
        ("[a]\nname = \"A\"\nkind = \"group\"\nstate = \"ruritania\"\n", "x.toml: [a]: unknown state \"ruritania\""),
        ("[a]\nname = \"NORWAY\"\nkind = \"group\"\n", "x.toml: [a]: \"NORWAY\" is also a name of [norway]"),
        ("[norway]\nname = \"B\"\nkind = \"group\"\n", "x.toml: [norway]: the id is already used in s.toml"),
        ("[a]\nname = \"--\"\nkind = \"group\"\n", "x.toml: [a]: \"--\" has no word"),
        ("[a]\nname = \"A\"\nkind = \"group\"\ndemonyms = [\"B\"]\n", "x.toml: [a]: only a state has demonyms"),
    ] {
        let error = Lexicon::parse([("s.toml", state), ("x.toml", text)]).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

const SMALL: &str = r#"
[georgia]
name = "Georgia"
kind = "state"
ambiguous = ["Georgia"]
demonyms = ["Georgian"]
capital = "Tbilisi"

[georgia-us]
name = "Georgia"
kind = "place"
aliases = ["State of Georgia"]
ambiguous = ["Georgia"]

[kelp-guard]
name = "Kelp Guard Corps"
kind = "organisation"
short = ["the Guards"]
"#;

fn actors_by_small_lexicon(text: &str) -> Vec<String> {
    let lexicon = Lexicon::parse([("small.toml", SMALL)]).expect("a lexicon");
    let words = Words::of(text);
    let recognised = recognise(&[Part { text, words: &words, is_title: false }], &lexicon);
    recognised.mentions[0].iter().map(|mention| format!("{}={}", mention.span.of(text), mention.actor)).collect()
}

#[test]
fn shared_names_follow_what_else_the_article_names() {
    assert_eq!(
        actors_by_small_lexicon("Troops left Georgia. The Georgian army stayed."),
        ["Georgia=georgia", "Georgian=georgia"]
    );
    assert_eq!(
        actors_by_small_lexicon("Farmers in Georgia waited. The State of Georgia paid."),
        ["Georgia=georgia-us", "State of Georgia=georgia-us"]
    );
    assert_eq!(actors_by_small_lexicon("Farmers in Georgia waited."), ["Georgia=state:georgia"]);
}

#[test]
fn curated_short_forms_count_only_beside_the_full_name() {
    assert_eq!(
        actors_by_small_lexicon("The Kelp Guard Corps fired. Then the Guards left."),
        ["Kelp Guard Corps=kelp-guard", "Guards=kelp-guard"]
    );
    assert!(actors_by_small_lexicon("Then the Guards left.").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mentions_lie_in_order_on_any_text(
        pieces in prop::collection::vec(
            prop_oneof![
                "[A-Z]?[a-z]{0,8}",
                Just("Iran".to_owned()), Just("Foreign Ministry".to_owned()), Just("of".to_owned()),
                Just("U.S.".to_owned()), Just("al".to_owned()), Just("Tehran's".to_owned()), Just("(".to_owned()),
                Just(")".to_owned()), Just("-".to_owned()), Just(".".to_owned()), Just("\n".to_owned()),
                Just("Bank".to_owned()), Just("Mr.".to_owned()), Just("Khan".to_owned()), Just("and".to_owned()),
                Just("’s".to_owned()), Just("É\u{301}".to_owned()), Just("said".to_owned()),
                "\\PC{0,6}",
            ],
            0..40,
        ),
        joint in prop_oneof![Just(" "), Just(""), Just("-"), Just("\u{200B}"), Just("'")],
        is_title in any::<bool>(),
    ) {
        let text = pieces.join(joint);
        let words = Words::of(&text);
        let part = Part { text: &text, words: &words, is_title };
        let recognised = recognise(&[part, part], Lexicon::built_in());
        prop_assert_eq!(recognised.mentions.len(), 2);
        for mentions in &recognised.mentions {
            let mut end = 0;
            for mention in mentions {
                prop_assert!(mention.span.start >= end && mention.span.end > mention.span.start);
                prop_assert!(text.is_char_boundary(mention.span.start) && text.is_char_boundary(mention.span.end));
                prop_assert!(mention.span.end <= text.len());
                prop_assert!(!mention.name_key.is_empty() && !mention.actor.is_empty());
                end = mention.span.end;
            }
        }
        prop_assert_eq!(recognise(&[part, part], Lexicon::built_in()), recognised);
    }
}
