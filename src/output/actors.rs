//! Actors of an index for reading and as JSON: the list, one with all its names, and what articles state.

use super::safe::{display_path, safe};
use crate::actor::{CuratedRole, Verdict};
use crate::search::{ActorView, IndexActor, NameRow, Neighbour, StatedRow};
use serde::Serialize;
use std::fmt::Write;

/// Version of the form of all output of `indexer actors`.
const FORMAT_VERSION: u32 = 1;
/// Printed forms that text shows of one name.
const SURFACES_SHOWN: usize = 8;

#[derive(Serialize)]
struct List<'a> {
    format_version: u32,
    /// How many there are, shown or not.
    count: usize,
    actors: Vec<ActorOut<'a>>,
}

#[derive(Serialize)]
struct ActorOut<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    articles: u64,
    listed: bool,
}

#[derive(Serialize)]
struct ViewOut<'a> {
    format_version: u32,
    actor: ActorOut<'a>,
    state: Option<&'a str>,
    roles: &'a [CuratedRole],
    source: Option<&'a str>,
    names: Vec<NameOut<'a>>,
    stated: Vec<StatedOut<'a>>,
    neighbours: Vec<NeighbourOut<'a>>,
}

#[derive(Serialize)]
struct NameOut<'a> {
    name: &'a str,
    key: &'a str,
    belongs: &'static str,
    origin: &'static str,
    shared: bool,
    articles: u64,
    surfaces: Vec<SurfaceOut<'a>>,
}

#[derive(Serialize)]
struct SurfaceOut<'a> {
    surface: &'a str,
    articles: u64,
}

#[derive(Serialize)]
struct NeighbourOut<'a> {
    actor: ActorOut<'a>,
    near: &'a str,
    apart: &'a str,
}

#[derive(Serialize)]
struct Learned<'a> {
    format_version: u32,
    /// How many there are, shown or not.
    count: usize,
    stated: Vec<StatedOut<'a>>,
}

#[derive(Serialize)]
struct StatedOut<'a> {
    name: &'a str,
    name_id: String,
    alias: &'a str,
    alias_id: String,
    stated_by: &'static str,
    articles: u64,
    reports: u64,
    sources: u64,
    used: bool,
    /// Id of the actor whose name the alias is.
    actor: Option<&'a str>,
    /// Why it is not used: a word that does not change, and a clause for reading.
    reason: Option<ReasonOut>,
    examples: Vec<ExampleOut<'a>>,
}

#[derive(Serialize)]
struct ReasonOut {
    code: &'static str,
    text: String,
}

#[derive(Serialize)]
struct ExampleOut<'a> {
    article: &'a str,
    path: &'a str,
    surface: &'a str,
}

impl<'a> ActorOut<'a> {
    fn of(actor: &'a IndexActor) -> Self {
        let IndexActor { id, name, kind, articles, listed } = actor;
        ActorOut { id, name, kind: kind.as_str(), articles: *articles, listed: *listed }
    }
}

impl<'a> StatedOut<'a> {
    fn of(row: &'a StatedRow) -> Self {
        let (used, actor, reason) = match &row.verdict {
            Verdict::Used(id) => (true, Some(id.as_str()), None),
            Verdict::Known(id) => {
                let text = "the lexicon knows it already".to_owned();
                (false, Some(id.as_str()), Some(ReasonOut { code: "known", text }))
            }
            Verdict::Unused(reason) => (false, None, Some(ReasonOut { code: reason.code(), text: reason.text() })),
        };
        let examples = row.examples.iter().map(|(article, path, surface)| ExampleOut { article, path, surface });
        StatedOut {
            name: &row.name,
            name_id: row.statement.name.found_id(),
            alias: &row.alias,
            alias_id: row.statement.alias.found_id(),
            stated_by: row.statement.by.as_str(),
            articles: row.statement.articles,
            reports: row.statement.reports,
            sources: row.statement.sources,
            used,
            actor,
            reason,
            examples: examples.collect(),
        }
    }
}

/// The first `limit` actors (0 is all) as one JSON object.
pub fn actors_json(actors: &[IndexActor], limit: usize) -> String {
    let shown = shown(actors, limit);
    json(&List {
        format_version: FORMAT_VERSION,
        count: actors.len(),
        actors: shown.iter().map(ActorOut::of).collect(),
    })
}

/// The first `limit` actors (0 is all) as lines.
pub fn actors_text(actors: &[IndexActor], limit: usize) -> String {
    let shown = shown(actors, limit);
    let mut text = String::new();
    let width = shown.iter().map(|actor| safe(&actor.name).chars().count()).max().unwrap_or_default();
    for actor in shown {
        let name = safe(&actor.name);
        line(&mut text, &format!("{:>8}  {name:<width$}  {} ({})", actor.articles, actor.id, actor.kind.as_str()));
    }
    if shown.len() < actors.len() {
        line(&mut text, &format!("{} of {} actors; --limit 0 lists all", shown.len(), actors.len()));
    }
    text
}

/// An actor as one JSON object.
pub fn actor_json(view: &ActorView) -> String {
    json(&ViewOut {
        format_version: FORMAT_VERSION,
        actor: ActorOut::of(&view.actor),
        state: view.state.as_deref(),
        roles: &view.roles,
        source: view.source.as_deref(),
        names: view.names.iter().map(name_out).collect(),
        stated: view.stated.iter().map(StatedOut::of).collect(),
        neighbours: view.neighbours.iter().map(neighbour_out).collect(),
    })
}

