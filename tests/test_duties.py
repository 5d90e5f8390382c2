"""Who must do what, in every layout: prose, headings, label lines, tables; and who is not meant."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from read_duties import read

from kg.recognise import roles
from kg.structure import outline
from kg.text import canonical, fold, visible

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 77/KH-UBND\nKon Tum, ngày 03 tháng 3 năm 2025\nKẾ HOẠCH\n"
    "Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy\nI. NỘI DUNG\n"
)


def said(text: str, head: str = HEAD) -> list[tuple[str, str, str, str | None]]:
    """(body without its place, role, first words of the task, words that give the role), in text order."""
    whole = head + text
    duties, bodies = read(whole)
    result = []
    for claim in duties.claims:
        task = duties.tasks[claim.task or 0]
        body = re.sub(r" tỉnh Kon Tum$", "", bodies.entities[claim.object].label)
        result.append(
            (body, claim.role or "", " ".join(whole[task.start : task.end].split())[:18].strip(), claim.words)
        )
    return sorted(set(result))


def test_a_body_as_heading() -> None:
    text = "1. Sở Y tế\n- Chủ trì, phối hợp với Sở Tài chính xây dựng Đề án.\n- Định kỳ hằng năm (trước 05/12) báo cáo Ủy ban nhân dân tỉnh.\n2. Sở Nội vụ:\nTổ chức thi tuyển.\n"
    assert said(text) == [
        ("Sở Nội vụ", "lead", "Tổ chức thi tuyển.", None),
        ("Sở Tài chính", "coordinate", "Chủ trì, phối hợp", "phối hợp với"),
        ("Sở Y tế", "lead", "Chủ trì, phối hợp", "Chủ trì"),
        ("Sở Y tế", "lead", "Định kỳ hằng năm (", None),
    ]


def test_heading_and_task_are_both_evidence_and_the_task_alone_is_the_text() -> None:
    text = HEAD + "1. Sở Y tế\n- Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2025.\n"
    duties, _ = read(text)
    (claim,) = duties.claims
    assert [text[s.start : s.end] for s in claim.evidence] == [
        "1. Sở Y tế",
        "Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2025.",
    ]
    assert (claim.basis, claim.words, claim.subject, claim.rule) == ("heading", None, 0, "heading:lead")
    assert duties.tasks[0].section == "I.1"
    (due,) = duties.deadlines
    assert (due.task, due.not_after) == (0, "2025-12-15")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính lập đề án.",
            {("Sở Y tế", "lead", "chủ trì"), ("Sở Tài chính", "coordinate", "phối hợp với")},
        ),
        ("Sở Y tế có trách nhiệm mở sổ theo dõi.", {("Sở Y tế", "lead", "có trách nhiệm")}),
        ("Đề nghị Liên đoàn Lao động tỉnh vận động đoàn viên.", {("Liên đoàn Lao động", "lead", "Đề nghị")}),
        ("Căn cứ chức năng, nhiệm vụ được giao, Sở Y tế tổ chức thực hiện.", {("Sở Y tế", "lead", None)}),
        (
            "Sở Y tế, Sở Nội vụ cùng với Sở Tài chính rà soát danh mục.",
            {("Sở Y tế", "lead", None), ("Sở Nội vụ", "lead", None), ("Sở Tài chính", "coordinate", "cùng với")},
        ),
        ("Việc chia lại tuyến xe do Sở Xây dựng chủ trì thực hiện.", {("Sở Xây dựng", "lead", "chủ trì")}),
        ("Việc số hóa kho ảnh được giao cho Sở Nội vụ thực hiện.", {("Sở Nội vụ", "lead", "được giao cho")}),
        ("Ủy ban nhân dân tỉnh yêu cầu Sở Y tế kiểm tra các cơ sở.", {("Sở Y tế", "lead", "yêu cầu")}),
        ("Về đề nghị Bộ Nội vụ ban hành cơ chế: Sở Nội vụ nghiên cứu, tham mưu.", {("Sở Nội vụ", "lead", None)}),
        ("(1) Sở Y tế: Khẩn trương rà soát trang thiết bị.", {("Sở Y tế", "lead", None)}),
        (
            "Sau khi được Hội đồng nhân dân tỉnh thông qua, Sở Tài chính khẩn trương phân bổ kinh phí.",
            {("Sở Tài chính", "lead", None)},
        ),
        (
            "Trên cơ sở đề nghị của Sở Y tế, Sở Tài chính khẩn trương rà soát, bố trí kinh phí.",
            {("Sở Tài chính", "lead", None)},
        ),
        (
            "Để thực hiện chỉ đạo của Chính phủ tại Công điện số 5/CĐ-TTg, yêu cầu Sở Y tế chuẩn bị thuốc.",
            {("Sở Y tế", "lead", "yêu cầu")},
        ),
        ("Thứ hai, các sở, ngành khẩn trương rà soát hồ sơ.", {("Các sở, ngành", "lead", None)}),
        (
            "Về điều chuyển số vốn dư theo Nghị quyết số 37/2021/QH15 ngày 13 tháng 11 năm 2021 của Quốc hội cho tỉnh từ nguồn vốn hỗ trợ theo"
            " chính sách đặc thù: Sở Tài chính rà soát và khẩn trương giải ngân.",
            {("Sở Tài chính", "lead", None)},
        ),
    ],
)
def test_sentences(sentence: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert {(body, role, words) for body, role, _, words in said(f"1. {sentence}\n")} == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo Ủy ban nhân dân tỉnh (qua Sở Công Thương).",
        "Thời gian qua, các sở, ngành đã thực hiện tốt nhiệm vụ.",
        "Các doanh nghiệp viễn thông đã và đang triển khai mạng 4G.",
        "Nhiệm vụ đã giao Sở Y tế được theo dõi thường xuyên.",
        "Bảo đảm tuân thủ sự chỉ đạo của Chính phủ; của các bộ, cơ quan ngang bộ.",
        "Bộ trưởng Bộ Nội vụ, Phó Trưởng ban thường trực;",
        "Căn cứ chức năng, chỉ đạo các trường phổ thông, các cơ sở giáo dục nghề nghiệp trực thuộc lồng ghép nội dung dân số.",
        "Các ngành có quy mô lớn hoặc có vai trò động lực trong tăng trưởng của cả nước.",
        "Sở Y tế sẽ xem xét sau.",
    ],
)
def test_who_is_not_assigned(sentence: str) -> None:
    assert said(f"1. {sentence}\n") == []


def test_one_directed_through_another_is_not_assigned() -> None:
    found = said(
        "1. Sở Y tế hướng dẫn, yêu cầu các đơn vị có biện pháp khắc phục; chỉ đạo Trung tâm Kiểm soát bệnh tật giám sát.\n"
    )
    assert {body for body, *_ in found} == {"Sở Y tế"}


def test_a_question_between_the_answers_of_a_page_gives_no_task() -> None:
    text = (
        "Theo đó, Sở Xây dựng tập trung triển khai các nội dung sau:\n\n- Rà soát quy hoạch đô thị.\n\n"
        "**Danh sách các xã sáp nhập theo Nghị quyết số 60-NQ/TW như thế nào?**\n\nDanh sách được ban hành kèm theo như sau.\n"
    )
    assert said(text) == [("Sở Xây dựng", "lead", "Rà soát quy hoạch", None)]


def test_a_review_of_what_was_gives_no_task() -> None:
    assert said("1. Hiện trạng\na) Sở Y tế có trách nhiệm quản lý 12 bệnh viện.\n") == []


def test_subjects_change_within_a_paragraph_and_keep_their_dates() -> None:
    text = (
        HEAD + "1. Giao Sở Y tế hoàn thành cắm mốc trong tháng 4 năm 2025; giao Sở Nội vụ ký cam kết trước 15/6/2025.\n"
    )
    duties, bodies = read(text)
    owed = {
        (bodies.entities[c.object].label.split(" tỉnh")[0], d.not_after)
        for d in duties.deadlines
        for c in duties.claims
        if c.task == d.task
    }
    assert owed == {("Sở Y tế", "2025-04-30"), ("Sở Nội vụ", "2025-06-15")}


def test_label_lines() -> None:
    text = "1. Rà soát quy trình tiếp dân\n- Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Sở Nội vụ.\n- Cơ quan phối hợp: Sở Tài chính; các sở, ban, ngành.\n- Thời gian thực hiện: Quý I/2025.\n"
    found = said(text)
    assert {(b, r, w) for b, r, _, w in found} == {
        ("Sở Y tế", "lead", "chủ trì"), ("Sở Nội vụ", "coordinate", "phối hợp với"),
        ("Sở Tài chính", "coordinate", "Cơ quan phối hợp"), ("Các sở, ban, ngành", "coordinate", "Cơ quan phối hợp"),
    }  # fmt: skip
    assert {t for _, _, t, _ in found} == {"Rà soát quy trình"}
    duties, _ = read(HEAD + text)
    assert [(d.not_after, d.task) for d in duties.deadlines] == [("2025-03-31", 0)]


def test_a_label_with_its_bodies_below_and_its_task_beside() -> None:
    text = "a) Hoạt động 1\n- Nội dung: Tuyên truyền trên các phương tiện.\n- Cơ quan thực hiện:\n+ Sở Y tế chủ trì, phối hợp với các sở, ngành.\n"
    assert {(b, r, t) for b, r, t, _ in said(text)} == {
        ("Sở Y tế", "lead", "Tuyên truyền trên"),
        ("Các sở, ngành", "coordinate", "Tuyên truyền trên"),
    }


def test_a_lead_in_gives_its_bodies_to_the_lines_below() -> None:
    text = "1. Tài khóa\na) Sở Tài chính chủ trì, phối hợp với các sở, ngành:\n- Rà soát các khoản chi.\n- Tổ chức điều hành chi.\nb) Sở Y tế mua thuốc.\nKhẩn trương lập danh mục.\n"
    assert {(b, r, t) for b, r, t, _ in said(text)} == {
        ("Sở Tài chính", "lead", "Rà soát các khoản"), ("Các sở, ngành", "coordinate", "Rà soát các khoản"),
        ("Sở Tài chính", "lead", "Tổ chức điều hành"), ("Các sở, ngành", "coordinate", "Tổ chức điều hành"),
        ("Sở Y tế", "lead", "Sở Y tế mua thuốc."), ("Sở Y tế", "lead", "Khẩn trương lập da"),
    }  # fmt: skip


def test_table_with_bars() -> None:
    text = "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |\n| --- | --- | --- | --- | --- |\n| 1 | Lập bản đồ ngập lụt | Sở Y tế | Sở Nội vụ; Sở Tài chính | Quý IV/2026 |\n"
    assert {(b, r, t) for b, r, t, _ in said(text)} == {
        ("Sở Y tế", "lead", "Lập bản đồ ngập lụ"), ("Sở Nội vụ", "coordinate", "Lập bản đồ ngập lụ"), ("Sở Tài chính", "coordinate", "Lập bản đồ ngập lụ"),
    }  # fmt: skip


def test_table_that_lost_its_bars() -> None:
    text = "Tên việc\nCơ quan chủ trì\nCơ quan phối hợp\nHạn xong\nLập bản đồ ngập lụt\nSở Nông nghiệp và Môi trường\nSở Y tế\nQuý IV/2026\n"
    duties, bodies = read(text)
    assert [(bodies.entities[c.object].label, c.role) for c in duties.claims] == [
        ("Sở Nông nghiệp và Môi trường", "lead"),
        ("Sở Y tế", "coordinate"),
    ]
    assert [d.not_after for d in duties.deadlines] == ["2026-12-31"]
    assert text[duties.tasks[0].start : duties.tasks[0].end] == "Lập bản đồ ngập lụt"


def test_a_name_broken_over_two_lines_of_a_padded_cell() -> None:
    text = """|STT |Nội dung công việc     |Đơn vị chủ trì     |Thời gian    |
