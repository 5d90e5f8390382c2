"""Are two names those of bodies of two units, two places one commune?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from kg import naming
from kg.units import COMMUNE, load_units


def of_two_units(a: str, b: str) -> bool:
    """`uy-ban-nhan-dan-huyen-…` of two names: one kind of body, of another unit (`…-tinh-kon-tum`, `…-huyen-dak-ha`)."""
    (body, *mine), (other, *theirs) = _parts(a), _parts(b)
    if body != other:
        return False
    for level, (one, two) in enumerate(zip(mine, theirs, strict=False)):
        (kind, name), (its_kind, its_name) = one, two
        alike = (name.endswith(its_name) or its_name.endswith(name)) and (kind == its_kind or bool(name and its_name))
        if not alike and (level == 0 or kind == its_kind):
            return True  # where one leaves its name out, the kinds tell
    return False


@lru_cache(maxsize=1 << 12)
def one_commune(a: str | None, b: str | None) -> bool:
    """`xã La Bằng, huyện Đại Từ` and the commune that took its place and its name: a later paper of it cites `của Đảng ủy xã` as its own."""
    units = load_units()
    one, two = units.get(a or ""), units.get(b or "")
    if not one or not two or {one.level, two.level} != {COMMUNE} or one.name != two.name:
        return False
    return two.id in one.successors or one.id in two.successors


@lru_cache(maxsize=1 << 14)
def _parts(name: str) -> tuple[Any, ...]:
    """A body's name as it is compared -> the body, then (kind, name) of each unit named behind it."""
    body, *rest = _kinds().split(name)
    return body, *zip(rest[::2], (part.strip("-") for part in rest[1::2]), strict=True)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"-({'|'.join(sorted(naming.words('units'), key=len, reverse=True))})(?=-|$)")
