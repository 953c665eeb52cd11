//! Whether a text is a post rather than edited prose.
//!
//! Posts tell time by bare nouns ("long weekend", "morning class"), by years next to a name and by
//! short forms; edited prose uses the same words as plain nouns. A post is short, and shows it by a
//! sign that prose does not use, or by not opening and closing like a sentence.

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Register {
    /// Sentences.
    Prose,
    /// Short, and no whole sentence: a heading or a post.
    Note,
    /// Short, with the signs of a post: tags, addresses of people, links, smileys, short forms.
    Post,
}

/// Longest text that may be a post, in bytes.
const POST_BYTES_MAX: usize = 400;

/// What stands in posts and hardly in prose.
const MARKS: &[&str] =
    &["http://", "https://", "!!", "??", "...", "…", "::", "~", ":)", ":(", ":D", ":-)", ";)", "=)", "^^", "<3"];

/// Words of chat, lower case.
const CHAT_WORDS: &[&str] = &[
    "abt", "btw", "cant", "cos", "cuz", "dont", "dunno", "gg", "gonna", "gotta", "haha", "hahaha", "im", "idk", "jus",
    "lah", "leh", "lol", "lmao", "omg", "pls", "plz", "rt", "thx", "tdy", "tmr", "tmrw", "tho", "u", "ur", "wanna",
    "wtf", "ya", "yay", "yo",
];

/// Tells how `text` is written.
pub(super) fn register_of(text: &str) -> Register {
    let text = text.trim();
    if text.len() > POST_BYTES_MAX {
        return Register::Prose;
    }
    let marked = MARKS.iter().any(|mark| text.contains(mark)) || has_tag(text) || has_chat_word(text);
    if marked {
        return Register::Post;
    }
    let opens = text.chars().next().is_none_or(|c| !c.is_lowercase());
    let closes = text.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    if opens && closes { Register::Prose } else { Register::Note }
}

/// "#word", "@name"
fn has_tag(text: &str) -> bool {
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let tag = matches!(c, '#' | '@') && characters.peek().is_some_and(|next| next.is_alphabetic());
        if tag && !before.is_alphanumeric() {
            return true;
        }
        before = c;
    }
    false
}

fn has_chat_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| CHAT_WORDS.iter().any(|chat| word.eq_ignore_ascii_case(chat)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_no_post() {
        assert_eq!(register_of("Rockets fell on the port at night."), Register::Prose);
        assert_eq!(register_of(&"Rockets fell #boom ".repeat(40)), Register::Prose);
    }

    #[test]
    fn tags_links_and_chat_words_make_a_post() {
        for post in ["Late night #train", "@anna see you", "pics at http://a.b", "omg so late.", "Finally home!!"] {
            assert_eq!(register_of(post), Register::Post, "{post}");
        }
        assert_eq!(register_of("Write to a@example.org by mail."), Register::Prose);
    }

    #[test]
    fn what_does_not_close_is_a_note() {
        assert_eq!(register_of("Long night at the port"), Register::Note);
    }
}
