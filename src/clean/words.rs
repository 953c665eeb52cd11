//! Plain word lists: one entry a line, sorted, `#` before remarks.

/// The entries of a list.
pub(super) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a list of folded words, which must be sorted, has `word`.
pub(super) fn is_listed(list: &'static str, word: &str) -> bool {
    // Bisects the text itself: the lists are short and looked at rarely.
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = list.as_bytes()[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = list.as_bytes()[middle..].iter().position(|byte| *byte == b'\n').map_or(list.len(), |at| middle + at);
        let entry = &list[start..end];
        match entry.cmp(word) {
            std::cmp::Ordering::Equal => return !entry.is_empty(),
            // Remarks stand first and `#` sorts before letters and digits.
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_key;

    #[test]
    fn lists_are_sorted_folded_and_without_duplicates() {
        for list in [include_str!("agencies.txt"), include_str!("header-words.txt"), include_str!("share-words.txt")] {
            let words: Vec<&str> = entries(list).collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{words:?}");
            for word in words {
                assert_eq!(fold_key(word), word);
                assert!(is_listed(list, word), "{word}");
                assert!(!is_listed(list, &format!("{word}q")), "{word}q");
            }
        }
    }
}