/// An actor as a person reads it.
pub fn actor_text(view: &ActorView, working_folder: &str) -> String {
    let mut text = String::new();
    let actor = &view.actor;
    line(
        &mut text,
        &format!("{}  {} ({}), articles: {}", safe(&actor.name), actor.id, actor.kind.as_str(), actor.articles),
    );
    let described: Vec<String> = [("state", view.state.as_ref()), ("source", view.source.as_ref())]
        .into_iter()
        .filter_map(|(what, value)| Some(format!("{what}: {}", safe(value?))))
        .collect();
    described.iter().for_each(|described| line(&mut text, described));
    for role in &view.roles {
        line(&mut text, &format!("role: {}", role_text(role)));
    }
    line(&mut text, "\nnames");
    let (seen, unseen): (Vec<&NameRow>, Vec<&NameRow>) = view.names.iter().partition(|name| name.articles > 0);
    for name in seen {
        let shared = if name.shared { ", also of others" } else { "" };
        line(&mut text, &format!("{:>8}  {}  {}{shared}", name.articles, safe(&name.name), why(name)));
        let mut surfaces: Vec<String> = name
            .surfaces
            .iter()
            .take(SURFACES_SHOWN)
            .map(|(surface, articles)| format!("{} {articles}", safe(surface)))
            .collect();
        if name.surfaces.len() > SURFACES_SHOWN {
            surfaces.push("…".to_owned());
        }
        if !surfaces.is_empty() {
            line(&mut text, &format!("          as {}", surfaces.join(", ")));
        }
    }
    if !unseen.is_empty() {
        let unseen: Vec<String> =
            unseen.iter().map(|name| format!("{} ({})", safe(&name.name), name.belongs)).collect();
        line(&mut text, &format!("not seen in the index: {}", unseen.join(", ")));
    }
    if !view.stated.is_empty() {
        line(&mut text, "\nstated by articles");
        view.stated.iter().for_each(|row| stated_lines(&mut text, row, working_folder));
    }
    if !view.neighbours.is_empty() {
        line(&mut text, "\nkept apart from");
        for Neighbour { actor, near, apart } in &view.neighbours {
            let told = format!("{} ({})", actor.id, actor.kind.as_str());
            line(
                &mut text,
                &format!("{:>8}  {}  {told}: {}; {}", actor.articles, safe(&actor.name), safe(near), safe(apart)),
            );
        }
    }
    text
}

/// The first `limit` statements (0 is all) as one JSON object.
pub fn learned_json(rows: &[StatedRow], limit: usize) -> String {
    json(&Learned {
        format_version: FORMAT_VERSION,
        count: rows.len(),
        stated: shown(rows, limit).iter().map(StatedOut::of).collect(),
    })
}

/// The first `limit` statements (0 is all) as lines.
pub fn learned_text(rows: &[StatedRow], limit: usize, working_folder: &str) -> String {
    let shown = shown(rows, limit);
    let mut text = String::new();
    shown.iter().for_each(|row| stated_lines(&mut text, row, working_folder));
    if shown.len() < rows.len() {
        line(&mut text, &format!("{} of {} stated aliases; --limit 0 lists all", shown.len(), rows.len()));
    }
    text
}

fn shown<T>(rows: &[T], limit: usize) -> &[T] {
    &rows[..if limit == 0 { rows.len() } else { limit.min(rows.len()) }]
}

fn name_out(row: &NameRow) -> NameOut<'_> {
    let surfaces = row.surfaces.iter().map(|(surface, articles)| SurfaceOut { surface, articles: *articles });
    NameOut {
        name: &row.name,
        key: &row.key,
        belongs: row.belongs,
        origin: row.origin.as_str(),
        shared: row.shared,
        articles: row.articles,
        surfaces: surfaces.collect(),
    }
}

fn neighbour_out(neighbour: &Neighbour) -> NeighbourOut<'_> {
    NeighbourOut { actor: ActorOut::of(&neighbour.actor), near: &neighbour.near, apart: &neighbour.apart }
}

fn why(name: &NameRow) -> String {
    match name.origin.as_str() {
        "user" => format!("{} (your own file)", name.belongs),
        "articles" => format!("{} (stated by articles)", name.belongs),
        "rule" => format!("{} (by rule)", name.belongs),
        origin => format!("{} ({origin})", name.belongs),
    }
}

fn role_text(role: &CuratedRole) -> String {
    let mut text = safe(&role.title).into_owned();
    if let Some(state) = &role.state {
        text.push_str(&format!(" of {state}"));
    }
    match (&role.from, &role.to) {
        (None, None) => {}
        (from, to) => {
            let day = |day: &Option<String>| day.as_deref().unwrap_or("…").to_owned();
            text.push_str(&format!(", {} to {}", day(from), day(to)));
        }
    }
    text
}

fn stated_lines(text: &mut String, row: &StatedRow, working_folder: &str) {
    let out = StatedOut::of(row);
    let count = |number: u64, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let (articles, reports) = (count(out.articles, "article"), count(out.reports, "report"));
    let counts = format!("{articles}, {reports} of {}, by {}", count(out.sources, "source"), out.stated_by);
    let verdict = match (&row.verdict, &out.reason) {
        (Verdict::Used(id), _) => format!("used as a name of {id}"),
        (_, Some(reason)) => format!("not used: {}", reason.text),
        _ => String::new(),
    };
    line(text, &format!("{} = {}  ({counts}); {}", safe(out.alias), safe(out.name), safe(&verdict)));
    for (article, path, surface) in &row.examples {
        let path = display_path(path, working_folder);
        line(text, &format!("          \"{}\"  {} ({})", safe(surface), safe(path), safe(article)));
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes every write");
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("strings and numbers are valid JSON") + "\n"
}
