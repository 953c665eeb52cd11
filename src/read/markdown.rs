//! Markdown: front matter, a first heading as the title, and the rest as text.
//!
//! Marks inside the text (emphasis, links, later headings) stay as they are, so that every line of the
//! text is a line of the file.

use super::Record;
use super::decode::Decoded;
use super::fields::{build, nothing_to_read};
use super::front_matter::{FrontMatter, split};
use super::plain::read_whole;
use crate::article::Article;
use std::io::BufRead;

pub(super) fn read(input: &mut dyn BufRead, sink: &mut dyn FnMut(Record)) -> std::io::Result<()> {
    read_whole(input, sink, read_text)
}

fn read_text(decoded: Decoded) -> Record {
    let Decoded { text, mut problems } = decoded;
    let (mut article, body_start) = match split(&text) {
        FrontMatter::None => (Article::default(), 0),
        FrontMatter::Broken(problem) => {
            problems.push(problem);
            (Article::default(), 0)
        }
        FrontMatter::Fields(fields, body_start) => match build(&fields, 0) {
            Ok(built) => (built.article, body_start),
            Err(problem) => return Record::Failed(problem.at_line(1)),
        },
    };
    problems.append(&mut article.problems);
    article.problems = problems;
    let body = &text[body_start..];
    let mut start = body_start + (body.len() - from_first_line(body).len());
    if article.title.is_none()
        && let Some(heading) = first_heading(&text[start..])
    {
        article.title = Some(heading.title.to_owned());
        if heading.leads {
            let rest = &text[start + heading.end..];
            start += heading.end + (rest.len() - from_first_line(rest).len());
        }
    }
    let body = &text[start..];
    // A text in the front matter counts only when nothing follows it.
    if !body.trim().is_empty() || article.text.is_empty() {
        article.text = body.to_owned();
        article.text_lines_are_file_lines = true;
        article.text_line = 1 + text[..start].bytes().filter(|byte| *byte == b'\n').count() as u64;
    } else {
        article.text_line = 1;
    }
    match nothing_to_read(&article) {
        Some(reason) => Record::Skipped { record: 0, reason },
        None => Record::Article(article),
    }
}

/// The text from its first line that is not blank.
fn from_first_line(text: &str) -> &str {
    let blank = text.len() - text.trim_start().len();
    let line_start = text[..blank].rfind('\n').map_or(0, |newline| newline + 1);
    &text[line_start..]
}

struct Heading<'a> {
    title: &'a str,
    /// Where the line after it starts.
    end: usize,
    /// Whether the text begins with it.
    leads: bool,
}

/// The first heading of the first level: `# Title`, or at the very top a line with `===` under it. What
/// stands between fences is no heading.
fn first_heading(text: &str) -> Option<Heading<'_>> {
    let mut fenced = false;
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let end = start + line.len();
        let content = line.trim();
        if content.starts_with("```") || content.starts_with("~~~") {
            fenced = !fenced;
        }
        let underlined = start == 0
            && !content.is_empty()
            && lines.peek().is_some_and(|next| {
                let under = next.trim();
                under.len() >= 3 && under.bytes().all(|byte| byte == b'=')
            });
        if underlined {
            return Some(Heading { title: content, end: end + lines.next().map_or(0, str::len), leads: true });
        }
        if let Some(title) = content.strip_prefix("# ").filter(|_| !fenced) {
            let title = title.trim_end_matches('#').trim();
            if !title.is_empty() {
                return Some(Heading { title, end, leads: start == 0 });
            }
        }
        start = end;
    }
    None
}
