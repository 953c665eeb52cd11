//! Paths as the index keeps them: absolute, as text.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The absolute path of something that exists, links resolved.
///
/// # Errors
/// When it does not exist or cannot be looked at.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// A path as text. Bytes that are no UTF-8 are written as `\xNN`, so that two paths never look alike.
pub fn path_text(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => path.as_os_str().as_encoded_bytes().utf8_chunks().fold(String::new(), |mut text, chunk| {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                text.push_str(&format!("\\x{byte:02X}"));
            }
            text
        }),
    }
}

/// Whether `path` is `root` or lies below it, both absolute texts.
pub fn below(path: &str, root: &str) -> bool {
    let root = root.trim_end_matches('/');
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sibling_with_the_same_beginning_is_not_below() {
        assert!(below("/a/b/c.txt", "/a/b"));
        assert!(below("/a/b", "/a/b/"));
        assert!(!below("/a/bc.txt", "/a/b"));
        assert!(below("/a", "/"));
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_utf8_are_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"a\xFFb"));
        assert_eq!(path_text(path), "a\\xFFb");
    }
}
