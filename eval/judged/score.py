#!/usr/bin/env python3
"""Score rankings of passages against the judgements in this folder, and check the judgements themselves.

    score.py run SEARCH [--corpus INDEX] [--bulk INDEX] [OPTION...]   ask the program; options go to it
    score.py score [--corpus HITS] [--bulk HITS]                      read what it printed (JSON Lines)
    score.py check [--annotated FILE]... [--bulk ARTICLES]            do the judged spans exist?

README.md tells what the figures mean. Python 3, standard library only.
"""
import argparse
import collections
import hashlib
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "corpus"
DEPTH = 10
SETS = {"corpus": "c", "bulk": "r"}  # the first letter of a query's id
MEASURES = ["success@1", "MRR@10", "nDCG@10"]


def read_queries():
    lines = (HERE / "queries.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def read_judgements():
    """[(query, article, start_byte, end_byte, grade, hash)]"""
    lines = (HERE / "judgements.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(q, article, int(start), int(end), int(grade), sha) for q, article, start, end, grade, sha in cells]


def records(path):
    """The records of a file of corpus/ as [(id, title, text)], a whole file being one."""
    raw = path.read_text(encoding="utf-8")
    if path.suffix not in (".json", ".jsonl"):
        return [(None, None, raw)]
    loaded = [json.loads(line) for line in raw.splitlines()] if path.suffix == ".jsonl" else json.loads(raw)
    loaded = loaded if isinstance(loaded, list) else [loaded]
    first = lambda record, names: next((record[n] for n in names if record.get(n)), "")
    return [(r.get("id"), first(r, ["title", "headline"]), first(r, ["text", "body", "content"])) for r in loaded]


def corpus_articles():
    """{name of an article in judgements.tsv: (id, title, text)}: the path below corpus/, and #NUMBER where a file has several"""
    articles = {}
    for path in sorted(p for p in CORPUS.glob("[!.]*/*") if p.is_file()):  # .dateline is no article
        found = records(path)
        name = path.relative_to(CORPUS).as_posix()
        for number, record in enumerate(found, 1):
            articles[name if len(found) == 1 else f"{name}#{number}"] = record
    return articles


def article_name(article, corpus):
    """The name that judgements.tsv uses for a hit's article; ids of corpus/ depend on where the folder lies."""
    if not corpus:
        return article["id"]
    below = "/".join(pathlib.PurePath(article["path"]).parts[-2:])
    if below in corpus:
        return below
    for name, (own_id, title, _) in corpus.items():
        if name.startswith(below + "#") and (own_id == article["id"] or (not own_id and title == article["title"])):
            return name
    return None


def covers(start, end, shown_start, shown_end):
    """Does the shown passage have half of the judged span, or lie by half inside it? A headline's empty passage is itself."""
    if start == end:
        return shown_start == shown_end
    shared = min(end, shown_end) - max(start, shown_start)
    return shared > 0 and 2 * shared >= min(end - start, shown_end - shown_start)


def dcg(gains):
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], 1))


def figures(gains, ideal):
    first = next((rank for rank, gain in enumerate(gains[:DEPTH], 1) if gain == 2), None)
    return [float(first == 1), 1 / first if first else 0.0, dcg(gains) / dcg(sorted(ideal, reverse=True))]


def score_set(letter, lines, corpus):
    """{query: (figures of articles, figures of passages, hits, hits in judged articles)}"""
    spans = collections.defaultdict(lambda: collections.defaultdict(list))
    for q, article, start, end, grade, _ in read_judgements():
        if q.startswith(letter):
            spans[q][article].append((start, end, grade))
    hits = collections.defaultdict(dict)  # of an article the first hit alone counts
    for line in lines:
        record = json.loads(line)
        if record["type"] == "hit" and record["query_id"] in spans:
            name = article_name(record["article"], corpus) or record["article"]["id"]
            passage = record["passage"]
            hits[record["query_id"]].setdefault(name, (passage["start_byte"], passage["end_byte"]))
    result = {}
    for q, judged in spans.items():
        shown = list(hits[q].items())[:DEPTH]
        best = {article: max(grade for _, _, grade in of) for article, of in judged.items()}
        articles = [best.get(name, 0) for name, _ in shown]
        passages = [
            max((grade for start, end, grade in judged.get(name, []) if covers(start, end, *at)), default=0)
            for name, at in shown
        ]
        known = sum(name in judged for name, _ in shown)
        result[q] = figures(articles, best.values()), figures(passages, best.values()), len(shown), known
    return result


