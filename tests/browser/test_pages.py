"""The page in a browser, at the size of a desk and of a phone: every view, search, path, filters, downloads, keyboard; nothing runs, nothing leaves."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from test_view import HOSTILE, poisoned

import kg
from browser.conftest import Watched, violations
from kg.api import Graph
from kg.messages import t
from kg.view import data, select
from kg.view import page as writer

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
Open = Callable[..., Watched]
DATA = Path(__file__).parent.parent.parent / "data"
VIEWS = ("lanes", "duties", "scheme", "whole", "table")


def shown_now(page: Any) -> int:
    """How many things the line above the drawing says are shown."""
    return int(re.findall(r"\d+", page.locator("#stat").inner_text())[0])


def tab(page: Any, view: str, lang: str = "vi") -> None:
    page.click(f"#views button:text-is('{t(f'view.view-{view}', lang)}')")


def address(page: Any) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def find(page: Any, words: str) -> list[str]:
    page.fill("#q", words)
    page.wait_for_timeout(60)
    return [x.split("\n")[0] for x in page.locator("#hits li").all_inner_texts()]


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("desktop", "dark"), ("phone", "light")])
def test_every_view_opens_and_is_accessible(open_page: Open, view_file: Path, size: str, scheme: str, axe: str) -> None:
    page = open_page(view_file.as_uri(), size, color_scheme=scheme).page
    for view in VIEWS:
        tab(page, view)
        page.wait_for_timeout(80)
        assert page.locator("#views button[aria-current]").inner_text() == t(f"view.view-{view}", "vi")
        assert violations(page, axe) == [], view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    find(page, "so cong thuong")
    page.keyboard.press("Enter")
    assert violations(page, axe) == [], "a body"
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    assert violations(page, axe) == [], "help"


def test_a_phone_opens_on_the_scheme(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri(), "phone").page
    assert page.locator("#scheme .me").is_visible()
    assert page.locator("#scheme .group").count() >= 2
    assert open_page(view_file.as_uri(), "desktop").page.locator("#net canvas").is_visible()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("72kl", "Kết luận 72-KL/TW"), ("kl 72", "Kết luận 72-KL/TW"), ("ket luan 72", "Kết luận 72-KL/TW"), ("quyet dinh 1676", "Quyết định 1676/QĐ-TTg"), ("QĐ 1676", "Quyết định 1676/QĐ-TTg"),
        ("so cong thuong", "Sở Công Thương tỉnh Sơn La"), ("SỞ CÔNG THƯƠNG", "Sở Công Thương tỉnh Sơn La"), ("skhdt", "Sở Kế hoạch và Đầu tư tỉnh Sơn La"), ("sở gtvt", "Sở Giao thông vận tải tỉnh Sơn La"),
    ],
)  # fmt: skip
def test_search_understands_what_people_type(open_page: Open, view_file: Path, words: str, first: str) -> None:
    assert find(open_page(view_file.as_uri()).page, words)[0] == first


def test_search_that_finds_nothing_says_so(open_page: Open, view_file: Path) -> None:
    assert "zzzz" in find(open_page(view_file.as_uri()).page, "zzzz qqqq")[0]


def test_search_says_how_many_more_it_found(open_page: Open, whole_file: Path) -> None:
    page = open_page(whole_file.as_uri()).page
    found = find(page, "sở")
    assert len(found) == 15 and re.fullmatch(r"còn \d+ nữa: .+", found[-1])
    assert all(name.startswith("Sở ") for name in found[:-1])


def test_a_researcher_finds_what_a_plan_goes_back_to(open_page: Open, view_file: Path) -> None:
    """The plan is in the middle; one click shows the sentence, who says it and on which line."""
    page = open_page(view_file.as_uri()).page
    find(page, "72kl")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert "Kết luận 72-KL/TW" in panel.locator("h2").inner_text()
    assert panel.locator("blockquote mark").count() >= 1
    said = panel.inner_text()
    assert "72-KL/TW" in said and t("view.line", "vi", line="").strip() in said
    assert "ke-hoach-son-la-2024.txt" in said


def test_a_lineage_opens_on_its_chain_with_quotes(open_page: Open, data_db: Path, tmp_path: Path) -> None:
    """What a plan goes back to stands there at once, longest way first, with sentences; on paper too, without what is for clicking."""
    out = tmp_path / "lineage.html"
    with Graph.open(data_db) as graph:
        writer.write(data.page(graph, select.lineage(graph, "ke-hoach-son-la-2024.txt")), out, lang="vi")
    page = open_page(out.as_uri()).page
    panel = page.locator("#panel")
    assert panel.locator(".fact > .link").all_inner_texts()[:3] == [
        "Kế hoạch 221-KH/TU",
        "Kết luận 72-KL/TW",
        "Nghị quyết 13-NQ/TW",
    ]
    assert panel.locator(".fact").count() == panel.locator(".fact > blockquote").count()
    assert "13 tệp" in panel.locator(".about").inner_text()
    text = (DATA / "ke-hoach-son-la-2024.txt").read_text("utf-8")
    for quote, source in zip(
        panel.locator(".fact > blockquote").all_text_contents(),
        panel.locator(".fact > blockquote ~ .src").all_inner_texts(),
        strict=True,
    ):
        line = int(source.split("dòng ")[1].split(" ")[0])
        assert (
            text.split("\n")[line - 1].strip().startswith(quote.strip("“”").split("\n")[0][:40])
            or quote.strip("“”")[:40] in text.split("\n")[line - 1]
        )
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert panel.locator(".more").count() == 0
    assert not panel.locator(".howto").first.is_visible() and panel.locator(".about").is_visible()


@pytest.fixture(scope="session")
def heir_file(data_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a body that took over from another one, which was given more tasks than itself."""
    out = tmp_path_factory.mktemp("heir") / "heir.html"
    with Graph.open(data_db) as graph:
        writer.write(data.page(graph, select.agency(graph, "Sở Tài chính Sơn La")), out, lang="vi")
    return out


