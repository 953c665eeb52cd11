//! Made-up news: as many articles as asked for, the same for the same seed.
//!
//! Words follow Zipf's law, half of an article's words come from its topic, so that words cluster as
//! they do in news. Some articles have no date, a dateline, site clutter, or are a copy under another
//! name. It is no real language: ranking quality cannot be measured with it.

use crate::random::{Random, Zipf};
use crate::vocabulary::Vocabulary;
use chrono::{Datelike, Days, NaiveDate};
use std::io::Write;

const SEED: u64 = 0x0da7_e11e;
const WORDS: usize = 40_000;
const TOPICS: usize = 200;
const WORDS_OF_TOPIC: usize = 80;
/// Days over which the articles appear.
const SPAN_DAYS: usize = 1_800;

/// Writes `articles` articles as JSON lines.
pub fn write(articles: usize, output: &mut dyn Write) -> std::io::Result<()> {
    let vocabulary = Vocabulary::read();
    let mut press = Press::new(&vocabulary);
    let mut printed: Option<Sheet> = None;
    for number in 0..articles {
        let sheet = match printed.take() {
            Some(earlier) if press.random.one_in(30) => earlier,
            _ => press.sheet(),
        };
        let source = press.random.pick(&vocabulary.sources);
        let mut record = serde_json::json!({
            "id": format!("made-up-{number}"),
            "title": sheet.title,
            "source": source,
            "text": sheet.text,
        });
        if sheet.dated {
            record["published"] = sheet.day.format("%Y-%m-%d").to_string().into();
        }
        serde_json::to_writer(&mut *output, &record)?;
        output.write_all(b"\n")?;
        printed = Some(sheet);
    }
    Ok(())
}

/// An article before it has a number and a publisher.
struct Sheet {
    title: String,
    text: String,
    day: NaiveDate,
    dated: bool,
}

struct Press<'a> {
    vocabulary: &'a Vocabulary,
    random: Random,
    words: Vec<String>,
    zipf: Zipf,
    topics: Vec<Vec<usize>>,
    topic_zipf: Zipf,
}

impl<'a> Press<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Self {
        let mut random = Random::new(SEED);
        let words = words(vocabulary, &mut random);
        let zipf = Zipf::new(words.len());
        let topics = (0..TOPICS).map(|_| (0..WORDS_OF_TOPIC).map(|_| zipf.draw(&mut random)).collect()).collect();
        Press { vocabulary, random, words, zipf, topics, topic_zipf: Zipf::new(WORDS_OF_TOPIC) }
    }

    fn sheet(&mut self) -> Sheet {
        let v = self.vocabulary;
        let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap_or_default();
        let day = first + Days::new(self.random.below(SPAN_DAYS) as u64);
        let states = [self.random.below(v.states.len()), self.random.below(v.states.len())];
        let person = format!("{} {}", self.random.pick(&v.given_names), self.random.pick(&v.surnames));
        let topic = self.random.below(TOPICS);
        let mut story = Story { press: self, topic, day, states, person, person_named: false };
        let pattern = story.press.random.pick(&v.titles);
        let title = story.sentence(pattern);
        let mut text = String::new();
        if story.press.random.one_in(6) {
            let place = story.press.random.pick(&v.places).to_uppercase();
            text.push_str(&format!("{place} ({}) - ", story.press.random.pick(&v.sources)));
        }
        let paragraphs = 2 + story.press.random.below(5);
        for paragraph in 0..paragraphs {
            for sentence in 0..2 + story.press.random.below(3) {
                if sentence > 0 {
                    text.push(' ');
                }
                let pattern = story.press.random.pick(&v.sentences);
                text.push_str(&story.sentence(pattern));
            }
            if paragraph + 1 < paragraphs {
                text.push_str("\n\n");
            }
        }
        let dated = !self.random.one_in(12);
        if !dated && self.random.one_in(2) {
            // The date stands on a line of the text instead.
            text = format!("{} {}, {}\n\n{text}", v.months[day.month0() as usize], day.day(), day.year());
        }
        if self.random.one_in(8) {
            text.push_str("\n\n");
            text.push_str(self.random.pick_text(&v.prompts));
        }
        Sheet { title, text, day, dated }
    }
}

