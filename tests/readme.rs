//! What the documents promise: their commands run, shown output is what comes out, counts are true, and
//! no link leads nowhere.
//!
//! Commands of `indexer` and `search` run here, in a folder of their own with a copy of the articles and
//! an empty environment. The other commands of the README build and install; `.ci/run` runs them.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The README's commands that build or install.
const RUN_BY_CI: &[&str] = &[MAIN_COMMAND, "cargo test", "cargo install --locked --path ."];
const MAIN_COMMAND: &str = r#"cargo run --release --bin search -- --articles corpus "Jaish al-Adl" --after 2024-01-17"#;
/// How cargo runs what is built here already.
const RUN_SEARCH: &str = "cargo run --release --bin search -- ";
/// Stands in shown output where lines are left out.
const LEFT_OUT: &str = "…";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A fenced block of a Markdown text.
struct Block {
    language: String,
    /// Line of the text, from 1, on which its content starts.
    line: usize,
    content: String,
}

/// The fenced blocks of a Markdown text, and the lines outside them with their numbers.
fn parts(markdown: &str) -> (Vec<Block>, Vec<(usize, &str)>) {
    let (mut blocks, mut outside) = (Vec::new(), Vec::new());
    let mut open: Option<Block> = None;
    for (index, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.content.push_str(line);
                block.content.push('\n');
            }
            (None, Some(language)) => {
                open = Some(Block { language: language.to_owned(), line: index + 2, content: String::new() });
            }
            (None, None) => outside.push((index + 1, line)),
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    (blocks, outside)
}

/// A command of a document, and the exit status that its comment promises.
struct DocumentedCommand {
    text: String,
    status: i32,
}

fn commands(block: &Block) -> Vec<(usize, DocumentedCommand)> {
    let lines = block.content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let (text, status) = match line.split_once("# exits ") {
                Some((text, status)) => (text, status.trim().parse().expect("an exit status")),
                None => (line, 0),
            };
            (block.line + index, DocumentedCommand { text: text.trim().to_owned(), status })
        })
        .collect()
}

/// A folder of its own with a copy of the articles; removed when dropped.
struct Sandbox(PathBuf);

impl Sandbox {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(&repository().join("corpus"), &folder.join("corpus"));
        Sandbox(folder)
    }

    /// Runs a line of shell with the built programs first in the path and nothing else in the environment.
    fn run(&self, command: &str) -> Output {
        let programs = Path::new(env!("CARGO_BIN_EXE_search")).parent().expect("a folder");
        let mut path = programs.as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        Command::new("sh")
            .args(["-c", command])
            .current_dir(&self.0)
            .env_clear()
            .env("PATH", path)
            .env("HOME", &self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("sh: {error}"))
    }

    /// Runs a command that must end with `status`, and gives its standard output.
    fn expect(&self, place: &str, command: &str, status: i32) -> String {
        let output = self.run(command);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(
            output.status.code(),
            Some(status),
            "{place}: {command}\nin {}\n--- standard output\n{stdout}\n--- standard error\n{}",
            self.0.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        stdout
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// Copies a folder, index folders aside.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    for path in entries(from) {
        let name = path.file_name().expect("an entry has a name");
        let target = to.join(name);
        if !path.is_dir() {
            fs::copy(&path, &target).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
        } else if name != ".dateline" {
            copy(&path, &target);
        }
    }
}

fn is_ours(command: &str) -> bool {
    command.starts_with("search ") || command.starts_with("indexer ") || command.contains(" | search ")
}

fn is_there(sandbox: &Sandbox, program: &str) -> bool {
    sandbox.run(&format!("command -v {program}")).status.success()
}

