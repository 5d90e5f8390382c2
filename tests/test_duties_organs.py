"""Who orders for a committee, what two bodies do together, and tables of steps."""

from __future__ import annotations

import pytest
from read_duties import read

from kg.extract import extract

PARTY = (
    "TỈNH ỦY THÁI NGUYÊN\n*\nSố 512-KL/TU\n\nThái Nguyên, ngày 12 tháng 5 năm 2023\n\nKẾT LUẬN\nHỘI NGHỊ LẦN THỨ 31\n\n"
)
JOINT = (
    "LIÊN ĐOÀN LAO ĐỘNG - SỞ NỘI VỤ\nTỈNH HÀ GIANG\nSố: 04/QCPH-LĐLĐ-SNV\n\nHà Giang, ngày 17 tháng 3 năm 2025\n\n"
    "QUY CHẾ\nPHỐI HỢP CÔNG TÁC\n\nĐiều 4. Phối hợp trong xây dựng chính sách\n"
)
COMMUNE = "ỦY BAN NHÂN DÂN\nXÃ XUÂN TÍN\nSố: 36/KH-UBND\n\nXuân Tín, ngày 07 tháng 5 năm 2025\n\nKẾ HOẠCH\nCải cách hành chính\n\n"


def leads(text: str) -> list[list[str]]:
    """The leads of each task, without their place."""
    found, bodies = read(text)
    whose: dict[int, list[str]] = {}
    for claim in found.claims:
        label = bodies.entities[claim.object].label
        for place in (" Thái Nguyên", " tỉnh Hà Giang", " xã Xuân Tín, tỉnh Thanh Hóa", " xã Xuân Tín"):
            label = label.removesuffix(place)
        whose.setdefault(claim.task or 0, []).append(label)
    return [sorted(whose[task]) for task in sorted(whose)]


def test_the_standing_organ_of_a_committee_orders_for_it() -> None:
    text = PARTY + (
        "1. Ban Thường vụ Tỉnh ủy giao Ban Tổ chức Tỉnh ủy hoàn chỉnh Đề án.\n"
        "2. Trong thời gian tới, Thường trực Tỉnh ủy, Ban Thường vụ Tỉnh ủy yêu cầu Ban Tuyên giáo Tỉnh ủy định hướng tuyên truyền.\n"
        "3. Ban Thường vụ Tỉnh ủy xây dựng kế hoạch kiểm tra, giám sát.\n"
    )
    assert leads(text) == [["Ban Tổ chức Tỉnh ủy"], ["Ban Tuyên giáo Tỉnh ủy"], ["Ban Thường vụ Tỉnh ủy"]]


def test_what_the_issuer_orders_above_the_first_item() -> None:
    text = PARTY + (
        "Ban Thường vụ Tỉnh ủy đồng ý về chủ trương và giao Ban Tổ chức Tỉnh ủy tiếp thu ý kiến của Hội nghị.\n"
        "Năm 2022, Ban Thường vụ Tỉnh ủy đã giao Ban Dân vận Tỉnh ủy khảo sát.\n"
        "1. Ban Tuyên giáo Tỉnh ủy định hướng tuyên truyền.\n"
    )
    assert leads(text) == [["Ban Tổ chức Tỉnh ủy"], ["Ban Tuyên giáo Tỉnh ủy"]]


def test_each_of_two_issuers_has_its_part_and_both_have_what_both_sides_do() -> None:
    text = JOINT + (
        "1. Liên đoàn Lao động tỉnh cử đại diện tham gia các hội đồng tư vấn khi có đề nghị của Sở Nội vụ.\n"
        "2. Hai bên cung cấp thông tin, tài liệu cho nhau theo định kỳ hằng quý.\n"
    )
    assert leads(text) == [["Liên đoàn Lao động"], ["Liên đoàn Lao động", "Sở Nội vụ"]]


def test_who_asks_for_what_the_issuer_does_has_nothing_to_do() -> None:
    assert leads(COMMUNE + "1. Ủy ban nhân dân xã xem xét, quyết định khi có đề nghị của Phòng Kinh tế.\n") == []


def test_a_group_beside_a_body_that_begins_with_a_noun_of_groups() -> None:
    text = COMMUNE + "1. Các phòng, Trung tâm Phục vụ hành chính công xã xây dựng kế hoạch của đơn vị.\n"
    assert leads(text) == [["Các phòng", "Trung tâm Phục vụ hành chính công"]]


def test_a_table_of_steps() -> None:
    cells = (
        "Bước", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả",
        "B1", "Tiếp nhận hồ sơ của người dân", "Trung tâm Phục vụ hành chính công", "Trước ngày 10/5/2025", "Mẫu số 1",
        "B2", "Thẩm định hồ sơ, lập tờ trình", "Phòng Kinh tế", "Trước ngày 20/5/2025", "Tờ trình",
    )  # fmt: skip
    text = COMMUNE + "II. QUY TRÌNH\n\n" + "\n\n".join(cells) + "\n"
    assert leads(text) == [["Trung tâm Phục vụ hành chính công"], ["Phòng Kinh tế"]]
    assert [(one.task, one.not_after) for one in read(text)[0].deadlines] == [(0, "2025-05-10"), (1, "2025-05-20")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Phòng Kinh tế tham mưu UBND xã ban hành trước ngày 30/9/2025.", ["2025-09-30"]),
        ("Phòng Kinh tế hoàn chỉnh, trình Chủ tịch UBND xã ký ban hành trước ngày 30/9/2025.", ["2025-09-30"]),
        ("Phòng Kinh tế tham mưu UBND xã bãi bỏ các văn bản ban hành trước ngày 30/9/2024.", []),
    ],
)
def test_who_issues_what_is_made_ready_for_it_is_due(words: str, day: list[str]) -> None:
    assert [one.not_after for one in read(f"{COMMUNE}1. {words}\n")[0].deadlines] == day


def test_words_that_are_no_place() -> None:
    text = (
        COMMUNE
        + "PHỐI HỢP GIỮA LIÊN ĐOÀN LAO ĐỘNG TỈNH VÀ SỞ NỘI VỤ\n1. Chủ tịch UBND xã Nguyễn Văn Lưu: Chỉ đạo chung.\n"
    )
    labels = {entity.label for entity in extract("f", text).entities}
    assert "Ủy ban nhân dân xã Xuân Tín, tỉnh Thanh Hóa" in labels
    assert not [label for label in labels if "VÀ" in label or "Lưu" in label]
