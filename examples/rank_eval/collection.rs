//! A judged collection, indexed.

use crate::measures::{Half, Means, RESULTS_MAX, mean, measure};
use dateline::actor::Lexicon;
use dateline::index::{Folder, Writer};
use dateline::ingest::{Listener, Options, Told, index_paths, walk};
use dateline::search::{Copies, MatchMode, Ranking, Request, Searcher};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

struct Silent;

impl Listener for Silent {
    fn tell(&mut self, _told: Told<'_>) {}

    fn progress(&mut self, _bytes: u64) {}
}

/// Query id → article ids with scores, best first.
pub type Run = BTreeMap<String, Vec<(String, f32)>>;

/// Articles, queries and judgements.
pub struct Collection {
    pub name: String,
    queries: Vec<(String, String)>,
    /// Of each query the grade of each judged article.
    judged: BTreeMap<String, BTreeMap<String, u32>>,
    searcher: Searcher,
    _index: tempfile::TempDir,
}

impl Collection {
    pub fn read(folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let text = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let queries = text("queries.tsv")?
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(id, query)| (id.to_owned(), query.to_owned()))
            .collect();
        let mut judged: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for line in text("qrels.trec")?.lines() {
            if let [query, _, id, grade] = line.split_whitespace().collect::<Vec<_>>()[..] {
                judged.entry(query.to_owned()).or_default().insert(id.to_owned(), grade.parse()?);
            }
        }
        let index = tempfile::tempdir()?;
        let lexicon = Lexicon::built_in();
        let mut writer = Writer::open(&Folder::new(index.path()), lexicon)?;
        let ledger = writer.ledger()?;
        let found = walk(&[folder.join("corpus.jsonl")]);
        index_paths(&mut writer, &found, &ledger, lexicon, Options::default(), &mut Silent)?;
        writer.finish()?;
        let searcher = Searcher::open(&Folder::new(index.path()))?;
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Collection { name, queries, judged, searcher, _index: index })
    }

    /// How many queries are judged.
    pub fn judged_len(&self) -> usize {
        self.judged.len()
    }

    /// Ranks the articles for each judged query.
    pub fn run(&self, ranking: Ranking, expand: bool) -> Result<Run, Box<dyn std::error::Error>> {
        let mut run = Run::new();
        for (id, query) in self.queries.iter().filter(|(id, _)| self.judged.contains_key(id)) {
            let request = Request {
                query: query.clone(),
                mode: MatchMode::Any,
                limit: RESULTS_MAX,
                per_article: 1,
                copies: Copies::Show,
                ranking,
                expand,
                ..Request::default()
            };
            let hits = self.searcher.search(&request)?.hits;
            run.insert(id.clone(), hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect());
        }
        Ok(run)
    }

    /// The means over the judged queries of a half.
    pub fn means(&self, run: &Run, half: Half) -> Means {
        let of_half = self.queries.iter().filter(|(_, query)| half.has(query));
        let measures: Vec<Means> = of_half
            .filter_map(|(id, _)| {
                let judged = self.judged.get(id)?;
                let ranked: Vec<String> = run.get(id).into_iter().flatten().map(|(id, _)| id.clone()).collect();
                Some(measure(&ranked, judged))
            })
            .collect();
        mean(&measures)
    }

    /// Writes a ranking in TREC's form. Scorers go by the score, so the rank stands for it.
    pub fn write_run(&self, run: &Run, path: &Path) -> std::io::Result<()> {
        let mut file = std::io::BufWriter::new(fs::File::create(path)?);
        for (query, ranked) in run {
            for (rank, (id, _)) in ranked.iter().enumerate() {
                writeln!(file, "{query} 0 {id} {} {} dateline", rank + 1, RESULTS_MAX - rank)?;
            }
        }
        file.flush()
    }
}