/// Whether each run of shown lines stands in the output, in order; lines may lack only where
/// [`LEFT_OUT`] says so. The first run that does not is the error.
fn shows<'a>(shown: &'a str, output: &str) -> Result<(), Vec<&'a str>> {
    let output: Vec<&str> = output.lines().collect();
    let shown: Vec<&str> = shown.lines().collect();
    let runs: Vec<&[&str]> = shown.split(|line| *line == LEFT_OUT).collect();
    let mut at = 0;
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| !run.is_empty()) {
        let found = (at..(output.len() + 1).saturating_sub(run.len())).find(|from| output[*from..].starts_with(run));
        let from = found.filter(|from| index > 0 || *from == 0).ok_or_else(|| run.to_vec())?;
        at = from + run.len();
        if index + 1 == runs.len() && at != output.len() {
            return Err(run.to_vec());
        }
    }
    Ok(())
}

#[test]
fn shown_output_may_lack_lines_only_where_it_says_so() {
    let output = "a\nb\nc\nd\n";
    assert_eq!(shows("a\n…\nc\nd", output), Ok(()));
    assert_eq!(shows("…\nb\n…", output), Ok(()));
    assert_eq!(shows("b\n…", output), Err(vec!["b"]));
    assert_eq!(shows("a\n…\nc", output), Err(vec!["c"]));
    assert_eq!(shows("a\nc\n…", output), Err(vec!["a", "c"]));
    assert_eq!(shows("…\nc\n…\nb\n…", output), Err(vec!["b"]));
}

#[test]
#[expect(clippy::print_stdout, reason = "a command that cannot run here is told")]
fn the_commands_of_the_readme_run_and_print_what_it_shows() {
    let readme = read(&repository().join("README.md"));
    let ci = read(&repository().join(".ci/run"));
    let sandbox = Sandbox::new("readme");
    let has_jq = is_there(&sandbox, "jq");
    let (blocks, _) = parts(&readme);
    let mut ran = 0;
    let mut last_output = String::new();
    for block in &blocks {
        if block.language == "text"
            && let Err(missing) = shows(&block.content, &last_output)
        {
            panic!("README.md:{}: not in the output: {missing:#?}\n--- output\n{last_output}", block.line);
        }
        if block.language != "sh" {
            continue;
        }
        for (line, DocumentedCommand { text, status }) in commands(block) {
            let place = format!("README.md:{line}");
            if !is_ours(&text) {
                assert!(RUN_BY_CI.contains(&text.as_str()), "{place}: nothing runs this command: {text}");
                assert!(ci.lines().any(|line| line.contains(&text)), "{place}: .ci/run does not run: {text}");
            }
            if text.contains("| jq ") && !has_jq {
                println!("{place}: skipped, since there is no jq: {text}");
            } else if let Some(arguments) = text.strip_prefix(RUN_SEARCH) {
                last_output = sandbox.expect(&place, &format!("search {arguments}"), status);
                ran += 1;
            } else if is_ours(&text) {
                last_output = sandbox.expect(&place, &text, status);
                ran += 1;
            }
        }
    }
    assert!(ran > 10, "only {ran} commands were found in README.md");
    for command in RUN_BY_CI {
        assert!(readme.contains(command), "README.md does not name: {command}");
    }
}

/// What `corpus/README.md` promises of a command: `search …`: 13 articles, 1 unsure, 3 undated.
fn promised_counts(after: &str) -> Vec<(String, u64)> {
    let sentence = after.split(['.', ';']).next().unwrap_or("");
    let parts = sentence.trim_start_matches([':', ' ', '\n']).split(',');
    parts
        .map_while(|part| {
            let (number, what) = part.trim().split_once(' ')?;
            let what = if what == "article" { "articles" } else { what };
            let is_count = matches!(what, "articles" | "unsure" | "undated");
            is_count.then_some((what.to_owned(), number.parse().ok()?))
        })
        .collect()
}

