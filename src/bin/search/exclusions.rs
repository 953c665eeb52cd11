//! Which words of the command line are excluded words of the query, and not flags.

use super::flags::Flags;
use clap::{Arg, CommandFactory};
use std::ffi::OsString;

/// Stands for the hyphen of an excluded word while clap reads the command line; no keyboard types it.
pub const EXCLUSION: char = '\u{E000}';

/// Marks the words that a query excludes (`search iran -tonga`), so that they are not taken for flags. A
/// word counts as excluded when it follows a word of the query and is no flag: `--` is needed only where
/// the query begins with one, or where it looks like a flag (`-n10`).
pub fn mark_exclusions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let command = Flags::command();
    let flags: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_positional()).collect();
    let takes_value = |argument: &&&Arg| argument.get_action().takes_values();
    let mut marked = Vec::new();
    let (mut query_began, mut value_follows, mut flags_ended) = (false, true, false);
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        if value_follows || flags_ended || argument.to_str().is_none() {
            // The name of the program, the value of a flag, or what follows --.
            value_follows = false;
        } else if text == "--" {
            flags_ended = true;
        } else if let Some(long) = text.strip_prefix("--") {
            let named = |flag: &&&Arg| flag.get_long_and_visible_aliases().is_some_and(|names| names.contains(&long));
            value_follows =
                flags.iter().find(named).is_some_and(|flag| takes_value(&flag) && !flag.is_require_equals_set());
        } else if let Some(short) = text.strip_prefix('-').and_then(|rest| rest.chars().next()) {
            let rest = &text[1 + short.len_utf8()..];
            let flag = flags.iter().find(|flag| flag.get_short() == Some(short));
            let is_flag = match flag {
                Some(flag) if takes_value(&flag) => rest.chars().all(|c| c.is_ascii_digit()),
                Some(_) => rest.is_empty(),
                None => matches!(text, "-h" | "-V"),
            };
            if query_began && !is_flag {
                let mut word = EXCLUSION.to_string();
                word.push_str(&text[1..]);
                marked.push(word.into());
                continue;
            }
            value_follows = rest.is_empty() && flag.is_some_and(|flag| takes_value(&flag));
        } else {
            query_began = true;
        }
        marked.push(argument);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn query(line: &[&str]) -> String {
        let arguments = ["search"].iter().chain(line).map(OsString::from);
        let marked = mark_exclusions(arguments);
        Flags::try_parse_from(marked)
            .map_or_else(|error| error.kind().to_string(), |flags| flags.query.join(" ").replace(EXCLUSION, "-"))
    }

    #[test]
    fn words_after_a_hyphen_are_excluded_where_the_query_has_begun() {
        assert_eq!(query(&["iran", "-tonga"]), "iran -tonga");
        assert_eq!(query(&["--sort", "newest", "iran", "-n", "5", "-nuclear", "-q"]), "iran -nuclear");
        assert_eq!(query(&["iran", "-n5", "--after=2024", "-\"air strike\""]), "iran -\"air strike\"");
        assert_eq!(query(&["--", "-tonga", "-n"]), "-tonga -n");
        assert_eq!(query(&["--timeline", "iran", "-tonga"]), "iran -tonga");
    }

    #[test]
    fn a_query_does_not_begin_with_a_hyphen_and_unknown_flags_stay_errors() {
        assert!(query(&["-tonga"]).contains("unexpected"), "{}", query(&["-tonga"]));
        assert!(query(&["iran", "--nosuch"]).contains("unexpected"));
        assert!(
            query(&["--index", "-x", "-y"]).contains("unexpected") || query(&["--index", "-x", "-y"]).contains("value")
        );
    }
}
