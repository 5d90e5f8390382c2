"""What a person wrote -> nodes; words -> places in names and texts. Case, diacritics, spaces and hyphens do not matter."""

from __future__ import annotations

from kg.find.bodies import bodies_named
from kg.find.finding import find
from kg.find.fulltext import search
from kg.find.numbered import same_number

__all__ = ["bodies_named", "find", "same_number", "search"]
