//! A sealed place for the programs to run in: a temporary folder, an empty environment, no terminal.
//!
//! What a run gave is an [`Output`]. Its `expect_` methods panic with the command, both streams and the
//! folder, and a sandbox whose test fails is left on disk to be looked at.

#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, Weak};
use tempfile::TempDir;

/// The binary `search`.
pub const SEARCH: &str = env!("CARGO_BIN_EXE_search");
/// The binary `indexer`.
pub const INDEXER: &str = env!("CARGO_BIN_EXE_indexer");

/// The articles of the project's own.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// A folder beside the project that holds material of others; `None` when it is not there, which is said.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    // `DATELINE_SHARED` names it when the project is checked out elsewhere.
    let path = std::env::var_os("DATELINE_SHARED").map_or(path, |shared| Path::new(&shared).join(name));
    match path.canonicalize() {
        Ok(path) => Some(path),
        Err(_) => {
            skip(&format!("../shared/{name} is not there"));
            None
        }
    }
}

/// Says why a test claims nothing.
#[allow(clippy::print_stderr, reason = "a test that is left out must say so")]
pub fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

/// Says what a test measured.
#[allow(clippy::print_stderr, reason = "a measurement is for reading")]
pub fn tell(what: &str) {
    eprintln!("{what}");
}

/// A folder in which programs are run.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// An empty one.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("dateline-").tempdir().expect("a temporary folder");
        Sandbox { folder }
    }

    /// One with files: path below the folder, content.
    pub fn with<C: AsRef<[u8]>>(files: &[(&str, C)]) -> Self {
        let sandbox = Sandbox::new();
        for (path, content) in files {
            sandbox.write(path, content);
        }
        sandbox
    }

    /// One whose `.dateline` holds `paths`.
    pub fn indexed(paths: &[&Path]) -> Self {
        let sandbox = Sandbox::new();
        sandbox.indexer(paths).expect_status(0);
        sandbox
    }

    /// The folder, links resolved.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder of a sandbox")
    }

    /// A path below the folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder().join(below)
    }

    /// Writes a file, making the folders above it.
    pub fn write(&self, below: &str, content: impl AsRef<[u8]>) {
        let path = self.path(below);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for a file");
        std::fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Removes a file.
    pub fn remove(&self, below: &str) {
        std::fs::remove_file(self.path(below)).unwrap_or_else(|error| panic!("{below}: {error}"));
    }

    /// Runs `search`.
    pub fn search<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        self.run(SEARCH, arguments).output()
    }

    /// Runs `indexer`.
    pub fn indexer<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        self.run(INDEXER, arguments).output()
    }

    /// Prepares a run of a program.
    pub fn run<A: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = A>) -> Run {
        Run {
            program: program.to_owned(),
            arguments: arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect(),
            environment: Vec::new(),
            folder: self.folder(),
            input: Vec::new(),
        }
    }

    /// The answer of `search --format json` with these arguments, whether something was found or not.
    #[track_caller]
    pub fn answer<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Value {
        let mut all: Vec<OsString> = vec!["--format".into(), "json".into()];
        all.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        let output = self.search(all);
        output.expect_status_in(&[0, 1]);
        output.json()
    }

    /// What `search --count` prints.
    #[track_caller]
    pub fn count<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> u64 {
        let mut all: Vec<OsString> = vec!["--count".into()];
        all.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        let output = self.search(all);
        output.expect_status_in(&[0, 1]);
        output.stdout().trim().parse().unwrap_or_else(|_| output.fail("expected a number on standard output"))
    }

    /// The report of `indexer --format json` with these arguments.
    #[track_caller]
    pub fn report<A: AsRef<OsStr>>(&self, status: i32, arguments: impl IntoIterator<Item = A>) -> Value {
        let mut all: Vec<OsString> = vec!["--format".into(), "json".into()];
        all.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        let output = self.indexer(all);
        output.expect_status(status);
        output.json()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.folder.disable_cleanup(std::thread::panicking());
    }
}

/// A sandbox that the tests of one file share: made for the first that asks, gone with the last.
pub struct Shared(Mutex<Weak<Sandbox>>);

impl Shared {
    /// For a `static`.
    pub const fn new() -> Self {
        Shared(Mutex::new(Weak::new()))
    }

    /// The sandbox, made by `make` when no test holds it.
    pub fn get(&self, make: impl FnOnce() -> Sandbox) -> Arc<Sandbox> {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.upgrade().unwrap_or_else(|| {
            let made = Arc::new(make());
            *held = Arc::downgrade(&made);
            made
        })
    }
}

