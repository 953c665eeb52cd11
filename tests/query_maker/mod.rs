//! Queries made by the grammar from a seed: words of a list with all that may hang on them, and now and then a sign too much.

/// Numbers that look random and are the same for a seed (xorshift, with a multiplication).
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        (0..4).for_each(|_| {
            random.next();
        });
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// One of `0..below`.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() >> 33) as usize % below
    }

    /// One of some.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

const WORDS: [&str; 40] = [
    "the",
    "of",
    "said",
    "oil",
    "prices",
    "strike",
    "strikes",
    "bank",
    "company",
    "year",
    "U.S.",
    "Japan",
    "trade",
    "government",
    "Iran",
    "Iran's",
    "Kuwait",
    "opec",
    "minister",
    "state",
    "states",
    "sale",
    "shares",
    "wheat",
    "sugar",
    "a",
    "10",
    "1987",
    "pct",
    "mln",
    "e",
    "Amir-Abdollahian",
    "C-130",
    "zepelin",
    "is",
    "Saravan",
    "AT&T",
    "québec",
    "tonnes",
    "unknownword",
];
const PATTERNS: [&str; 16] = [
    "strik*", "st?ike*", "*tion", "?il", "com*y", "o*", "s*", "*a*", "pric??", "e?port*", "govern*", "i*n", "*", "x?*",
    "t*e", "*s",
];
const FIELDS: [&str; 22] = [
    "source:reuters",
    "source:\"Makran Courier\"",
    "source:r*",
    "lang:en",
    "url:example.org",
    "url:http://a.org/b",
    "path:*.jsonl",
    "path:bulk",
    "actor:iran",
    "actor:\"United States\"",
    "place:japan",
    "after:1987-03-01",
    "since:1987",
    "before:1987-04",
    "until:1987-03-15",
    "on:1987-03",
    "event:1987-03-01..1987-04-01",
    "event:1987",
    "on:soon",
    "after:yesterday",
    "actr:iran",
    "before:..1987",
];

/// A query.
pub fn any_query(random: &mut Random) -> String {
    let mut query = any(random, 0);
    // A sign too much, or one cut off.
    if random.chance(6) {
        let at = query.floor_char_boundary(random.below(query.len() + 1));
        query.insert_str(
            at,
            random.one(&[
                "\"", "(", ")", "^", "~", "-", " AND ", " OR ", " NEAR/3 ", "=", "*", "“", ":", "\\", "!", "|", " || ",
                " && ", "^x", "~x", " NEAR/x ",
            ]),
        );
    }
    if random.chance(20) {
        let at = query.floor_char_boundary(random.below(query.len() + 1));
        query.truncate(at);
    }
    query
}

fn any(random: &mut Random, depth: usize) -> String {
    let sides = 1 + if random.chance(3) { 1 + random.below(3) } else { 0 };
    (0..sides).map(|_| all(random, depth)).collect::<Vec<_>>().join(" OR ")
}

fn all(random: &mut Random, depth: usize) -> String {
    let mut query = part(random, depth);
    for _ in 0..random.below(4) {
        query.push_str(random.one(&[" ", " ", " ", " AND ", " NOT ", " -", " AND NOT "]));
        query.push_str(&part(random, depth));
    }
    query
}

fn part(random: &mut Random, depth: usize) -> String {
    let part = match random.below(14) {
        0 | 1 if depth < 4 => format!("({})", any(random, depth + 1)),
        2 => random.one(&FIELDS).to_owned(),
        3 => {
            let gap = random.below(12);
            format!("{} NEAR/{gap} {}", side(random), side(random))
        }
        4 if depth < 4 && random.chance(2) => format!("title:({} OR {})", word(random), word(random)),
        4 => format!("title:{}", word(random)),
        _ => word(random),
    };
    if random.chance(12) { format!("{part}^{}", random.one(&["2", "0.5", "3", "0", "1000"])) } else { part }
}

fn side(random: &mut Random) -> String {
    if random.chance(5) { format!("({} OR {})", plain(random), plain(random)) } else { word(random) }
}

fn plain(random: &mut Random) -> String {
    if random.chance(8) { random.one(&PATTERNS).to_owned() } else { random.one(&WORDS).to_owned() }
}

fn word(random: &mut Random) -> String {
    match random.below(12) {
        0 => format!("\"{} {}\"", plain(random), plain(random)),
        1 => format!("\"{} {} {}\"~{}", plain(random), plain(random), plain(random), random.below(8)),
        2 => format!("={}", random.one(&WORDS)),
        3 => format!("=\"{} {}\"", random.one(&WORDS), random.one(&WORDS)),
        4 => format!("{}~{}", random.one(&WORDS), random.below(4)),
        5 | 6 => random.one(&PATTERNS).to_owned(),
        _ => random.one(&WORDS).to_owned(),
    }
}