/// The vocabulary, the most frequent word first: common words, then made-up ones, each once.
fn words(vocabulary: &Vocabulary, random: &mut Random) -> Vec<String> {
    let mut words: Vec<String> = vocabulary.common_words.clone();
    let mut seen: std::collections::HashSet<String> = words.iter().cloned().collect();
    while words.len() < WORDS {
        let mut word = String::new();
        for _ in 0..2 + random.below(2) {
            word.push_str(random.pick_text(&vocabulary.syllables));
        }
        word.push_str(random.pick_text(&vocabulary.endings));
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// An article while it is written: whom and what it is about.
struct Story<'s, 'v> {
    press: &'s mut Press<'v>,
    topic: usize,
    day: NaiveDate,
    states: [usize; 2],
    person: String,
    person_named: bool,
}

impl Story<'_, '_> {
    /// Fills a pattern; the first letter becomes a capital.
    fn sentence(&mut self, pattern: &str) -> String {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.fill(slot, &mut text);
            rest = after;
        }
        text.push_str(rest);
        let mut letters = text.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => text,
        }
    }

    fn fill(&mut self, slot: &str, text: &mut String) {
        let v = self.press.vocabulary;
        match slot {
            "word" => self.word(text),
            "words" => {
                for at in 0..3 + self.press.random.below(6) {
                    if at > 0 {
                        text.push(' ');
                    }
                    self.word(text);
                }
            }
            "actor" => match self.press.random.below(4) {
                0 => text.push_str(self.press.random.pick_text(&v.bodies)),
                1 => self.fill("person", text),
                2 => self.fill("state's office", text),
                _ => self.fill("state", text),
            },
            "state" => text.push_str(&v.states[self.state()].0),
            "demonym" => text.push_str(&v.states[self.state()].1),
            "state's office" => {
                self.fill("state", text);
                text.push_str("'s ");
                text.push_str(self.press.random.pick_text(&v.offices));
            }
            "place" => text.push_str(self.press.random.pick_text(&v.places)),
            "person" => {
                let surname = self.person.rsplit(' ').next().unwrap_or_default();
                text.push_str(if self.person_named { surname } else { &self.person });
                self.person_named = true;
            }
            "day" => self.near_day(text),
            "weekday" => text.push_str(self.press.random.pick_text(&v.weekdays)),
            "relative" => text.push_str(self.press.random.pick_text(&v.relative_days)),
            "number" => text.push_str(&(2 + self.press.random.below(900)).to_string()),
            other => unreachable!("no pattern has a slot {other:?}"),
        }
    }

    fn word(&mut self, text: &mut String) {
        let press = &mut *self.press;
        let word = if press.random.one_in(2) {
            press.topics[self.topic][press.topic_zipf.draw(&mut press.random)]
        } else {
            press.zipf.draw(&mut press.random)
        };
        text.push_str(&press.words[word]);
    }

    fn state(&mut self) -> usize {
        let states = self.press.vocabulary.states.len();
        if self.press.random.one_in(5) {
            self.press.random.below(states)
        } else {
            *self.press.random.pick(&self.states)
        }
    }

    /// A day of the month before publication, in one of the usual forms.
    fn near_day(&mut self, text: &mut String) {
        let day = self.day - Days::new(self.press.random.below(30) as u64);
        let month = &self.press.vocabulary.months[day.month0() as usize];
        text.push_str(&match self.press.random.below(4) {
            0 => format!("{month} {}", day.day()),
            1 => format!("{} {month} {}", day.day(), day.year()),
            2 => format!("{month} {}, {}", day.day(), day.year()),
            _ => day.format("%Y-%m-%d").to_string(),
        });
    }
}