/// A program about to run.
#[derive(Clone)]
pub struct Run {
    program: String,
    arguments: Vec<OsString>,
    environment: Vec<(String, OsString)>,
    folder: PathBuf,
    input: Vec<u8>,
}

impl Run {
    /// Sets a variable in the otherwise empty environment.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// Runs it in a folder below the sandbox's, which must be there.
    pub fn in_folder(mut self, below: &str) -> Self {
        self.folder.push(below);
        self
    }

    /// What it reads from standard input.
    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// The command, for what `output` does not offer.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder).env_clear();
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs it to its end.
    pub fn output(self) -> Output {
        let mut child = self.command().spawn().unwrap_or_else(|error| panic!("{}: {error}", self.program));
        let mut to_child = child.stdin.take().expect("a pipe");
        let input = self.input.clone();
        let writer = std::thread::spawn(move || {
            // A program that does not read its input closes the pipe.
            let _ = to_child.write_all(&input);
        });
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{}: {error}", self.program));
        writer.join().expect("the thread that writes");
        Output { run: self, status: output.status, stdout: output.stdout, stderr: output.stderr }
    }
}

/// What a program gave.
pub struct Output {
    run: Run,
    status: ExitStatus,
    /// Bytes of standard output.
    pub stdout: Vec<u8>,
    /// Bytes of standard error.
    pub stderr: Vec<u8>,
}

impl Output {
    /// Standard output as text.
    #[track_caller]
    pub fn stdout(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap_or_else(|error| self.fail(&format!("standard output: {error}")))
    }

    /// Standard error as text.
    #[track_caller]
    pub fn stderr(&self) -> &str {
        std::str::from_utf8(&self.stderr).unwrap_or_else(|error| self.fail(&format!("standard error: {error}")))
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| self.fail(&format!("standard output is not JSON: {error}")))
    }

    /// Standard output as JSON Lines.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.stdout()
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| self.fail(&format!("{line:?} is not JSON: {error}")))
            })
            .collect()
    }

    /// The exit status.
    pub fn status(&self) -> Option<i32> {
        self.status.code()
    }

    /// Panics unless it ended with this status.
    #[track_caller]
    pub fn expect_status(&self, status: i32) -> &Self {
        self.expect_status_in(&[status])
    }

    /// Panics unless it ended with one of these.
    #[track_caller]
    pub fn expect_status_in(&self, expected: &[i32]) -> &Self {
        if !self.status().is_some_and(|status| expected.contains(&status)) {
            self.fail(&format!("expected status {expected:?}, found {}", self.status));
        }
        self
    }

    /// Panics unless standard output holds `expected`.
    #[track_caller]
    pub fn expect_stdout(&self, expected: &str) -> &Self {
        if !self.stdout().contains(expected) {
            self.fail(&format!("expected on standard output: {expected:?}"));
        }
        self
    }

    /// Panics unless standard error holds `expected`.
    #[track_caller]
    pub fn expect_stderr(&self, expected: &str) -> &Self {
        if !self.stderr().contains(expected) {
            self.fail(&format!("expected on standard error: {expected:?}"));
        }
        self
    }

    /// Panics if standard output holds anything.
    #[track_caller]
    pub fn expect_no_stdout(&self) -> &Self {
        if !self.stdout.is_empty() {
            self.fail("expected nothing on standard output");
        }
        self
    }

    /// Panics if standard error holds anything.
    #[track_caller]
    pub fn expect_no_stderr(&self) -> &Self {
        if !self.stderr.is_empty() {
            self.fail("expected nothing on standard error");
        }
        self
    }

    /// Panics with all that is known of the run.
    #[track_caller]
    pub fn fail(&self, why: &str) -> ! {
        const SHOWN_BYTES_MAX: usize = 4_000;
        let mut message = format!("{why}\n  command: {}", self.run.program);
        for argument in &self.run.arguments {
            write!(message, " {argument:?}").expect("a string takes every write");
        }
        for (name, value) in &self.run.environment {
            write!(message, "\n  with: {name}={value:?}").expect("a string takes every write");
        }
        write!(message, "\n  folder: {}\n  status: {}", self.run.folder.display(), self.status).expect("a write");
        for (stream, bytes) in [("standard output", &self.stdout), ("standard error", &self.stderr)] {
            let shown = &bytes[..bytes.len().min(SHOWN_BYTES_MAX)];
            let cut = bytes.len() - shown.len();
            let text = String::from_utf8_lossy(shown).replace(|c: char| c.is_control() && c != '\n', "\u{FFFD}");
            write!(message, "\n  {stream}:\n{text}").expect("a string takes every write");
            if cut > 0 {
                write!(message, "\n  ({cut} bytes more)").expect("a string takes every write");
            }
        }
        panic!("{message}");
    }
}
