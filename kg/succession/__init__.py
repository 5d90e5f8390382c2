"""Who holds a body's duties on a given day: chains of successions over the rows of `ontology/tables/successions.toml`.

A body is a canonical name and a place (an id of `kg.units`, None at the centre). Each step is taken on its own day, so that a department of
a merged province changes twice in 2025; where a row hands over a part only, the words of the task choose among the heirs.
"""

from __future__ import annotations

from kg.succession.heirs import WHYS, Why
from kg.succession.holders import Holder, holders
from kg.succession.lives import period, successors
from kg.succession.names import body_key, label, located
from kg.succession.past import Predecessor, inherited_from, predecessors
from kg.succession.places import PlaceSuccessor, place_predecessors, place_successors
from kg.succession.rows import Basis, Field, Row, Share
from kg.succession.tables import rows

__all__ = [
    "WHYS",
    "Basis",
    "Field",
    "Holder",
    "PlaceSuccessor",
    "Predecessor",
    "Row",
    "Share",
    "Why",
    "body_key",
    "holders",
    "inherited_from",
    "label",
    "located",
    "period",
    "place_predecessors",
    "place_successors",
    "predecessors",
    "rows",
    "successors",
]
