"""Bodies of duties that are said in short or in a group: departments of organisations, units without names, bodies in brackets, what parts a list."""

from __future__ import annotations

import pytest
from read_duties import read

UNION = (
    "TỈNH ĐOÀN THÁI BÌNH                    ĐOÀN TNCS HỒ CHÍ MINH\nBAN THƯỜNG VỤ\n***\n"
    "Số: 118-KH/TĐTN-BTG            Thái Bình, ngày 06 tháng 02 năm 2023\n\nKẾ HOẠCH\nTổ chức Tháng Thanh niên\n\nV. TỔ CHỨC THỰC HIỆN\n1. Cấp tỉnh\n"
)
PROVINCE = (
    "ỦY BAN NHÂN DÂN TỈNH SƠN LA\nSố: 145/KH-UBND\nSơn La, ngày 2 tháng 6 năm 2020\n\nKẾ HOẠCH\nChuẩn bị tổng kết\n\n"
)
COMMUNE = (
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 27/KH-UBND\nTân Lập, ngày 15 tháng 9 năm 2025\n\nKẾ HOẠCH\nPhòng cháy rừng\n\n"
)
CIRCULAR = "PHỦ THỦ TƯỚNG\nSố: 132-TTg\nHà Nội, ngày 18 tháng 6 năm 1960\n\nTHÔNG TƯ\nVỀ VIỆC ĐIỀU TRA NGHỀ CÁ\n\n"


def given(text: str, role: str = "lead") -> list[str]:
    duties, bodies = read(text)
    return [bodies.entities[c.object].label for c in duties.claims if c.role == role]


def test_departments_of_an_organisation_are_its_own() -> None:
    text = f"{UNION}- Giao Ban Tuyên giáo chủ trì, phối hợp với Văn phòng tổ chức Lễ ra quân.\n- Ban Tổ chức - Kiểm tra theo dõi thi đua của các đơn vị.\n"
    assert given(text) == ["Ban Tuyên giáo Tỉnh đoàn Thái Bình", "Ban Tổ chức - Kiểm tra Tỉnh đoàn Thái Bình"]
    assert given(text, "coordinate") == ["Văn phòng Tỉnh đoàn Thái Bình"]


@pytest.mark.parametrize(
    ("head", "sentence", "labels"),
    [
        (PROVINCE, "Các huyện rà soát, gửi số liệu về Sở Nội vụ.", ["Các huyện tỉnh Sơn La"]),
        (PROVINCE, "Các Trung tâm y tế giám sát dịch bệnh ở tuyến xã.", ["Các trung tâm y tế tỉnh Sơn La"]),
        (
            PROVINCE,
            "Các đơn vị (Sở Nội vụ, Công an tỉnh) chuẩn bị báo cáo chuyên đề.",
            ["Các đơn vị tỉnh Sơn La", "Sở Nội vụ tỉnh Sơn La", "Công an tỉnh Sơn La"],
        ),
        (PROVINCE, "Các đơn vị (thông qua Sở Nội vụ) gửi báo cáo chuyên đề.", ["Các đơn vị tỉnh Sơn La"]),
        (COMMUNE, "Mỗi chi đoàn đăng ký một công trình thanh niên.", ["Các chi đoàn xã Tân Lập"]),
        (COMMUNE, "Mỗi thôn có một nhà văn hóa theo quy định của xã.", []),
        (
            COMMUNE,
            "Đề nghị Hội Nông dân xã và 5 tổ chức chính trị - xã hội tuyên truyền.",
            ["Hội Nông dân xã Tân Lập", "Các tổ chức chính trị - xã hội xã Tân Lập"],
        ),
        ("", "Vụ Kế toán - Thống kê và Cục Tài chính thẩm định số liệu.", ["Vụ Kế toán - Thống kê", "Cục Tài chính"]),
        ("", "Tỉnh ủy yêu cầu các cấp ủy, các cấp bộ Đoàn tuyên truyền.", ["Các cấp ủy", "Các cấp bộ đoàn"]),
        ("", "UBND tỉnh vừa yêu cầu các sở, ngành rà soát hồ sơ.", ["Các sở"]),
        ("", "Chủ tịch UBND TP Ngô Văn Quý giao Sở Y tế rà soát hồ sơ.", ["Sở Y tế"]),
        ("", "UBND các địa phương chịu trách nhiệm về số liệu báo cáo.", ["Ủy ban nhân dân các địa phương"]),
        (CIRCULAR, "Các Bộ, các tỉnh gửi báo cáo về Tổng cục Thống kê.", ["Các bộ", "Các tỉnh"]),
        (CIRCULAR, "Tổng cục Thống kê sẽ hướng dẫn kế hoạch điều tra.", ["Tổng cục Thống kê"]),
    ],
)
def test_who_must_act(head: str, sentence: str, labels: list[str]) -> None:
    found = given(f"{head}1. {sentence}\n")
    assert [label.split(",")[0] for label in found] == labels


def test_partners_said_bare() -> None:
    assert given("1. Bộ Y tế chủ động phối hợp với địa phương chỉ đạo phòng dịch.\n", "coordinate") == [
        "Các địa phương"
    ]


def test_a_cell_ends_a_name() -> None:
    text = f"{PROVINCE}TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\n1\tBáo cáo kết quả\tCác đơn vị trực thuộc\tSở Nội vụ\n2\tTập huấn kỹ năng\tSở Y tế\tSở Tài chính\n"
    assert given(text) == ["Các đơn vị trực thuộc tỉnh Sơn La", "Sở Y tế tỉnh Sơn La"]


def test_a_paper_named_on_the_next_line_goes_on_with_what_closes() -> None:
    text = f"{PROVINCE}2. Các sở\nrà soát hồ sơ theo quy định.\n\nTrên đây là Kế hoạch thực hiện\nChỉ thị số 27/CT-TTg ngày 15 tháng 8 năm 2019 của Thủ tướng Chính phủ về\ndân số.\n"
    assert given(text) == ["Các sở tỉnh Sơn La"]
