"""Check every gold file of this folder: shape, offsets, references; prints one line a file and exits with 1 on a fault."""

import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RELATIONS = {
    "implements",
    "cites",
    "based_on",
    "amends",
    "replaces",
    "repeals",
    "guides",
    "approves",
    "promulgates",
    "suspends",
    "corrects",
    "consolidates",
    "announces",
    "interprets",
}


def faults(gold: dict[str, Any], text: str) -> list[str]:
    """Every fault of one gold file against its text; an empty list where all is well."""
    found: list[str] = []
    if text != unicodedata.normalize("NFC", text) or "\r" in text or text.startswith("\ufeff"):
        found.append("the text is not NFC with LF and without a byte-order mark")
    documents = gold["documents"]
    for key, words in (("citations", "text"), ("optional", "text"), ("provisions", "quote")):
        for item in gold[key]:
            if text[item["start"] : item["end"]] != item[words]:
                found.append(f"{key}: {item[words]!r} does not stand at {item['start']}")
    for item in [*gold["citations"], *gold["provisions"]]:
        if item["ref"] not in documents:
            found.append(f"unknown document {item['ref']}")
    starts = [c["start"] for c in gold["citations"]]
    if starts != sorted(set(starts)):
        found.append("citations are not in the order of the text")
    cited = {c["ref"] for c in gold["citations"]} | {"self"}
    for relation in gold["relations"]:
        ends = {relation["source"], relation["target"]}
        if not ends <= cited:
            found.append(f"relation to a document that is never cited: {sorted(ends - cited)}")
        labels = {relation["relation"], *relation["accept"]}
        if not labels <= RELATIONS or relation["relation"] not in relation["accept"]:
            found.append(f"labels of {relation['source']} -> {relation['target']}: {sorted(labels)}")
    return found


def main() -> int:
    """Check all files below this folder."""
    bad = 0
    totals: dict[str, Counter[str]] = {"dev": Counter(), "locked": Counter()}
    for path in sorted(HERE.glob("*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not {"source", "citations", "relations", "documents", "origin", "note"} <= gold.keys():
            continue
        text = (path.parent / gold["source"]).read_bytes().decode("utf-8")
        found = faults(gold, text)
        bad += bool(found)
        folder = path.parent.name
        totals.setdefault(folder, Counter()).update(r["relation"] for r in gold["relations"])
        print(
            f"{folder}/{path.stem}: {len(text)} characters, {len(gold['citations'])} citations, "
            f"{len(gold['provisions'])} provisions, {len(gold['relations'])} relations"
        )
        for fault in found:
            print("   ", fault)
    for folder, counts in totals.items():
        print(folder, dict(counts.most_common()))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
