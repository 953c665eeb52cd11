//! The rankings that are measured.

use dateline::search::Ranking;

/// A ranking with its name.
pub struct Setting {
    pub name: String,
    pub ranking: Ranking,
    pub expand: bool,
    /// Whether the others are compared with it.
    pub is_base: bool,
}

/// Sets one number of a ranking: "k1=0.9".
fn set(ranking: &mut Ranking, change: &str) -> Result<(), String> {
    let (name, value) = change.split_once('=').ok_or_else(|| format!("{change:?} is not NAME=VALUE"))?;
    let value: f32 = value.parse().map_err(|_| format!("{value:?} is not a number"))?;
    match name {
        "k1" => ranking.k1 = value,
        "b" => ranking.b = value,
        "rarity_power" => ranking.rarity_power = value,
        "question_word" => ranking.question_word = value,
        "title" => ranking.title = value,
        "ordered" => ranking.ordered = value,
        "near" => ranking.near = value,
        "pair_k1" => ranking.pair_k1 = value,
        "passage_pair" => ranking.passage_pair = value,
        "passage_lead" => ranking.passage_lead = value,
        "expansion" => ranking.expansion = value,
        _ => return Err(format!("the ranking has no {name:?}")),
    }
    Ok(())
}

/// The rows: the base with each of `varied` ("k1=0.9,1.2"), or else the base beside plain BM25 and beside itself without each part.
pub fn settings(changes: &[String], varied: &[String]) -> Result<Vec<Setting>, String> {
    let mut base = Ranking::default();
    changes.iter().try_for_each(|change| set(&mut base, change))?;
    let row = |name: &str, ranking: Ranking| Setting { name: name.to_owned(), ranking, expand: false, is_base: false };
    let mut rows = vec![Setting { is_base: true, ..row("all parts", base) }];
    for vary in varied {
        let (name, values) = vary.split_once('=').ok_or_else(|| format!("{vary:?} is not NAME=VALUE,…"))?;
        for value in values.split(',') {
            let change = format!("{name}={value}");
            let mut ranking = base;
            set(&mut ranking, &change)?;
            rows.push(row(&change, ranking));
        }
    }
    if varied.is_empty() {
        let plain = Ranking::plain();
        rows.push(row("plain BM25", plain));
        rows.push(row("with b of plain BM25", Ranking { b: plain.b, ..base }));
        rows.push(row("no rarity power", Ranking { rarity_power: plain.rarity_power, ..base }));
        rows.push(row("no question words", Ranking { question_word: plain.question_word, ..base }));
        rows.push(row("no title", Ranking { title: 0.0, ..base }));
        rows.push(row("no ordered pairs", Ranking { ordered: 0.0, ..base }));
        rows.push(row("no near pairs", Ranking { near: 0.0, ..base }));
        rows.push(row("no pairs", Ranking { ordered: 0.0, near: 0.0, ..base }));
        rows.push(row("no second stage", Ranking { title: 0.0, ordered: 0.0, near: 0.0, ..base }));
        rows.push(Setting { expand: true, ..row("with --expand", base) });
    }
    Ok(rows)
}
