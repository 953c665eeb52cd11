//! Control characters and the escape sequences of terminals, which no article means.

/// Longest operating system command (a title or a link for a terminal) that is taken as one, in bytes.
const COMMAND_BYTES_MAX: usize = 2048;

/// Length of the control character or whole escape sequence at `at`, if one stands there. Tab and what
/// ends lines are none.
pub(super) fn control_len(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    match *bytes.first()? {
        b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => None,
        0x1B => Some(escape_len(bytes)),
        0..=0x1F | 0x7F => Some(1),
        0xC2 => match *bytes.get(1)? {
            0x85 => None,
            0x9B => Some(2 + parameters_len(&bytes[2..]).unwrap_or(0)),
            0x80..=0x9F => Some(2),
            _ => None,
        },
        _ => None,
    }
}

/// Length of the sequence that the escape character begins; alone it counts one.
fn escape_len(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        Some(b'[') => 2 + parameters_len(&bytes[2..]).unwrap_or(0),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => 2 + command_len(&bytes[2..]).unwrap_or(0),
        Some(b' '..=b'/') => {
            let inner = bytes[1..].iter().take(4).take_while(|byte| matches!(byte, b' '..=b'/')).count();
            match bytes.get(1 + inner) {
                // ESC and a space are a sequence only when what follows makes one; text is not eaten.
                Some(b'0'..=b'~') if bytes[1] != b' ' => 2 + inner,
                _ => 1,
            }
        }
        Some(b'7' | b'8' | b'=' | b'>' | b'c' | b'D' | b'E' | b'H' | b'M' | b'N' | b'O' | b'Z' | b'\\') => 2,
        _ => 1,
    }
}

/// Parameters and final byte of a control sequence; `None` when it is not ended.
fn parameters_len(bytes: &[u8]) -> Option<usize> {
    let parameters = bytes.iter().take_while(|byte| matches!(byte, b'0'..=b'?')).count();
    let inner = bytes[parameters..].iter().take_while(|byte| matches!(byte, b' '..=b'/')).count();
    matches!(bytes.get(parameters + inner)?, b'@'..=b'~').then_some(parameters + inner + 1)
}

/// A command up to its end, a bell or ESC \; `None` when it is not ended on its line and in bounds.
fn command_len(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(COMMAND_BYTES_MAX)];
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1B | b'\n' | b'\r'))?;
    match bytes[end] {
        0x07 => Some(end + 1),
        0x1B if bytes.get(end + 1) == Some(&b'\\') => Some(end + 2),
        _ => None,
    }
}

/// One line of `text` without control characters, its white space collapsed.
pub(super) fn collapsed(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut at = 0;
    let mut space = false;
    while let Some(c) = text[at..].chars().next() {
        if let Some(len) = control_len(text, at) {
            at += len;
            continue;
        }
        at += c.len_utf8();
        if c.is_whitespace() {
            space = !clean.is_empty();
            continue;
        }
        if space {
            clean.push(' ');
            space = false;
        }
        clean.push(c);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_go_as_a_whole_and_take_no_text_with_them() {
        for (text, clean) in [
            ("a\x1b[31mred\x1b[0m", "ared"),
            ("\x1b]0;window\x07Text", "Text"),
            ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("\x1b(BText", "Text"),
            ("\x1bText", "Text"),
            ("\x1b Text", "Text"),
            ("a\u{9b}1mb", "ab"),
            ("\x1b]never ended", "never ended"),
            ("\x1b[12", "12"),
            ("a\0b\u{7f}c\u{80}d", "abcd"),
            ("  a\u{a0}\u{a0}b\r\n\tc ", "a b c"),
        ] {
            assert_eq!(collapsed(text), clean, "{text:?}");
        }
    }
}