def report(results, by_query):
    queries = read_queries()
    if by_query:
        for q, (articles, passages, shown, known) in results.items():
            cells = [f"{x:.3f}" for x in articles + passages]
            print(q, *cells, f"{known}/{shown}", queries[q], sep="\t")
    print(f"{'set':8}{'queries':>8}  {'of':10}" + "".join(f"{m:>11}" for m in MEASURES) + "   judged of shown")
    for name, letter in [*SETS.items(), ("all", "")]:
        chosen = [r for q, r in results.items() if q.startswith(letter)]
        if not chosen or (name == "all" and len(chosen) < len(queries)):
            continue
        shown, known = sum(r[2] for r in chosen), sum(r[3] for r in chosen)
        for which, kind in enumerate(["articles", "passages"]):
            means = [sum(r[which][m] for r in chosen) / len(chosen) for m in range(3)]
            print(f"{name:8}{len(chosen):8}  {kind:10}" + "".join(f"{x:11.3f}" for x in means) + f"   {known} of {shown}")


def ask(program, index, letter, options):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as batch:
        batch.write("".join(f"{q}\t{text}\n" for q, text in read_queries().items() if q.startswith(letter)))
        batch.flush()
        command = [program, "--index", index, "--batch", batch.name, "--format", "jsonl", "--facet", "none"]
        done = subprocess.run([*command, "--limit", str(DEPTH), *options], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return done.stdout.splitlines()


def find(span, text):
    """Where text (bytes) has the span: "here", "moved to N" or None."""
    _, _, start, end, _, sha = span
    same = lambda at: hashlib.sha256(text[at : at + end - start]).hexdigest()[:12] == sha
    if end <= len(text) and same(start):
        return "here"
    return next((f"moved to {at}" for at in range(len(text) - (end - start) + 1) if same(at)), None)


def check(annotated, bulk):
    texts, exact = {}, set()
    corpus = corpus_articles()
    for name, (_, _, text) in corpus.items():
        texts[name] = text.encode()
    for path in [bulk] if bulk else []:
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            texts[record["id"]] = re.sub(r"[ \t\r]+\n", "\n", record.get("text") or "").encode()  # as cleaning does
    for path in annotated:  # the text as the index has it: spans must be exactly there
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            name = article_name(record, corpus) if "corpus" in pathlib.PurePath(record["path"]).parts else record["id"]
            texts[name] = record["text"].encode()
            exact.add(name)
    judgements, queries, wrong, unread = read_judgements(), read_queries(), [], 0
    for span in judgements:
        q, article, start, end, grade, _ = span
        of_corpus = q.startswith(SETS["corpus"])
        if q not in queries or grade not in (0, 1, 2) or not 0 <= start <= end:
            wrong.append((*span, "no such query or grade, or no span"))
        elif article not in texts:
            if of_corpus or bulk:
                wrong.append((*span, "no such article"))
            unread += 1
        else:
            where = find(span, texts[article])
            if where is None or (where != "here" and article in exact):
                wrong.append((*span, where or "not in the text"))
    if len(set(j[:4] for j in judgements)) != len(judgements):
        wrong.append("a span is judged twice")
    wrong += [(q, "has no span of grade 2") for q in queries if not any(j[0] == q and j[4] == 2 for j in judgements)]
    for w in wrong:
        print("wrong:", *(w if isinstance(w, tuple) else [w]))
    print(f"{len(queries)} queries, {len(judgements)} spans, {len(wrong)} wrong, {unread} not checked for want of their text")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run")
    run.add_argument("search", help="the program")
    score = commands.add_parser("score")
    for command in (run, score):
        command.add_argument("--corpus", help="index of corpus/, or the hits found in it")
        command.add_argument("--bulk", help="index of the bulk set, or the hits found in it")
        command.add_argument("--by-query", action="store_true")
    checked = commands.add_parser("check")
    checked.add_argument("--annotated", action="append", default=[], help="what `indexer annotate` printed")
    checked.add_argument("--bulk", help="the bulk set, JSON Lines")
    args, options = parser.parse_known_args()
    if options and args.command != "run":
        parser.error(f"unknown: {' '.join(options)}")
    if args.command == "check":
        return check(args.annotated, args.bulk)
    results = {}
    for name, letter in SETS.items():
        source = getattr(args, name)
        if source is None:
            continue
        if args.command == "run":
            lines = ask(args.search, source, letter, options)
        else:
            lines = open(source, encoding="utf-8").read().splitlines()
        results.update(score_set(letter, lines, corpus_articles() if name == "corpus" else None))
    if not results:
        parser.error("--corpus or --bulk is needed")
    report(results, args.by_query)
    return 0


if __name__ == "__main__":
    sys.exit(main())
