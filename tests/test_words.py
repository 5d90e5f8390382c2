"""Words are found where they stand, whatever else the text holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import canonical, fold
from kg.words import Words

WORDS = ("sở", "sở y tế", "ủy ban", "y tế\n", "tế")


def expected(text: str, longest: bool) -> list[tuple[int, int, int]]:
    found, at = [], 0
    while at < len(text):
        here = [(index, word) for index, word in enumerate(WORDS) if text.startswith(word, at)]
        if not here:
            at += 1
            continue
        index, word = max(here, key=lambda one: len(one[1])) if longest else here[0]
        found.append((index, at, at + len(word)))
        at += len(word)
    return found


@given(
    st.lists(st.sampled_from([*WORDS, " ", "ư", "?", "ñ", "字", "🙂", "\ud800"]) | st.text(max_size=3)).map("".join),
    st.booleans(),
)
def test_places_are_those_of_the_text(text: str, longest: bool) -> None:
    assert Words(WORDS, longest=longest).find(text) == expected(text, longest)


def test_the_places_are_the_same_however_much_was_looked_through() -> None:
    words, text = Words(WORDS), "sở y tế, ủy ban và sở" * 3
    first = words.find(text)
    words.find("ủy ban nhân dân " * 50_000)  # by now it has another automaton
    assert words.find(text) == first == expected(text, longest=True)


def test_a_word_goes_on_over_the_end_of_a_line_where_asked() -> None:
    words = Words(("sở y tế",))
    assert words.find("sở\ny tế") == []
    assert words.find("sở\ny tế", across_lines=True) == [(0, 0, 7)]


def test_a_word_that_no_text_can_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="字"):
        Words(("chữ 字",))


ODD = "\t*\u00a0\u2003\u2013\u2014\u2212\u2044ÐðАаоЕİΣ?²m字🙂\x0b\x01\n"


@given(st.lists(st.sampled_from([*ODD, "hoà", "HOÀ", "оà", "uỷ ", "Ủy ban", "tòa"]) | st.text(max_size=4)).map("".join))
def test_a_folded_copy_has_the_length_of_the_text_and_is_folded_already(text: str) -> None:
    low = fold(text)
    assert len(low) == len(text)
    assert fold(low) == low
    assert [
        a for a, b in zip(text, low, strict=True) if a.isascii() and a not in "oOuU\t\x0b\x0c\x1f*" and a.lower() != b
    ] == []


def test_what_looks_alike_is_folded_to_one() -> None:
    assert fold("HOÀ — uỷ\u00a0ban*") == "hòa - ủy ban "
    assert fold("Tоà ²") == "tòa ²"  # a Cyrillic о


@given(
    st.lists(
        st.sampled_from(["Nghị quyết số 57 ", "ê", "Ư", "\u0301", "\u0323", "\u0344", "가", "字", "\u20d2"]), max_size=9
    )
    .map("".join)
    .map(lambda odd: "Quyết định của Ủy ban nhân dân tỉnh " * 9 + odd + " về việc thực hiện")
)
def test_a_few_decomposed_letters_are_composed_as_all_of_a_text_would_be(text: str) -> None:
    assert canonical(text + "\u0301") == unicodedata.normalize("NFC", text + "\u0301")
