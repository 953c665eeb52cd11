//! Which bare words of the query an article lacks.

use super::lower::Lowering;
use super::searcher::{SearchError, Searcher};
use super::tree::{Node, Query as QueryTree};
use super::words::WordSet;
use tantivy::query::{EnableScoring, Scorer};
use tantivy::{DocAddress, TERMINATED};

/// For each article the bare words and names of the query that it lacks, as typed but for case and accents.
pub(super) fn missing_words(
    searcher: &Searcher,
    lowering: &Lowering<'_>,
    tree: &QueryTree,
    articles: &[DocAddress],
) -> Result<Vec<Vec<String>>, SearchError> {
    let mut missing: Vec<Vec<String>> = vec![Vec::new(); articles.len()];
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_unstable_by_key(|index| articles[*index]);
    for (node, query) in lowering.bare_nodes(tree)? {
        let label = label(node);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher.tantivy))?;
        let mut open: Option<(u32, Box<dyn Scorer>)> = None;
        for index in &order {
            let DocAddress { segment_ord, doc_id } = articles[*index];
            if open.as_ref().is_none_or(|(segment, _)| *segment != segment_ord) {
                open = Some((segment_ord, weight.scorer(searcher.tantivy.segment_reader(segment_ord), 1.0)?));
            }
            let Some((_, scorer)) = &mut open else { continue };
            let doc = scorer.doc();
            let doc = if doc == TERMINATED || doc >= doc_id { doc } else { scorer.seek(doc_id) };
            if doc != doc_id && !missing[*index].contains(&label) {
                missing[*index].push(label.clone());
            }
        }
    }
    Ok(missing)
}

/// A bare node as typed, but for case and accents.
fn label(node: &Node) -> String {
    match node {
        Node::Word(word) => word.folded.clone(),
        Node::Words(words) => words.typed_form(),
        Node::Boost(node, _) => label(node),
        Node::Together(together) => {
            together.leaves().into_iter().map(WordSet::typed_form).collect::<Vec<_>>().join(" ")
        }
        Node::Name { .. } | Node::All(_) | Node::Any(_) => {
            let mut words = Vec::new();
            node.walk(&mut |node| match node {
                Node::Word(word) => words.push(word.folded.clone()),
                Node::Words(set) => words.push(set.typed_form()),
                _ => {}
            });
            words.join(" ")
        }
        _ => node.to_string(),
    }
}
