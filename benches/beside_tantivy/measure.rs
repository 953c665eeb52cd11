//! Time, processor time, sizes, and tables of them.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a piece of work took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub wall: Duration,
    /// Of all threads, where the system tells it.
    pub processor: Option<Duration>,
}

impl Cost {
    pub fn of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
        let processor = processor_time();
        let started = Instant::now();
        let result = work();
        let wall = started.elapsed();
        let processor = processor_time().zip(processor).map(|(after, before)| after.saturating_sub(before));
        (result, Cost { wall, processor })
    }
}

/// Processor time of this process so far, to a hundredth of a second (Linux).
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, a name in parentheses, may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Bytes of all files below a folder.
pub fn folder_bytes(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { folder_bytes(&entry.path())? } else { metadata.len() };
    }
    Ok(bytes)
}

/// The value below which `part` of the sorted values lie; the greatest when there are few.
pub fn percentile<T: Ord + Copy>(values: &mut [T], part: f64) -> Option<T> {
    values.sort_unstable();
    let at = (values.len() as f64 * part) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied()
}

pub fn median<T: Ord + Copy>(values: &mut [T]) -> Option<T> {
    percentile(values, 0.5)
}

pub fn megabytes_a_second(bytes: u64, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}

pub fn micros(time: Option<Duration>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| format!("{:.0}", time.as_secs_f64() * 1e6))
}

pub fn millis(time: Option<Duration>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| format!("{:.2}", time.as_secs_f64() * 1e3))
}

/// A table in Markdown, its columns as wide as their widest cell; the first one is text, the others
/// are numbers.
pub fn table(title: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain([head[column].chars().count(), 3]).max().unwrap_or(3)
        })
        .collect();
    let mut text = format!("\n{title}\n\n");
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        for (column, (cell, width)) in cells.zip(&widths).enumerate() {
            // Writing to a string cannot fail.
            let _ = if column == 0 { write!(text, "| {cell:<width$} ") } else { write!(text, "| {cell:>width$} ") };
        }
        text.push_str("|\n");
    };
    line(&mut head.iter().copied());
    let rules: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| if column == 0 { "-".repeat(*width) } else { format!("{}:", "-".repeat(width - 1)) })
        .collect();
    line(&mut rules.iter().map(String::as_str));
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text
}