def test_an_heir_shows_what_it_took_over_and_from_whom(open_page: Open, heir_file: Path) -> None:
    """Panel, picture, table and what is taken away hold the same tasks as `kg tasks` as of a day."""
    page = open_page(heir_file.as_uri(), viewport={"width": 1280, "height": 800}).page
    panel = page.locator("#panel")
    assert "Sở Tài chính tỉnh Sơn La" in panel.locator("h2").inner_text()
    assert "10 nhiệm vụ: 1 được giao, 9 nhận từ Sở Kế hoạch và Đầu tư tỉnh Sơn La" in panel.inner_text()
    assert "Nhận từ Sở Kế hoạch và Đầu tư tỉnh Sơn La, từ 01/03/2025, theo 461/NQ-HĐND" in panel.inner_text()
    assert panel.locator("h3 .inf").count() == 1
    assert panel.locator("h4").count() == 2 and panel.locator(".fact").count() == 10
    drawn = [str(x.text) for x in drawing(page).iter("{*}text")]
    assert drawn.count("nhận lại") > 2 and sum("Tham mưu triển khai quy hoạch" in x for x in drawn) == 1
    rows = saved(page)
    assert len(rows) == 10
    page.click("#panel button:text-is('Bảng nhiệm vụ')")
    assert page.locator("#tables tbody tr").count() == 10
    assert saved(page) == rows
    now = [row[1] for row in rows if row[0].startswith("Sở Kế hoạch và Đầu tư")]
    assert len(now) == 9 and all("từ 01/03/2025, theo 461/NQ-HĐND" in x and "suy ra" in x for x in now)
    page.click("#tables .head button >> nth=3")
    body = page.locator("#tables tbody tr:has-text('Sở Tài chính tỉnh Sơn La') td")
    assert body.nth(3).inner_text() == "1" and body.nth(5).inner_text() == "9"


def test_an_heir_lists_what_it_took_over_on_a_phone(open_page: Open, heir_file: Path) -> None:
    page = open_page(heir_file.as_uri(), "phone").page
    groups = page.locator("#scheme .group")
    assert [g.split("\n")[0] for g in groups.locator("h2 b").all_inner_texts()] == ["1", "6", "3"]
    assert groups.nth(1).locator("p .inf").is_visible() and "Nhận từ Sở Kế hoạch" in groups.nth(1).inner_text()
    assert page.locator("#scheme li").count() == 10
    assert not page.locator("#scheme .none").count()  # a body points at nothing: nobody misses it


