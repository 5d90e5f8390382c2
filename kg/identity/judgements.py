"""What people said of two descriptions: that they are of one thing, or of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kg.identity.records import Descriptor


class Judgement(Struct, frozen=True, order=True):
    """A person's word on two descriptors (`descriptor_key`): "same" or "different"."""

    kind: str
    a: str
    b: str


def same_keys(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Descriptor keys that a person called the same -> a key they share."""
    shared: dict[str, str] = {}
    for j in sorted(judgements):
        if j.kind == "same":
            old = {shared.get(j.a, j.a), shared.get(j.b, j.b)}
            shared |= {k: min(old) for k, v in shared.items() if v in old}
            shared[j.a] = shared[j.b] = min(old)
    return shared


def judged(
    groups: list[list[Descriptor]], judgements: Sequence[Judgement], keys: dict[tuple[str, int], str]
) -> list[list[Descriptor]]:
    """Groups after what people said: first what is the same, then what is not. `keys`: descriptor key of each member."""

    def holding(key: str) -> list[Descriptor] | None:
        return next((g for g in groups if any(keys[d.file, d.local] == key for d in g)), None)

    for j in sorted(judgements, key=lambda j: (j.kind != "same", j)):
        has_a, has_b = holding(j.a), holding(j.b)
        if has_a is None or has_b is None:
            continue
        if j.kind == "same" and has_a is not has_b:
            groups = [g for g in groups if g is not has_b and g is not has_a] + [has_a + has_b]
        elif j.kind == "different" and has_a is has_b:
            apart = [d for d in has_b if keys[d.file, d.local] == j.b]
            rest = [d for d in has_b if keys[d.file, d.local] != j.b]
            groups = [g for g in groups if g is not has_b] + [g for g in (rest, apart) if g]
    return groups
