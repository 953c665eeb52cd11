//! Versions of what lies on disk, each with its history in one line a step.

/// Version of the fields and files of an index.
///
/// - 1: the first.
/// - 2: inferred dates, marked as such and in columns of their own; publication on a day without a year.
/// - 3: months without a year; reasons for no date.
/// - 4: aliases that articles state, with their places, in a field of their own; the lexicon file holds the keys by which
///   spellings of names are found.
/// - 5: numbers of articles and sketches of their texts, by which copies are found; the file of stories; the white space before
///   each passage; language and address in columns, for `lang:` and `url:`; words as they stand, with positions.
/// - 6: mentions in titles, with their places; a title made from the first sentence is text only.
pub const FORMAT_VERSION: u32 = 6;

/// Version of the rules that read articles: cleaning, dates, actors, stems. Another one means that
/// the same article may be understood otherwise.
///
/// - 1: the first.
/// - 2: more time expressions, feasts, publication dates from more places, inferred dates.
/// - 3: distances from an event, whole ranges by words, clock times on their day, a change as an inferred day.
/// - 4: names are found by a statistical recogniser; a demonym before a ministry is a mention of its own.
pub const RULES_VERSION: u32 = 4;
