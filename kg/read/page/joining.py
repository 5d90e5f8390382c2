"""Two parts of a sentence as one."""

from __future__ import annotations

from kg.read.marks import unmarked


def join_lines(lines: list[str]) -> str:
    """Lines of one cell as one text."""
    out = ""
    for line in lines:
        out = join_two(out, line) if out else line
    return out


def join_two(before: str, after: str) -> str:
    """Two parts of a sentence; a symbol broken at its hyphen or slash (`72-` `KL/TW`) is put together again."""
    ends, starts = unmarked(before), unmarked(after)
    if ends.endswith(("-", "/")) and ends[-2:-1].isalnum() and starts[:1].isalnum():
        return before + after
    if starts.startswith("/") and ends[-1:].isalnum() and starts[1:2].isalnum():
        return before + after
    return f"{before} {after}"
