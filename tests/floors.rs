//! The floors of the library hold: a module uses what lies below it, and siblings are strangers.
//!
//! Reads the sources as text: `crate::` paths, groups of them, and `super::` chains that reach the
//! root. Parts under `#[cfg(test)]` are left out, since a test may look anywhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the library with its floor, the lowest first.
const FLOORS: &[(&str, u32)] = &[
    ("text", 0),
    ("problem", 0),
    ("date", 1),
    ("actor", 1),
    ("article", 2),
    ("passage", 2),
    ("publication", 2),
    ("read", 3),
    ("clean", 3),
    ("annotate", 4),
    ("index", 5),
    ("search", 6),
    ("story", 6),
    ("ingest", 7),
    ("output", 8),
];

fn floor(module: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// A path from one module of the library to another.
#[derive(Debug, PartialEq, Eq)]
struct Use {
    /// Line of the file, from 1.
    line: usize,
    /// First segment after the root.
    module: String,
}

/// The paths to other modules in a source file whose own path has `depth` segments after the root.
fn uses(source: &str, depth: usize) -> Vec<Use> {
    let code = without_tests_and_comments(source);
    let to_root = "super::".repeat(depth);
    let mut found = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        let before = code[..start].chars().next_back();
        if before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            found.push((start, start + "crate::".len()));
        }
    }
    for (start, _) in code.match_indices(&to_root) {
        // A longer chain was met at its start; a name that ends in "super" is none.
        if code[..start].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            found.push((start, start + to_root.len()));
        }
    }
    found.sort_unstable();
    let mut uses = Vec::new();
    for (start, end) in found {
        let line = code[..start].matches('\n').count() + 1;
        for module in first_segments(&code[end..]) {
            uses.push(Use { line, module });
        }
    }
    uses
}