|1   |Kiểm tra theo quy định |Sở Nông nghiệp và  |Tháng 6/2025 |
|    |tại Nghị định số 40    |Môi trường         |             |
|2   |Tổ chức hội nghị tổng  |                   |Tháng 7/2025 |
|    |kết                    |                   |             |
"""
    found = said(text)
    assert {b for b, *_ in found} == {"Sở Nông nghiệp và Môi trường"}


def test_an_official_stands_for_his_body() -> None:
    duties, bodies = read(HEAD + "1. Giao Giám đốc Sở Y tế kiểm tra các cơ sở khám bệnh.\n")
    (claim,) = duties.claims
    assert bodies.entities[claim.object].label == "Sở Y tế tỉnh Kon Tum"
    assert claim.official == "Giám đốc"


def test_recipients_and_signature_have_no_tasks() -> None:
    assert said(
        "1. Sở Y tế mua thuốc.\nNơi nhận:\n- Sở Nội vụ (để thực hiện);\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
    ) == [("Sở Y tế", "lead", "Sở Y tế mua thuốc.", None)]


def test_a_law_assigns_only_in_words() -> None:
    head = "QUỐC HỘI\nLuật số: 50/2014/QH13\nHà Nội, ngày 18 tháng 6 năm 2014\nLUẬT\nXÂY DỰNG\n"
    assert said("Điều 5. Quản lý\n1. Chính phủ thống nhất quản lý việc xây dựng.\n", head) == []
    assert {b for b, *_ in said("Điều 5. Quản lý\n1. Bộ Xây dựng có trách nhiệm hướng dẫn.\n", head)} == {"Bộ Xây dựng"}


def test_words_stand_in_the_evidence_or_the_task() -> None:
    text = (
        HEAD
        + "1. Sở Y tế\n- Chủ trì, phối hợp với Sở Tài chính xây dựng Đề án.\n2. Rà soát.\n- Cơ quan thực hiện: Sở Nội vụ.\n3. Giao Sở Xây dựng đo đạc.\n"
    )
    duties, _ = read(text)
    for claim in duties.claims:
        task = duties.tasks[claim.task or 0]
        where = fold(" ".join([text[task.start : task.end], *(text[s.start : s.end] for s in claim.evidence)]))
        assert claim.words is None or fold(claim.words) in where


def test_roles_rows_have_words_and_are_told_apart() -> None:
    labels = [fold(word) for row in roles.rows("label") for word in row.words]
    assert len(labels) == len(set(labels))
    for head, role in (
        ("Thời gian hoàn thành", "time"),
        ("Đơn vị tính", "other"),
        ("Cơ quan, đơn vị phối hợp thực hiện", "coordinate"),
        ("Nhiệm vụ chủ trì", "task"),
    ):
        assert roles.column_role(head) == role


SHARED = os.environ.get("KG_SHARED")


@pytest.mark.skipif(not SHARED, reason="needs the shared documents: set KG_SHARED to their folder")
def test_evidence_is_never_longer_than_its_paragraph() -> None:
    for path in sorted((Path(SHARED or ".") / "directives").glob("*.txt"))[::6]:
        text, _ = visible(canonical(path.read_text("utf-8-sig")))
        duties, _ = read(text)
        longest = max((part.end - part.start for part in outline(path.name, text).parts), default=0)
        for claim in duties.claims:
            assert all(0 < s.end - s.start <= min(2500, longest) for s in claim.evidence), json.dumps(path.name)
            assert claim.task is not None and 0 <= claim.task < len(duties.tasks)


NOTICE = (
    "VĂN PHÒNG CHÍNH PHỦ\nSố: 648/TB-VPCP\nHà Nội, ngày 25 tháng 11 năm 2025\nTHÔNG BÁO\n"
    "Kết luận của Phó Thủ tướng Chính phủ Lê Văn An tại buổi làm việc với lãnh đạo tỉnh Điện Biên\nI. KIẾN NGHỊ CỦA TỈNH\n"
)


def test_a_lead_in_gives_its_items_a_date_and_each_item_its_own_body() -> None:
    text = (
        NOTICE
        + "a) Các Bộ: Tài chính, Y tế khẩn trương khắc phục các bất cập của hệ thống, hoàn thành trong tháng 11 năm 2025, cụ thể:\n"
        "(1) Bộ Tài chính giải quyết các vấn đề tồn đọng về kết nối dữ liệu.\n"
        "(2) Bộ Y tế hoàn thành nâng cấp hệ thống cấp phép trước ngày 05 tháng 12 năm 2025.\n"
    )
    duties, bodies = read(text)
    who = {(bodies.entities[c.object].label, c.task) for c in duties.claims}
    assert who == {("Bộ Tài chính", 0), ("Bộ Y tế", 1)}
    assert [(d.task, d.not_after) for d in duties.deadlines] == [(0, "2025-11-30"), (1, "2025-12-05")]


def test_a_time_that_only_falls_in_a_lead_in_is_not_handed_down() -> None:
    text = (
        NOTICE
        + "1. Để đạt mục tiêu tăng trưởng trong năm 2025, yêu cầu Bộ Y tế tập trung thực hiện các nhiệm vụ sau:\n"
        "a) Rà soát trang thiết bị của các bệnh viện.\n"
    )
    assert read(text)[0].deadlines == ()


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("1. Về xe cứu thương: Tỉnh căn cứ các quy định hiện hành để bố trí.", {"Tỉnh Điện Biên"}),
        ("a) Các tỉnh Nghệ An, Cao Bằng khẩn trương hoàn thiện báo cáo.", {"Tỉnh Nghệ An", "Tỉnh Cao Bằng"}),
        (
            "b) Thành phố Hà Nội và các tỉnh Bắc Ninh, Gia Lai đẩy nhanh tiến độ.",
            {"Thành phố Hà Nội", "Tỉnh Bắc Ninh", "Tỉnh Gia Lai"},
        ),
        (
            "8. Các Bộ, cơ quan: Tài chính, Văn hóa, Thể thao và Du lịch, Ngoại giao khẩn trương rà soát.",
            {"Bộ Tài chính", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Ngoại giao"},
        ),
        (
            "9. Đề nghị các Tập đoàn: Bưu chính Viễn thông Việt Nam (VNPT), Công nghiệp - Viễn thông Quân đội triển khai phủ sóng.",
            {"Tập đoàn Bưu chính Viễn thông Việt Nam", "Tập đoàn Công nghiệp - Viễn thông Quân đội"},
        ),
        ("1. Chủ đầu tư khẩn trương hoàn thành nghiệm thu các hạng mục còn lại.", {"Chủ đầu tư"}),
        ("1. Các đồng chí Bộ trưởng đề cao trách nhiệm, trực tiếp chỉ đạo thực hiện.", {"Các bộ"}),
    ],
)
def test_who_is_meant_in_a_central_notice(item: str, who: set[str]) -> None:
    duties, bodies = read(NOTICE + item + "\n")
    assert {bodies.entities[c.object].label for c in duties.claims} == who


def test_what_is_told_has_no_deadline() -> None:
    text = (
        NOTICE + "1. Bộ Y tế rà soát trang thiết bị của các bệnh viện.\n"
        "2. Ngày 28 tháng 10 năm 2025 đã ban hành Công văn số 3280/BYT-KH để cập nhật dữ liệu, hoàn thành trước ngày 30 tháng 10 năm 2025.\n"
        "II. ĐÁNH GIÁ CHUNG\n1. Chương trình xóa nhà tạm hoàn thành trong năm 2025.\n"
    )
    assert read(text)[0].deadlines == ()


def test_a_directive_with_the_year_in_its_number_gives_tasks() -> None:
    head = (
        "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 09/2009/CT-UBND\nKon Tum, ngày 15 tháng 4 năm 2009\nCHỈ THỊ\nVề khoa học\n"
    )
    text = "1. Các sở, ban, ngành xây dựng kế hoạch hoạt động khoa học hằng năm.\n"
    assert [body for body, *_ in said(text, head)] == ["Các sở, ban, ngành"]


def test_a_time_label_above_the_body_is_due_for_the_task_they_both_speak_of() -> None:
    text = (
        "1. Xây dựng hướng dẫn về công tác bầu cử trên địa bàn.\n- Bảo đảm thống nhất với hướng dẫn của cấp trên.\n"
        "- Thời gian hoàn thành: Tháng 11/2025.\n- Đơn vị chủ trì: Sở Nội vụ.\n"
        "2. Theo dõi, tổng hợp số liệu bầu cử.\n- Thời gian hoàn thành: Quý I/2026;\n- Kết quả: Báo cáo.\n"
    )
    duties, _ = read(HEAD + text)
    (task,) = duties.tasks
    assert (HEAD + text)[task.start : task.end] == "Xây dựng hướng dẫn về công tác bầu cử trên địa bàn."
    assert [(d.task, d.not_after) for d in duties.deadlines] == [(0, "2025-11-30"), (None, "2026-03-31")]


def test_bodies_below_a_list_of_duties_have_all_of_them() -> None:
    text = (
        "1. Về dữ liệu\na) Nhiệm vụ:\n- Rà soát, chuẩn hóa cơ sở dữ liệu dùng chung.\n- Hướng dẫn các đơn vị số hóa hồ sơ.\n"
        "b) Cơ quan thực hiện:\n- Đơn vị chủ trì: Công an tỉnh.\n"
    )
    assert [(body, first) for body, _, first, _ in said(text)] == [
        ("Công an", "Hướng dẫn các đơn"),
        ("Công an", "Rà soát, chuẩn hóa"),
    ]


def test_a_list_of_what_is_sent_gives_nothing_to_do() -> None:
    text = (
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành thực hiện các nội dung sau:\n1. Phổ biến cẩm nang đến các phòng.\n"
        "Ủy ban nhân dân tỉnh gửi kèm tài liệu gồm:\n- Cẩm nang nghiệp vụ thuế dành cho công chức;\n- Tài liệu hướng dẫn chi tiết.\n"
    )
    assert {first for _, _, first, _ in said(text, HEAD.replace("I. NỘI DUNG\n", ""))} == {"Phổ biến cẩm nang"}


def test_who_issued_what_on_a_day_is_told_and_no_task() -> None:
    assert said("1. Ngày 29/6/2026, Bộ trưởng Bộ Xây dựng ban hành Quyết định số 1074/QĐ-BXD.\n") == []


def test_an_item_that_ends_in_a_duty_above_a_list_is_its_heading() -> None:
    text = (
        "1. Các tổ chức, cá nhân khai thác nước dưới đất có trách nhiệm\na) Chấp hành quy định về kê khai, đăng ký.\n"
    )
    assert [(first, words) for _, _, first, words in said(text)] == [("Chấp hành quy định", "có trách nhiệm")]


def test_who_took_part_in_a_meeting_does_not_have_what_was_said_there() -> None:
    text = NOTICE.replace("I. KIẾN NGHỊ CỦA TỈNH\n", "") + (
        "Tham dự có lãnh đạo Ủy ban nhân dân tỉnh Điện Biên. Sau khi khảo sát, Phó Thủ tướng Chính phủ đã có ý kiến chỉ đạo như sau:\n"
        "1. Đánh giá cao nỗ lực hoàn thành xây dựng dự án của các bên.\n2. Bộ Y tế rà soát trang thiết bị.\n"
    )
    duties, bodies = read(text)
    assert {bodies.entities[c.object].label for c in duties.claims} == {"Bộ Y tế"}


def test_who_gives_the_order_in_a_text_without_a_letterhead_has_no_task() -> None:
    text = "Theo đó, Chủ tịch UBND tỉnh yêu cầu Sở Y tế lấy mẫu nước giếng, xong trước ngày 05/6/2019.\n"
    assert [(body, role) for body, role, _, _ in said(text, "")] == [("Sở Y tế", "lead")]


def test_the_body_after_the_colon_acts_and_not_the_group_before_it() -> None:
    text = "1. Các phòng thuộc Sở: Thanh tra Sở kiểm kê kho vật tư; Văn phòng Sở niêm yết kết quả.\n"
    assert [(body, task) for body, _, task, _ in said(text)] == [
        ("Thanh tra Sở", "Các phòng thuộc Sở"),
        ("Văn phòng Sở", "Văn phòng Sở niêm"),
    ]


def test_a_table_without_bars_and_numbers() -> None:
    text = "Nhiệm vụ\nĐơn vị thực hiện\nThời hạn\nVẽ lại bản đồ thửa\nSở Xây dựng\nTháng 9/2026\nSơn lại biển báo\nSở Y tế\nTháng 8/2026\n"
    assert [(body, task) for body, _, task, _ in said(text)] == [
        ("Sở Xây dựng", "Vẽ lại bản đồ thửa"),
        ("Sở Y tế", "Sơn lại biển báo"),
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Yêu cầu các nhóm hộ kết thúc đào mương trước ngày 12/4/2018.\n", ["2018-04-12"]),
        ("Thời hạn trình: 30/11/2024.\n", ["2024-11-30"]),
        ("Khu chợ cũ được xây từ ngày 12/4/1918, đông nhất vào năm 1930.\n", []),
    ],
)
def test_what_is_due_is_kept_where_no_body_is_known(text: str, due: list[str]) -> None:
    duties, _ = read(text)
    assert [one.not_after for one in duties.deadlines] == due and not duties.tasks


def test_every_assignment_quotes_the_name_of_its_body() -> None:
    """Items in one sentence after a body (`b) Bộ Công an: (1) …; (2) …`): each has the words that name it."""
    text = HEAD + (
        "1. Về hạ tầng số\na) Sở Công Thương: (1) Chủ trì rà soát mạng lưới chợ dân sinh trên địa bàn tỉnh; (2) Tham mưu ban hành "
        "kế hoạch phát triển thương mại điện tử; (3) Khẩn trương trình cấp có thẩm quyền đề án chợ đầu mối.\n"
    )
    duties, bodies = read(text)
    assert len(duties.claims) == 3
    for claim in duties.claims:
        mentions = [m for m in bodies.mentions if m.entity == claim.object]
        assert any(s.start <= m.start < s.end for s in claim.evidence for m in mentions), claim


def test_the_last_body_of_a_paragraph_does_not_act_in_the_next() -> None:
    """A fund named behind a semicolon is no subject of the paragraphs below, which name nobody."""
    text = (
        "NGHỊ QUYẾT\nVề phát triển khoa học, công nghệ\n3. Tăng cường đầu tư\n\n"
        "Ban hành Chương trình công nghiệp chiến lược; Sở Tài chính bố trí ít nhất 15% ngân sách chi sự nghiệp khoa học phục vụ nghiên cứu.\n\n"
        "Ban hành các chiến lược nghiên cứu, ứng dụng khoa học, công nghệ trong khai thác không gian biển, không gian ngầm và vũ trụ.\n"
    )
    assert [(body, task) for body, _, task, _ in said(text, head="")] == [("Sở Tài chính", "Sở Tài chính bố tr")]


def test_several_heads_of_villages_stand_for_the_villages() -> None:
    assert [body for body, *_ in said("1. Các trưởng thôn: Rà soát, mời công dân đến làm căn cước.\n")] == ["Các thôn"]


def test_who_works_with_the_body_may_stand_before_the_word() -> None:
    given = said(
        "1. Giao Sở Xây dựng chủ trì, Sở Tài chính và Công an tỉnh phối hợp, lắp camera tại bến xe.\n"
        "2. Xây dựng chợ đầu mối (Sở Công Thương chủ trì; Sở Nội vụ phối hợp; hoàn thành quý IV/2025).\n"
    )
    assert {(body, role) for body, role, *_ in given} == {
        ("Sở Xây dựng", "lead"), ("Sở Tài chính", "coordinate"), ("Công an", "coordinate"),
        ("Sở Công Thương", "lead"), ("Sở Nội vụ", "coordinate"),
    }  # fmt: skip


LAW = "QUỐC HỘI\nLuật số: 12/2024/QH15\nHà Nội, ngày 27 tháng 11 năm 2024\nLUẬT\nCẤP NƯỚC\n"


@pytest.mark.parametrize(
    "text",
    [
        "Chương IV\nDOANH NGHIỆP NHÀ NƯỚC\nĐiều 20. Vốn\n1. Tuyển dụng lao động theo quy định.\n2. Cung cấp thông tin về giá nước.\n",
        "Điều 12. Ban thanh tra nhân dân\n1. Giám sát việc cấp nước.\n2. Nhiệm kỳ là hai năm.\n",
        "Điều 30. Giấy phép\n1. Bộ Xây dựng thu hồi giấy phép trong các trường hợp sau đây:\na) Cung cấp thông tin sai sự thật;\nb) Tổ chức cấp nước khi chưa được phép.\n",
        "Điều 31. Thẩm quyền xử phạt\n5. Giám đốc Công an cấp tỉnh có quyền:\na) Phạt cảnh cáo;\nb) Áp dụng biện pháp khắc phục hậu quả.\n",
        "Điều 32. Trách nhiệm của Bộ Tài chính\n[Điều này được hướng dẫn bởi Thông tư 29/2024/TT-BTC có hiệu lực từ ngày 01/07/2024]\n",
    ],
    ids=["chapter", "article", "cases", "powers", "note"],
)
def test_what_a_law_is_about_and_when_it_applies_gives_nobody_anything_to_do(text: str) -> None:
    assert said(text, LAW) == []


def test_cases_below_what_a_body_must_do_are_not_for_it_to_do() -> None:
    text = "Điều 30. Giấy phép\n1. Bộ Xây dựng có trách nhiệm thu hồi giấy phép trong các trường hợp sau đây:\na) Cung cấp thông tin sai sự thật;\nb) Không tổ chức cấp nước.\n"
    assert said(text, LAW) == [("Bộ Xây dựng", "lead", "Bộ Xây dựng có trá", "có trách nhiệm")]


def test_a_law_gives_to_do_under_a_title_of_duties_and_where_it_asks_for_details() -> None:
    text = (
        "Chương V\nTRÁCH NHIỆM CỦA CÁC CƠ QUAN\nĐiều 40. Bộ Y tế\n1. Công bố chất lượng nước.\n"
        "Điều 41. Bộ Xây dựng\nBộ trưởng Bộ Xây dựng quy định chi tiết Điều này.\n"
    )
    assert said(text, LAW) == [
        ("Bộ Xây dựng", "lead", "Bộ trưởng Bộ Xây d", None),
        ("Bộ Y tế", "lead", "Công bố chất lượng", None),
    ]


def test_what_somebody_may_ask_for_by_law_is_no_order() -> None:
    text = "Điều 7. Quyền của khách hàng\n1. Yêu cầu Bộ Xây dựng cung cấp thông tin.\n2. Đề nghị Tòa án giải quyết tranh chấp.\n"
    assert said(text, LAW) == []


def test_clauses_joined_by_a_comma_have_their_own_bodies() -> None:
    text = "1. Sở Tài chính làm đầu mối, Sở Nội vụ đảm bảo kinh phí.\n"
    assert [(body, task) for body, _, task, _ in said(text)] == [
        ("Sở Nội vụ", "Sở Nội vụ đảm bảo"),
        ("Sở Tài chính", "Sở Tài chính làm đ"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế chỉ đạo các bệnh viện rà soát, Trung tâm Y tế huyện Đăk Hà báo cáo kết quả.",
        "Sở Y tế, các đơn vị đóng trên địa bàn, Sở Nội vụ tổ chức thực hiện.",
    ],
)
def test_a_comma_alone_parts_no_tasks(text: str) -> None:
    assert len({task for _, _, task, _ in said(f"1. {text}\n")}) == 1


def test_who_leads_together_with_another() -> None:
    text = "1. Sở Nội vụ\nĐồng chủ trì với Sở Tài chính, phối hợp với các sở liên quan xây dựng đề án.\n"
    assert [(body, role) for body, role, _, _ in said(text)] == [
        ("Các sở liên quan", "coordinate"),
        ("Sở Nội vụ", "lead"),
        ("Sở Tài chính", "lead"),
    ]


def test_what_is_striven_for_by_a_year_has_a_body_and_a_time() -> None:
    duties, bodies = read(f"{HEAD}1. Phấn đấu đến hết năm 2026, Sở Y tế hoàn thành việc kết nối dữ liệu.\n")
    assert [bodies.entities[claim.object].label for claim in duties.claims] == ["Sở Y tế tỉnh Kon Tum"]
    assert [(due.task, due.not_after) for due in duties.deadlines] == [(0, "2026-12-31")]


def test_a_lead_in_with_a_task_of_its_own() -> None:
    text = "1. Các sở, ngành tiếp tục thực hiện nghiêm các giải pháp đã đề ra trong kế hoạch của tỉnh, trong đó lưu ý một số nội dung sau:\n- Sở Y tế rà soát danh mục thuốc.\n"
    assert [(body, task) for body, _, task, _ in said(text)] == [
        ("Các sở, ngành", "Các sở, ngành tiếp"),
        ("Sở Y tế", "Sở Y tế rà soát da"),
    ]


def test_conditions_below_a_colon_are_no_tasks() -> None:
    text = "1. Sở Y tế phải báo cáo ngay Ủy ban nhân dân tỉnh nếu xét thấy:\na) Có khả năng phát sinh dịch bệnh trên địa bàn.\n"
    assert [(body, task) for body, _, task, _ in said(text)] == [("Sở Y tế", "Sở Y tế phải báo c")]


def test_further_paragraphs_of_an_item_belong_to_those_addressed_above() -> None:
    more = "Phối hợp chặt chẽ với các đoàn thể tổ chức thăm hỏi, tặng quà chu đáo tới thương binh, thân nhân liệt sỹ, gia đình có công và cán bộ lão thành cách mạng trên địa bàn."
    text = f"Chủ tịch Ủy ban nhân dân tỉnh yêu cầu Sở Y tế, Sở Nội vụ thực hiện tốt những việc sau đây:\n1. Thực hiện nghiêm túc chế độ trực.\n{more}\n2. Các trường học tổ chức vệ sinh.\n"
    head = HEAD.replace("I. NỘI DUNG\n", "")
    tasks = {(body, task) for body, role, task, _ in said(text, head) if role == "lead"}
    assert {("Sở Y tế", "Thực hiện nghiêm t"), ("Sở Y tế", "Phối hợp chặt chẽ")} <= tasks


def test_a_title_in_capitals_is_no_task() -> None:
    text = "1. Sở Y tế\n- Rà soát danh mục.\nĐỊNH HƯỚNG PHÁT TRIỂN VÙNG NGUYÊN LIỆU CỦA CÁC DOANH NGHIỆP CÔNG NGHỆ SỐ TRONG TỈNH\n"
    assert [task for _, _, task, _ in said(text)] == ["Rà soát danh mục."]


def test_a_name_broken_over_two_cells_is_in_one() -> None:
    text = (
        "\nTT\nNội dung, nhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian\n1\nĐiều chỉnh các quy trình vận hành liên hồ.\n"
        "Bộ Y tế,\nBộ Công\nThương, các địa\nphương\nCác bộ,\ncơ quan\nNăm 2026\n"
    )
    assert [(body, role) for body, role, _, _ in said(text)] == [
        ("Bộ Công Thương", "lead"),
        ("Bộ Y tế", "lead"),
        ("Các bộ, cơ quan", "coordinate"),
        ("Các địa phương", "lead"),
    ]


def test_titles_of_chapters_and_articles_are_no_tasks_and_powers_with_duties_are_duties() -> None:
    text = (
        "Chương V\nTRÁCH NHIỆM CỦA BỘ XÂY DỰNG VÀ CÁC CƠ QUAN\n"
        "Điều 16. Trách nhiệm của Bộ Xây dựng và cơ quan, tổ chức quản lý nhà nước có liên quan\n"
        "1. Bộ Xây dựng có quyền hạn và trách nhiệm:\na) Ban hành quy chuẩn nước sạch;\n"
    )
    assert said(text, LAW) == [("Bộ Xây dựng", "lead", "Ban hành quy chuẩn", "có quyền hạn và trách nhiệm")]


def test_a_heading_that_names_an_unknown_body_is_said() -> None:
    text = (
        f"{HEAD}III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Tham mưu xây dựng kế hoạch.\n"
        "2. Tổ xung kích cứu hộ\n- Phối hợp tuyên truyền tới hộ dân.\n3. Kinh phí thực hiện\n- Bố trí từ ngân sách.\n"
    )
    duties, _ = read(text)
    assert [(i.code, i.detail) for i in duties.issues] == [("unknown-body", "Tổ xung kích cứu hộ")]


def test_what_can_be_no_body_is_not_called_one() -> None:
    text = (
        f"{HEAD}III. TỔ CHỨC THỰC HIỆN\n- Tổng hợp kết quả.\n- Chủ trì cuộc họp: ông (bà) …………\n"
        "- Chủ trì cuộc họp: 500.000 đồng/người/buổi;\n- Cơ quan chủ trì: Nhóm Cá Heo.\n"
    )
    duties, _ = read(text)
    assert [i.detail for i in duties.issues] == ["Nhóm Cá Heo."]
