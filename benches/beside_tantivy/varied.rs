//! A corpus many times over: each round tells the same articles with other names, numbers, days and words.
//!
//! The dictionary of words grows with the rounds, as it does in more news; a name is exchanged for the same other
//! name all over a round, so that names still repeat. The same articles and rounds give the same bytes.

use chrono::Days;
use dateline::article::Article;
use dateline::date::parse_stated;
use dateline::text::Words;
use std::collections::BTreeMap;
use std::io::Write;
use xxhash_rust::xxh3::xxh3_64_with_seed;

const SEED: u64 = 0x5eed_0f20;
/// Days between a round and the next.
const ROUND_DAYS: u64 = 97;
/// Words of one frequency that are exchanged for each other.
const NEIGHBOURS: usize = 50;
/// Of so many words in small letters one is exchanged, and of so many one is given a new form.
const EXCHANGED_ONE_IN: u64 = 5;
const NEW_ONE_IN: u64 = 97;
/// Of so many names one stays as it is.
const NAMES_KEPT_ONE_IN: u64 = 2;

/// Writes the articles `rounds` times as JSON lines; the first round as they are.
pub fn write(articles: &[Article], rounds: usize, output: &mut dyn Write) -> std::io::Result<()> {
    let pool = Pool::of(articles);
    for round in 0..rounds as u64 {
        for (number, article) in articles.iter().enumerate() {
            let place = (round, number as u64);
            let mut record = serde_json::json!({
                "id": format!("{round}-{number}"),
                "title": article.title.as_deref().map(|title| pool.varied(title, place)),
                "text": pool.varied(&article.text, place),
                "source": article.source,
            });
            let stated = article.stated_dates.first().and_then(|stated| parse_stated(&stated.surface).ok());
            if let Some(stated) = stated {
                let day = stated.interval.first.date() + Days::new(round * ROUND_DAYS);
                record["published"] = day.format("%Y-%m-%d").to_string().into();
            }
            serde_json::to_writer(&mut *output, &record)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The words that are exchanged, each with its place among those of its frequency.
struct Pool {
    /// Words in small letters, the most frequent first.
    words: Vec<String>,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Pool {
    fn of(articles: &[Article]) -> Pool {
        let mut frequency: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for article in articles {
            let words = Words::of(&article.text);
            for span in words.spans() {
                let word = span.of(&article.text);
                if is_exchanged(word) {
                    frequency.entry(word.to_owned()).or_default().0 += 1;
                } else if is_name(word) {
                    frequency.entry(word.to_owned()).or_default().1 += 1;
                }
            }
        }
        let ranked = |count: fn(&(u32, u32)) -> u32| {
            let mut words: Vec<(&String, u32)> =
                frequency.iter().map(|(word, counts)| (word, count(counts))).filter(|(_, count)| *count > 0).collect();
            words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            words.into_iter().map(|(word, _)| word.clone()).collect::<Vec<String>>()
        };
        let (words, names) = (ranked(|counts| counts.0), ranked(|counts| counts.1));
        let places = [&words, &names].into_iter().flatten().cloned().zip((0..words.len()).chain(0..names.len()));
        Pool { places: places.collect(), words, names }
    }

    /// The text as round and article have it.
    fn varied(&self, text: &str, (round, number): (u64, u64)) -> String {
        if round == 0 {
            return text.to_owned();
        }
        let mut varied = String::with_capacity(text.len() + 64);
        let mut end = 0;
        for (index, span) in Words::of(text).spans().iter().enumerate() {
            varied.push_str(&text[end..span.start]);
            end = span.end;
            let word = span.of(text);
            let here = chance(word, round ^ number << 20 ^ (index as u64) << 44);
            let all_round = chance(word, round);
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                push_number(&mut varied, word, here, round);
            } else if is_name(word) && !all_round.is_multiple_of(NAMES_KEPT_ONE_IN) {
                varied.push_str(self.neighbour(&self.names, word, all_round / NAMES_KEPT_ONE_IN));
            } else if is_exchanged(word) && here.is_multiple_of(NEW_ONE_IN) {
                // A word that no other round has.
                varied.push_str(word);
                let letter = |shift: u64| char::from(b'a' + (all_round >> shift) as u8 % 26);
                varied.extend([letter(0), letter(8)]);
            } else if is_exchanged(word) && here.is_multiple_of(EXCHANGED_ONE_IN) {
                varied.push_str(self.neighbour(&self.words, word, here / EXCHANGED_ONE_IN));
            } else {
                varied.push_str(word);
            }
        }
        varied.push_str(&text[end..]);
        varied
    }

    /// A word of about the frequency of this one.
    fn neighbour<'p>(&'p self, words: &'p [String], word: &'p str, chance: u64) -> &'p str {
        let Some(place) = self.places.get(word) else { return word };
        let first = place / NEIGHBOURS * NEIGHBOURS;
        let near = &words[first.min(words.len() - 1)..(first + NEIGHBOURS).min(words.len())];
        near.get(chance as usize % near.len().max(1)).map_or(word, String::as_str)
    }
}

fn chance(word: &str, of: u64) -> u64 {
    xxh3_64_with_seed(word.as_bytes(), SEED ^ of)
}

fn is_exchanged(word: &str) -> bool {
    word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_name(word: &str) -> bool {
    word.len() > 3
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word[1..].bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Another number of as many figures; a year goes on with the rounds.
fn push_number(varied: &mut String, number: &str, chance: u64, round: u64) {
    match number.parse::<u64>() {
        Ok(year @ 1900..=2030) if number.len() == 4 => varied.push_str(&(year + round * ROUND_DAYS / 365).to_string()),
        // What may be the day of a month stays one.
        Ok(1..=31) => varied.push_str(&(1 + chance % 28).to_string()),
        _ => varied.extend(number.char_indices().map(|(at, _)| {
            let least = u64::from(at == 0);
            char::from(b'0' + (least + (chance >> (at % 16 * 4)) % (10 - least)) as u8)
        })),
    }
}
