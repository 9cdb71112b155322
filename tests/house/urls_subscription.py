"""Entries of a person's own calendar and digest."""

from tests.house.url_entry import Entry

NOBODYS = "x" * 43

ENTRIES = {
    "calendar_make": Entry(method="post", foreign=False),
    "calendar_close": Entry(method="post", foreign=False),
    "digest": Entry(method="post", foreign=False),
}
WITHOUT_LOG_IN = {"calendar", "file"}
"""A calendar program cannot log in: the secret in the address is tried in tests/office/test_subscription.py. The signed
address of a file is tried in tests/site/test_file_view.py."""
