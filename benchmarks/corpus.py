"""Texts to measure on: the shared corpus where KG_SHARED names it, else `data/` over and over; and American text for American tools."""

from __future__ import annotations

import os
import random
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files(limit: int | None = None) -> list[Path]:
    """Vietnamese files, in the order of their names."""
    shared = Path(os.environ.get("KG_SHARED", "")) / "corpus"
    found = (
        sorted(shared.glob("*.txt"))
        if os.environ.get("KG_SHARED") and shared.is_dir()
        else sorted((ROOT / "data").glob("*.txt"))
    )
    return found[:limit]


FILLER = [
    "the",
    "court",
    "held",
    "that",
    "the",
    "statute",
    "did",
    "not",
    "apply",
    "to",
    "the",
    "conduct",
    "at",
    "issue",
    "because",
    "the",
    "legislature",
    "had",
    "not",
    "spoken",
    "with",
    "the",
    "clarity",
    "that",
    "this",
    "court",
    "requires",
    "before",
    "a",
    "penalty",
    "attaches",
    ",",
    "and",
    "the",
    "judgment",
    "below",
    "was",
    "therefore",
    "reversed",
    "and",
    "remanded",
    "for",
    "further",
    "proceedings",
]
REPORTERS = ("U.S.", "F.2d", "F.3d", "S. Ct.", "F. Supp. 2d", "N.E.2d", "Cal. 4th", "P.3d", "So. 2d", "A.2d")
PARTIES = (
    "Smith",
    "Jones",
    "Board of Education",
    "United States",
    "Acme Corp.",
    "State",
    "Miller",
    "Garcia",
    "Doe",
    "In re Winship",
)


def american(size: int, seed: int = 1) -> str:
    """About `size` bytes of opinion-like text with 44 citations in 34 kB, as in American opinions."""
    pick = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        words = " ".join(pick.choices(FILLER, k=110))
        cite = (
            f"{pick.choice(PARTIES)} v. {pick.choice(PARTIES)}, {pick.randint(1, 600)} {pick.choice(REPORTERS)} {pick.randint(1, 1400)}, "
            f"{pick.randint(1, 1400)} ({pick.randint(1950, 2020)})"
        )
        tail = pick.choice(("See " + cite + ". ", cite + ". ", f"Id. at {pick.randint(1, 900)}. "))
        parts.append(words.capitalize() + ". " + tail)
        length += len(parts[-1])
    return "\n".join(parts)[:size]
