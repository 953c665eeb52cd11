//! Time zones beside a date: kept as evidence, never reckoned with.

/// Zones by their letters, sorted; a word of a text is not one of them by chance.
const NAMES: &[&str] = &[
    "ACDT", "ACST", "AEDT", "AEST", "AKDT", "AKST", "ART", "AST", "AWST", "BRT", "BST", "CAT", "CDT", "CEST", "CET",
    "CST", "EAT", "EDT", "EEST", "EET", "EST", "ET", "GMT", "HKT", "HST", "IDT", "IRDT", "IRST", "IST", "JST", "KST",
    "MDT", "MSK", "MST", "NPT", "NZDT", "NZST", "PDT", "PHT", "PKT", "PST", "PT", "SAST", "SGT", "TRT", "UTC", "WAT",
    "WEST", "WET", "WIB",
];
/// Bytes behind a date in which its clock time and zone stand.
const ZONE_BYTES_MAX: usize = 40;

/// The zone at the end of a whole value: `2024-01-17T23:30:00+03:00`, `17 Jan 2024 10:30 GMT`.
pub fn zone_at_end(value: &str) -> Option<String> {
    let value = value.trim().trim_matches(['"', '\'']).trim_end_matches(')');
    let colon = value.find(':')?;
    let word = value.rsplit([' ', '(']).next()?;
    if NAMES.binary_search(&word).is_ok() {
        return Some(word.to_owned());
    }
    if value.ends_with('Z') && value[..value.len() - 1].ends_with(|c: char| c.is_ascii_digit()) {
        return Some("Z".to_owned());
    }
    // A sign behind the first colon of the time opens an offset.
    let sign = value[colon..].rfind(['+', '-', '\u{2212}']).map(|at| colon + at)?;
    offset(&value[sign..]).filter(|offset| sign + offset.len() == value.len()).map(str::to_owned)
}

/// The zone of the clock time that stands right behind a date: ", 10:30 GMT | By Jane Doe".
pub fn zone_behind(rest: &str) -> Option<String> {
    let mut end = rest.len().min(ZONE_BYTES_MAX);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let line = rest[..end].lines().next()?;
    let clock = line.find([':', '.']).filter(|at| line[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
    let before = &line[..clock];
    if before.chars().any(|c| {
        !(c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '|' | '-' | '–' | 'T' | '(' | 'a' | 't'))
    }) {
        return None;
    }
    let behind = line[clock + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    if behind.starts_with('Z') && !behind[1..].starts_with(|c: char| c.is_alphanumeric()) {
        return Some("Z".to_owned());
    }
    if let Some(offset) = offset(behind.trim_start()) {
        return Some(offset.to_owned());
    }
    behind
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
        .find(|word| NAMES.binary_search(word).is_ok())
        .map(str::to_owned)
}

/// "+03:00", "+0300", "-05" at the start of `text`.
fn offset(text: &str) -> Option<&str> {
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-' | '\u{2212}'))?.len_utf8();
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(sign);
    let end = match first {
        4 => sign + 4,
        2 if text[sign + 2..].starts_with(':') && digits(sign + 3) == 2 => sign + 5,
        2 => sign + 2,
        _ => return None,
    };
    Some(&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_at_the_end_of_a_value() {
        for (value, zone) in [
            ("2024-01-17T23:30:00Z", Some("Z")),
            ("2024-01-17T23:30:00.250+03:00", Some("+03:00")),
            ("2024-01-17 10:00:00 -0500", Some("-0500")),
            ("Wed, 17 Jan 2024 10:00:00 GMT", Some("GMT")),
            ("January 17, 2024 (10:30 EST)", Some("EST")),
            ("2024-01-17T10:00:00", None),
            ("2024-01-17", None),
            ("17 Jan 2024", None),
        ] {
            assert_eq!(zone_at_end(value).as_deref(), zone, "{value}");
        }
    }

    #[test]
    fn zones_are_read_behind_a_date_and_its_clock() {
        for (rest, zone) in [
            (", 10:30 GMT | By Jane Doe", Some("GMT")),
            (" 10.30 am EST", Some("EST")),
            ("T10:30:00Z", Some("Z")),
            ("T10:30:00+02:00 Boats", Some("+02:00")),
            (" Boats sank at 10:30 GMT", None),
            (" | 10:30 | By Jane Doe", None),
        ] {
            assert_eq!(zone_behind(rest).as_deref(), zone, "{rest}");
        }
    }

    #[test]
    fn zone_names_are_sorted() {
        assert!(NAMES.is_sorted_by(|a, b| a < b));
    }
}
