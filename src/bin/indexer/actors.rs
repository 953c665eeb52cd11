//! `indexer actors`: shows actors with all their names, and corrects them through the user's own file.

use crate::PROGRAM;
use crate::common::lexicon::{ActorsFile, Broken, Loaded, load};
use crate::common::{Status, find_index, say, say_error, working_folder, write_out};
use crate::flags::{Actors, Form};
use dateline::actor::Lexicon;
use dateline::index::{Folder, FolderError, Writer};
use dateline::output::{actor_json, actor_text, actors_json, actors_text, display_path, learned_json, learned_text};
use dateline::search::{ActorViews, IndexActor, unseen_forms};
use std::path::{Path, PathBuf};

/// Name of the file that corrections are written to when no other is named; it lies beside the index folder.
const ACTORS_FILE_NAME: &str = "dateline-actors.toml";
/// Forms and near names that are told at most.
const TOLD_MAX: usize = 10;

pub fn run(index: Option<&Path>, flags: &Actors) -> anyhow::Result<Status> {
    let folder =
        find_index(index).ok_or_else(|| FolderError::Missing(format!("{} or any folder above", working_folder())))?;
    folder.checked_state()?;
    if flags.refresh {
        let loaded = load(PROGRAM, Some(&folder), ActorsFile::Remembered, Broken::Fails)?;
        return refresh(&folder, loaded);
    }
    if !flags.merge.is_empty() || !flags.split.is_empty() {
        return correct(&folder, flags);
    }
    let loaded = load(PROGRAM, Some(&folder), ActorsFile::Remembered, Broken::KeepsTheCopy)?;
    let open = folder.open()?;
    if open.payload.lexicon != loaded.lexicon.content_hash() {
        let cause = "the index has another lexicon than this program and your own file";
        say_error(PROGRAM, cause, Some("indexer actors --refresh renews it"));
    }
    let views = ActorViews::new(&open, loaded.lexicon)?;
    if flags.learned {
        let stated = views.stated(None)?;
        write_out(&match flags.format {
            Form::Text => learned_text(&stated, flags.limit, &working_folder()),
            Form::Json => learned_json(&stated, flags.limit),
        })?;
        return Ok(if stated.is_empty() { Status::Partial } else { Status::Success });
    }
    let Some(name) = &flags.name else {
        let actors = views.list(flags.kind);
        write_out(&match flags.format {
            Form::Text => actors_text(&actors, flags.limit),
            Form::Json => actors_json(&actors, flags.limit),
        })?;
        return Ok(if actors.is_empty() { Status::Partial } else { Status::Success });
    };
    let found = views.actors_of(name);
    let Some(first) = found.first() else {
        tell_unknown(&views, name);
        return Ok(Status::Partial);
    };
    if found.len() > 1 {
        say(PROGRAM, &format!("{name:?} may be any of {}; the first is shown", ids(&found)));
    }
    if let Some(view) = views.view(&first.id)? {
        write_out(&match flags.format {
            Form::Text => actor_text(&view, &working_folder()),
            Form::Json => actor_json(&view),
        })?;
    }
    Ok(Status::Success)
}

fn ids(actors: &[IndexActor]) -> String {
    let mut ids: Vec<&str> = actors.iter().take(TOLD_MAX).map(|actor| actor.id.as_str()).collect();
    if actors.len() > TOLD_MAX {
        ids.push("…");
    }
    ids.join(", ")
}

fn tell_unknown(views: &ActorViews<'_>, name: &str) {
    let near = views.near(name, TOLD_MAX);
    let hint = (!near.is_empty()).then(|| format!("did you mean {}?", ids(&near)));
    say_error(PROGRAM, &format!("no actor is named {name:?}"), hint.as_deref());
}

/// Writes the lexicon of an index anew. No article is read.
pub fn refresh(folder: &Folder, loaded: Loaded) -> anyhow::Result<Status> {
    let mut writer = Writer::open(folder, loaded.lexicon)?;
    writer.set_user_actors(loaded.actors);
    writer.renew_lexicon();
    writer.finish()?;
    let open = folder.open()?;
    write_out(&format!("refreshed: {} names of {} actors\n", open.names.numbers_len(), open.names.actors_len()))?;
    tell_unseen_forms(folder, loaded.lexicon)?;
    Ok(Status::Success)
}

/// Says which forms of the user's own file no article was seen to name: they need the articles read again.
pub fn tell_unseen_forms(folder: &Folder, lexicon: &Lexicon) -> anyhow::Result<()> {
    let unseen = unseen_forms(&folder.open()?, lexicon);
    if unseen.is_empty() {
        return Ok(());
    }
    let mut told: Vec<String> = unseen.iter().take(TOLD_MAX).map(|(form, id)| format!("\"{form}\" of {id}")).collect();
    if unseen.len() > TOLD_MAX {
        told.push(format!("{} more", unseen.len() - TOLD_MAX));
    }
    let cause = format!("not seen as a name in any article: {}", told.join(", "));
    let hint = "words find them; as names they are found in what is indexed from now on, or after indexer --rebuild";
    say_error(PROGRAM, &cause, Some(hint));
    Ok(())
}