#[test]
fn the_questions_of_the_corpus_have_the_answers_that_it_tells() {
    let readme = read(&repository().join("corpus/README.md"));
    let sandbox = Sandbox::new("corpus");
    sandbox.expect("corpus/README.md", "indexer corpus", 0);
    let mut asked = 0;
    for (start, _) in readme.match_indices("`search ") {
        let code = &readme[start + 1..];
        let end = code.find('`').expect("code that ends");
        let command = code[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let line = readme[..start].lines().count().max(1);
        let place = format!("corpus/README.md:{line}");
        let promised = promised_counts(&code[end + 1..]);
        assert!(!promised.is_empty(), "{place}: no count after the command: {command}");
        let json = sandbox.expect(&place, &format!("{command} --format json"), 0);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        for (what, count) in promised {
            assert_eq!(json["counts"][&what].as_u64(), Some(count), "{place}: {what} of {command}");
        }
        asked += 1;
    }
    assert!(asked >= 6, "only {asked} questions were found");
}

#[test]
fn the_readme_names_every_field_name_and_no_limit_that_the_source_lacks() {
    let readme = read(&repository().join("README.md"));
    for (_, names) in dateline::read::FIELDS {
        for name in *names {
            assert!(readme.contains(&format!("`{name}`")), "README.md does not name the field {name:?}");
        }
    }
    let mut source = String::new();
    let mut folders = vec![repository().join("src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "rs" => source.push_str(&read(&path)),
                _ => {}
            }
        }
    }
    let is_bound = |code: &&str| code.len() > 4 && code.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let (_, outside) = parts(&readme);
    let rows: Vec<&str> = outside.into_iter().map(|(_, line)| line).filter(|line| line.starts_with('|')).collect();
    let bounds: Vec<&str> = rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2)).filter(is_bound).collect();
    assert!(bounds.len() > 8, "only {bounds:?} were found in README.md");
    for bound in bounds {
        assert!(source.contains(&format!("const {bound}: ")), "README.md names the limit {bound}, the source does not");
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a folder that can be read").path()).collect()
}

/// The documents whose links are checked.
fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].iter().map(|name| repository().join(name)).collect();
    let mut folders = vec![repository().join("corpus"), repository().join("index-schema"), repository().join("tests")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "README.md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A line without its code spans.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

/// Targets of the links of a Markdown text, with their lines.
fn links(markdown: &str) -> Vec<(usize, String)> {
    let (_, outside) = parts(markdown);
    let mut found = Vec::new();
    for (number, line) in outside {
        let line = without_code(line);
        for (at, _) in line.match_indices("](") {
            let target = &line[at + 2..];
            let end = target.find(')').unwrap_or_else(|| panic!("line {number}: a link is not closed"));
            found.push((number, target[..end].to_owned()));
        }
    }
    found
}

/// The anchors that headings of a Markdown text make.
fn anchors(markdown: &str) -> Vec<String> {
    let (_, outside) = parts(markdown);
    let headings = outside.into_iter().filter(|(_, line)| line.starts_with('#'));
    headings
        .map(|(_, line)| {
            let kept = line.trim_start_matches('#').trim().chars().filter_map(|c| match c {
                ' ' => Some('-'),
                c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
                _ => None,
            });
            kept.flat_map(char::to_lowercase).collect()
        })
        .collect()
}

#[test]
fn links_are_read_outside_code_and_anchors_as_headings_make_them() {
    let markdown = "# What a query means: `x`\n[a](b.md#c) `[no](link)` [d](e)\n```\n[no](f)\n```\n";
    assert_eq!(links(markdown), [(2, "b.md#c".to_owned()), (2, "e".to_owned())]);
    assert_eq!(anchors(markdown), ["what-a-query-means-x"]);
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for document in documents() {
        let markdown = read(&document);
        for (line, target) in links(&markdown) {
            if target.starts_with("https://") || target.starts_with("http://") {
                continue;
            }
            seen += 1;
            let (path, anchor) = target.split_once('#').map_or((target.as_str(), None), |(a, b)| (a, Some(b)));
            let folder = document.parent().expect("a folder");
            let file = if path.is_empty() { document.clone() } else { folder.join(path) };
            let leads = file.exists() && anchor.is_none_or(|anchor| anchors(&read(&file)).iter().any(|a| a == anchor));
            if !leads {
                broken.push(format!("{}:{line}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
    assert!(seen > 5, "only {seen} links were found");
}
