"""The visit's page on the telephone: points with their signs, the talk in every language, the script's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.law_library import Checklist
from ryddig.domain.site_fields import LANGUAGES
from ryddig.domain.words import N_, Words
from ryddig.office.desk import Desk
from ryddig.records.visits.models import Visit
from ryddig.records.visits.queries import firms_of
from ryddig.reports.formats import language

GUIDE: Final = "checklists.worker_interview"
SPOKEN: Final[Mapping[str, str]] = {
    "nb": "Norsk (bokmål)",
    "nn": "Norsk (nynorsk)",
    "en": "English",
    "pl": "Polski",
    "lt": "Lietuvių",
}
SCRIPTS: Final = (
    "vendor/idb/idb.js",
    "ryddig/onsite/keep.js",
    "ryddig/onsite/send.js",
    "ryddig/onsite/draw.js",
    "ryddig/onsite/page.js",
)
SHEETS: Final = (
    "vendor/designsystemet/theme.css",
    "vendor/designsystemet/designsystemet.css",
    "ryddig/ryddig.css",
    "ryddig/pages.css",
    "ryddig/charts.css",
    "ryddig/onsite/onsite.css",
)
OTHER_FILES: Final = (
    "vendor/htmx/htmx.min.js",
    "vendor/inter/inter-latin-wght-normal.woff2",
    "vendor/inter/inter-latin-ext-wght-normal.woff2",
    "ryddig/icon.svg",
)
STATES: Final[Mapping[str, str]] = {
    "sent": N_("Everything is sent."),
    "kept": N_("%(n)s saved on the phone. Sending …"),
    "offline": N_("No network. %(n)s saved on the phone, and sent when the network is back."),
    "login": N_("You are logged out. %(n)s saved on the phone. Log in to send."),
    "conflict": N_("%(c)s written by both of you. Choose below."),
    "over": N_("The visit is closed. %(n)s on this phone came too late for the report."),
    "refused": N_("You are not a controller of this visit. %(n)s saved on the phone are not sent."),
    "wrong": N_("The server did not understand the phone. %(n)s saved on the phone. Load the page again."),
    "other": N_(
        "Somebody else is logged in on this phone. What %(name)s wrote is kept, and sent when %(name)s logs in."
    ),
    "broken": N_("This browser cannot save on the phone. Write on paper, or use another browser."),
}
TEXTS: Final[Mapping[str, str]] = {
    "kept": N_("Saved on the phone"),
    "sent": N_("Sent"),
    "taken": N_("Sent, and taken off the phone"),
    "by": N_("%(name)s wrote"),
    "empty": N_("nothing"),
    "more": N_("%(n)s more than the list says"),
    "fewer": N_("%(n)s fewer than the list says"),
    "equal": N_("As the list says"),
}


@dataclass(frozen=True, slots=True)
class PhonePoint:
    """One point on the page."""

    code: str
    name: str
    look: str
    sign: str
    do: str
    danger: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or what is said before them, in each language, the controller's own beside."""

    id: str
    own: str
    said: tuple[tuple[str, str], ...]


def phone_context(desk: Desk, visit: Visit) -> dict[str, Any]:
    """What the page hands its template."""
    guide = desk.book.library.checklists[GUIDE]
    return {
        "visit": visit,
        "points": list(_points(desk, visit)),
        "opening": _asked("opening", guide.opening),
        "questions": [_asked(item.id, item.text) for item in guide.items],
        "spoken": list(SPOKEN.items()),
        "firms": firms_of(desk.actor, visit.contract_id),
        "scripts": SCRIPTS,
        "config": _config(desk, visit),
        "slots": list(_slots(visit)),
    }


def question_ids(desk: Desk) -> frozenset[str]:
    """Ids of the talk's questions."""
    guide: Checklist = desk.book.library.checklists[GUIDE]
    return frozenset(item.id for item in guide.items)


def shell() -> list[str]:
    """Addresses of every file the page needs without a network."""
    return [static(name) for name in (*SCRIPTS, *SHEETS, *OTHER_FILES)]


def _points(desk: Desk, visit: Visit) -> Iterator[PhonePoint]:
    library, words = desk.book.library, desk.teller.words
    signs = {sign.id: sign for one in library.warning_signs.values() for sign in one.signs}
    for code in visit.points:
        check, sign = library.site_checks.get(code), signs.get(code)
        if check is not None and sign is not None:
            yield PhonePoint(code, words(check.name), words(check.look), words(sign.text), words(sign.do), check.danger)


def _asked(name: str, text: Words) -> Asked:
    return Asked(name, text.in_language(language()), tuple((code, text.in_language(code)) for code in LANGUAGES))


def _slots(visit: Visit) -> Iterator[tuple[str, str]]:
    yield "first", str(visit.first)
    if visit.second is not None:
        yield "second", str(visit.second)
    yield "site", gettext("For the site (optional)")


def _config(desk: Desk, visit: Visit) -> dict[str, Any]:
    texts: dict[str, Any] = {name: gettext(text) for name, text in TEXTS.items()}
    texts["states"] = {name: gettext(text) for name, text in STATES.items()}
    own = f"?person={desk.actor.user_id}"
    return {
        "visit": visit.pk,
        "user": desk.actor.user_id,
        "name": desk.name,
        "language": language(),
        "texts": texts,
        "urls": {
            "fields": reverse("office:visit_fields", args=[visit.pk]) + own,
            "photos": reverse("office:visit_photos", args=[visit.pk]) + own,
            "report": reverse("office:visit", args=[visit.contract_id, visit.pk]),
            "worker": reverse("office:visit_worker"),
        },
    }
