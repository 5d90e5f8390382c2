"""Which descriptions, in all files, are of one thing: descriptors of a block -> clusters with id, fields, aliases and issues.

Pure and independent of order: groups are made from the descriptions that say most, before any that say less look for the one they
can belong to; a description that could belong to several stays apart, and says so. Files that say the same of a thing are one
descriptor with several places: to compare costs as much as there are different descriptions.
"""

from __future__ import annotations

from kg.identity.blocking import blocks, described
from kg.identity.judgements import Judgement, same_keys
from kg.identity.records import Cluster, Descriptor, NodeIssue, Speaker
from kg.identity.resolving import resolve, resolve_block

__all__ = [
    "Cluster",
    "Descriptor",
    "Judgement",
    "NodeIssue",
    "Speaker",
    "blocks",
    "described",
    "resolve",
    "resolve_block",
    "same_keys",
]