@pytest.mark.parametrize("table", ["relations", "tasks", "documents", "bodies"])
def test_a_table_fits_a_laptop_and_its_rows_are_low(open_page: Open, whole_file: Path, table: str) -> None:
    page = open_page(whole_file.as_uri() + f"#v=table&t={table}", viewport={"width": 1280, "height": 800}).page
    assert page.evaluate("document.querySelector('#tables').scrollWidth <= innerWidth")
    names = "#tables tbody td:not(.q) .link"
    assert page.evaluate(f"Math.max(...[...document.querySelectorAll('{names}')].map((x) => x.offsetHeight))") < 130
    cut = page.locator(f"{names}[title]")
    assert table in ("bodies",) or "NGÀY 22/3/2024 CỦA BAN THƯỜNG VỤ TỈNH ỦY" in "".join(
        cut.evaluate_all("all => all.map((x) => x.title)")
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_labels_of_filters_stand_on_one_line(open_page: Open, view_file: Path, size: str) -> None:
    page = open_page(view_file.as_uri(), size).page
    page.click("#more summary")
    assert page.evaluate("[...document.querySelectorAll('#filters label')].every((x) => x.offsetHeight < 30)")
    box = page.locator("#filters").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_an_officer_gets_the_tasks_of_a_body(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    find(page, "so cong thuong")
    page.keyboard.press("Enter")
    assert page.locator("#views button[aria-current]").inner_text() == t("view.view-duties", "vi")
    assert page.locator("#panel .fact").count() >= 3
    with page.expect_download() as got:
        page.click("#acts button:text-is('CSV')")
    rows = list(csv.reader(io.StringIO(Path(got.value.path()).read_text("utf-8-sig"))))
    assert rows[0][0] == t("view.col-body", "vi") and len(rows) >= 4
    assert {r[0] for r in rows[1:]} == {"Sở Công Thương tỉnh Sơn La"}
    page.emulate_media(media="print")
    assert page.locator("#panel").is_visible() and not page.locator(".acts").is_visible()


def test_a_path_shows_a_sentence_at_each_step(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    find(page, "nghi quyet 13")
    page.keyboard.press("Enter")
    page.locator("body").press("p")
    find(page, "so cong thuong")
    page.keyboard.press("Enter")
    steps = page.locator("#panel .fact")
    assert steps.count() >= 2
    assert all(steps.nth(i).locator("blockquote").count() >= 1 for i in range(steps.count()))
    assert "p=" in address(page)
    page.reload()
    page.wait_for_selector("html[data-ready='1']")
    assert page.locator("#panel .fact").count() == steps.count()
    page.locator("body").press("Escape")
    assert "p=" not in address(page)


def test_what_is_chosen_stands_in_the_address(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    find(page, "72kl")
    page.keyboard.press("Enter")
    page.click("#acts button:text-is('EN')")
    page.locator("body").press("d")
    page.locator("#chips button").first.click()
    tab(page, "table", "en")
    page.locator("#tables th button").nth(2).click()
    before = address(page)
    assert all(part in before for part in ("v=table", "n=", "lang=en", "dark=1", "off=", "s=2~1"))
    again = open_page(page.url).page
    assert address(again) == before
    assert again.locator("th[aria-sort=ascending]").count() == 1
    assert again.evaluate("document.documentElement.lang + document.documentElement.dataset.theme") == "endark"


def test_back_undoes_one_step_at_a_time(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    first = address(page)
    find(page, "72kl")
    page.keyboard.press("Enter")
    chosen = address(page)
    tab(page, "table")
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('v=table')")
    assert address(page) == chosen
    assert page.locator("#stage").is_visible()
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('n=')")
    assert address(page) == first
    page.go_forward()
    page.wait_for_function("() => location.hash.includes('n=')")
    assert "72-KL/TW" in page.locator("#panel h2").first.inner_text()


def test_a_chosen_fact_has_an_address(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#e=kh-221-tu-son-la-2024~kl-72-tw-2024").page
    facts = page.locator("#panel .fact")
    assert facts.count() >= 1
    assert "Kế hoạch 221-KH/TU thực hiện → Kết luận 72-KL/TW" in facts.first.inner_text()
    assert "e=kh-221-tu-son-la-2024~kl-72-tw-2024" in address(page)
    page.locator("body").press("Escape")
    assert "e=" not in address(page)


def test_a_quote_can_be_cited(open_page: Open, view_file: Path) -> None:
    """What is copied holds the words, the document with its day, and the place in the file."""
    page = open_page(view_file.as_uri()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    find(page, "72kl")
    page.keyboard.press("Enter")
    page.locator("#panel .copy").first.click()
    page.wait_for_function("() => document.querySelector('#notice').textContent.includes('Đã chép')")
    copied = page.evaluate("navigator.clipboard.readText()")
    quote = " ".join(str(page.locator("#panel blockquote").first.text_content()).split())
    assert copied.startswith(quote + " (Kế hoạch TRIỂN KHAI")
    assert "; ke-hoach-son-la-2024.txt:" in copied
    assert "ngày 22/03/2024" in copied
    file, place = copied.rstrip(")").rsplit("; ", 1)[1].rsplit(":", 1)
    start, end = map(int, place.split("-"))
    assert " ".join((DATA / file).read_text("utf-8")[start:end].split()) == quote.strip("“”")


def test_a_view_that_the_page_does_not_have_is_another_one(open_page: Open, data_db: Path, tmp_path: Path) -> None:
    """A page of documents alone has no duties: an address or a key that asks for them shows something."""
    out = tmp_path / "lineage.html"
    with Graph.open(data_db) as graph:
        writer.write(data.page(graph, select.lineage(graph, "57-NQ/TW")), out, lang="vi")
    page = open_page(out.as_uri() + "#v=duties").page
    assert page.locator("#views button[aria-current]").inner_text() == t("view.view-lanes", "vi")
    page.locator("body").press("2")
    assert page.locator("#views button[aria-current]").inner_text() == t("view.view-scheme", "vi")


def test_quotes_are_right_behind_signs_beyond_the_basic_plane(open_page: Open, tmp_path: Path) -> None:
    text = (
        (DATA / "ke-hoach-son-la-2024.txt")
        .read_text("utf-8")
        .replace("Thực hiện Kế hoạch số", "📌🔹 Thực hiện Kế hoạch số", 1)
    )
    (tmp_path / "ke-hoach.txt").write_text(text, "utf-8")
    with kg.build([tmp_path / "ke-hoach.txt"], tmp_path / "g.db") as graph:
        quotes = {" ".join(v.quote.split()) for e in graph.edges() for v in e.evidence}
        writer.write(data.page(graph, select.everything(graph)), tmp_path / "page.html", lang="vi")
    page = open_page((tmp_path / "page.html").as_uri() + "#v=table").page
    shown = {" ".join(x.split()) for x in page.locator("#tables td.q").all_text_contents()}
    assert any("Thực hiện Kế hoạch số" in x for x in shown)
    assert shown <= quotes


def test_filters_hide_and_show(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    tab(page, "table")
    page.click("#tables .head button >> nth=2")
    rows = page.locator("#tables tbody tr")
    count = rows.count()
    page.click("#more summary")
    page.select_option("#f-from", "2023")
    assert 0 < rows.count() < count
    page.select_option("#f-lane", "party")
    assert 0 < rows.count() < 5
    page.click("#filters button")
    assert rows.count() == count
    page.click("#chips button >> nth=0")
    assert page.locator("#chips button >> nth=0").get_attribute("aria-pressed") == "false"


def test_one_kind_alone_by_a_double_click(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    tab(page, "table")
    page.click("#tables .head button >> nth=2")
    before = page.locator("#tables tbody tr").count()
    plans = page.locator("#chips button:has-text('Kế hoạch')")
    plans.dblclick()
    names = page.locator("#tables tbody td:first-child").all_inner_texts()
    assert 0 < len(names) < before and all(n.startswith("Kế hoạch") for n in names)
    plans.dblclick()
    assert page.locator("#tables tbody tr").count() == before
    page.click("#more summary")
    page.select_option("#f-from", "2023")
    total = sum(map(int, page.locator("#chips button:not(:has(i.e)) b").all_inner_texts()))
    assert total == shown_now(page)


def saved(page: Any) -> list[list[str]]:
    with page.expect_download() as got:
        page.click("#acts button:text-is('CSV')")
    return list(csv.reader(io.StringIO(Path(got.value.path()).read_text("utf-8-sig"))))[1:]


def test_a_table_taken_away_holds_what_is_shown_with_whole_names(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    shown = len(saved(page))
    find(page, "72kl")
    page.keyboard.press("Enter")
    rows = saved(page)
    assert 0 < len(rows) < shown and all("72-KL/TW" in r[0] + r[2] for r in rows)
    page.keyboard.press("Escape")
    page.click("#more summary")
    page.select_option("#f-from", "2023")
    assert 0 < len(saved(page)) < shown
    page.click("#more summary")
    page.click("#filters button")
    tab(page, "table")
    page.click("#tables .head button >> nth=1")
    every = saved(page)
    assert len(every) == int(page.locator("#tables .head button >> nth=1").inner_text().split("(")[1].rstrip(")"))
    assert not any(cell.endswith("…") for row in every for cell in row)


def test_a_path_begins_at_what_stands_in_the_middle(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#v=scheme").page
    page.locator("body").press("p")
    find(page, "nghi quyet 13")
    page.keyboard.press("Enter")
    assert page.locator("#panel .fact blockquote").count() >= 1


def test_what_is_said_of_a_document_comes_before_what_is_doubtful(open_page: Open, whole_file: Path) -> None:
    page = open_page(whole_file.as_uri() + "#n=kh-617-ubnd-dong-thap-2025").page
    doubtful = page.locator("#panel .doubt")
    doubtful.last.wait_for()
    first = page.locator("#panel .fact").first
    assert first.get_attribute("class") == "fact" and first.bounding_box()["y"] < doubtful.first.bounding_box()["y"]
    page.click("#panel .doubtful")
    assert doubtful.first.bounding_box()["y"] < page.viewport_size["height"]


def test_marks_of_bold_stand_in_quotes_alone(open_page: Open, whole_file: Path, data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        task = next(n for n in graph.nodes("task") if "**" in str(n.fields["text"]))
    page = open_page(whole_file.as_uri() + "#n=" + task.id).page
    assert "*" not in page.locator("#panel h2").inner_text()
    assert "**" in page.locator("#panel blockquote").first.inner_text()
    tab(page, "table")
    page.click("#tables .head button >> nth=1")
    while page.locator("#tables .more").count():
        page.click("#tables .more")
    shown = page.locator("#tables").inner_text()
    assert "ngày 30 tháng 11 hàng năm" in shown
    assert "Chương V, Điều 42, khoản 2, điểm b" in shown and "STT 8" in shown and "chương v" not in shown
    assert "*" not in "".join(page.locator("#tables td:not(:last-child)").all_inner_texts())


def test_a_picture_fits_the_room_that_the_bars_leave(open_page: Open, whole_file: Path) -> None:
    """The notice above goes when a path is shown; all of the path is in the frame then."""
    page = open_page(whole_file.as_uri()).page
    assert page.locator("#notice").is_visible()
    find(page, "so cong thuong son la")
    page.keyboard.press("Enter")
    page.locator("body").press("p")
    find(page, "nghi quyet 13")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert not page.locator("#notice").is_visible()
    frame, tip = page.locator("#net").bounding_box(), page.locator("#tip")

    def boxes_at(x: float) -> int:
        found = 0
        for y in range(20, int(frame["height"]) - 60, 12):
            page.mouse.move(frame["x"] + x, frame["y"] + y)
            found += tip.is_visible()
        return found

    assert boxes_at(14) == boxes_at(frame["width"] - 14) == 0, "a box stands at the edge of the frame"
    assert sum(map(boxes_at, range(40, int(frame["width"]) - 20, 80))) > 0


LAPTOP = {"width": 1280, "height": 800}


def boxes_in(page: Any, xs: range, ys: range) -> set[str]:
    """The names of the boxes that stand at places of the frame."""
    frame, tip, found = page.locator("#net").bounding_box(), page.locator("#tip"), set()
    for x in xs:
        for y in ys:
            page.mouse.move(frame["x"] + x, frame["y"] + y)
            if tip.is_visible():
                found.add(tip.locator("b").inner_text())
    return found


def test_a_laptop_opens_on_the_whole_picture_below_few_bars(open_page: Open, whole_file: Path) -> None:
    page = open_page(whole_file.as_uri(), viewport=LAPTOP).page
    page.wait_for_timeout(300)
    frame = page.locator("#net").bounding_box()
    wide, high = int(frame["width"]), int(frame["height"])
    assert frame["y"] < 140
    corners = {"Kết luận 45-KL/TW", "Kế hoạch 02-KH/BCĐTW", "Kế hoạch 617/KH-UBND", "Chỉ thị 18"}
    assert boxes_in(page, range(170, wide - 10, 40), range(40, high - 50, 12)) >= corners
    assert not boxes_in(page, range(160, wide, 24), range(high - 8, high - 7))
    legend = page.locator("#legend")
    assert legend.get_attribute("aria-expanded") == "false" and not page.locator("#chips").is_visible()
    legend.click()
    assert legend.get_attribute("aria-expanded") == "true" and page.locator("#chips button").first.is_visible()
    page.locator("#chips button").first.click()
    legend.click()
    assert "•" in legend.inner_text()  # closed, it still says that something is hidden


@pytest.mark.parametrize(
    ("words", "name"), [("72kl", "Kết luận 72-KL/TW"), ("so tai chinh ha noi", "Sở Tài chính thành phố Hà Nội")]
)
def test_what_is_found_is_in_the_frame_and_nothing_is_cut_at_its_left(
    open_page: Open, whole_file: Path, words: str, name: str
) -> None:
    page = open_page(whole_file.as_uri(), viewport=LAPTOP).page
    find(page, words)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    frame = page.locator("#net").bounding_box()
    wide, high = int(frame["width"]), int(frame["height"])
    assert name in boxes_in(page, range(20, wide - 20, 60), range(40, high - 60, 16))
    lanes = "v=lanes" in address(page)
    assert not boxes_in(page, range(155 if lanes else 6, 157 if lanes else 8), range(30, high - 60, 12))


def drawing(page: Any) -> Any:
    from lxml import etree

    with page.expect_download() as got:
        page.click("#acts button:text-is('SVG')")
    return etree.parse(got.value.path()).getroot()


def test_a_filter_leaves_no_empty_columns_and_lanes(open_page: Open, whole_file: Path) -> None:
    page = open_page(whole_file.as_uri()).page
    whole = drawing(page)
    page.click("#more summary")
    page.select_option("#f-from", "2025")
    page.select_option("#f-lane", "province")
    page.wait_for_timeout(100)
    left = drawing(page)
    words = [str(x.text) for x in left.iter("{*}text")]
    headings = [w for w in words if w.isdigit() or w in ("Chính phủ", "Quốc hội", "không rõ năm")]
    assert headings == ["2025"] and any("Ủy ban nhân dân" in w for w in words)
    assert (
        float(left.get("width")) < float(whole.get("width")) / 2
        and float(left.get("height")) < float(whole.get("height")) / 2
    )
    boxes = [
        [float(x.get(k)) for k in ("x", "y", "width", "height")] for x in left.iter("{*}rect") if x.get("rx") == "6"
    ]
    assert len(boxes) == shown_now(page)
    assert not any(abs(a[0] - b[0]) < a[2] and abs(a[1] - b[1]) < a[3] for a, b in combinations(boxes, 2))


def test_numbers_and_places_are_not_what_boxes_cut(open_page: Open, whole_file: Path, data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        made = data.page(graph, select.everything(graph, 5000))
    shown = [made.nodes[i] for i in made.layouts["lanes-first"].nodes]
    page = open_page(whole_file.as_uri()).page
    with page.expect_download() as got:
        page.click("#acts button:text-is('SVG')")
    from lxml import etree

    drawn = " ".join(str(x.text) for x in etree.parse(got.value.path()).iter("{*}text"))
    symbols = [str(n.facts["symbol"]) for n in shown if n.facts.get("symbol")]
    places = {made.places[n.place].split(" ", 1)[1] for n in shown if n.place}
    assert len(symbols) > 20 and [s for s in symbols if s not in drawn] == []
    assert len(places) > 2 and [p for p in places if p.removeprefix("phố ") not in drawn] == []


def test_what_carries_a_document_out_stands_in_order_with_day_and_issuer(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#v=scheme").page
    days = [
        x.split(" ")[0].split("/")[::-1]
        for x in page.locator("#scheme .group").first.locator("li > small:not(.t)").all_inner_texts()
        if x[:1].isdigit()
    ]
    assert len(days) > 3 and days == sorted(days)


def test_escape_closes_the_filters_first(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    find(page, "72kl")
    page.keyboard.press("Enter")
    page.click("#more summary")
    page.keyboard.press("Escape")
    assert "n=" in address(page) and not page.locator("#filters").is_visible()
    page.keyboard.press("Escape")
    assert "n=" not in address(page)


def test_a_printer_gets_the_whole_picture_in_light_colours(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#n=kl-72-tw-2024", color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    picture = page.locator("#paper svg")
    assert picture.is_visible() and not page.locator("#net").is_visible()
    assert picture.locator("text").count() > 22 and "72-KL/TW" in picture.text_content()
    assert picture.locator("rect").first.get_attribute("fill") == "#f6f7f9"
    box = picture.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert picture.count() == 0


def test_tables_sort(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#v=table&t=documents").page
    dates = page.locator("#tables tbody td:nth-child(2)")
    page.locator("#tables th button").nth(1).click()
    up = [d.split(" ")[0].split("/")[::-1] for d in dates.all_inner_texts() if d]
    assert up == sorted(up)
    page.locator("#tables th button").nth(1).click()
    assert [d.split(" ")[0].split("/")[::-1] for d in dates.all_inner_texts() if d] == up[::-1]


def test_on_a_phone_a_row_of_a_table_is_a_card(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri() + "#v=table", "phone").page
    cell = page.locator("#tables tbody tr >> nth=0 >> td.q")
    assert cell.bounding_box()["width"] > 300  # the sentence has the width of the screen
    assert cell.evaluate("c => getComputedStyle(c, '::before').content") == f'"{t("view.col-quote", "vi")}"'
    first = page.locator("#tables tbody tr >> nth=0").inner_text()
    page.click("#tables th button >> nth=0")
    page.click("#tables th button >> nth=0")
    assert page.locator("#tables tbody tr >> nth=0").inner_text() != first  # it can be sorted still


def test_groups_of_several_papers_say_whose_they_are(open_page: Open, whole_file: Path, view_file: Path) -> None:
    from lxml import etree

    def drawn(file: Path) -> list[str]:
        page = open_page(file.as_uri() + "#v=duties").page
        with page.expect_download() as got:
            page.click("#acts button:text-is('SVG')")
        return [str(x.text) for x in etree.parse(got.value.path()).iter("{*}text")]

    assert any(label.startswith("03/NQ-CP · II.1. ") for label in drawn(whole_file))
    assert not any("·" in label for label in drawn(view_file))  # of one plan


def test_the_keyboard_walks_along_facts(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    page.focus("#net")
    page.keyboard.press("ArrowUp")
    seen = {address(page)}
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.add(address(page))
    assert len(seen) >= 3
    page.keyboard.press("Enter")
    assert page.locator("#scheme").is_visible()
    for number, view in enumerate(VIEWS, 1):
        page.locator("body").press(str(number))
        assert page.locator("#views button[aria-current]").inner_text() == t(f"view.view-{view}", "vi")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def under_pointer(page: Any) -> tuple[int, int]:
    """Where a box stands: the pointer goes over the picture until it is on one."""
    frame = page.locator("#net").bounding_box()
    for dy in range(60, int(frame["height"]) - 60, 18):
        for dx in range(int(frame["width"] / 4), int(frame["width"]) - 20, 25):
            page.mouse.move(frame["x"] + dx, frame["y"] + dy)
            if page.locator("#tip").is_visible():
                return int(frame["x"] + dx), int(frame["y"] + dy)
    raise AssertionError("no box was found under the pointer")


def test_the_keyboard_goes_on_where_the_mouse_has_clicked(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    page.wait_for_timeout(200)
    page.mouse.click(*under_pointer(page))
    page.wait_for_function("() => location.hash.includes('n=')")
    seen = {address(page)}
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(address(page))
    assert len(seen) >= 2
    page.keyboard.press("Enter")
    assert page.locator("#scheme").is_visible()


def test_a_link_opens_the_same_screen_on_a_phone(open_page: Open, view_file: Path) -> None:
    desk = open_page(view_file.as_uri()).page
    find(desk, "72kl")
    desk.keyboard.press("Enter")
    phone = open_page(desk.url, "phone").page
    assert address(phone) == address(desk)
    assert phone.locator("#net canvas").is_visible() and not phone.locator("#scheme").is_visible()
    assert phone.locator("#panel h2").inner_text() == desk.locator("#panel h2").inner_text()
    again = open_page(view_file.as_uri(), "phone").page
    tab(again, "lanes")
    again.reload()
    again.wait_for_selector("html[data-ready='1']")
    assert again.locator("#net canvas").is_visible()


def test_a_lineage_opens_on_its_chain_on_a_phone_too(open_page: Open, data_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "lineage.html"
    with Graph.open(data_db) as graph:
        writer.write(data.page(graph, select.lineage(graph, "ke-hoach-son-la-2024.txt")), out, lang="vi")
    page = open_page(out.as_uri(), "phone").page
    assert page.locator("#panel .fact").first.is_visible()


def test_clicking_boxes_and_clusters(open_page: Open, view_file: Path) -> None:
    page = open_page(view_file.as_uri()).page
    tab(page, "whole")
    page.wait_for_timeout(150)
    box = page.locator("#net").bounding_box()
    hit = False
    for dx in range(60, int(box["width"]) - 40, 60):
        for dy in range(60, int(box["height"]) - 60, 30):
            page.mouse.click(box["x"] + dx, box["y"] + dy)
            if "c=" in address(page):
                hit = True
                break
        if hit:
            break
    assert hit
    page.wait_for_timeout(150)
    page.locator("body").press("Escape")
    page.locator("body").press("Escape")
    assert "c=" not in address(page)


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
@pytest.mark.parametrize("view", ["lanes", "duties", "whole"])
def test_pictures_can_be_saved(open_page: Open, view_file: Path, view: str, kind: str) -> None:
    page = open_page(view_file.as_uri() + f"#v={view}").page
    with page.expect_download() as got:
        page.click(f"#acts button:text-is('{kind}')")
    content = Path(got.value.path()).read_bytes()
    if kind == "PNG":
        assert content.startswith(b"\x89PNG") and len(content) > 20_000
    else:
        from lxml import etree

        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        assert root.tag.endswith("svg") and len(root) > 20
        assert not root.findall(".//{*}script")


def test_a_large_graph_shows_its_best_part_and_says_so(open_page: Open, whole_file: Path, axe: str) -> None:
    page = open_page(whole_file.as_uri()).page
    assert page.locator("#notice").is_visible()
    assert shown_now(page) <= 70
    page.click("#tools button >> nth=0")
    page.wait_for_timeout(200)
    assert shown_now(page) > 70
    assert violations(page, axe) == []
    for view in VIEWS[1:]:
        tab(page, view)
        page.wait_for_timeout(100)
    assert violations(page, axe) == []


def test_no_label_is_cut_without_a_way_to_read_it(open_page: Open, view_file: Path) -> None:
    """What a box leaves out, hovering and the panel show whole."""
    page = open_page(view_file.as_uri()).page
    page.wait_for_timeout(200)
    box = page.locator("#net").bounding_box()
    for dx in range(40, int(box["width"]) - 20, 25):
        for dy in range(60, int(box["height"]) - 60, 18):
            page.mouse.move(box["x"] + dx, box["y"] + dy)
            if page.locator("#tip").is_visible():
                assert page.locator("#tip b").inner_text()
                return
    pytest.fail("no box was found under the pointer")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_a_name_ever_runs(open_page: Open, tmp_path: Path, text: str) -> None:
    file = tmp_path / "hostile.html"
    writer.write(poisoned(text), file)
    for size in ("desktop", "phone") if len(text) > 1000 else ("desktop",):
        page = open_page(file.as_uri(), size).page
        for view in VIEWS:
            tab(page, view)
            for i in range(page.locator("#tables .head button[aria-pressed]").count() if view == "table" else 1):
                if view == "table":
                    page.locator("#tables .head button[aria-pressed]").nth(i).click()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), view
        for i in range(7):
            page.evaluate("n => { location.hash = new URLSearchParams({v: 'scheme', n}) }", text + str(i))
            page.wait_for_timeout(20)
            page.locator("#panel details, #scheme details").evaluate_all("all => all.forEach(d => d.open = true)")
        assert page.evaluate("window.pwned") is None
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("#panel img, #scheme img, #tables img, #panel script").count() == 0


def test_a_notebook_frame_works_without_an_address(open_page: Open, data_db: Path, tmp_path: Path) -> None:
    from kg.api import Graph

    file = tmp_path / "notebook.html"
    with Graph.open(data_db) as graph:
        file.write_text(f"<!doctype html><meta charset='utf-8'><title>x</title>{graph._repr_html_()}", "utf-8")
    page = open_page(file.as_uri(), ready=False).page
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready='1']", timeout=15_000)
    frame.fill("#q", "57nq")
    frame.press("#q", "Enter")
    assert "57-NQ/TW" in frame.locator("#panel h2").inner_text()
