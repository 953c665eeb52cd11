//! Copies of an article as JSON.

use super::safe::display_path;
use crate::publication::PublicationDate;
use crate::search::{HitCopy, HitStory};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct StoryOut<'a> {
    id: String,
    copies_count: u64,
    copies: Vec<CopyOut<'a>>,
}

#[derive(Serialize)]
struct CopyOut<'a> {
    id: &'a str,
    title: &'a str,
    source: Option<&'a str>,
    path: &'a str,
    published: Option<&'a PublicationDate>,
}

impl<'a> StoryOut<'a> {
    pub fn of(story: &'a HitStory, working_folder: &str) -> Self {
        let copy = |copy: &'a HitCopy| CopyOut {
            id: &copy.id,
            title: &copy.title,
            source: copy.source.as_deref(),
            path: display_path(&copy.path, working_folder),
            published: copy.published.as_ref(),
        };
        StoryOut {
            id: format!("{:016x}", story.id),
            copies_count: story.copies_len,
            copies: story.copies.iter().map(copy).collect(),
        }
    }
}
