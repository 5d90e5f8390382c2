"""Blanks lost where a page joined its lines: documents are found as if they stood there, and quotes stay as printed."""

from __future__ import annotations

import time

import pytest

from kg.blanks import lost_blanks
from kg.extract import extract


def _spaced(text: str) -> str:
    for at in reversed(lost_blanks(text)):
        text = f"{text[:at]} {text[at:]}"
    return text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Căn cứ Luật Tổ chức Hội đồngnhân dân", "Căn cứ Luật Tổ chức Hội đồng nhân dân"),
        ("VỀ VIỆCSỬA ĐỔI, BANHÀNH Quy chế do Sở ban hành", "VỀ VIỆC SỬA ĐỔI, BAN HÀNH Quy chế do Sở ban hành"),
        ("thuộc UBNDtỉnh chịu tráchnhiệm", "thuộc UBND tỉnh chịu trách nhiệm"),
        ("từ ngày01 đến hết 20tháng 5, chịu tráchnhiệm", "từ ngày01 đến hết 20 tháng 5, chịu trách nhiệm"),
        ("trình các sở, ban, cácngành có tráchnhiệm", "trình các sở, ban, các ngành có trách nhiệm"),
    ],
)
def test_words_joined_by_mistake_are_parted(printed: str, meant: str) -> None:
    assert _spaced(printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh nghiêng về phương án xây dựng trường Nguyễn Thượng Hiền.",
        "Số: 12/QĐ-UBND; website, internet, registration, Methamphetamine; xã Đắkrông, buôn Krôngbuk.",
        "……………………………………………………………………… (tỉnh/huyện)..........",
    ],
)
def test_whole_words_foreign_words_and_symbols_stay(text: str) -> None:
    assert lost_blanks(text) == []


def test_a_citation_without_its_blanks_is_that_of_the_same_words_with_them() -> None:
    text = (
        "Căn cứ Luật Tổ chức Hội đồngnhân dân và Ủy ban nhân dânngày 26 tháng 11 năm 2003;\n"
        "Căn cứ Chỉ thị số 15/2006/CT-TTg ngày22 tháng 5 năm 2006 của Thủ tướng Chínhphủ về tiết kiệm;"
    )
    facts = extract("a.txt", text)
    documents = [
        (text[m.start : m.end], facts.entities[m.entity])
        for m in facts.mentions
        if facts.entities[m.entity].kind == "document"
    ]
    assert [(words, d.date) for words, d in documents] == [
        ("Luật Tổ chức Hội đồngnhân dân và Ủy ban nhân dânngày 26 tháng 11 năm 2003", "2003-11-26"),
        ("Chỉ thị số 15/2006/CT-TTg ngày22 tháng 5 năm 2006 của Thủ tướng Chínhphủ", "2006-05-22"),
    ]
    assert documents[1][1].issuer == "Thủ tướng Chính phủ"


def test_a_long_line_of_letters_takes_no_time() -> None:
    start = time.perf_counter()
    lost_blanks("ngànhnghề" * 300_000 + " " + "a" * 3_000_000)
    assert time.perf_counter() - start < 5
