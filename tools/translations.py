"""The interface's texts: from code and templates into the .po files, and what is missing there.

    .venv/bin/python tools/translations.py update          add new texts, drop those no longer used
    .venv/bin/python tools/translations.py check           say what is wrong; exit 1 when something is
    .venv/bin/python tools/translations.py missing nb      texts without a translation, as JSON {text: ""}
    .venv/bin/python tools/translations.py fill nb FILE    put translations from such a JSON file in

English is the language of the texts themselves, so en/django.po stays empty but for plurals. Polish and Lithuanian hold
what suppliers read, which is every text of the files under PORTAL.
"""

import ast
import io
import json
import os
import re
import sys
import tokenize
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Final

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
CODE: Final = ROOT / "ryddig"
LOCALE: Final = CODE / "site" / "locale"
TRANSLATED: Final = ("nb", "nn")
OF_PORTAL: Final = ("pl", "lt")
LANGUAGES: Final = (*TRANSLATED, "en", *OF_PORTAL)
PORTAL: Final = (
    "ryddig/portal/*",
    "ryddig/records/*/mails.py",
    "ryddig/records/*/guest*.py",
    "ryddig/records/correspondence/mail_kinds.py",
    "ryddig/records/correspondence/services.py",
    "ryddig/records/evidence/files.py",
    "ryddig/records/evidence/kinds.py",
    "ryddig/records/evidence/services.py",
    "ryddig/records/reviews/chain.py",
    "ryddig/records/reviews/handing_in.py",
    "ryddig/records/reviews/reviewing.py",
    "ryddig/records/reviews/uploading.py",
    "ryddig/reports/chain_labels.py",
    "ryddig/reports/trust_labels.py",
    "ryddig/records/selfreports/drafting.py",
    "ryddig/records/selfreports/delivering.py",
    "ryddig/reports/answers_said.py",
    "ryddig/reports/mails.py",
    "ryddig/site/templates/400.html",
    "ryddig/site/templates/403_csrf.html",
    "ryddig/site/templates/404.html",
    "ryddig/site/templates/429.html",
    "ryddig/site/templates/500.html",
    "ryddig/site/templates/503.html",
    "ryddig/site/templates/error_page.html",
    "ryddig/site/templates/base.html",
    "ryddig/site/templates/messages.html",
)
"""Files whose texts suppliers read: pages, mails, and what a service tells a guest. `*` stands for folders too."""
KEYWORDS: Final[dict[str, tuple[int | tuple[int, str], ...] | None]] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES: Final = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-z]|%%|%[sd]|\{\w*\}|</?[a-z]+[^>]*>")
CALL: Final = re.compile(r"(?<![\w.])(" + "|".join(sorted(KEYWORDS, key=len, reverse=True)) + r")\(")
EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed day, so that an unchanged catalogue is an unchanged file

Text = str | tuple[str, ...]
Found = tuple[str, Text, str | None]


def texts() -> Iterator[Found]:
    """(file, text or (singular, plural), context) of every marked text under `ryddig/`, in file order."""
    for path in sorted([*CODE.rglob("*.py"), *CODE.rglob("*.html")]):
        name = path.relative_to(ROOT).as_posix()
        found = _in_python(path) if path.suffix == ".py" else _in_template(path)
        for text, context in found:
            if text and text[0]:
                yield name, text, context


def _in_python(path: Path) -> Iterator[tuple[Text, str | None]]:
    with path.open("rb") as source:
        for _line, text, _comments, context in extract("python", source, keywords=KEYWORDS):
            yield text, context


def _in_template(path: Path) -> Iterator[tuple[Text, str | None]]:
    """Django turns the template into something like Python; each call in it is read on its own."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for start in CALL.finditer(source):
        arguments = _arguments(source[start.start() :])
        if arguments:
            yield _as_message(start[1], arguments)


def _arguments(source: str) -> list[str]:
    depth, parts = 0, []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING:
            parts.append(str(ast.literal_eval(token.string)))
        depth += {"(": 1, ")": -1}.get(token.string, 0)
        if depth == 0 and token.string == ")":
            return parts
    return parts


def _as_message(name: str, arguments: list[str]) -> tuple[Text, str | None]:
    context = arguments.pop(0) if name.startswith(("pgettext", "npgettext")) else None
    plural = name.removeprefix("np").startswith(("ngettext", "gettext")) and name[0] == "n"
    return (tuple(arguments[:2]) if plural else arguments[0]), context


@cache
def template_catalog(language: str = "") -> Catalog:
    """Every text once, with the files it stands in; for a language of the portal only what suppliers read."""
    catalog, told = _catalog(None), set()
    for name, text, context in texts():
        catalog.add(text, locations=[(name, 0)], context=context)
        if any(fnmatch(name, pattern) for pattern in PORTAL):
            told.add((text[0] if isinstance(text, tuple) else text, context))
    if language not in OF_PORTAL:
        return catalog
    portal = _catalog(None)
    for message in catalog:
        if message.id and _first(message) in told:
            portal.add(message.id, locations=message.locations, context=message.context)
    return portal


def _first(message: Message) -> tuple[str, str | None]:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return str(text), message.context


def _catalog(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain="django",
        project="Ryddig",
        version="0",
        header_comment=f"# Ryddig: texts of the interface in {language}. Made by tools/translations.py.",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="Ryddig",
        msgid_bugs_address="see CONTRIBUTING.md",
        language_team="Ryddig",
        charset="utf-8",
        fuzzy=False,
    )


def po_file(language: str) -> Path:
    """Where a language's texts lie."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_catalog(language: str) -> Catalog:
    """What is stored; an empty catalogue when nothing is."""
    path = po_file(language)
    if not path.is_file():
        return _catalog(language)
    with path.open("rb") as source:
        return read_po(source, locale=language, domain="django")


