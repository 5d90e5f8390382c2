"""What a run of provisions names: paths such as `điều 5/khoản 2/điểm a`."""

from __future__ import annotations

from functools import lru_cache

from kg.recognise import lexicon
from kg.recognise.provisions.levels import AT_ARTICLE, FROM, THIS_ONE, UNTIL, Path, Step, Token

_COORDINATES = (",", ";", *lexicon.group("and_or"))


@lru_cache(maxsize=1 << 12)
def values_of(first: str, more: str) -> tuple[str, ...]:
    """The values that a kind of provision has: the first one or a range, and what is listed after it."""
    if first.startswith(FROM):
        low, high = lexicon.pattern(r"{from}\s+(\S+)\s+{until}\s+(\S+)").findall(first)[0]
        values = list(_between(low, high))
    else:
        values = [" ".join(first.split())]
    upto = False
    for word in lexicon.pattern(r"(?:,|;|&|(?<!\w)(?:{and_or}|{ordinal})(?!\w))").sub(" ", more).split():
        if word == UNTIL:
            upto = True
            continue
        values += _between(values[-1], word)[1:] if upto else (word,)
        upto = False
    return tuple(values)


def _between(low: str, high: str) -> tuple[str, ...]:
    """The values of a range; an absurd one is its two ends."""
    if low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= 300:
        return tuple(str(n) for n in range(int(low), int(high) + 1))
    letters = "abcdđeghiklmnopqrstuvxy"
    if len(low) == len(high) == 1 and low in letters and high in letters and letters.index(low) < letters.index(high):
        return tuple(letters[letters.index(low) : letters.index(high) + 1])
    return (low, high)


@lru_cache(maxsize=1 << 13)  # texts name the same few runs
def paths_of(
    tokens: tuple[Token, ...],
) -> tuple[tuple[Path, ...], int]:
    """Tokens -> paths, each from the inside out. `Điều 6, khoản 4, điểm g` goes down, `điểm g khoản 4 Điều 6` up."""
    if parted := _parted(tokens):
        level, name, values, _ = tokens[parted]
        above, here = paths_of(tokens[:parted])
        beside, there = paths_of(((level, name, values, ""), *tokens[parted + 1 :]))
        return (*above, *beside), max(here, there)
    here = max((level for level, _, values, _ in tokens if THIS_ONE in values), default=-1)
    highest = max(level for level, *_ in tokens)
    if len(tokens) > 2 and tokens[0][0] > AT_ARTICLE == tokens[-1][0] and here < 0 and tokens[1][3] in _COORDINATES:
        return (*_up(tokens[:1]), *_up(((*tokens[1][:3], ""), *tokens[2:]))), here  # `Chương V; điểm t khoản 2 Điều 81`
    downwards = len(tokens) > 1 and tokens[0][0] == highest and tokens[-1][0] < highest and here < 0
    return (_down(tokens) if downwards else _up(tokens)), here


def _parted(tokens: tuple[Token, ...]) -> int:
    """Where articles begin that stand beside a chapter and not in it: `Chương III và Điều 15`, `Mục 2; các Điều 20, 21`; 0 where none do."""
    for at in range(1, len(tokens)):
        apart = tokens[at][3].strip() in _COORDINATES[1:]
        above, below = min(level for level, *_ in tokens[:at]), max(level for level, *_ in tokens[at:])
        if apart and tokens[at][0] == AT_ARTICLE == below < above:
            return at
    return 0


def _up(tokens: tuple[Token, ...]) -> tuple[Path, ...]:
    """Paths of a run that goes up: each kind of provision holds those named before it."""
    items: list[list[Step]] = []
    # `khoản 3 Điều 8; tên Mục 2 Chương II`, `Điều 3 và Mục 2 Chương III`: the article is none of the chapter
    closed: list[list[Step]] = []
    previous: tuple[int, str, tuple[str, ...]] | None = None
    for level, kind, values, mark in tokens:
        if mark == UNTIL and previous and previous[0] == level and len(values) == 1:
            for value in _between(previous[2][-1], values[0])[1:]:
                items.append([(level, kind, value)])
            previous = (level, kind, values)
            continue
        if mark in _COORDINATES and level > AT_ARTICLE:
            closed += [item for item in items if item[-1][0] == AT_ARTICLE]
        waiting = [
            item
            for item in items
            if item[-1][0] < level
            and not any(item is c for c in closed)
            and not (mark in _COORDINATES and _closed(item, mark, level))
        ]
        if waiting and values != (THIS_ONE,):
            spread: list[list[Step]] = []
            for item in items:
                if any(item is w for w in waiting):
                    spread.extend([*item, (level, kind, value)] for value in values)
                else:
                    spread.append(item)
            items = spread
        elif waiting:
            for item in waiting:
                item.append((level, kind, THIS_ONE))
        else:
            items.extend([(level, kind, value)] for value in values)
        previous = (level, kind, values)
    return tuple(tuple(item) for item in items)


def _closed(item: list[Step], mark: str, level: int) -> bool:
    """An item that already has its article takes no more from behind a comma; `Mục II, Phần B` is one."""
    return level > AT_ARTICLE and (item[-1][0] == AT_ARTICLE or (item[-1][0] > AT_ARTICLE and mark.strip() != ","))


def _down(tokens: tuple[Token, ...]) -> tuple[Path, ...]:
    """Paths of a run that goes down: each kind of provision is part of the one named before it."""
    items: list[Path] = []
    stack: list[Step] = []
    fresh = False
    for level, kind, values, _ in tokens:
        while stack and stack[-1][0] <= level:
            stack.pop()
        parent = tuple(stack)
        if fresh and items and parent and items[-1] == tuple(reversed(parent)):
            items.pop()
        for value in values:
            items.append(tuple(reversed((*parent, (level, kind, value)))))
        stack.append((level, kind, values[-1]))
        fresh = True
    return tuple(items)


@lru_cache(maxsize=1 << 13)
def written(path: Path, context: Path = (), lean: bool = False) -> str:
    """`điều 5/khoản 2/điểm a`; `này` is replaced by what it means, and in an amending act the article is taken from the words above."""
    steps = [step for step in path if step[2] != THIS_ONE]
    top = max((step[0] for step in path), default=0)
    if any(step[2] == THIS_ONE for step in path) or (lean and top < AT_ARTICLE):
        steps += [step for step in context if step[0] > max((s[0] for s in steps), default=-1)]
    if not steps:
        return ""
    return "/".join(f"{kind} {value}" for _, kind, value in sorted(steps, key=lambda s: -s[0]))
