"""Administrative units: a place by any name a text gives it, and the unit of the text's own day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from kg.succession import place_successors
from kg.tables import ontology
from kg.toml import kept
from kg.units import COMMUNE, DISTRICT, WORK_2025, canonical_place, load_units, province_at

NAMES = {
    "Sơn La": "tinh-son-la",
    "tỉnh Sơn La": "tinh-son-la",
    "TỈNH SƠN LA": "tinh-son-la",
    "son la": "tinh-son-la",
    "TP.HCM": "thanh-pho-ho-chi-minh",
    "TPHCM": "thanh-pho-ho-chi-minh",
    "Tp. Hồ Chí Minh": "thanh-pho-ho-chi-minh",
    "TP. Hà Nội": "thanh-pho-ha-noi",
    "Thừa Thiên Huế": "tinh-thua-thien-hue",
    "Thừa Thiên - Huế": "tinh-thua-thien-hue",
    "TP Huế": "thanh-pho-hue",
    "BR-VT": "tinh-ba-ria-vung-tau",
    "Bà Rịa – Vũng Tàu": "tinh-ba-ria-vung-tau",
    "Đắk Lắk": "tinh-dak-lak",
    "Đắc Lắc": "tinh-dak-lak",
    "Đăk Lăk": "tinh-dak-lak",
    "Dak Lak": "tinh-dak-lak",
    "Ðắk Lắk": "tinh-dak-lak",  # U+00D0
    "Hòa Bình": "tinh-hoa-binh",
    "Hoà Bình": "tinh-hoa-binh",
    "Thanh Hoá": "tinh-thanh-hoa",
    "Quảng Nam - Đà Nẵng": "tinh-quang-nam-da-nang",
    "Quảng Nam": "tinh-quang-nam",
    "Kontum": "tinh-kon-tum",
    "huyện Mai Sơn, tỉnh Sơn La": "huyen-mai-son-tinh-son-la",
    "huyện Mai Sơn tỉnh Sơn La": "huyen-mai-son-tinh-son-la",
    "thành phố Sơn La": "thanh-pho-son-la-tinh-son-la",
    "Quận 1": "quan-1-thanh-pho-ho-chi-minh",
    "phường Tô Hiệu, thành phố Sơn La, tỉnh Sơn La": "phuong-to-hieu-thanh-pho-son-la-tinh-son-la",
}


@pytest.mark.parametrize(("text", "place"), NAMES.items())
def test_a_place_by_any_of_its_names(text: str, place: str) -> None:
    assert canonical_place(text) == place


@pytest.mark.parametrize(
    "text", ["", "nước ngoài", "tỉnh", "các tỉnh, thành phố", "huyện Châu Thành", "Trung ương", "tỉnh Đà Lạt"]
)
def test_what_names_no_place_or_more_than_one_is_not_guessed(text: str) -> None:
    assert canonical_place(text) is None


def test_one_name_two_units_the_day_of_the_text_decides() -> None:
    assert canonical_place("Hậu Giang", date(1985, 1, 1)) == "tinh-hau-giang-1976"
    assert canonical_place("Hậu Giang", date(2010, 1, 1)) == "tinh-hau-giang"
    assert canonical_place("thành phố Huế", date(2020, 1, 1)) == "thanh-pho-hue-tinh-thua-thien-hue"
    assert canonical_place("thành phố Huế", date(2025, 3, 1)) == "thanh-pho-hue"
    assert canonical_place("TP Bắc Ninh", date(2024, 3, 1)) == "thanh-pho-bac-ninh-tinh-bac-ninh"
    assert canonical_place("TP Bắc Ninh", date(2026, 10, 1)) == "thanh-pho-bac-ninh"
    assert canonical_place("Đồng Nai", date(2026, 4, 29)) == "tinh-dong-nai"
    assert canonical_place("Đồng Nai", date(2026, 4, 30)) == "thanh-pho-dong-nai"
    assert canonical_place("Cần Thơ", date(2000, 1, 1)) == "tinh-can-tho"


def test_the_paper_s_own_province_chooses_between_namesakes() -> None:
    assert canonical_place("huyện Châu Thành", within="tinh-ben-tre") == "huyen-chau-thanh-tinh-ben-tre"
    # the new Bắc Ninh holds the districts of Bắc Giang
    assert canonical_place("huyện Lạng Giang", within="tinh-bac-ninh") == "huyen-lang-giang-tinh-bac-giang"
    new = canonical_place("phường Tô Hiệu", date(2025, 8, 1), "tinh-son-la")
    assert new == "phuong-to-hieu-tinh-son-la"


def test_a_province_exists_between_its_days() -> None:
    assert province_at("Hà Tây", date(2008, 7, 31)) is not None
    assert province_at("Hà Tây", date(2008, 8, 1)) is None
    assert province_at("Bắc Ninh", date(1980, 1, 1)) is None  # within Hà Bắc
    assert province_at("tỉnh Bắc Ninh", date(2025, 8, 1)) is not None
    assert province_at("Hòa Bình", date(2025, 6, 30)) is not None
    assert province_at("Hòa Bình", date(2025, 7, 1)) is None


@pytest.mark.parametrize(
    ("day", "count"), [(date(2024, 6, 1), 63), (date(2025, 2, 1), 63), (date(2025, 7, 1), 34), (date(2026, 10, 1), 34)]
)
def test_number_of_provinces(day: date, count: int) -> None:
    assert sum(unit.at(day) for unit in load_units().provinces.values()) == count


def test_the_table_holds_every_unit_of_2025() -> None:
    lower = load_units().lower.values()
    assert sum(u.level == DISTRICT and u.code is not None for u in lower) == 696
    assert sum(u.level == COMMUNE and u.at(date(2025, 6, 1)) for u in lower) == 10_035
    assert sum(u.level == COMMUNE and u.at(WORK_2025) for u in lower) == 3_321
    assert sum(u.level == COMMUNE and u.at(date(2026, 10, 1)) for u in lower) == 3_321


def test_every_old_commune_became_something_that_exists() -> None:
    units = load_units()
    for unit in units.lower.values():
        if unit.level == COMMUNE and unit.until == WORK_2025:
            assert unit.successors, unit.id
            assert all(units.lower[heir].at(WORK_2025) for heir in unit.successors)


def test_codes_are_no_identity_ids_are() -> None:
    units = load_units()
    codes = [u.code for u in units.lower.values() if u.level == COMMUNE]
    assert len(set(codes)) < len(codes)
    assert len(units.lower) == len({u.id for u in units.lower.values()})


def test_what_became_of_a_commune_and_a_district() -> None:
    units = load_units()
    heirs = place_successors("phuong-chieng-le-thanh-pho-son-la-tinh-son-la")
    assert [h.id for h in heirs] == ["phuong-to-hieu-tinh-son-la"]
    assert "1681/NQ-UBTVQH15" in heirs[0].basis
    assert (heirs[0].in_force, heirs[0].since) == (date(2025, 6, 16), date(2025, 7, 1))
    assert len(units.below("tinh-son-la", date(2025, 8, 1))) == 75
    mai_son = units.successors("huyen-mai-son-tinh-son-la")
    assert "xa-mai-son-tinh-son-la" in mai_son
    changed = units.get("xa-trang-bom-tinh-dong-nai")
    assert changed is not None and changed.until == date(2026, 4, 30)


def test_what_became_of_a_province() -> None:
    heirs = place_successors("tinh-hoa-binh")
    assert [(h.id, h.since, h.share) for h in heirs] == [
        ("thanh-pho-ha-noi", date(2008, 8, 1), "part"),  # four communes
        ("tinh-phu-tho", date(2025, 7, 1), "whole"),
    ]
    assert heirs[1].in_force == date(2025, 6, 12)  # the units exist before their governments work
    assert "202/2025/QH15" in heirs[1].basis
    assert place_successors("tinh-son-la") == []


def test_periods_agree_with_the_successions() -> None:
    units = load_units()
    for unit in units.provinces.values():
        ends = [
            h.since
            for h in place_successors(unit.id)
            if h.share == "whole" and (unit.gap is None or h.since > unit.gap[0])
        ]
        if unit.until and ends:
            assert unit.until == max(ends), unit.id


def test_labels() -> None:
    units = load_units()
    assert units.label("tinh-son-la") == "tỉnh Sơn La"
    assert units.label("huyen-mai-son-tinh-son-la") == "huyện Mai Sơn, tỉnh Sơn La"
    assert units.label("no-such-place") == "no-such-place"
    assert units.province_of("huyen-mai-son-tinh-son-la") == "tinh-son-la"


def test_provinces_do_not_read_the_communes() -> None:
    code = (
        "from kg.units import load_units, canonical_place\n"
        "assert canonical_place('tỉnh Sơn La') and canonical_place('TP.HCM')\n"
        "assert 'lower' not in vars(load_units())"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_table_is_small() -> None:
    assert (ontology() / "tables" / "units_lower.tsv").stat().st_size <= 500_000


def test_what_was_made_of_tables_is_kept_until_one_of_them_changes(tmp_path: Path) -> None:
    table, other = tmp_path / "a.tsv", tmp_path / "b.toml"
    table.write_text("xã")
    other.write_text("tỉnh")

    def joined() -> list[str]:
        return kept(table, list[str], lambda: [p.read_text() + str(next(made)) for p in (table, other)], other)

    made = count()
    assert joined() == joined() == ["xã0", "tỉnh1"]
    other.write_text("thành phố")
    assert joined() == joined() == ["xã2", "thành phố3"]
    next((tmp_path / "__pycache__").iterdir()).write_bytes(b"\xff")  # damaged
    assert joined() == ["xã4", "thành phố5"]
