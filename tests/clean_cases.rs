//! What cleaning makes of articles: case files, then what must hold for any text.
//!
//! A case is a text, a line `==>` and what is found in it. Cases are parted by lines that begin with `### `
//! and state a claim; a claim that ends in ` | title: …` or ` | source: …` gives the record that field. In a
//! case, `\r`, `\t`, `\e` and `\u{…}` are escapes.

use dateline::article::Article;
use dateline::clean::{Cleaned, clean, verbatim};
use dateline::publication::Told;
use proptest::prelude::*;

fn unescaped(text: &str) -> String {
    let text = text.replace("\\r", "\r").replace("\\t", "\t").replace("\\e", "\u{1b}");
    let mut parts = text.split("\\u{");
    let mut whole = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').expect("a closed escape");
        whole.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).expect("a character"));
        whole.push_str(rest);
    }
    whole
}

fn told(cleaned: &Cleaned) -> String {
    let mut lines = Vec::new();
    if let Some(title) = &cleaned.title {
        lines.push(format!("{} {title:?}", if cleaned.title_derived { "derived" } else { "title" }));
    }
    lines.extend(cleaned.source.iter().map(|source| format!("source {source:?}")));
    for date in &cleaned.dates {
        let day = match date.told {
            Told::Days(interval, _) => interval.first.to_string(),
            Told::MonthDay(month_day, _) => month_day.to_string(),
            Told::Nothing(_) => panic!("a date in a text tells a day"),
        };
        let zone = date.zone.as_ref().map_or(String::new(), |zone| format!(" {zone}"));
        lines.push(format!("date {day} {} {:?}{zone}", date.rule.as_str(), date.surface));
    }
    for cut in &cleaned.removed {
        lines.push(format!("cut {} {:?}", cut.rule, cut.text));
    }
    lines.push(format!("text {:?}", cleaned.text));
    lines.join("\n")
}

#[test]
fn case_files_hold() {
    let mut cases = 0;
    for (name, file) in [
        ("dates.txt", include_str!("clean_cases/dates.txt")),
        ("titles.txt", include_str!("clean_cases/titles.txt")),
        ("prompts.txt", include_str!("clean_cases/prompts.txt")),
        ("datelines.txt", include_str!("clean_cases/datelines.txt")),
        ("space.txt", include_str!("clean_cases/space.txt")),
    ] {
        for case in file.split("### ").skip(1) {
            let (claim, rest) = case.split_once('\n').expect("a claim");
            let (input, expected) = rest.split_once("\n==>\n").unwrap_or_else(|| panic!("{name}: no arrow in {claim}"));
            let field = |name: &str| claim.split_once(&format!(" | {name}: ")).map(|(_, value)| unescaped(value));
            let article = Article {
                title: field("title"),
                source: field("source"),
                text: unescaped(input),
                ..Article::default()
            };
            let cleaned = clean(&article);
            assert_eq!(told(&cleaned), expected.trim_end(), "{name}: {claim}");
            check_invariants(&article);
            cases += 1;
        }
    }
    assert!(cases >= 40, "only {cases} cases were read");
}

/// Everything that is not listed as removed is kept, in order, and leads back to where it stood.
fn check_invariants(article: &Article) {
    let source = &article.text;
    let cleaned = clean(article);
    let mut is_told = vec![false; source.len()];
    let mut last_end = 0;
    for cut in &cleaned.removed {
        assert!(last_end <= cut.start_byte && cut.start_byte <= cut.end_byte, "cuts ascend: {:?}", cleaned.removed);
        assert_eq!(&source[cut.start_byte..cut.end_byte], cut.text);
        last_end = cut.end_byte;
        is_told[cut.start_byte..cut.end_byte].fill(true);
    }
    let mut last = None;
    for (at, c) in cleaned.text.char_indices() {
        let from = cleaned.map.source_byte(at);
        assert!(last < Some(from), "the map ascends at {at}");
        last = Some(from);
        let there = source[from..].chars().next().expect("a character in the source");
        assert!(there == c || (there.is_whitespace() && c.is_whitespace()), "{there:?} became {c:?} at {at}");
        assert!(!is_told[from], "byte {from} was removed and kept");
        is_told[from..from + there.len_utf8()].fill(true);
    }
    for (at, c) in source.char_indices() {
        assert!(is_told[at] || c.is_whitespace(), "{c:?} at {at} was lost in silence");
    }
    assert_eq!(cleaned.text.trim(), cleaned.text);
    assert!(!cleaned.text.contains("\n\n\n"));
    assert!(!cleaned.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{:?}", cleaned.text);
    assert!(!cleaned.title.iter().any(|title| title.chars().any(char::is_control)));
    for date in &cleaned.dates {
        assert_eq!(date.span.map(|span| span.of(source)), Some(date.surface.as_str()));
    }
    let kept = verbatim(article);
    assert_eq!((&kept.text, kept.removed.len()), (source, 0));
    assert_eq!((kept.dates, kept.source), (cleaned.dates, cleaned.source));
    assert!((0..=source.len()).all(|at| kept.map.source_byte(at) == at));
}

#[test]
fn the_end_of_the_text_maps_behind_its_last_character() {
    let article =
        Article { text: "\r\n Kabul fell quiet.\u{a0}\r\n\r\nLeave a comment\r\n".into(), ..Article::default() };
    let cleaned = clean(&article);
    assert_eq!(cleaned.text, "Kabul fell quiet.");
    assert_eq!(cleaned.map.source_byte(cleaned.text.len()), article.text.find(".\u{a0}").unwrap() + 1);
    assert_eq!(cleaned.map.source_byte(usize::MAX), cleaned.map.source_byte(cleaned.text.len()));
}

#[test]
fn giant_texts_are_cleaned_in_one_pass() {
    for piece in [
        "a",
        "\n",
        " ",
        "\u{a0}",
        "\u{1b}[",
        "\u{1b}]",
        "Comments\n",
        "date 2024-01-17 ",
        "a\u{1}",
        "- ",
        "(",
        "| ",
        "A. ",
    ] {
        let article = Article { text: piece.repeat(1_000_000 / piece.len()), ..Article::default() };
        let start = std::time::Instant::now();
        clean(&article);
        assert!(start.elapsed().as_secs() < 5, "{piece:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_is_cleaned_without_loss(text in "\\PC{0,80}|(?s:.{0,80})", title in proptest::option::of("(?s:.{0,20})")) {
        check_invariants(&Article { text, title, ..Article::default() });
    }

    #[test]
    fn texts_of_clutter_are_cleaned_without_loss(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "\n", "\r\n", "\u{2028}", "\u{c}", " ", "\u{a0}", "\t", "\u{1b}[1m", "\u{7}", "\u{9b}", "date 2024-01-17 ",
                "Published: 5 March 2021", "March 5, 2021   News ID 12", " | ", "By Jane Doe", "Storm Hits the Old Port",
                "Storm Hits the Old Port. ", "Boats sank in the night.", "Leave a comment", "Comments (3)", "Tags: a, b",
                "PARIS (AFP) — ", "ARYNEWS: ", "Updated", "é", "“", "2021-03-05", "\u{85}", "Facebook Twitter",
            ]),
            0..24,
        ),
        has_title in any::<bool>(),
    ) {
        let title = has_title.then(|| "Storm Hits the Old Port - Harbour News".to_owned());
        check_invariants(&Article { text: parts.concat(), title, ..Article::default() });
    }
}
