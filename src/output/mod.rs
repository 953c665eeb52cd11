//! Results and reports as bytes, one file for each form. Nothing here prints, reads the clock or
//! knows whether there is a terminal: the caller says how it is to look.

mod actors;
mod annotation;
mod command;
mod difference;
mod json;
mod json_explain;
mod json_facets;
mod json_hit;
mod json_matrix;
mod json_query;
mod json_story;
mod json_timeline;
mod reason;
mod report;
mod safe;
mod status;
mod text;
mod text_dates;
mod text_explain;
mod text_facets;
mod text_matrix;
mod text_timeline;
mod trec;
mod whole;

pub use actors::{actor_json, actor_text, actors_json, actors_text, learned_json, learned_text};
pub use annotation::annotation_line;
pub use command::Caller;
pub use difference::{diff_json, diff_text};
pub use json::{json_document, json_lines};
pub use json_query::SearchFilters;
pub use report::{report_json, report_text};
pub use safe::{display_path, one_line, safe};
pub use status::{Status, status_json, status_text};
pub use text::{Style, search_text};
pub use trec::trec_lines;
pub use whole::{article_json, article_text};
