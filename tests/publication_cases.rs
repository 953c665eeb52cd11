//! The case files of `tests/publication/`: what addresses and names of files tell, and which date is chosen.

use dateline::actor::Lexicon;
use dateline::annotate::{Annotated, Cleaning, annotate};
use dateline::article::Article;
use dateline::date::{Day, Precision, parse_stated};
use dateline::publication::{DateCandidate, Evidence, Told, Verdict, file_name_candidate, url_candidate};
use dateline::read::{Format, Record, read};
use proptest::prelude::*;

/// (line number, input, expected)
fn cases(file: &'static str) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(index, line)| {
        let (input, expected) = line.split_once(" ==> ").unwrap_or_else(|| panic!("line {}: no arrow", index + 1));
        (index + 1, input, expected.trim())
    })
}

fn assert_all(name: &str, file: &'static str, found: impl Fn(&str) -> String) {
    let mut count = 0;
    let wrong: Vec<String> = cases(file)
        .inspect(|_| count += 1)
        .filter_map(|(line, input, expected)| {
            let found = found(input);
            (found != expected).then(|| format!("{name}:{line}: {input}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "only {count} cases were read");
}

fn told(candidate: Option<DateCandidate>) -> String {
    let Some(candidate) = candidate else { return "none".into() };
    let day = match candidate.told {
        Told::Days(interval, Precision::Month) => interval.first.to_string()[..7].to_owned(),
        Told::Days(interval, _) => interval.first.to_string(),
        Told::MonthDay(..) | Told::Nothing(_) => panic!("no days: {candidate:?}"),
    };
    format!("{day} {} {:?}", candidate.rule.as_str(), candidate.surface)
}

#[test]
fn addresses_tell_the_days_of_the_case_file() {
    assert_all("addresses.txt", include_str!("publication/addresses.txt"), |url| told(url_candidate(url)));
}

#[test]
fn names_of_files_tell_the_days_of_the_case_file() {
    assert_all("file-names.txt", include_str!("publication/file-names.txt"), |name| told(file_name_candidate(name)));
}

/// The article that a case describes, its fields read as those of a record.
fn article_of(case: &str) -> Article {
    let mut fields = serde_json::Map::new();
    let (mut text, mut file_name, mut read_on) = (String::new(), None, None);
    for part in case.split(" ; ") {
        match part.split_once('=').expect("a name and a value") {
            ("line", line) => text = format!("{line}\n\nBoats sank in the harbour during the night.\n"),
            ("url", url) => drop(fields.insert("url".into(), url.into())),
            ("file", name) => file_name = Some(name.to_owned()),
            ("today", day) => read_on = Some(parse_stated(day).unwrap().interval.first),
            (field, value) => {
                let name = field.strip_prefix("field ").expect("a field").to_owned();
                fields.insert(name, value.into());
            }
        }
    }
    if text.is_empty() {
        text = "Boats sank in the harbour.".into();
    }
    fields.insert("text".into(), text.into());
    let json = serde_json::to_string(&fields).unwrap();
    let mut articles = Vec::new();
    read(Format::JsonLines, &mut json.as_bytes(), &mut |record| match record {
        Record::Article(article) => articles.push(article),
        other => panic!("{other:?}"),
    })
    .unwrap();
    Article { file_name, read_on, ..articles.remove(0) }
}

fn annotated(case: &str) -> Annotated {
    annotate(article_of(case), Cleaning::Clean, Lexicon::built_in(), None)
}

fn choice(annotated: &Annotated) -> String {
    let mut shown = match (&annotated.published, &annotated.published_month_day) {
        (Some(date), month_day) => {
            assert!(date.inferred || month_day.is_none(), "a day without a year beside a stated date");
            format!(
                "{}..{} {}{} {}",
                date.interval.first,
                date.interval.last,
                date.precision.as_str(),
                if date.inferred { " ~" } else { "" },
                date.evidence.rule
            )
        }
        (None, Some(told)) => format!("{} {}", told.month_day, told.evidence.rule),
        (None, None) => "none".into(),
    };
    for problem in &annotated.problems {
        shown += &format!(" ! {}", problem.cause);
    }
    shown
}

#[test]
fn the_date_of_the_case_file_is_chosen() {
    assert_all("chosen.txt", include_str!("publication/chosen.txt"), |case| choice(&annotated(case)));
}

#[test]
fn every_candidate_is_kept_with_what_became_of_it() {
    let annotated = annotated(
        "today=2024-02-01 ; field published=2031-01-01 ; field date=2024-01-17T23:30:00+03:00 ; url=https://n.example/2024/01/18/a ; line=Updated: January 19, 2024 10:30 GMT ; file=2023-05-05-boats.txt",
    );
    let kept: Vec<_> = annotated
        .date_candidates
        .iter()
        .map(|(candidate, verdict)| (candidate.rule_name(), verdict.as_str(), candidate.zone.as_deref()))
        .collect();
    let kept: Vec<_> = kept.iter().map(|(rule, verdict, zone)| (rule.as_str(), *verdict, *zone)).collect();
    assert_eq!(
        kept,
        [
            ("field published", "refused", None),
            ("field date", "chosen", Some("+03:00")),
            ("url-day", "agrees", None),
            ("file-name-day", "outranked", None),
            ("updated-line", "bounds", Some("GMT")),
        ]
    );
    let reason = annotated.date_candidates[0].1.reason();
    assert_eq!(reason, Some("\"2031-01-01\" lies after the day of reading"));
    assert_eq!(annotated.published.unwrap().evidence.zone.as_deref(), Some("+03:00"));
}

/// What a text without any stated date says of its own day, with the words that bound it.
fn told_by_the_text(text: &str) -> String {
    let annotated = annotated_text(text);
    let evidence = |evidence: &Evidence| format!("{} {:?}", evidence.rule, evidence.surface);
    match (&annotated.published, &annotated.published_month_day) {
        (Some(date), _) => {
            assert!(date.inferred, "{text}");
            let (interval, precision) = (date.interval, date.precision.as_str());
            format!("{}..{} {precision} {}", interval.first, interval.last, evidence(&date.evidence))
        }
        (None, Some(told)) => format!("{} {}", told.month_day, evidence(&told.evidence)),
        (None, None) => "none".into(),
    }
}

fn annotated_text(text: &str) -> Annotated {
    let article = Article { text: text.to_owned(), ..Article::default() };
    annotate(article, Cleaning::Clean, Lexicon::built_in(), None)
}

#[test]
fn a_text_tells_its_own_day_only_as_the_case_file_says() {
    assert_all("told.txt", include_str!("publication/told.txt"), told_by_the_text);
}

#[test]
fn a_stated_date_is_never_overruled_by_the_text() {
    let annotated = annotated("field published=2023-05-05 ; line=The council meets today, January 17, 2024.");
    assert_eq!(choice(&annotated), "2023-05-05..2023-05-05 day field published");
}

#[test]
fn what_hangs_on_a_day_without_a_year_has_none_either() {
    let annotated = annotated_text(
        "KABUL, Jan 17 (Harbour Agency) -- Boats sank yesterday. On Tuesday the port was closed; it opens tomorrow.",
    );
    let told: Vec<_> = annotated
        .times
        .iter()
        .map(|time| (time.span.of(&annotated.text), time.value.as_deref(), time.month_day.map(|day| day.to_string())))
        .collect();
    let told: Vec<_> = told.iter().map(|(surface, value, day)| (*surface, *value, day.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("Jan 17", Some("XXXX-01-17"), Some("--01-17")),
            ("yesterday", Some("XXXX-01-16"), Some("--01-16")),
            ("Tuesday", Some("XXXX-WXX-2"), None),
            ("tomorrow", Some("XXXX-01-18"), Some("--01-18")),
        ]
    );
    assert!(annotated.times.iter().all(|time| time.interval.is_none()));
}

proptest! {
    #[test]
    fn no_address_or_name_panics_and_days_are_read_as_written(
        text in r"(https?://)?[a-z]{0,5}([/\-_. é]|[0-9]{1,9}|jan|t|T|2024|01|17|20240117){0,14}",
    ) {
        for found in [url_candidate(&text), file_name_candidate(&text)].into_iter().flatten() {
            prop_assert!(text.contains(&found.surface));
            let Told::Days(interval, _) = found.told else { panic!("{found:?}") };
            prop_assert!(Day::from_ymd(1800, 1, 1).unwrap() <= interval.first && interval.first <= interval.last);
        }
    }

    #[test]
    fn what_is_chosen_is_never_refused_and_never_from_the_future(
        parts in proptest::collection::vec(
            prop_oneof![
                (prop_oneof![Just("published"), Just("date"), Just("updated"), Just("crawled_at")], 2019..2027i32, 1..=12u32, 1..=28u32)
                    .prop_map(|(name, year, month, day)| format!("field {name}={year}-{month:02}-{day:02}")),
                (2019..2027i32, 1..=12u32).prop_map(|(year, month)| format!("url=https://n.example/{year}/{month:02}/a")),
                (1..=12u32, 1..=28u32).prop_map(|(month, day)| format!("field dateline=KABUL, {} {day} -", ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"][month as usize - 1])),
            ],
            1..6,
        ),
    ) {
        let annotated = annotated(&format!("today=2024-06-15 ; {}", parts.join(" ; ")));
        let chosen = annotated.date_candidates.iter().filter(|(_, verdict)| *verdict == Verdict::Chosen).count();
        prop_assert_eq!(chosen == 1, annotated.published.is_some() || annotated.published_month_day.is_some());
        prop_assert!(chosen <= 1);
        if let Some(date) = annotated.published {
            prop_assert!(date.interval.first <= date.interval.last);
            prop_assert!(date.interval.first <= Day::from_ymd(2024, 6, 16).unwrap());
        }
    }
}
