//! Who is named in a text: mentions, their name keys, and the actors that these stand for.

mod kind;

pub use kind::{Form, Kind};
