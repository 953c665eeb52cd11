//! What reading makes of files, through the library: case files first, then what no case file can hold.
//!
//! A case is a file, a line `==>` and the records that it gives, one a line; cases are parted by lines
//! that begin with `### `, which name format and claim. In the files, `\` and a letter or digits are escapes as in Rust.

use dateline::article::{ARTICLE_BYTES_MAX, Article, StatedKind};
use dateline::problem::Problem;
use dateline::read::{Format, LINE_BYTES_MAX, Record, read};
use proptest::prelude::*;
use std::io::{BufRead, BufReader, Read};

const FORMATS: [Format; 4] = [Format::Text, Format::Markdown, Format::Json, Format::JsonLines];

fn records(format: Format, bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    // A small buffer, so that nothing leans on seeing the input at once.
    let mut input = BufReader::with_capacity(7, bytes);
    read(format, &mut input, &mut |record| records.push(record)).expect("bytes in memory are readable");
    records
}

fn problem(problem: &Problem) -> String {
    match problem.line {
        Some(line) => format!("{line}: {}", problem.cause),
        None => problem.cause.clone(),
    }
}

fn article(article: &Article) -> String {
    let mut told = format!("article {}", article.record);
    let stated = |kinds: &[StatedKind]| {
        let dates = article.stated_dates.iter().filter(|date| kinds.contains(&date.kind));
        let told: Vec<String> = dates.map(|date| format!("{}={}", date.field, date.surface)).collect();
        (!told.is_empty()).then(|| told.join(" "))
    };
    let published = stated(&[StatedKind::Published, StatedKind::Date, StatedKind::Dateline]);
    let changed = stated(&[StatedKind::Updated, StatedKind::Gathered]);
    for (name, value) in [
        ("id", &article.id),
        ("title", &article.title),
        ("published", &published),
        ("changed", &changed),
        ("source", &article.source),
        ("url", &article.url),
        ("language", &article.language),
    ] {
        if let Some(value) = value {
            told.push_str(&format!(" {name}={value:?}"));
        }
    }
    told.push_str(&format!(" {}:{:?}", article.text_line, article.text));
    for odd in &article.problems {
        told.push_str(&format!(" ! {}", problem(odd)));
    }
    told
}

fn told(record: &Record) -> String {
    match record {
        Record::Article(read) => article(read),
        Record::Failed(cause) => format!("failed {}", problem(cause)),
        Record::Skipped { record, reason } => format!("skipped {record} {}", problem(reason)),
    }
}

/// The bytes that a case writes with escapes: `\n`, `\r`, `\\` and `\xNN`.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b'x') => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
            }
            Some(b'\\') => bytes.push(b'\\'),
            other => panic!("no escape: {other:?}"),
        }
    }
    bytes
}

#[test]
fn case_files_hold() {
    let mut cases = 0;
    for (name, file) in [
        ("text.txt", include_str!("read_cases/text.txt")),
        ("json.txt", include_str!("read_cases/json.txt")),
        ("json-lines.txt", include_str!("read_cases/json-lines.txt")),
        ("markdown.txt", include_str!("read_cases/markdown.txt")),
    ] {
        for case in file.split("### ").skip(1) {
            let (claim, rest) = case.split_once('\n').expect("a claim");
            let (input, expected) = rest.split_once("\n==>\n").unwrap_or_else(|| panic!("{name}: no arrow in {claim}"));
            let named = claim.split(":").next();
            let format = FORMATS.into_iter().find(|format| named == Some(format.as_str())).expect("a format first");
            let told: Vec<String> = records(format, &unescaped(input)).iter().map(told).collect();
            assert_eq!(told.join("\n"), expected.trim_end(), "{name}: {claim}");
            cases += 1;
        }
    }
    assert!(cases >= 30, "only {cases} cases were read");
}

#[test]
fn a_text_above_the_bound_fails_in_every_format() {
    let long = "a".repeat(ARTICLE_BYTES_MAX + 1);
    for (format, bytes) in [
        (Format::Text, long.clone()),
        (Format::Markdown, long.clone()),
        (Format::Json, format!("[{{\"text\":\"{long}\"}}]")),
        (Format::JsonLines, format!("{{\"text\":\"{long}\"}}")),
    ] {
        let read = records(format, bytes.as_bytes());
        assert!(
            matches!(&read[..], [Record::Failed(problem)] if problem.cause.contains("16777217")),
            "{format:?}: {:.200}",
            format!("{read:?}")
        );
    }
}

#[test]
fn a_giant_line_fails_alone_and_is_named() {
    let giant = std::io::repeat(b'x').take(LINE_BYTES_MAX as u64 * 2);
    let mut input = BufReader::new((&b"{\"title\":\"A\"}\n"[..]).chain(giant).chain(&b"\n{\"title\":\"B\"}"[..]));
    let mut read_records = Vec::new();
    read(Format::JsonLines, &mut input, &mut |record| read_records.push(told(&record))).unwrap();
    assert_eq!(
        read_records,
        [
            "article 0 title=\"A\" 1:\"\"".to_owned(),
            format!("failed 2: the line has more than {LINE_BYTES_MAX} bytes"),
            "article 2 title=\"B\" 3:\"\"".to_owned()
        ]
    );
}

#[test]
fn deep_nesting_uses_no_stack() {
    let deep = "[".repeat(1 << 20);
    let closed = format!("{{\"text\":\"A\",\"x\":{deep}{}}}", "]".repeat(1 << 20));
    for format in [Format::Json, Format::JsonLines] {
        assert!(matches!(records(format, deep.as_bytes())[..], [Record::Failed(_)]));
        assert!(matches!(records(format, closed.as_bytes())[..], [Record::Article(_)]));
        assert!(matches!(records(format, "{\"text\":".repeat(1 << 18).as_bytes())[..], [Record::Failed(_)]));
    }
}

#[test]
fn random_bytes_are_told_and_survived() {
    let mut state = 1u64;
    let bytes: Vec<u8> = (0..1 << 20)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .collect();
    for format in FORMATS {
        let read = records(format, &bytes);
        assert!(matches!(read.last(), Some(Record::Failed(_))), "{format:?}");
    }
}

#[test]
fn an_input_that_fails_is_an_error() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    impl BufRead for Failing {
        fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
            Err(std::io::Error::other("gone"))
        }
        fn consume(&mut self, _: usize) {}
    }
    for format in FORMATS {
        assert!(read(format, &mut Failing, &mut |_| {}).is_err(), "{format:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in FORMATS {
            records(format, &bytes);
        }
    }

    #[test]
    fn no_text_panics(text in r#"([\[\]{},:" \n-]|"text"|"title"|"a"|"items"|é|\\u[dD]83d|---|# A){0,40}"#) {
        for format in FORMATS {
            records(format, text.as_bytes());
        }
    }

    #[test]
    fn a_json_text_starts_on_the_line_that_is_told(blank in "[ \n]{0,5}", records_before in 0usize..4) {
        let before = "{\"title\":\n\"T\"},".repeat(records_before);
        let json = format!("{blank}[{before}{blank}{{\"n\":\n1,{blank}\"text\":{blank}\"HERE\"}}]");
        let line = json.lines().position(|line| line.contains("HERE")).unwrap() as u64 + 1;
        let read = records(Format::Json, json.as_bytes());
        let Some(Record::Article(article)) = read.last() else { panic!("{read:?}") };
        prop_assert_eq!(article.text_line, line);
    }
}
