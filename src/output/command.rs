//! The command that asks for what a cell counts.

use crate::date::Day;
use crate::search::{DateFilter, MatchMode, MatrixLabel, Request, Undated};

/// Where and how the program was called, as far as answers speak of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Caller<'a> {
    /// The working folder: paths below it are printed relative to it.
    pub working_folder: &'a str,
    /// The arguments that name the index, as given; commands that are printed repeat them.
    pub location: &'a [String],
}

/// The arguments of `search` that name the rest of the query of any cell of a matrix with these axes. `location` are
/// those that name the index.
pub(super) fn base_arguments(request: &Request, axes: [Option<&MatrixLabel>; 2], location: &[String]) -> Vec<String> {
    let mut arguments = location.to_vec();
    let mut flag = |name: &str, value: Option<String>| {
        arguments.push(name.to_owned());
        arguments.extend(value);
    };
    let axis_is = |is: fn(&MatrixLabel) -> bool| axes.into_iter().flatten().any(is);
    // Days of an axis are cut to the filter, and stand for it.
    if let Some(filter) = request.published.filter(|_| !axis_is(|axis| matches!(axis, MatrixLabel::Published(..)))) {
        flag("--on", Some(days_of_filter(filter)));
    }
    if let Some(filter) = request.event.filter(|_| !axis_is(|axis| matches!(axis, MatrixLabel::Event(..)))) {
        flag("--event", Some(days_of_filter(filter)));
    }
    for actor in &request.actors {
        flag("--actor", Some(actor.clone()));
    }
    if request.same_passage {
        flag("--same-passage", None);
    }
    match request.undated {
        None => {}
        Some(Undated::Exclude) => flag("--undated", Some("exclude".to_owned())),
        Some(Undated::Include) => flag("--undated", Some("include".to_owned())),
        Some(Undated::Only) => flag("--undated", Some("only".to_owned())),
    }
    if request.no_inferred {
        flag("--no-inferred", None);
    }
    match request.mode {
        MatchMode::All => {}
        MatchMode::Most => flag("--match", Some("most".to_owned())),
        MatchMode::Any => flag("--match", Some("any".to_owned())),
    }
    if request.exact {
        flag("--exact", None);
    }
    arguments
}

/// The arguments that add a row or column to these.
pub(super) fn label_arguments(label: &MatrixLabel) -> [String; 2] {
    match label {
        MatrixLabel::Actor { id, .. } => ["--actor".to_owned(), id.clone()],
        MatrixLabel::Published(first, last) => ["--on".to_owned(), days(*first, *last)],
        MatrixLabel::Event(first, last) => ["--event".to_owned(), days(*first, *last)],
    }
}

/// A command line as a shell reads it; the query stands last.
pub(super) fn command(arguments: impl IntoIterator<Item = String>, query: &str) -> String {
    let mut words = vec!["search".to_owned()];
    words.extend(arguments);
    if !query.trim().is_empty() {
        words.push("--".to_owned());
        words.push(query.to_owned());
    }
    // Only a NUL byte cannot be quoted, and no argument of a program holds one.
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_else(|_| words.join(" "))
}

fn days(first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

/// A filter as `--on` and `--event` read it.
fn days_of_filter(filter: DateFilter) -> String {
    match (filter.first, filter.last) {
        (Some(first), Some(last)) => days(first, last),
        (first, last) => {
            let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            format!("{}..{}", day(first), day(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_quoted_for_the_shell_and_its_query_may_begin_with_a_hyphen() {
        let arguments = ["--actor".to_owned(), "person:o'neill".to_owned()];
        assert_eq!(
            command(arguments, "-tonga \"air strike\""),
            r#"search --actor "person:o'neill" -- '-tonga "air strike"'"#
        );
        assert_eq!(command([], " "), "search");
    }

    #[test]
    fn days_of_an_axis_stand_for_the_filter() {
        let day = |day| Day::from_ymd(2024, 1, day).unwrap();
        let filter = DateFilter { first: Some(day(16)), last: None };
        let request = Request { event: Some(filter), published: Some(filter), ..Request::default() };
        let event = MatrixLabel::Event(day(16), day(16));
        assert_eq!(base_arguments(&request, [None, Some(&event)], &[]), ["--on", "2024-01-16.."]);
        assert_eq!(label_arguments(&event), ["--event", "2024-01-16"]);
    }
}
