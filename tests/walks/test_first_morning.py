"""Show 1: log in as the contract manager, see what to do and why; two clicks lead to the rule and its source."""

import pytest
from playwright.sync_api import expect

from tests.browser import BrowserPage
from tests.walks.conftest import LogIn, log_in, picture


def test_from_logging_in_to_the_source_of_a_rule(page: BrowserPage) -> None:
    shown = page.go("/")
    log_in(shown, "kari")
    things = shown.locator(".r-todo")
    assert 3 <= things.count() <= 5
    for thing in things.all():
        expect(thing.locator(".ds-button")).to_have_count(1)
        expect(thing.locator(".r-todo__why")).not_to_be_empty()
    first = things.first
    first.locator("summary").click()
    picture(shown, "today")
    rule = first.locator(".r-why__source a").first
    name = rule.inner_text()
    rule.click()
    expect(shown.get_by_role("heading", level=1)).to_have_text(name)
    source = shown.get_by_role("main").locator("a[rel='external noreferrer']").first
    assert str(source.get_attribute("href")).startswith("https://")


def test_the_keyboard_alone_is_enough(page: BrowserPage, session: LogIn) -> None:
    session("kari")
    shown = page.go("/")
    shown.keyboard.press("Tab")
    expect(shown.locator(".ds-skip-link")).to_be_focused()
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    expect(shown.locator(".r-todo .ds-button").first).to_be_focused()
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(shown.locator(".r-why__list").first).to_be_visible()


@pytest.mark.parametrize(("login", "code", "heading"), [("kari", "nb", "I dag"), ("kari", "en", "Today")])
def test_the_language_is_changed_on_the_page(
    page: BrowserPage, session: LogIn, login: str, code: str, heading: str
) -> None:
    session(login)
    shown = page.go("/")
    shown.locator(f".r-foot button[value={code}]").click()
    expect(shown.locator("html")).to_have_attribute("lang", code)
    expect(shown.get_by_role("heading", level=1)).to_have_text(heading)
