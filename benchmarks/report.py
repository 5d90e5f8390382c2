"""`python -m benchmarks.report GRAPH.db`: what a graph of many files holds, what is unresolved, and which numbers were not read, as Markdown."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter

from kg.graph import Graph

NUMBERED = re.compile(r"(?:[Ss]ố\s+)?\d{1,5}(?:/\d{4})?(?:/|-)[A-ZĐ][\w&]{0,12}(?:[-/][\w&-]+)?")


def shape(text: str) -> str:
    """`số 12/2020/NĐ-CP` -> `số 9/9/NĐ-CP`: digits do not matter."""
    return re.sub(r"\d+", "9", " ".join(text.split()))


def unread(graph: Graph) -> Counter[str]:
    """Numbers that look like a document's and stand in no mention, by shape."""
    found: Counter[str] = Counter()
    documents = {n.id for n in graph.nodes("document")}
    for file in graph.files():
        text = graph.text(file.id)
        spans = sorted((m.start, m.end) for m in graph.mentions(file=file.id) if m.node in documents)
        starts = [s for s, _ in spans]
        for hit in NUMBERED.finditer(text):
            at = bisect_right(starts, hit.start()) - 1
            inside = at >= 0 and hit.start() < spans[at][1] or (at + 1 < len(spans) and spans[at + 1][0] < hit.end())
            if not inside:
                found[shape(hit[0])] += 1
    return found


def main() -> None:
    with Graph.open(sys.argv[1]) as graph:
        counts = graph.counts()
        documents = list(graph.nodes("document"))
        own = {f.document for f in graph.files()}
        print("| what | count |\n|---|---|")
        for key, value in counts.items():
            print(f"| {key} | {value} |")
        cited = [n for n in documents if n.id not in own]
        print(f"| documents only cited | {len(cited)} |")
        for field in ("type", "date", "issuer"):
            print(f"| – of these without {field} | {sum(not n.fields.get(field) for n in cited)} |")
        print("\n| issue | count | for example |\n|---|---|---|")
        issues = Counter(i.code for i in graph.issues())
        example = {i.code: i.detail for i in graph.issues()}
        for code, count in issues.most_common():
            print(f"| {code} | {count} | {example[code][:80].replace('|', ' ')} |")
        print("\n| number not read, by shape | count |\n|---|---|")
        for form, count in unread(graph).most_common(40):
            print(f"| `{form.replace('|', ' ')}` | {count} |")


if __name__ == "__main__":
    main()
