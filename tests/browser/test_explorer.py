"""The explorer in a browser: search first, expand on demand, permanent addresses, texts with their mentions, no violation on any page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from test_serve import PAGES

from browser.conftest import Watched, violations

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
Open = Callable[..., Watched]


def visit(open_page: Open, site: str, path: str, size: str = "desktop", **options: Any) -> Any:
    return open_page(site + path, size, allowed=site, offline=False, ready=path.startswith("/graph"), **options).page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible(open_page: Open, site: str, axe: str, path: str, size: str) -> None:
    page = visit(open_page, site, path, size, color_scheme="light" if size == "phone" else "dark")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, axe) == []


def test_a_phone_shows_rows_as_cards(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/deadlines?overdue=1", "phone")
    assert page.evaluate("[...document.querySelectorAll('.wide')].every((x) => x.scrollWidth <= x.clientWidth + 1)")
    assert page.evaluate("document.querySelector('.wide td').offsetWidth > 250")


def test_the_graph_opens_on_documents_that_hang_together(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/graph")
    sent = json.loads(page.locator("#kg-data").text_content())
    ends = {x for e in sent["edges"] for x in (e.get("source", 0), e.get("target", 0))}
    assert len(sent["edges"]) > 60 and ends == set(range(len(sent["nodes"])))
    assert page.locator("#notice").is_visible()
    assert "kg serve" not in page.locator("#notice").inner_text()


def test_search_first(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/")
    page.locator("body").press("/")
    page.keyboard.type("so cong thuong son la")
    page.wait_for_selector("#hits li:first-child:has-text('Sở Công Thương tỉnh Sơn La')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/node/**")
    assert page.locator("h1").inner_text() == "Sở Công Thương tỉnh Sơn La"


def test_a_list_of_names_that_is_cut_says_so(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/")
    page.fill("#q", "sở")
    page.wait_for_selector("#hits .more")
    assert page.locator("#hits li").count() == 11 and "nữa" in page.locator("#hits .more").inner_text()
    page.keyboard.press("ArrowUp")  # among the names, never on the word that there are more
    page.keyboard.press("Enter")
    page.wait_for_url("**/node/so-**")


def test_the_graph_grows_where_one_asks(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/graph?around=nq-3-cp-2025")
    before = page.url
    page.fill("#q", "57nq")
    page.wait_for_selector("#hits li")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.click("#panel .row button:text-is('Mở rộng')")
    page.wait_for_url("**nq-57-tw-2024**")
    assert page.url != before
    address = page.url
    again = visit(open_page, site, address.removeprefix(site))
    assert again.locator("#panel h2").inner_text() == page.locator("#panel h2").inner_text()


def test_a_mention_says_where_it_leads(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/file?id=ke-hoach-son-la-2024.txt")
    link = page.locator("a.m.document").first
    link.hover()
    assert "72-KL/TW" in page.locator("#tip").inner_text()
    link.click()
    assert "/node/" in page.url


def test_a_quote_in_the_graph_gets_its_line_and_paragraph(open_page: Open, site: str) -> None:
    """The page comes with the quotes alone; their places follow when they are shown."""
    page = visit(open_page, site, "/graph?around=nq-57-tw-2024#n=nq-3-cp-2025")
    page.wait_for_selector("#panel .src:has-text('dòng')")
    page.locator("#panel .fact details.ctx summary:text-is('Trong đoạn văn')").first.click()
    shown = page.locator("#panel details.ctx[open] p").first
    assert shown.locator("mark").inner_text().strip() in shown.inner_text()
    assert len(shown.inner_text()) > len(shown.locator("mark").inner_text())


def test_evidence_leads_to_the_sentence(open_page: Open, site: str) -> None:
    page = visit(open_page, site, "/node/nq-57-tw-2024")
    page.locator("blockquote footer a").first.click()
    page.wait_for_selector("mark#m")
    box = page.locator("mark#m").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_a_person_judges(open_page: Open, site: str, axe: str) -> None:
    page = visit(open_page, site, "/node/nq-57-tw-2024")
    page.locator("a[href^='/review']").first.click()
    assert violations(page, axe) == []
    assert page.locator("fieldset input[type=radio]").count() == 3
