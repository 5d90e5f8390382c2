"""Who holds a duty on a day: chains, fields, traps; the bodies of the Sơn La plan row by row."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.succession import (
    Holder,
    holders,
    inherited_from,
    label,
    period,
    place_successors,
    predecessors,
    rows,
    successors,
)
from kg.succession.names import comparable
from kg.succession.tables import tables
from kg.units import canonical_place, day, load_units

SON_LA, HOA_BINH, PHU_THO, HA_NOI = "tinh-son-la", "tinh-hoa-binh", "tinh-phu-tho", "thanh-pho-ha-noi"
BEFORE, MARCH, JULY, NOW = date(2024, 6, 1), date(2025, 3, 15), date(2025, 8, 1), date(2026, 1, 1)


def names(body: str, place: str | None, as_of: date = NOW, task: str = "", said: date | None = None) -> list[str]:
    return [h.label for h in holders(body, place, as_of, task, said)]


def one(body: str, place: str | None, as_of: date = NOW, task: str = "") -> Holder:
    found = holders(body, place, as_of, task)
    assert len(found) == 1, found
    return found[0]


# The bodies of the Sơn La plan of 2024: (body, words of its task, after 2025-03-01, after 2025-07-01)
PLAN = [
    ("Sở Thông tin và truyền thông", "Phối hợp với các cơ quan thông tấn, báo chí để tuyên truyền, phổ biến thông tin về Kết luận số 72-KL/TW", "Sở Văn hóa, Thể thao và Du lịch", None),
    ("Sở Thông tin và Truyền thông", "kế hoạch phát triển hạ tầng số trên địa bàn tỉnh; hoàn thiện dự thảo Kế hoạch phát triển kinh tế số và xã hội số", "Sở Khoa học và Công nghệ", None),
    ("Sở Thông tin và Truyền thông", "ứng dụng công nghệ thông tin trong hoạt động của các cơ quan nhà nước để dẫn dắt chuyển đổi số", "Sở Khoa học và Công nghệ", None),
    ("Sở Thông tin và Truyền thông", "Tham mưu đẩy mạnh phát triển bưu chính theo hướng đa dạng hoá", "Sở Khoa học và Công nghệ", None),
    ("Sở Thông tin và Truyền thông", "bảo đảm an toàn thông tin mạng", "Công an", None),
    ("Sở Tài nguyên và Môi trường", "khai thác khoáng sản gắn với bảo vệ môi trường", "Sở Nông nghiệp và Môi trường", None),
    ("Sở Nông nghiệp và Phát triển nông thôn", "đảm bảo an toàn đập, hồ chứa thủy lợi", "Sở Nông nghiệp và Môi trường", None),
    ("Sở Kế hoạch và Đầu tư", "điều hành hiệu quả kế hoạch đầu tư công trung hạn", "Sở Tài chính", None),
    ("Sở Tài chính", "quản lý thu ngân sách", "Sở Tài chính", None),
    ("Sở Giao thông vận tải", "hoàn thiện mạng lưới hạ tầng giao thông tỉnh Sơn La", "Sở Xây dựng", None),
    ("Sở Giao thông vận tải", "sát hạch, cấp giấy phép lái xe", "Công an", None),
    ("Sở Xây dựng", "phát triển đô thị", "Sở Xây dựng", None),
    ("Sở Nội vụ", "cải cách hành chính", "Sở Nội vụ", None),
    ("Sở Công Thương", "phát triển mạng lưới chợ", "Sở Công Thương", None),
    ("Sở Công thương", "phát triển mạng lưới chợ", "Sở Công thương", None),
    ("Sở Y tế", "phát triển y tế cơ sở", "Sở Y tế", None),
    ("Sở Giáo dục và Đào tạo", "cơ sở vật chất trường học", "Sở Giáo dục và Đào tạo", None),
    ("Sở Khoa học và Công nghệ", "phát triển tài sản trí tuệ", "Sở Khoa học và Công nghệ", None),
    ("Sở Văn hoá, Thể thao và Du lịch", "thiết chế văn hoá", "Sở Văn hoá, Thể thao và Du lịch", None),
    ("Ban quản lý các khu công nghiệp", "thu hút đầu tư", "Ban quản lý các khu công nghiệp", None),
    ("UBND các huyện, thành phố", "nâng cấp, cải tạo các Trạm Y tế xã", "Ủy ban nhân dân các huyện, thành phố", "Ủy ban nhân dân các xã, phường"),
    ("Huyện ủy, thành ủy", "chỉ đạo", "Huyện ủy, thành ủy", "Đảng ủy các xã, phường"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "task", "march", "july"), PLAN)
def test_the_bodies_of_the_son_la_plan(body: str, task: str, march: str, july: str | None) -> None:
    assert names(body, SON_LA, MARCH, task) == [f"{march} tỉnh Sơn La"]
    assert names(body, SON_LA, JULY, task) == [f"{july or march} tỉnh Sơn La"]


def test_the_state_bank_of_son_la_went_to_a_region() -> None:
    bank = one("Ngân hàng nhà nước Việt Nam - Chi nhánh", SON_LA, MARCH)
    assert (bank.name, bank.place, bank.since) == ("Ngân hàng Nhà nước Khu vực 3", None, date(2025, 3, 1))
    assert one("Ngân hàng nhà nước Việt Nam - Chi nhánh", SON_LA, JULY).name == bank.name


def test_who_took_over_is_said_with_its_basis_and_marked_as_inferred() -> None:
    heir = one("Sở Kế hoạch và Đầu tư", SON_LA)
    assert heir.since == date(2025, 3, 1) and heir.share == "whole" and heir.why == "whole"
    assert "461/NQ-HĐND" in heir.basis
    assert heir.inferred  # the day is not read, trap 5
    assert not one("Sở Kế hoạch và Đầu tư", HA_NOI).inferred  # there it is


def test_inherited_by_the_department_of_finance() -> None:
    assert [p.label for p in predecessors("Sở Tài chính", SON_LA, NOW)] == ["Sở Kế hoạch và Đầu tư tỉnh Sơn La"]
    assert predecessors("Sở Tài chính", SON_LA, BEFORE) == []


# Traps


def test_part_is_not_whole() -> None:
    assert len(names("Bộ Lao động - Thương binh và Xã hội", None)) == 5
    assert len(names("Bộ Thông tin và Truyền thông", None)) == 3
    assert len(names("Bộ Giao thông vận tải", None)) == 2
    assert all(h.why == "all" and h.share == "part" and h.inferred for h in holders("Bộ LĐTBXH", None, NOW))
    assert names("Sở LĐTB&XH", SON_LA, NOW, "nâng cao chất lượng giáo dục nghề nghiệp") == [
        "Sở Giáo dục và Đào tạo tỉnh Sơn La"
    ]
    assert names("Sở LĐTB&XH", SON_LA, NOW, "rà soát hộ nghèo, hộ cận nghèo") == [
        "Sở Nông nghiệp và Môi trường tỉnh Sơn La"
    ]
    assert names("Sở LĐTB&XH", SON_LA, NOW, "giải quyết việc làm") == ["Sở Nội vụ tỉnh Sơn La"]
    assert names("Sở LĐTB&XH", SON_LA, NOW, "trợ giúp xã hội, bảo vệ trẻ em") == ["Sở Y tế tỉnh Sơn La"]
    assert names("Sở LĐTB&XH", SON_LA, NOW, "quản lý cơ sở cai nghiện ma túy") == ["Công an tỉnh Sơn La"]


def test_a_task_of_two_fields_has_two_heirs() -> None:
    task = "tăng cường đào tạo nghề; hỗ trợ hộ nghèo"
    assert names("Sở Lao động, Thương binh và Xã hội", SON_LA, NOW, task) == [
        "Sở Giáo dục và Đào tạo tỉnh Sơn La",
        "Sở Nông nghiệp và Môi trường tỉnh Sơn La",
    ]


def test_what_no_field_names_goes_to_the_heir_of_the_rest() -> None:
    task = "quản lý vận tải hành khách; sát hạch lái xe"
    assert names("Sở Giao thông vận tải", SON_LA, NOW, task) == ["Công an tỉnh Sơn La", "Sở Xây dựng tỉnh Sơn La"]


def test_a_body_s_name_in_the_task_is_no_field() -> None:
    task = "phối hợp với Sở Lao động - Thương binh và Xã hội"
    assert len(names("Sở Lao động - Thương binh và Xã hội", SON_LA, NOW, task)) == 5


def test_same_name_other_body() -> None:
    assert names("Bộ Nội vụ", None, NOW, said=date(1990, 1, 1)) == ["Bộ Công an"]
    assert names("Bộ Nội vụ", None, NOW, "cải cách hành chính", said=date(2010, 1, 1)) == ["Bộ Nội vụ"]
    assert names("Bộ Nội vụ", None, NOW, "quản lý tín ngưỡng, tôn giáo") == ["Bộ Dân tộc và Tôn giáo"]
    assert period("Bộ Nội vụ", None, date(1990, 1, 1)) == (None, date(1998, 5, 7))
    assert period("Bộ Nội vụ", None) == (date(2002, 8, 5), None)
    police = [p for p in predecessors("Bộ Công an", None, NOW) if p.name == "Bộ Nội vụ"]
    assert [p.before for p in police] == [date(1998, 5, 7)]


def test_a_later_text_means_the_body_of_its_own_day() -> None:
    task = "quản lý hoạt động tín ngưỡng, tôn giáo"
    assert names("Sở Nội vụ", SON_LA, NOW, task, said=BEFORE) == ["Sở Dân tộc và Tôn giáo tỉnh Sơn La"]
    assert names("Sở Nội vụ", SON_LA, NOW, task, said=JULY) == ["Sở Nội vụ tỉnh Sơn La"]
    assert names("Bảo hiểm xã hội tỉnh", SON_LA, MARCH, said=BEFORE) == ["Bảo hiểm xã hội khu vực tỉnh Sơn La"]
    assert one("Bảo hiểm xã hội tỉnh", SON_LA, NOW).since is None


def test_levels_slide() -> None:
    assert names("Cục Thuế", SON_LA, BEFORE) == ["Cục Thuế tỉnh Sơn La"]
    assert names("Cục Thuế", SON_LA, MARCH) == ["Chi cục Thuế khu vực tỉnh Sơn La"]
    assert names("Cục Thuế", SON_LA, JULY) == ["Thuế tỉnh Sơn La"]
    assert names("Tổng cục Thuế", None, JULY) == ["Cục Thuế"]
    assert names("Cục Thuế", None, JULY) == ["Cục Thuế"]


def test_local_date() -> None:
    assert one("Sở Kế hoạch và Đầu tư", "tinh-ca-mau", date(2025, 2, 25)).name == "Sở Tài chính"
    assert one("Sở Kế hoạch và Đầu tư", SON_LA, date(2025, 2, 25)).name == "Sở Kế hoạch và Đầu tư"


def test_two_steps() -> None:
    assert names("Sở Kế hoạch và Đầu tư", HOA_BINH, BEFORE) == ["Sở Kế hoạch và Đầu tư tỉnh Hòa Bình"]
    assert names("Sở Kế hoạch và Đầu tư", HOA_BINH, MARCH) == ["Sở Tài chính tỉnh Hòa Bình"]
    last = one("Sở Kế hoạch và Đầu tư", HOA_BINH, JULY)
    assert (last.label, last.since) == ("Sở Tài chính tỉnh Phú Thọ", date(2025, 7, 1))
    assert "45/2025/NĐ-CP" in last.basis and "202/2025/QH15" in last.basis and "150/2025/NĐ-CP" in last.basis
    assert {
        "Sở Kế hoạch và Đầu tư tỉnh Vĩnh Phúc",
        "Sở Tài chính tỉnh Hòa Bình",
        "Sở Kế hoạch và Đầu tư tỉnh Phú Thọ",
    } <= {p.label for p in predecessors("Sở Tài chính", PHU_THO, JULY)}


def test_names_follow_the_type_of_the_new_place() -> None:
    assert names("Công an tỉnh", "tinh-hai-duong") == ["Công an thành phố Hải Phòng"]
    assert names("Tỉnh ủy", "tinh-hai-duong") == ["Thành ủy Hải Phòng"]
    assert names("UBND tỉnh", "tinh-quang-nam") == ["Ủy ban nhân dân thành phố Đà Nẵng"]
    assert names("Sở Y tế", "tinh-dong-nai", date(2026, 5, 1)) == ["Sở Y tế thành phố Đồng Nai"]


def test_the_mapping_of_district_duties_lapses() -> None:
    land = one("UBND các huyện, thành phố", SON_LA, NOW, "thu hồi đất, bồi thường")
    assert land.until == date(2027, 3, 1) and "151/2025/NĐ-CP" in land.basis and land.inferred and land.why == "field"
    later = holders("UBND các huyện, thành phố", SON_LA, date(2027, 3, 1), "thu hồi đất, bồi thường")
    assert all(h.until is None and "72/2025/QH15" in h.basis for h in later)


def test_a_group_of_districts_has_no_group_heir() -> None:
    assert period("UBND các huyện, thành phố", SON_LA) == (None, date(2025, 7, 1))
    for group in (
        "UBND các huyện, thành phố",
        "Ủy ban nhân dân các huyện, thị xã, thành phố",
        "UBND cấp huyện",
        "Uỷ ban nhân dân huyện, thành phố",
    ):
        found = holders(group, SON_LA, NOW)
        assert [h.label for h in found] == ["Ủy ban nhân dân các xã, phường tỉnh Sơn La", "Ủy ban nhân dân tỉnh Sơn La"]
        assert all(h.share == "part" and h.inferred and h.why == "all" for h in found)
    for kept in ("UBND các xã, phường", "Ủy ban nhân dân tỉnh", "Các sở, ban, ngành"):
        assert one(kept, SON_LA).since is None


def test_a_part_of_a_body_that_ended_goes_where_the_body_went() -> None:
    inner = one("Vụ Pháp chế, Bộ Tài nguyên và Môi trường", None)
    assert (inner.label, inner.why, inner.inferred) == ("Bộ Nông nghiệp và Môi trường", "parent", True)
    assert one("Vụ Pháp chế, Bộ Y tế", None).since is None
    assert one("Ban Thường vụ Tỉnh ủy Hậu Giang", "tinh-hau-giang").label == "Ban Thường vụ Thành ủy Cần Thơ"


def test_departments_of_all_provinces() -> None:
    assert names("Sở Tài nguyên và Môi trường các tỉnh, thành phố", None) == ["Sở Nông nghiệp và Môi trường"]
    assert names("Kho bạc Nhà nước", None) == ["Kho bạc Nhà nước"]
    assert names("Các huyện, thị xã", "tinh-binh-duong") == ["Các xã, phường thành phố Hồ Chí Minh"]
    assert one("Phòng Quản lý đô thị, Ủy ban nhân dân cấp xã", SON_LA).since is None


def test_a_district_city_is_a_district() -> None:
    assert (
        one("UBND thành phố Sơn La", "thanh-pho-son-la-tinh-son-la", NOW, "thu hồi đất").label
        == "Ủy ban nhân dân các xã, phường tỉnh Sơn La"
    )
    hue = canonical_place("thành phố Huế", date(2020, 1, 1))
    assert one("UBND thành phố", hue, JULY, "thu hồi đất").label == "Ủy ban nhân dân các xã, phường thành phố Huế"


@pytest.mark.parametrize(
    ("body", "place", "heirs"),
    [
        # A province's paper names its cities and communes; they are no bodies of the province itself.
        ("Ủy ban nhân dân thành phố Phú Quốc, tỉnh Kiên Giang", "tinh-kien-giang", ["Ủy ban nhân dân các xã, phường tỉnh An Giang", "Ủy ban nhân dân tỉnh An Giang"]),
        ("Ủy ban nhân dân thành phố Huế", "tinh-thua-thien-hue", ["Ủy ban nhân dân các xã, phường thành phố Huế", "Ủy ban nhân dân thành phố Huế"]),
        ("Thành ủy Đồng Hới, tỉnh Quảng Bình", "tinh-quang-binh", ["Đảng ủy các xã, phường tỉnh Quảng Trị"]),
        ("Ủy ban nhân dân phường An Thới, tỉnh Kiên Giang", "tinh-kien-giang", ["Ủy ban nhân dân đặc khu Phú Quốc, tỉnh An Giang"]),
        ("Đảng ủy xã Phong Thủy, tỉnh Quảng Bình", "huyen-le-thuy-tinh-quang-binh", ["Đảng ủy xã Lệ Thủy, tỉnh Quảng Trị"]),
        ("Ủy ban nhân dân thành phố Hà Nội", "thanh-pho-ha-noi", ["Ủy ban nhân dân thành phố Hà Nội"]),
    ],
)  # fmt: skip
def test_a_place_below_a_province_goes_its_own_way(body: str, place: str, heirs: list[str]) -> None:
    assert names(body, place) == heirs


def test_a_basis_replaced_is_no_succession() -> None:
    assert one("Bộ Tư pháp", None, date(2026, 6, 1), "phổ biến, giáo dục pháp luật").since is None
    assert not any("09/2026/NĐ-CP" in b.symbol for row in rows() for b in row.basis)


def test_a_body_that_keeps_its_name_is_one_body() -> None:
    for body in ("Sở Tài chính", "Sở Xây dựng", "Sở Khoa học và Công nghệ"):
        assert one(body, SON_LA).since is None
        assert period(body, SON_LA) == (None, None)
    assert period("Bộ Nông nghiệp và Môi trường", None) == (date(2025, 3, 1), None)


def test_earlier_reforms() -> None:
    assert names("Bộ Công nghiệp nặng", None) == ["Bộ Công Thương"]
    assert names("Bộ Công nghiệp nặng", None, date(2000, 1, 1)) == ["Bộ Công nghiệp"]
    assert names("Bộ Thủy sản", None) == ["Bộ Nông nghiệp và Môi trường"]
    assert names("Hội đồng Bộ trưởng", None) == ["Chính phủ"]
    assert names("Sở Y tế", "tinh-ha-tay") == ["Sở Y tế thành phố Hà Nội"]
    assert names("Ủy ban hành chính", SON_LA) == ["Ủy ban nhân dân tỉnh Sơn La"]


def test_party_bodies() -> None:
    assert names("Ban Dân vận Trung ương", None) == ["Ban Tuyên giáo và Dân vận Trung ương"]
    assert names("Ban cán sự đảng Chính phủ", None) == ["Đảng ủy Chính phủ"]
    assert all(h.inferred for h in holders("Ban Đối ngoại Trung ương", None, NOW))


@pytest.mark.parametrize(
    "name",
    ["SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Kế hoạch và đầu tư", "Sở KH&ĐT", "Sở KHĐT", "Sở Kế hoạch và Đầu tư tỉnh Sơn La"],
)
def test_spelling_makes_no_other_body(name: str) -> None:
    assert names(name, SON_LA) == ["Sở Tài chính tỉnh Sơn La"]


def test_hyphens_commas_and_tones() -> None:
    for name in ("Bộ Lao động – Thương binh và Xã hội", "Bộ Lao động, Thương binh và Xã hội", "Bộ LĐ-TB&XH"):
        assert len(names(name, None)) == 5
    assert names("Uỷ ban Dân tộc", None) == names("Ủy ban Dân tộc", None) == ["Bộ Dân tộc và Tôn giáo"]
    assert names("Sở Kế hoạch và Đầu tư tỉnh Hoà Bình", None, JULY) == ["Sở Tài chính tỉnh Phú Thọ"]


def test_successors_of_a_body_that_ended() -> None:
    assert [(h.label, h.share) for h in successors("Sở Kế hoạch và Đầu tư", SON_LA)] == [
        ("Sở Tài chính tỉnh Sơn La", "whole")
    ]
    assert len(successors("Bộ LĐTBXH", None)) == 5
    assert successors("Sở Y tế", SON_LA) == []


# Properties


def bodies() -> list[tuple[str, str | None]]:
    found = {
        (source, None if row.scope == "central" else SON_LA if row.scope == "district" else place)
        for row in rows()
        if row.scope != "unit"
        for source in row.sources
        for place in (SON_LA, HOA_BINH, HA_NOI)
    }
    return sorted(found, key=str)


BODIES = bodies()
days = st.dates(date(1945, 9, 2), date(2030, 1, 1))


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(BODIES), days)
def test_before_its_first_change_a_body_holds_its_own(body: tuple[str, str | None], day: date) -> None:
    name, place = body
    end = min((d for d in (period(name, place, day)[1], *(day_of_any_change(name, place))) if d), default=date.max)
    if day < end:
        assert [(h.place, h.since, h.why) for h in holders(name, place, day, said=day)] == [(place, None, "kept")]


def day_of_any_change(name: str, place: str | None) -> list[date]:
    dates = [day(row.date) for row in rows() if row.scope != "unit" and name in row.sources]
    return [d - timedelta(days=10) for d in dates] + ([h.since for h in place_successors(place)] if place else [])


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(BODIES),
    days,
    st.sampled_from([f for field in tables().fields.values() for f in ("", *field.examples)]),
)
def test_somebody_holds_every_duty_and_holding_is_final(body: tuple[str, str | None], day: date, task: str) -> None:
    found = holders(*body, day, task)
    assert found == holders(*body, day, task)
    assert len({(h.name, h.place) for h in found}) == len(found) > 0
    for holder in found:
        assert holder.since is None or holder.since <= day
        if holder.since is not None:
            assert holder.basis and holder.rows
        again = holders(holder.name, holder.place, day, task, said=day)
        assert any((h.name, h.place) == (holder.name, holder.place) for h in again)


@example(("Bảo hiểm xã hội khu vực", "thanh-pho-ha-noi"), date(2025, 3, 1))
@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([b for b in BODIES if b[1] is not None or b[0].startswith("Bộ")]),
    st.dates(date(2024, 1, 1), date(2026, 1, 1)),
)
def test_predecessors_are_those_whose_holders_are_the_body(body: tuple[str, str | None], day: date) -> None:
    for before in predecessors(*body, day):
        heirs = {
            (h.name, h.place)
            for h in holders(before.name, before.place, day, said=before.before and before.before - timedelta(days=1))
        }
        assert any(place == body[1] for _, place in heirs)


# The tables


def test_rows_are_dated_and_founded() -> None:
    ids = [row.id for row in rows()]
    assert len(ids) == len(set(ids))
    for row in rows():
        assert row.basis and all(b.symbol for b in row.basis)
        assert date.fromisoformat(row.date)
        assert set(row.fields) <= set(tables().fields)
        assert not (row.share == "whole" and (row.fields or row.rest)), row.id
        assert row.fields or row.rest or row.share == "whole" or row.scope == "unit" or row.id in {"C26d"}, row.id


def test_units_of_rows_are_known() -> None:
    units = load_units()
    for row in rows():
        for place in (*row.places, *row.except_places):
            assert place in units.provinces
    assert set(tables().unit_from) | set(tables().unit_to) <= set(units.provinces)


@pytest.mark.parametrize("field", tables().fields.values(), ids=lambda f: f.id)
def test_examples_of_a_field_choose_it_and_counter_examples_do_not(field) -> None:  # type: ignore[no-untyped-def]
    padded = [f" {t} " for t in tables().words[field.id]]
    for task in field.examples:
        assert any(w in f" {comparable(task)} " for w in padded), task
    for task in field.counter_examples:
        assert not any(w in f" {comparable(task)} " for w in padded), task
    assert field.examples


def test_importing_reads_no_file() -> None:
    code = (
        "import builtins, pathlib, kg.tables\n"
        "def no(*a, **k): raise AssertionError('read at import')\n"
        "pathlib.Path.read_text = no\n"
        "import kg.succession"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_labels_of_places() -> None:
    assert label("Công an tỉnh", SON_LA) == "Công an tỉnh Sơn La"
    assert label("Tỉnh ủy", SON_LA) == "Tỉnh ủy Sơn La"
    assert label("Bộ Tài chính", None) == "Bộ Tài chính"


@pytest.mark.skipif("KG_SHARED" not in os.environ, reason="set KG_SHARED to the folder with the original documents")
def test_numbers_confirmed_by_texts() -> None:
    """Rows that say `A` for a decree that the collected texts cite with its day give the same day."""
    said: dict[str, set[str]] = {}
    cited = re.compile(r"(\d+/\d{4}/NĐ-CP)\s+ngày\s+(\d+)\s+tháng\s+(\d+)\s+năm\s+(\d{4})")
    for folder in ("corpus", "directives"):
        for path in sorted((Path(os.environ["KG_SHARED"]) / folder).glob("*.txt")):
            for number, d, m, y in cited.findall(path.read_text("utf-8", errors="replace")):
                said.setdefault(number, set()).add(f"{y}-{int(m):02}-{int(d):02}")
    seen = 0
    for row in rows():
        for basis in row.basis:
            if basis.date and basis.symbol in said:
                seen += 1
                assert basis.date in said[basis.symbol], (row.id, basis)
    assert seen > 5


def test_inherited_from_among_the_bodies_of_a_graph() -> None:
    graph = [
        ("Ủy ban nhân dân các huyện, thành phố tỉnh Sơn La", SON_LA),
        ("Sở Kế hoạch và Đầu tư tỉnh Sơn La", SON_LA),
        ("Sở Y tế tỉnh Sơn La", SON_LA),
        ("Bộ Nội vụ", None),
    ]
    assert inherited_from("UBND các xã, phường tỉnh Sơn La", SON_LA, graph, NOW) == graph[:1]
    assert inherited_from("Sở Tài chính", SON_LA, graph, NOW) == graph[1:2]
    assert inherited_from("Sở Tài chính", SON_LA, graph, BEFORE) == []
    assert inherited_from("Bộ Công an", None, graph, NOW) == graph[3:]


def test_nobody_takes_over_from_a_body_that_never_was() -> None:
    """The province ended in 1989, before there was a department of that name; who handed over to another is no direct predecessor."""
    before = {p.label: p for p in predecessors("Sở Nông nghiệp và Môi trường", "tinh-dak-lak", NOW)}
    assert "Sở Nông nghiệp và Môi trường tỉnh Phú Khánh" not in before
    assert before["Sở Nông nghiệp và Môi trường tỉnh Phú Yên"].direct
    assert before["Sở Tài nguyên và Môi trường tỉnh Đắk Lắk"].direct
    assert not before["Sở Thủy lợi tỉnh Đắk Lắk"].direct
