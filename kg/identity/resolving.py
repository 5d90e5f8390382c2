"""Descriptions of a block -> clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from kg.identity.blocking import blocks, gathered
from kg.identity.documents import document_groups
from kg.identity.ids import suffixes
from kg.identity.judgements import Judgement, judged
from kg.identity.merging import merged
from kg.identity.others import other_groups
from kg.identity.records import Cluster, Descriptor, NodeIssue
from kg.model import DOCUMENT
from kg.naming import descriptor_key


def resolve(descriptors: Sequence[Descriptor], judgements: Sequence[Judgement] = ()) -> list[Cluster]:
    """All clusters of all blocks, sorted by id."""
    found = (c for block in blocks(descriptors, judgements) for c in resolve_block(gathered(block), judgements))
    return sorted(found, key=lambda c: c.id)


def resolve_block(descriptors: Sequence[Descriptor], judgements: Sequence[Judgement] = ()) -> list[Cluster]:
    """The clusters of one block, sorted by id; what their order of arrival was does not matter."""
    issues: list[NodeIssue] = []
    ordered = sorted(descriptors, key=lambda d: d.member) if len(descriptors) > 1 else descriptors
    groups = document_groups([d for d in ordered if d.entity.kind == DOCUMENT], issues)
    groups += other_groups((d for d in ordered if d.entity.kind != DOCUMENT), issues)
    if judgements:
        keys = {(file, local): descriptor_key(d.entity) for d in ordered for file, local, _ in d.places()}
        groups = judged(groups, judgements, keys)
    return _clusters(groups, issues)


def _clusters(groups: list[list[Descriptor]], issues: list[NodeIssue]) -> list[Cluster]:
    by_member: dict[tuple[str, int], list[NodeIssue]] = defaultdict(list)
    for issue in issues:
        by_member[issue.file, issue.local].append(issue)
    drafts = [merged(sorted(g, key=lambda d: d.member) if len(g) > 1 else g) for g in groups]
    if len(drafts) == 1 and not issues:
        return drafts
    by_id: dict[str, list[int]] = defaultdict(list)
    for i, cluster in enumerate(drafts):
        by_id[cluster.id].append(i)
    for same in by_id.values():
        if len(same) > 1:
            for i, suffix in zip(same, suffixes([drafts[i] for i in same]), strict=True):
                drafts[i] = structs.replace(drafts[i], id=f"{drafts[i].id}-{suffix}" if suffix else drafts[i].id)
    for i, cluster in enumerate(drafts):
        told = [x for m in cluster.members for x in by_member[m]]
        if told:
            drafts[i] = structs.replace(cluster, issues=tuple(sorted({*cluster.issues, *told})))
    return sorted(drafts, key=lambda c: c.id)
