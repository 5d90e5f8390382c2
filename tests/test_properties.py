"""Any sequence of adding, changing, removing and forgetting files gives the export of a clean build of what is left."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kg.api import Graph
from kg.building import build_report, forget
from kg.errors import ReadError
from kg.export import EXPORTERS

# Numbers of two terms, of two places and of two years; documents cited before their own text comes; bodies and tasks of one place.
TEXTS = [
    """ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: 77/KH-UBND                          Kon Tum, ngày 03 tháng 3 năm 2025
KẾ HOẠCH
Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy
1. Sở Y tế
- Chủ trì, phối hợp với Sở Tài chính xây dựng Đề án “Y tế thông minh giai đoạn 2025 - 2030”, trình trong quý II năm 2025.
2. Rà soát quy trình tiếp dân.
- Cơ quan thực hiện: Văn phòng Ủy ban nhân dân tỉnh.
""",
    """TỈNH ỦY KON TUM
Số 12-NQ/TU
Kon Tum, ngày 20 tháng 01 năm 2025
NGHỊ QUYẾT
về phát triển y tế
Thực hiện Nghị quyết số 29-NQ/TW của Bộ Chính trị và Luật Đầu tư công.
""",
    """CHÍNH PHỦ
Số: 01/NQ-CP
Hà Nội, ngày 08 tháng 01 năm 2025
NGHỊ QUYẾT
Căn cứ Luật Đầu tư công số 58/2024/QH15 ngày 29/11/2024;
Căn cứ Nghị quyết số 29-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương;
Thay thế Nghị quyết số 01/NQ-CP ngày 02/01/2014 của Chính phủ.
""",
    """Theo Nghị quyết số 29-NQ/TW ngày 04/11/2013 và Nghị quyết 01/NQ-CP, Sở Y tế Gia Lai báo cáo trước ngày 15/12 hằng năm.
Luật Đầu tư công năm 2019 và Luật Đầu tư công số 39/2019/QH14. Quyết định số 435/QĐ-UBND.""",
    """ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: 435/QĐ-UBND
Gia Lai, ngày 04 tháng 3 năm 2021
QUYẾT ĐỊNH
Căn cứ Luật Đầu tư công;
Điều 1. Giao Sở Y tế chủ trì thực hiện Kế hoạch số 77/KH-UBND.
""",
    "",
]
TEXTS.insert(1, TEXTS[0].replace("quý II", "quý III"))  # names what the first names, and says another thing
# Names what the first names, with others between and after.
TEXTS.insert(
    2, TEXTS[0].replace("1. Sở", "Căn cứ Nghị quyết số 29-NQ/TW, Luật Đầu tư công;\n0. Sở Nội vụ báo cáo.\n1. Sở")
)
NAMES = ["a.txt", "b.txt", "sub/a.txt", "sub/deep/c.txt", "z.txt"]


def export(graph: Path) -> bytes:
    out = graph.with_suffix(".json")
    with Graph.open(graph) as opened:
        EXPORTERS["json"](opened, out, with_text=True)
    return out.read_bytes()


class Files(RuleBasedStateMachine):
    """Two folders, a graph that follows what happens in them, and what the graph should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.graph = self.place / "kg.db"
        self.folders = [self.place / "one", self.place / "two"]
        for folder in self.folders:
            folder.mkdir()
        self.built: dict[Path, dict[str, int]] = {f: {} for f in self.folders}  # as of the last build of that folder
        self.now: dict[Path, dict[str, int]] = {f: {} for f in self.folders}

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    @initialize(text=st.integers(0, len(TEXTS) - 2))
    def something(self, text: int) -> None:
        self.write(0, NAMES[0], text)
        self.build([0])

    @rule(folder=st.integers(0, 1), name=st.sampled_from(NAMES), text=st.integers(0, len(TEXTS) - 1))
    def write(self, folder: int, name: str, text: int) -> None:
        path = self.folders[folder] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXTS[text], "utf-8")
        self.now[self.folders[folder]][name] = text

    @rule(folder=st.integers(0, 1), name=st.sampled_from(NAMES))
    def delete(self, folder: int, name: str) -> None:
        (self.folders[folder] / name).unlink(missing_ok=True)
        self.now[self.folders[folder]].pop(name, None)

    @rule(which=st.sampled_from([[0], [1], [0, 1], [1, 0]]))
    def build(self, which: list[int]) -> None:
        given = [self.folders[i] for i in which]
        if not any(self.now[f] or any(TEXTS[t] for t in self.built[f].values()) for f in given):
            with pytest.raises(ReadError, match="folder-empty"):
                build_report(given, self.graph, workers=1)
            return
        report = build_report(given, self.graph, workers=1)
        for i in which:
            self.built[self.folders[i]] = dict(self.now[self.folders[i]])
        empty = sorted(name for i in which for name, text in self.now[self.folders[i]].items() if not TEXTS[text])
        assert sorted(r.file for r in report.rejected) == empty

    @precondition(lambda self: any(self.built.values()))
    @rule(folder=st.integers(0, 1), name=st.sampled_from([*NAMES, ""]))
    def forget(self, folder: int, name: str) -> None:
        place = self.folders[folder]
        forget([place / name if name else place], self.graph)
        self.built[place] = {n: t for n, t in self.built[place].items() if name and n != name}

    @invariant()
    def same_as_clean(self) -> None:
        left = {f: {n: t for n, t in names.items() if TEXTS[t]} for f, names in self.built.items()}
        if not self.graph.exists():
            return
        clean = self.place / "clean"
        for folder, names in left.items():
            for name, text in names.items():
                path = clean / folder.name / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(TEXTS[text], "utf-8")
        other = self.place / "clean.db"
        other.unlink(missing_ok=True)
        there = [clean / f.name for f in self.folders if (clean / f.name).is_dir()]
        if there:
            build_report(reversed(there), other, workers=1)
            assert export(self.graph) == export(other)
            shutil.rmtree(clean)
        else:
            with Graph.open(self.graph) as graph:
                assert not graph.counts()


Files.TestCase.settings = settings(
    max_examples=int(os.environ.get("KG_EXAMPLES", "15")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestFiles = Files.TestCase


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("texts")
    for n, text in enumerate(TEXTS[:-1]):
        (place / f"{n}.txt").write_text(text, "utf-8")
    return place


def test_the_number_of_workers_does_not_matter(folder: Path, tmp_path: Path) -> None:
    build_report(folder, tmp_path / "one.db", workers=1)
    build_report(folder, tmp_path / "two.db", workers=2)
    assert export(tmp_path / "one.db") == export(tmp_path / "two.db")


def test_decomposed_text_with_other_line_ends_gives_the_same_export(folder: Path, tmp_path: Path) -> None:
    build_report(folder, tmp_path / "nfc.db", workers=1)
    other = tmp_path / "nfd"
    other.mkdir()
    for path in folder.iterdir():
        text = unicodedata.normalize("NFD", path.read_text("utf-8")).replace("\n", "\r\n")
        (other / path.name).write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    build_report(other, tmp_path / "nfd.db", workers=1)
    assert export(tmp_path / "nfc.db") == export(tmp_path / "nfd.db")


def test_files_given_one_by_one_are_those_of_their_folder(folder: Path, tmp_path: Path) -> None:
    build_report(folder, tmp_path / "whole.db", workers=1)
    for path in sorted(folder.iterdir(), reverse=True):
        build_report(path, tmp_path / "parts.db", workers=1)
    assert export(tmp_path / "whole.db") == export(tmp_path / "parts.db")
