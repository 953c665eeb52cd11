//! Makes `src/actor/same_name/organisation_words.txt` from tables of company forms and of words for organisations.
//!
//!     cargo run --example derive_organisation_words org_types.json name_symbols.json > src/actor/same_name/organisation_words.txt
//!
//! Written are lines of a name and its words: one line `legal` with the legal forms ("ltd", "gmbh"), which are no part of a
//! name, and a line for each word that organisations share, with its forms in other languages. Kept are single words in
//! Latin letters.

use dateline::text::fold;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Write, stdout};

/// Groups of the table that are no words for organisations, or mix several meanings.
const PASSED_OVER: &[&str] = &[
    "ALLRUSSIAN",
    "ASSOCIATES",
    "COMMERCE",
    "LIQUIDATION",
    "NAMED",
    "NGO",
    "SOCALLED",
    "SPV",
    "CO",
    "CORP",
    "LLC",
    "ALQAEDA",
    "HEZBOLLAH",
    "IRGC",
    "PLA",
    "CCP",
    "CIA",
];
/// Words of several meanings, and such as are whole names.
const WORDS_PASSED_OVER: &[&str] = &[
    "charity", "in", "na", "ad", "yu", "ku", "sube", "od", "aat", "aor", "kor", "eg", "ev", "ek", "se", "im", "dis",
    "state", "strana", "bureau", "bureaux",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [types, symbols] = paths.as_slice() else { return Err("two files are asked for".into()) };
    let types: Value = serde_json::from_str(&std::fs::read_to_string(types)?)?;
    let symbols: Value = serde_json::from_str(&std::fs::read_to_string(symbols)?)?;
    let mut lines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let aliases = types.as_array().into_iter().flatten().filter_map(|form| form["aliases"].as_array()).flatten();
    let companies = ["CO", "CORP", "LLC"].iter().filter_map(|group| symbols["org_symbols"][group].as_array()).flatten();
    lines.insert("legal".into(), aliases.chain(companies).filter_map(Value::as_str).filter_map(word).collect());
    for table in ["org_domains", "org_symbols"] {
        for (group, words) in symbols[table].as_object().into_iter().flatten() {
            let words = words.as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(word);
            if !PASSED_OVER.contains(&group.as_str()) {
                lines.entry(group.to_lowercase()).or_default().extend(words);
            }
        }
    }
    let mut out = stdout().lock();
    writeln!(
        out,
        "# Legal forms, and words that organisations share, in several languages: a name of the group, its words."
    )?;
    writeln!(out, "# Made by examples/derive_organisation_words.rs; the tables it was made from are named in NOTICE.")?;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (group, mut words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        // The first group that has a word keeps it.
        words.retain(|word| seen.insert(word.clone()));
        writeln!(out, "{group}: {}", words.into_iter().collect::<Vec<_>>().join(" "))?;
    }
    out.flush()?;
    Ok(())
}

/// One word of the letters a to z: "S.A." is one, "de C.V." is none.
fn word(form: &str) -> Option<String> {
    let folded = fold(form.trim());
    let mut parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let one = match parts.clone().count() {
        1 => parts.next()?.to_owned(),
        _ if parts.clone().all(|part| part.len() == 1) && !folded.contains(' ') => parts.collect(),
        _ => return None,
    };
    let plain = one.len() > 1 && one.bytes().all(|byte| byte.is_ascii_lowercase());
    (plain && !WORDS_PASSED_OVER.contains(&one.as_str())).then_some(one)
}