/// The first segment of a path, or the first segments of a group `{a::b, c}`.
fn first_segments(rest: &str) -> Vec<String> {
    let ident = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(group) = rest.strip_prefix('{') else {
        return Some(ident(rest)).filter(|name| !name.is_empty()).into_iter().collect();
    };
    let mut segments = Vec::new();
    let mut depth = 0;
    let mut at_start = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if at_start && depth == 0 && !c.is_whitespace() => {
                segments.push(ident(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    segments.retain(|name| !name.is_empty());
    segments
}

/// The source with comments and `#[cfg(test)]` items blanked, line by line, as rustfmt lays them out.
fn without_tests_and_comments(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    // The indentation of the test item that is being left out, and whether its braces are open.
    let mut test_item: Option<(usize, bool)> = None;
    for line in source.lines() {
        let indentation = line.len() - line.trim_start().len();
        let body = line.split("//").next().unwrap_or("");
        match test_item {
            None if body.trim() == "#[cfg(test)]" => test_item = Some((indentation, false)),
            None => code.push_str(body),
            Some((item, false)) if indentation == item => {
                let ends_here = body.trim_end().ends_with(';') || body.trim_end().ends_with("{}");
                let opens = body.trim_end().ends_with('{');
                test_item = if ends_here { None } else { Some((item, opens)) };
            }
            Some((item, true)) if indentation == item && body.trim_start().starts_with('}') => test_item = None,
            Some(_) => {}
        }
        code.push('\n');
    }
    code
}

/// What breaks the floors in one file, each with its line.
fn offences(module: &str, place: &str, source: &str, depth: usize) -> Vec<String> {
    let Some(own) = floor(module) else { return vec![format!("{place}: module {module:?} stands on no floor")] };
    let lines: Vec<&str> = source.lines().collect();
    let mut offences = Vec::new();
    for Use { line, module: used } in uses(source, depth) {
        if used == module || floor(&used).is_some_and(|floor| floor < own) {
            continue;
        }
        let why = match floor(&used) {
            None => format!("{used} stands on no floor"),
            Some(other) if other == own => format!("{used} is a sibling of {module}, on floor {own}"),
            Some(other) => format!("{used}, on floor {other}, lies above {module}, on floor {own}"),
        };
        offences.push(format!("{place}:{line}: {}\n    {why}", lines[line - 1].trim()));
    }
    offences
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry of the source folder").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// Files of the library with the segments of their paths below `src`; lib.rs and the binaries aside.
fn library_files() -> Vec<(PathBuf, Vec<String>)> {
    let root = source_folder();
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files
        .into_iter()
        .map(|file| {
            let below = file.strip_prefix(&root).expect("a file below src").with_extension("");
            let mut segments: Vec<String> =
                below.iter().map(|segment| segment.to_string_lossy().into_owned()).collect();
            segments.pop_if(|last| last == "mod");
            (file, segments)
        })
        .filter(|(_, segments)| segments[0] != "bin" && segments[0] != "lib")
        .collect()
}

#[test]
fn modules_use_lower_floors_only() {
    let mut found = Vec::new();
    for (file, segments) in library_files() {
        let source = fs::read_to_string(&file).expect("a source file is UTF-8");
        let place = format!("src/{}", file.strip_prefix(source_folder()).expect("below src").display());
        found.extend(offences(&segments[0], &place, &source, segments.len()));
    }
    assert!(found.is_empty(), "{} uses break the floors:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_module_of_the_library_asks_what_day_it_is() {
    for (file, _) in library_files() {
        let code = without_tests_and_comments(&fs::read_to_string(&file).expect("a source file is UTF-8"));
        for clock in ["Local::", "Utc::", "SystemTime::"] {
            assert!(!code.contains(clock), "{} reads a clock: {clock}", file.display());
        }
    }
}

#[test]
fn every_module_of_the_library_stands_on_a_floor() {
    let library = fs::read_to_string(source_folder().join("lib.rs")).expect("src/lib.rs");
    let mut declared: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    declared.sort_unstable();
    let mut floors: Vec<&str> = FLOORS.iter().map(|(name, _)| *name).collect();
    floors.sort_unstable();
    assert_eq!(declared, floors);
}

#[test]
fn binaries_name_no_module_of_the_library_by_a_path_of_their_own() {
    let mut files = Vec::new();
    rust_files(&source_folder().join("bin"), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let source = fs::read_to_string(&file).expect("a source file is UTF-8");
        for (number, line) in source.lines().enumerate().filter(|(_, line)| line.contains("#[path")) {
            assert!(line.contains("../common/"), "{}:{}: {line}", file.display(), number + 1);
        }
    }
}

#[test]
fn an_upward_use_is_told_with_its_line() {
    let source = "//! crate::output in a comment.\nuse crate::text::Span;\nuse crate::{\n    problem::Problem, index::Writer,\n};\n";
    assert_eq!(
        offences("read", "src/read/x.rs", source, 2),
        ["src/read/x.rs:3: use crate::{\n    index, on floor 5, lies above read, on floor 3"]
    );
    let sibling = "fn f() -> crate::actor::Kind {\n    super::super::index::Writer\n}\n";
    assert_eq!(
        offences("date", "src/date/x.rs", sibling, 2),
        [
            "src/date/x.rs:1: fn f() -> crate::actor::Kind {\n    actor is a sibling of date, on floor 1",
            "src/date/x.rs:2: super::super::index::Writer\n    index, on floor 5, lies above date, on floor 1",
        ]
    );
}

#[test]
fn only_the_parts_for_tests_may_look_upward() {
    let source = "#[cfg(test)]\nuse crate::index::Writer;\n\n#[cfg(test)]\nmod tests {\n    use crate::output::Style;\n\n    fn f() {}\n}\n\nuse crate::ingest::Report;\n";
    assert_eq!(offences("date", "x.rs", source, 2).len(), 1);
    assert!(offences("date", "x.rs", source, 2)[0].starts_with("x.rs:11: use crate::ingest::Report;"));
}