/// Adds an entry to the user's own file, and refreshes. The file is only added to, so that its comments stay.
fn correct(folder: &Folder, flags: &Actors) -> anyhow::Result<Status> {
    let before = load(PROGRAM, Some(folder), ActorsFile::Remembered, Broken::Fails)?;
    let open = folder.open()?;
    let views = ActorViews::new(&open, before.lexicon)?;
    let one = |value: &String| -> Option<String> {
        let found = views.actors_of(value);
        match found.as_slice() {
            [] => tell_unknown(&views, value),
            [_] => {}
            several => {
                let cause = format!("{value:?} may be any of {}", ids(several));
                say_error(PROGRAM, &cause, Some("give an id"));
            }
        }
        found.first().filter(|_| found.len() == 1).map(|actor| actor.id.clone())
    };
    let entry = if let [actor, form] = flags.split.as_slice() {
        let Some(id) = one(actor) else { return Ok(Status::Error) };
        let is_its = views.view(&id)?.is_some_and(|view| {
            let key = dateline::text::fold_key(form.split_once(':').map_or(form.as_str(), |(_, key)| key));
            view.names.iter().any(|name| name.key == key)
        });
        if !is_its {
            let cause = format!("{form:?} is no name of {id}");
            say_error(PROGRAM, &cause, Some(&format!("indexer actors {id} shows its names")));
            return Ok(Status::Error);
        }
        format!("[[split]]\nactor = {}\nform = {}\n", toml_string(&id), toml_string(form))
    } else {
        let Some(ids) = flags.merge.iter().map(one).collect::<Option<Vec<String>>>() else {
            return Ok(Status::Error);
        };
        if ids.iter().any(|id| ids.iter().filter(|other| *other == id).count() > 1) {
            say_error(PROGRAM, &format!("these are one actor already: {}", ids.join(", ")), None);
            return Ok(Status::Error);
        }
        let ids: Vec<String> = ids.iter().map(|id| toml_string(id)).collect();
        format!("[[merge]]\nactors = [{}]\n", ids.join(", "))
    };
    let path = match &before.actors {
        Some(actors) => PathBuf::from(&actors.path),
        None => beside(folder)?,
    };
    let shown = display_path(&path.display().to_string(), &working_folder()).to_owned();
    if before.actors.is_none() && path.exists() {
        let cause = format!("{shown} is there, and the index does not use it");
        say_error(PROGRAM, &cause, Some(&format!("indexer --actors {shown} makes it use it")));
        return Ok(Status::Error);
    }
    let old = match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) if before.actors.is_none() => None,
        Err(error) => anyhow::bail!("{shown}: {error}; nothing was changed"),
    };
    let mut text = old.clone().unwrap_or_else(|| HEAD.to_owned());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&entry);
    // The text is checked first, so that the file never holds what cannot be read.
    load(PROGRAM, Some(folder), ActorsFile::Given(&path, &text), Broken::Fails)?;
    let part = path.with_extension("toml.part");
    std::fs::write(&part, &text).map_err(|error| anyhow::anyhow!("{}: {error}", part.display()))?;
    std::fs::rename(&part, &path).map_err(|error| anyhow::anyhow!("{shown}: {error}"))?;
    let loaded = load(PROGRAM, Some(folder), ActorsFile::Named(&path), Broken::Fails)?;
    let status = refresh(folder, loaded);
    match (&status, old) {
        (Ok(_), _) => drop(write_out(&format!("{shown}: {}\n", entry.trim_end().replace('\n', " ")))?),
        // What the index could not take is not left behind.
        (Err(_), Some(old)) => std::fs::write(&path, old).map_err(|error| anyhow::anyhow!("{shown}: {error}"))?,
        (Err(_), None) => std::fs::remove_file(&path).map_err(|error| anyhow::anyhow!("{shown}: {error}"))?,
    }
    status
}

/// What a new file begins with.
const HEAD: &str = "\
# Actors of your own, and corrections. The form is that of index-schema/actors, see its README.
# Tables of actors may stand anywhere in this file; `indexer actors --merge` and `--split` add to its end.
";

fn beside(folder: &Folder) -> anyhow::Result<PathBuf> {
    let root = folder.root();
    let root = std::fs::canonicalize(root).map_err(|error| anyhow::anyhow!("{}: {error}", root.display()))?;
    Ok(root.parent().unwrap_or(&root).join(ACTORS_FILE_NAME))
}

/// A TOML string.
fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
