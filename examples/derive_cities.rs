//! Makes `index-schema/actors/cities.tsv` from a GeoNames table of cities.
//!
//! Reads tab-separated lines (GeoNames id, name, country code, population, ...) with a header from standard
//! input and writes name and country codes of the cities of 100,000 people or more:
//!
//!     zstd -dc cities15000.tsv.zst | cargo run --example derive_cities > index-schema/actors/cities.tsv

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write, stdin, stdout};

const POPULATION_MIN: u64 = 100_000;

fn main() -> std::io::Result<()> {
    let mut cities: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in stdin().lock().lines().skip(1) {
        let line = line?;
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, name, country, population, ..] = columns[..] else { continue };
        if population.parse::<u64>().is_ok_and(|population| population >= POPULATION_MIN) {
            cities.entry(name.to_owned()).or_default().insert(country.to_owned());
        }
    }
    let mut out = stdout().lock();
    writeln!(out, "# Cities of {POPULATION_MIN} people or more: name, country codes. See cities.NOTICE.")?;
    let mut lines: Vec<String> = cities
        .into_iter()
        .map(|(name, countries)| format!("{name}\t{}", countries.into_iter().collect::<Vec<_>>().join(" ")))
        .collect();
    lines.sort();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
