"""A text as the full-text index takes it."""

from __future__ import annotations

import codecs

from kg.graphfile import searchable
from kg.text import plain

# What most texts are written with, one byte for each, and the same without marks and capitals, blanks for what is in no word.
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_ALPHABET = "".join(("\0\n\t", *map(chr, range(32, 127)), _LETTERS, _LETTERS.upper(), "“”‘’–—…•·§°±≥≤→\u00a0"))
_CODES = codecs.charmap_build(_ALPHABET.ljust(256, "\ufffe"))
_PLAIN = "".join(letter if (letter := plain(c)).isalnum() else " " for c in _ALPHABET).ljust(256).encode("ascii")


def indexed(text: str) -> bytes:
    """The text as the full-text index takes it. To take the marks off here costs the index less than to do it itself."""
    coded = codecs.charmap_encode(text, "replace", _CODES)[0]
    if coded.count(_ALPHABET.index("?")) != text.count("?"):  # a letter of another alphabet
        return searchable(text).encode("utf-8")
    return coded.translate(_PLAIN)
