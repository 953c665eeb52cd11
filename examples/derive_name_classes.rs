//! Makes `src/actor/same_name/person_classes.bin` and `place_classes.bin`: which words spell one name.
//!
//!     zstd -dc person_name_classes.tsv.zst | cargo run --release --example derive_name_classes persons > src/actor/same_name/person_classes.bin
//!     zstd -dc cities15000.tsv.zst | cargo run --release --example derive_name_classes places > src/actor/same_name/place_classes.bin
//!
//! For persons it reads lines of class id, tab, Latin spellings joined by `|`, tab, other scripts joined by `|`, and keeps
//! single words of classes that have two Latin spellings and another script at least. For places it reads a GeoNames table
//! (id, name, country, population, latitude, longitude, other names joined by `|`, with a header), and keeps single words
//! of cities of 200,000 people or more.
//!
//! The file: three u32 (classes, bytes of the lists, bytes of the map), all little-endian; for each class a byte, how many
//! forms it has in other scripts (255 and more are 255); the lists (a u16 count, then u16 class numbers); a map (FST) from
//! words to a class number, or, beyond the last class, to the start of a list.

use dateline::text::fold;
use fst::MapBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let of_places = std::env::args().nth(1).is_some_and(|argument| argument == "places");
    let mut classes: Vec<(Vec<String>, u8)> = Vec::new();
    for line in stdin().lock().lines() {
        let line = line?;
        let columns: Vec<&str> = line.split('\t').collect();
        classes.extend(if of_places { place(&columns) } else { person(&columns) });
    }
    // Words near each other get numbers near each other, which the map stores in less room.
    classes.sort();
    let mut of_word: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for (number, (words, _)) in classes.iter().enumerate() {
        for word in words {
            of_word.entry(word).or_default().push(u16::try_from(number)?);
        }
    }
    let mut lists: Vec<u8> = Vec::new();
    let mut map = MapBuilder::memory();
    for (word, numbers) in &of_word {
        let value = match numbers.as_slice() {
            [number] => u64::from(*number),
            _ => {
                let start = classes.len() + lists.len() / 2;
                lists.extend(u16::try_from(numbers.len())?.to_le_bytes());
                lists.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
                start as u64
            }
        };
        map.insert(word, value)?;
    }
    let map = map.into_inner()?;
    let mut out = stdout().lock();
    for len in [classes.len(), lists.len(), map.len()] {
        out.write_all(&u32::try_from(len)?.to_le_bytes())?;
    }
    out.write_all(&classes.iter().map(|(_, others)| *others).collect::<Vec<u8>>())?;
    out.write_all(&lists)?;
    out.write_all(&map)?;
    out.flush()?;
    Ok(())
}

fn person(columns: &[&str]) -> Option<(Vec<String>, u8)> {
    let [_, latin, other, ..] = columns else { return None };
    let words: BTreeSet<String> = latin.split('|').filter_map(word).collect();
    let others = other.split('|').filter(|form| !form.is_empty()).count();
    (words.len() > 1 && others > 0).then(|| (words.into_iter().collect(), u8::try_from(others).unwrap_or(u8::MAX)))
}

fn place(columns: &[&str]) -> Option<(Vec<String>, u8)> {
    const POPULATION_MIN: u64 = 200_000;
    let [_, name, _, population, _, _, others, ..] = columns else { return None };
    // Names in capitals are codes of airports.
    let names = [*name].into_iter().chain(others.split('|')).filter(|name| name.chars().any(char::is_lowercase));
    let words: BTreeSet<String> = names.filter_map(word).filter(|word| word.len() > 3).collect();
    let large = population.parse::<u64>().is_ok_and(|population| population >= POPULATION_MIN);
    (large && !words.is_empty()).then(|| (words.into_iter().collect(), 1))
}

/// A spelling as one word of the letters a to z, hyphens and apostrophes dropped; `None` for several words.
fn word(spelling: &str) -> Option<String> {
    let word: String = fold(spelling).chars().filter(|c| !matches!(c, '\'' | '-')).collect();
    (word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(word)
}
