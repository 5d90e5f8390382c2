"""Kinds of provisions, the deepest first, and what a run names of them."""

from __future__ import annotations

from kg.recognise import lexicon

PROVISION = "provision"
Step = tuple[int, str, str]  # level, kind, value
Path = tuple[Step, ...]  # from the inside out
Token = tuple[int, str, tuple[str, ...], str]  # level, kind, values, separator before
KINDS = SUBPOINT, POINT, CLAUSE, ARTICLE, SUBSECTION, SECTION, CHAPTER, PART = tuple(
    map(lexicon.printed, ("subpoint", "point", "clause", "article", "subsection", "section", "chapter", "part"))
)
THIS_ONE, FROM, UNTIL, PLURAL = map(lexicon.word, ("this_word", "from", "until", "plural_word"))
LEVELS = {kind: level for level, kind in enumerate(KINDS)}
AT_CLAUSE, AT_ARTICLE = LEVELS[CLAUSE], LEVELS[ARTICLE]
