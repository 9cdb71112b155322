"""Reading XML from strangers: bounded in size, depth and time; no entities, no document type, no network, no files."""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

MAX_BYTES = 20 * 1024 * 1024
MAX_TAGS = 400_000
MAX_ATTRIBUTES = 800_000
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "iso-8859-1", "latin-1", "latin1", "iso-8859-15", "windows-1252", "us-ascii", "ascii"}
)
_DECLARED = re.compile(rb"^<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, refused before it is opened when it is too large. Raises UserCanFix."""
    size = path.stat().st_size
    _check_size(size, path.name, max_bytes)
    return path.read_bytes()


def parse_xml(data: bytes, *, name: str, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The root element. `name` is the file's name, for messages.

    Raises UserCanFix: too large, too many elements, not XML, wrong encoding, cut off, or with a document type (the
    place where entity bombs and references to other files live; no notice has one).
    """
    _check_size(len(data), name, max_bytes)
    _check_start(data, name)
    if data.count(b"<") > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES:
        raise UserCanFix(
            "xml.too_many_elements",
            N_("The file has more than %(limit)s elements; no notice is that large."),
            hint=N_("Check that the file is one notice and not a whole export."),
            where=name,
            params={"limit": MAX_TAGS},
        )
    root = _parse(data, name)
    dtd: object = root.getroottree().docinfo.internalDTD
    if dtd is not None:
        raise _document_type(name)
    return root


def iter_xml(data: bytes, tags: Collection[str], *, name: str, max_bytes: int) -> Iterator[etree._Element]:
    """Each element called one of `tags`, one at a time, for files too large to hold as a tree. Do not nest `tags`.

    The element is emptied when the next is asked for. Raises UserCanFix as `parse_xml` does, also halfway.
    """
    _check_size(len(data), name, max_bytes)
    _check_start(data, name)
    reader = etree.iterparse(
        BytesIO(data),
        tag=tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _event, element in reader:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, name) from None


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise UserCanFix(
            "file.too_large",
            N_("The file is %(size)s MB; the limit is %(limit)s MB."),
            hint=N_("Import one notice per file."),
            where=name,
            params={"size": size // (1024 * 1024), "limit": limit // (1024 * 1024)},
        )
    if size == 0:
        raise UserCanFix("file.empty", N_("The file is empty."), hint=N_("Download it again."), where=name)


def _check_start(data: bytes, name: str) -> None:
    text = data.removeprefix(_UTF8_MARK)
    if text.startswith(_UTF16):
        text = text.decode("utf-16", errors="replace").encode()
    elif text.lstrip()[:1] != b"<":
        raise UserCanFix(
            "xml.not_xml",
            N_("The file is not XML."),
            hint=N_("A notice from Doffin or TED is an XML file; a PDF or a web page cannot be read here."),
            where=name,
        )
    declared = _DECLARED.match(text)
    encoding = declared.group(1).decode().lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise UserCanFix(
            "xml.encoding",
            N_("The file says its encoding is %(encoding)s, which is not accepted."),
            hint=N_("Save it as UTF-8."),
            where=name,
            params={"encoding": encoding},
        )
    if _has_document_type(text):
        raise _document_type(name)


def _has_document_type(text: bytes) -> bool:
    """Whether `<!DOCTYPE` or `<!ENTITY` stands before the first element. One pass: each piece is skipped once."""
    at = 0
    while True:
        at = text.find(b"<", at)
        if at < 0:
            return False
        closing = b"?>" if text.startswith(b"<?", at) else b"-->" if text.startswith(b"<!--", at) else b""
        if not closing:
            return text.startswith(b"<!", at)
        at = text.find(closing, at)
        if at < 0:
            return False


def _document_type(name: str) -> UserCanFix:
    return UserCanFix(
        "xml.document_type",
        N_("The file holds a document type or entities, which are refused because they can hide an attack."),
        hint=N_("Download the notice again from Doffin or TED; a real notice has none."),
        where=name,
    )


def _parse(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, name) from None


def _syntax_error(error: etree.XMLSyntaxError, name: str) -> UserCanFix:
    said = str(error.msg or "")
    where = {"line": error.lineno or 0, "column": error.offset or 0}
    if "encoding" in said.lower() or "utf-8" in said.lower() or "invalid bytes" in said.lower():
        return UserCanFix(
            "xml.encoding",
            N_("The file is not written in the encoding it says (line %(line)s)."),
            hint=N_("Save it as UTF-8, or download it again."),
            where=name,
            params=where,
        )
    if "depth" in said.lower():
        return UserCanFix(
            "xml.too_deep",
            N_("Elements are nested too deeply (line %(line)s); no notice is built like that."),
            hint=N_("Check that the file is a notice from Doffin or TED."),
            where=name,
            params=where,
        )
    return UserCanFix(
        "xml.not_well_formed",
        N_("The XML breaks off or is damaged at line %(line)s, column %(column)s."),
        hint=N_("Download the file again; it may have been cut off."),
        where=name,
        params=where,
    )
