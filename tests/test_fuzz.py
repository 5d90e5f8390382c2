"""Ten thousand made-up texts: none brings a traceback, none runs over a second, and every quote stands where it says."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.text import canonical

EXAMPLES = int(os.environ.get("KG_EXAMPLES", "400"))
BITS = [
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "Quyết định số 1676/QĐ-TTg", "các Nghị quyết số 59, 70, 71-NQ/TW", "Luật Đầu tư công năm 2019",
    "Luật số 50/2014/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 62/2020/QH14", "điểm a, b và d khoản 2 Điều 5", "từ Điều 5 đến Điều 9",
    "Sở Tài chính", "UBND các huyện, thành phố", "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "trước ngày 15/12 hằng năm", "trong quý II năm 2025",
    "Bãi bỏ các văn bản sau:", "sau đây gọi tắt là Nghị định 15", "Căn cứ", "Thực hiện", "ỦY BAN NHÂN DÂN", "TỈNH SƠN LA", "Số: 77/KH-UBND", "KẾ HOẠCH", "QUYẾT ĐỊNH:",
    "Điều 1.", "I. MỤC ĐÍCH", "1.1.", "a)", "- ", "|", "**", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "./.", "“", "”", "(", ")", "Đề án “Y tế thông minh giai đoạn 2025 - 2030”",
    "ngày 31/02/2024", "số", "/", "-", "13-NQ/", "/QĐ-", "999999999999/2024", "Ð", "uỷ", "\u00a0", "\u200b", "\u00ad", "\u0301", "İ", "\ufeff", "0" * 50, "đến năm 2030, đạt trên 99%",
]  # fmt: skip
SEPARATORS = [" ", "\n", "\n\n", ", ", "; ", ". ", "", "\t", " | ", "\r\n", "\u2028"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Pieces of real papers in any order, cut anywhere, among any characters."""
    pieces = draw(st.lists(st.sampled_from(BITS) | st.text(max_size=12), max_size=40))
    text = "".join(p + draw(st.sampled_from(SEPARATORS)) for p in pieces)
    cut = draw(st.integers(0, len(text)))
    return text[cut:] if draw(st.booleans()) else text[: len(text) - cut // 4]


def check(text: str) -> None:
    text = canonical(text)
    start = time.process_time()
    facts = extract("f.txt", text)
    assert time.process_time() - start < 1
    spans = [(m.start, m.end) for m in facts.mentions] + [(s.start, s.end) for c in facts.claims for s in c.evidence]
    spans += [(x.start, x.end) for x in (*facts.tasks, *facts.deadlines, *facts.targets)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(c.evidence for c in facts.claims)
    assert all(0 <= m.entity < len(facts.entities) for m in facts.mentions)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_made_up_papers(text: str) -> None:
    check(text)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts() | st.text(max_size=300))
def test_ten_thousand_made_up_papers(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1/",
        "12/34-",
        "Điều 1 ",
        "khoản 1 ",
        "(",
        "“",
        "số 1/NQ-CP, ",
        "Sở Tài chính, ",
        "a) ",
        "- ",
        "|",
        "Luật ",
        "các ",
        "và ",
        "ngày 1/1/2020 ",
        "của Bộ Y tế ",
        "\n",
        "Luật Đất đai và ",
        "Sở Tài chính chủ trì ",
        "trước ngày 30/6/2025 ",
        "MỤC TIÊU\n|phấn đấu đạt 5%\n",
        "TỔ CHỨC THỰC HIỆN\n|- Giao Sở Y tế rà soát.\n",
    ],
)
def test_a_piece_over_and_over_stays_linear(piece: str) -> None:
    head, _, repeated = piece.rpartition("|") if len(piece) > 1 else ("", "", piece)

    def seconds(size: int) -> float:
        text = head + repeated * (size // len(repeated))
        start = time.process_time()
        extract("f.txt", text)
        return time.process_time() - start

    seconds(2_000)
    small, large = seconds(20_000), seconds(160_000)
    assert large < 30 * small + 0.5, f"{piece!r}: 8 times the text cost {large / max(small, 1e-6):.0f} times as much"
