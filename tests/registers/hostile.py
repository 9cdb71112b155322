"""Files made to hurt, and a door to try them in: `python -m tests.registers.hostile NAME` prints the error's code.

The memory limit is set by the caller; a reader that is not bounded dies instead of printing.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ryddig.domain.errors import UserCanFix
from ryddig.registers.doffin import read_notice
from ryddig.registers.xml import read_bytes

MEGABYTE = 1024 * 1024
LIMIT = 700 * MEGABYTE


def billion_laughs() -> bytes:
    """Ten levels of ten: one billion words if anything expands it."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l9;</x>'.encode()


def billion_laughs_in_utf16() -> bytes:
    """The same, where a search for ASCII bytes finds nothing."""
    return billion_laughs().decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")


def external_file() -> bytes:
    """An entity that would read a file of the server."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'


def external_subset() -> bytes:
    """A document type fetched over the network."""
    return b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><x/>'


def behind_comments() -> bytes:
    """A document type behind many comments, each an invitation to look back."""
    return b"<!---->" * 200_000 + b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


def comments_only() -> bytes:
    """Comments without end and no element."""
    return b"<!-- - -->" * 300_000


def deep() -> bytes:
    """Elements in elements."""
    return b"<a>" * 100_000 + b"</a>" * 100_000


def many_elements() -> bytes:
    """Five million elements in twenty megabytes."""
    return b"<a>" + b"<b/>" * (5 * MEGABYTE - 10) + b"</a>"


def many_attributes() -> bytes:
    """One element with more attributes than any file has."""
    return b"<a " + b" ".join(b'a%d=""' % number for number in range(1_000_000)) + b"/>"


def large_file() -> bytes:
    """Two hundred megabytes, refused by its size before it is opened."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xml"
        with path.open("wb") as file:
            file.truncate(200 * MEGABYTE)
        return read_bytes(path)


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "billion_laughs": (billion_laughs, "xml.document_type"),
    "billion_laughs_in_utf16": (billion_laughs_in_utf16, "xml.document_type"),
    "external_file": (external_file, "xml.document_type"),
    "external_subset": (external_subset, "xml.document_type"),
    "behind_comments": (behind_comments, "xml.document_type"),
    "comments_only": (comments_only, "xml.not_well_formed"),
    "deep": (deep, "xml.too_deep"),
    "many_elements": (many_elements, "xml.too_many_elements"),
    "many_attributes": (many_attributes, "xml.too_many_elements"),
    "large_file": (large_file, "file.too_large"),
}


def main() -> None:
    """Try the file named on the command line."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    try:
        read_notice(FILES[sys.argv[1]][0](), name=sys.argv[1])
    except UserCanFix as error:
        print(error.code)  # noqa: T201 - what the caller reads


if __name__ == "__main__":
    main()
