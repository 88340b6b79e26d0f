"""The pages in a real browser: search, pick, compare, download, keyboard, 360 px, dark, axe."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ratebook.cli.main import main
from tests.support.serving import SHOTS, chromium, serving

pytestmark = pytest.mark.slow

PATHS = {
    "home": "/",
    "search": "/?q=45",
    "code": "/code/20560?on=2026-07-01",
    "locality": "/code/45378?on=2026-07-01&locality=10112-00&changes=true",
    "compare": "/compare?code=20560&code=45378&code=00000&on=2026-07-01",
    "compared locally": "/compare?code=20560+45378+66984+97110&on=2026-07-01&locality=10112-00",
    "releases": "/releases",
    "problem": "/code/00000?on=2026-07-01",
    "modifier": "/code/45380-59?on=2026-07-01",
    "split ZIP": "/code/20560?zip=20601&on=2025-11-01",
    "NA": "/code/66984?on=2026-11-01&changes=true",
    "packaged": "/code/36245?on=2026-11-01&changes=true&locality=01112-05",
    "therapy": "/code/97110?on=2026-11-01&changes=true",
    "mammography": "/code/77067?on=2026-07-01",
    "drug": "/code/J2002?on=2025-11-01",
    "component": "/code/70450-26?on=2026-07-01",
    "laboratory": "/code/80053?on=2026-07-01",
}
CUT = """[...document.querySelectorAll('main *')]
    .filter(e => getComputedStyle(e).display != 'inline' && e.scrollWidth > e.clientWidth + 1
        && e.getBoundingClientRect().right > 0 && !e.matches('select, option, svg *, summary'))
    .map(e => e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def server(sample_home) -> Iterator[str]:
    with serving(sample_home.folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser, server) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window; at the end nothing may have been said on its console."""
    windows, said = [], []

    def opened(path: str, width: int = 1280, **options: object) -> Page:
        window = browser.new_context(
            viewport={"width": width, "height": 800}, accept_downloads=True, **options
        )
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(server + path if path.startswith("/") else path, wait_until="networkidle")
        return page

    yield opened
    for window in windows:
        window.close()
    assert [text for text in said if "404" not in text and "409" not in text] == []


def test_a_person_searches_and_sees_both_amounts(open_page):
    page = open_page("/")
    page.get_by_role("combobox", name="Code, or several").fill("20560")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("20560")
    expect(page.get_by_text("$24.72").first).to_be_visible()
    expect(page.get_by_text("$29.55").first).to_be_visible()
    page.locator("article.hospital .from summary").click()
    expect(page.get_by_text("2026_July_Web_Addendum_B.csv, row").first).to_be_visible()


def test_typing_offers_codes(open_page):
    page = open_page("/")
    page.get_by_role("combobox", name="Code, or several").press_sequentially("2056")
    expect(page.locator("#codes option").first).to_have_attribute("value", "20560")


def test_a_locality_is_picked_and_the_page_follows(open_page):
    page = open_page("/code/20560?on=2026-07-01")
    place = page.get_by_role("combobox", name="Place")
    place.press_sequentially("san fran")
    expect(page.locator("#places option").first).to_have_attribute("value", "San Francisco, CA")
    place.fill("10112-00")
    place.press("Enter")
    expect(page.locator("article.office .total")).to_have_text("$22.82")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("QP in an APM").check()
    expect(page.get_by_label("QP in an APM")).to_be_checked()
    expect(page.locator("article.office .total")).to_have_text("$22.93")


def test_the_changes_come_after_the_page(open_page):
    page = open_page("/code/20560?on=2026-11-01")
    expect(page.get_by_text("practice expense").first).to_be_visible()
    expect(page.get_by_role("img", name="Hospital, facility: the change")).to_be_visible()
    page.get_by_text("As a table, 2025-11-01 to 2026-11-01").click()
    expect(page.get_by_role("cell", name="rate +$")).to_be_visible()


def test_the_modifiers_come_when_a_person_is_near(open_page):
    page = open_page("/code/45378?on=2026-08-01&zip=94110")
    link = page.get_by_role("link", name="45378 with each modifier")
    expect(link).to_have_count(1)
    link.scroll_into_view_if_needed()
    expect(page.get_by_role("rowheader", name="stopped by the physician")).to_be_visible()
    expect(page.get_by_role("heading", name="Edits (NCCI)")).to_be_visible()
    expect(link).to_have_count(0)


def test_several_codes_are_compared(open_page):
    page = open_page("/compare")
    page.get_by_label("Codes, up to 200").fill("20560 45378")
    page.get_by_label("Day of service").fill("2026-07-01")
    page.locator("form.where button").click()
    expect(page.get_by_role("cell", name="$41.91")).to_be_visible()
    expect(page.get_by_role("rowheader", name="45378")).to_be_visible()


@pytest.mark.parametrize(("kind", "start"), [("CSV", "hcpcs,modifier,mac"), ("JSON", '{"code":')])
def test_it_is_downloaded(open_page, kind, start):
    page = open_page("/code/20560?on=2026-07-01")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {kind}").click()
    assert download.value.path().read_text().startswith(start)
    assert download.value.suggested_filename == f"20560-2026-07-01.{kind.lower()}"


def test_everything_is_reached_by_the_keyboard(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the figures")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Code, or several")).to_be_focused()
    page.keyboard.type("45378")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("45378")
    page.get_by_text("As a table", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Amounts through time")).to_be_visible()


def test_it_reads_without_javascript(open_page):
    page = open_page("/code/20560?on=2026-11-01", java_script_enabled=False)
    page.get_by_role("link", name="What changed, and why").click()
    page.get_by_text("As a table, 2025-11-01 to 2026-11-01").click()
    expect(page.get_by_role("cell", name="rate +$")).to_be_visible()
    page.get_by_role("combobox", name="Place").fill("10112-00")
    page.locator("form.where button").click()
    expect(page.locator("article.office .total")).to_have_text("$22.82")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PATHS)
def test_every_page_fits_and_axe_finds_nothing_serious(open_page, name, scheme):
    for width in (1280, 390) if scheme == "light" else (390,):
        page = open_page(PATHS[name], width, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.screenshot(path=SHOTS / f"{name}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(CUT) == []
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize("width", [320, 700, 740, 961])
@pytest.mark.parametrize("name", ["compared locally", "NA", "packaged", "drug", "releases"])
def test_no_width_cuts_a_column(open_page, name, width):
    page = open_page(PATHS[name], width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_same_address_has_one_layout(open_page, width):
    """Filled by the script or asked for whole: the same sections, words and places."""
    path = "/code/45378?on=2026-11-01&locality=10112-00"
    boxes = """[...document.querySelectorAll('main > *, main section *')].map(e => [e.tagName,
        e.textContent, JSON.stringify(e.getBoundingClientRect())])"""
    later, whole = open_page(path, width), open_page(path + "&changes=true", width)
    expect(later.locator(".waterfall").first).to_be_visible()
    assert later.evaluate(boxes) == whole.evaluate(boxes)


def test_the_localities_show_their_amounts(open_page):
    page = open_page("/code/45378?on=2026-07-01")
    page.get_by_text("All 109 as a table").click()
    for amount in ("$339.88",):
        cell = page.get_by_role("group", name="Amounts by locality").get_by_text(amount).first
        assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 1280


@pytest.mark.parametrize("width", [1280, 390])
def test_the_units_show_their_total(open_page, width):
    page = open_page("/code/66984?on=2026-07-01", width)
    cell = page.locator(".units").get_by_text("13.85").first
    expect(cell).to_be_visible()
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= width


def test_on_a_phone_each_amount_has_its_name(open_page):
    page = open_page("/compare?code=45378&on=2026-07-01", 390)
    names = page.locator(".compare tbody td").evaluate_all(
        "cells => cells.map(e => getComputedStyle(e, '::before').content + e.textContent)"
    )
    assert names[:2] == ['"Office"$378.10patient $75.62', '"Hospital, facility"$950.10']
    assert names[2] == '"Hospital, professional"$164.67'
    assert names[3] == '"Hospital, both"$1,114.77patient $222.95'


def test_releases_shows_what_is_loaded_stale_and_found_on_one_screen(open_page):
    page = open_page("/releases")
    found = page.locator("#found")
    assert found.bounding_box()["y"] + found.bounding_box()["height"] <= 800
    expect(page.get_by_role("cell", name="stale: since 2026-10-01").first).to_be_visible()
    expect(page.get_by_text("rows accounted for").first).to_be_hidden()


def test_the_page_of_a_file_is_read_without_network(open_page, sample_home, tmp_path):
    to = tmp_path / "page.html"
    words = ["page", "20560", "--on", "2026-07-01", "--to", str(to)]
    assert main([*words, "--home", str(sample_home.folder)]) == 0
    page = open_page(to.as_uri(), 1280, offline=True)
    page.screenshot(path=SHOTS / "file.png", full_page=True)
    expect(page.locator("article.office .total")).to_contain_text("$24.72")
    assert page.evaluate("getComputedStyle(document.querySelector('.sites')).display") == "grid"
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
