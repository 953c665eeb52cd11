//! Why an article has no date, as every form of JSON tells it.

use crate::publication::UndatedReason;
use serde::Serialize;

/// One reason: its code for programs, its text for people.
#[derive(Serialize)]
pub(super) struct ReasonOut {
    code: &'static str,
    text: String,
}

impl ReasonOut {
    pub(super) fn all(reasons: &[UndatedReason]) -> Vec<Self> {
        reasons.iter().map(|reason| ReasonOut { code: reason.as_str(), text: reason.to_string() }).collect()
    }
}
