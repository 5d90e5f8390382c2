"""Bodies and groups of bodies named in a text: state, Party, mass organisations, enterprises, armed forces, officials as their bodies.

Candidates come from one scan for the words of the tables; where a name ends is worked out at each candidate. A local name belongs to the
place of the paper it stands in. `Finder` is built up in layers: `Scan`, `Tails`, `Belonging`, `Sectors`, and above them one for each kind
of name: `Known`, `Heads`, `Groups`, `Officials`, `Units`.
"""

from __future__ import annotations

from kg.recognise.agencies.collecting import Bodies
from kg.recognise.agencies.finder import find

__all__ = ["Bodies", "find"]