def merged(language: str, wanted: Catalog) -> Catalog:
    """The texts of `wanted` with the translations that are stored; texts no longer used are gone."""
    known = read_catalog(language)
    catalog = _catalog(language)
    for message in wanted:
        if not message.id:
            continue
        stored = known.get(message.id, message.context)
        translation = stored.string if stored and _same_shape(stored, message) else ""
        catalog.add(message.id, translation or None, locations=message.locations, context=message.context)
    return catalog


def _same_shape(stored: Message, wanted: Message) -> bool:
    return bool(stored.pluralizable) == bool(wanted.pluralizable)


def save(catalog: Catalog, language: str) -> None:
    """Write the language's file: sorted by text, files without line numbers, so that a change shows as one."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)


def key(message: Message) -> str:
    """A text as it stands in the JSON of `missing` and `fill`: context and plural are set apart by control signs."""
    text = "\x1f".join(message.id) if isinstance(message.id, tuple | list) else str(message.id)
    return f"{message.context}\x04{text}" if message.context else text


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one per plural form."""
    stored = message.string
    return tuple(str(text or "") for text in (stored if isinstance(stored, tuple | list) else (stored,)))


def missing(language: str) -> list[str]:
    """Texts that are in code or templates and have no translation."""
    catalog = merged(language, template_catalog(language))
    return [key(message) for message in catalog if message.id and not all(strings(message))]


def faults() -> Iterator[str]:
    """What is wrong with the stored files, a line each."""
    for language in LANGUAGES:
        stored, wanted = read_catalog(language), template_catalog(language)
        yield from _obsolete(language, stored, wanted)
        if language != "en":
            yield from (f"{language}: not translated: {text!r}" for text in missing(language))
        for message in stored:
            yield from _places(language, message)


def _obsolete(language: str, stored: Catalog, wanted: Catalog) -> Iterator[str]:
    for message in stored:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{language}: no longer used: {key(message)!r}"
    yield from (f"{language}: no longer used: {text!r}" for text in stored.obsolete)
    for message in wanted:
        if message.id and stored.get(message.id, message.context) is None:
            yield f"{language}: not in the file, run update: {key(message)!r}"


def _places(language: str, message: Message) -> Iterator[str]:
    if not message.id or not any(strings(message)):
        return
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    allowed = [sorted(PLACES.findall(str(text))) for text in ids]
    for number, said in enumerate(strings(message)):
        if sorted(PLACES.findall(said)) != allowed[min(number, len(allowed) - 1)]:
            yield f"{language}: other places than the text it translates: {key(message)!r} -> {said!r}"


def update() -> None:
    """Bring every language's file up to the code and say how much is missing."""
    for language in LANGUAGES:
        wanted = template_catalog(language)
        save(merged(language, wanted), language)
        if language != "en":
            print(f"{language}: {len(missing(language))} of {len(wanted)} without translation")


def fill(language: str, path: Path) -> None:
    """Put the translations of a JSON file {text: translation} in; unknown texts are named and left out."""
    given: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    catalog = merged(language, template_catalog(language))
    known = {key(message): message for message in catalog if message.id}
    for text, said in given.items():
        if text not in known:
            print(f"{language}: not a text of the interface: {text!r}", file=sys.stderr)
        elif said:
            known[text].string = tuple(said.split("\x1f")) if known[text].pluralizable else said
    save(catalog, language)


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()
    match arguments:
        case ["update"]:
            update()
        case ["check"]:
            wrong = list(faults())
            print("\n".join(wrong) or "every text is translated")
            return 1 if wrong else 0
        case ["missing", ("nb" | "nn" | "en" | "pl" | "lt") as language]:
            print(json.dumps(dict.fromkeys(missing(language), ""), ensure_ascii=False, indent=1))
        case ["fill", ("nb" | "nn" | "en" | "pl" | "lt") as language, path]:
            fill(language, Path(path))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
