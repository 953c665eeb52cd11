//! Makes `index-schema/recogniser/name-words.bin` from a table of name classes: one class a line, its second column
//! spellings parted by "|".
//!
//!     zstd -dc person_name_classes.tsv.zst | cargo run --release --example derive_name_words > name-words.bin

use dateline::actor::pack_name_words;
use dateline::text::fold_key;
use std::collections::BTreeSet;
use std::io::{Read, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = String::new();
    stdin().lock().read_to_string(&mut table)?;
    let mut words = BTreeSet::new();
    for spellings in table.lines().filter_map(|line| line.split('\t').nth(1)) {
        for spelling in spellings.split('|') {
            words.extend(fold_key(spelling).split(' ').map(str::to_owned));
        }
    }
    stdout().lock().write_all(&pack_name_words(words.iter().map(String::as_str)))?;
    Ok(())
}
