//! Text from articles on its way to a terminal: nothing in it may command the terminal.

use std::borrow::Cow;

/// Replaces what a terminal would obey: control characters (newline and tab become a space) and
/// marks that change the direction of writing.
pub fn one_line(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if commands(c) => Some('\u{FFFD}'),
        _ => None,
    })
}

/// The same, but newlines stay.
pub fn safe(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\n' => None,
        '\t' | '\r' => Some(' '),
        c if commands(c) => Some('\u{FFFD}'),
        _ => None,
    })
}

pub(super) fn commands(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{61C}')
}

fn replace(text: &str, instead: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.chars().any(|c| instead(c).is_some()) {
        Cow::Owned(text.chars().map(|c| instead(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A path relative to the working folder when it lies below it.
pub fn display_path<'a>(path: &'a str, working_folder: &str) -> &'a str {
    match path.strip_prefix(working_folder.trim_end_matches('/')) {
        Some(rest) if rest.starts_with('/') && rest.len() > 1 => &rest[1..],
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_lose_their_power() {
        assert_eq!(one_line("a\u{1b}[31mred\u{7}\nb\u{202e}"), "a\u{fffd}[31mred\u{fffd} b\u{fffd}");
        assert_eq!(safe("a\u{9b}x\nb"), "a\u{fffd}x\nb");
        assert!(matches!(one_line("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn paths_below_the_working_folder_are_relative() {
        assert_eq!(display_path("/a/b/c.txt", "/a"), "b/c.txt");
        assert_eq!(display_path("/ab/c.txt", "/a"), "/ab/c.txt");
        assert_eq!(display_path("/b/c.txt", "/"), "b/c.txt");
    }
}
