"""Doffin's public API: search by day and type, download one notice, follow a buyer's own notices from a stored day.

What the source does, and what is done about it (README says where it was seen): it cannot filter by buyer, so days are
read whole; it gives 1 000 hits of a query at most, so a day is split by type; the same notice comes on two pages and
another then on none, so a day is read until it is complete; it ignores a parameter it does not know, so the answer is
checked against the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ryddig.domain.errors import AskAgainLater, OurFault, UserCanFix
from ryddig.domain.register_words import RegisterAnswer
from ryddig.domain.words import N_
from ryddig.registers.asking import Asker, Question
from ryddig.registers.doffin.numbers import doffin_number
from ryddig.registers.doffin.search import NoticeHit, read_page

SOURCE: Final = "doffin"
PER_PAGE: Final = 100
MOST_PAGES: Final = 10
OVERLAP: Final = timedelta(days=10)
DAY: Final = timedelta(days=1)
TYPES: Final = (
    "ADVISORY_NOTICE",
    "PRE_ANNOUNCEMENT",
    "NOTICE_ON_BUYER_PROFILE",
    "ANNOUNCEMENT_OF_COMPETITION",
    "DYNAMIC_PURCHASING_SCHEME",
    "QUALIFICATION_SCHEME",
    "ANNOUNCEMENT_OF_INTENT",
    "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT",
    "CHANGE_OF_CONCLUSION_OF_CONTRACT",
    "CANCELLED_OR_MISSING_CONCLUSION_OF_CONTRACT",
)
_ORDERS: Final = ("PUBLICATION_DATE_ASC", "PUBLICATION_DATE_DESC")
_CPV_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class DayRead:
    """One day read whole. `own`: the buyer's notices issued on it. Store them, then store `day` as the cursor."""

    day: date
    own: tuple[NoticeHit, ...]
    of_all: int


class Doffin:
    """Asks Doffin. Needs a subscription key (`RYDDIG_REGISTER_DOFFIN_KEY`)."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def day(self, day: date, *, cpv: str = "") -> tuple[NoticeHit, ...]:
        """Every notice issued on `day`, by number; with `cpv` (eight digits) those under that code.

        Raises AskAgainLater when Doffin says there are more than it gives, however it is asked.
        """
        if cpv and not (len(cpv) == _CPV_DIGITS and cpv.isdigit()):
            text = N_("Doffin takes a CPV code of eight digits; %(cpv)s finds nothing there.")
            raise UserCanFix("doffin.cpv", text, hint=N_("Write the whole code."), params={"cpv": cpv})
        found, total, reachable = self._search(day, cpv=cpv)
        if total > reachable:
            found, total = self._by_type(day, cpv=cpv)
        if len(found) < total:
            text = N_("Doffin tells of %(total)s notices on %(day)s and gives %(count)s.")
            hint = N_("Nothing of that day is stored. Try again later.")
            params = {"total": total, "day": day, "count": len(found)}
            raise AskAgainLater("doffin.incomplete", text, hint=hint, params=params)
        return tuple(found[number] for number in sorted(found))

    def follow(self, buyer: str, *, since: date | None, first: date, until: date) -> Iterator[DayRead]:
        """The buyer's own notices, day by day, from ten days before the stored day `since` (else from `first`).

        A notice may be published a week after it was issued, so the last days are read again: what comes twice has the
        same number. A day that fails raises, and the days before it stand.
        """
        day = max(first, since - OVERLAP) if since is not None else first
        while day <= until:
            hits = self.day(day)
            yield DayRead(day, tuple(hit for hit in hits if buyer in hit.buyers), len(hits))
            day += DAY

    def download(self, number: str) -> RegisterAnswer:
        """One notice as XML, `not_found` when Doffin does not have it. The raw bytes are what is to be kept."""
        if doffin_number(number) != number:
            text = N_("%(number)s is not a Doffin number.")
            raise UserCanFix("doffin.number", text, hint=N_("Write it like 2026-100001."), params={"number": number})
        return self._ask(Question(f"v2/download/{number}", accept=(200, 404)))

    def _by_type(self, day: date, *, cpv: str) -> tuple[dict[str, NoticeHit], int]:
        """The day in parts. A type that is too large for one query, or new to us, leaves the day incomplete."""
        found: dict[str, NoticeHit] = {}
        for kind in TYPES:
            found |= self._search(day, kind=kind, cpv=cpv)[0]
        return found, self._search(day, cpv=cpv, pages=1)[1]

    def _search(
        self, day: date, *, kind: str = "", cpv: str = "", pages: int = MOST_PAGES
    ) -> tuple[dict[str, NoticeHit], int, int]:
        """Hits by number, how many there are, how many can be reached. A second order finds what pages hid."""
        found: dict[str, NoticeHit] = {}
        total = reachable = 0
        for order in _ORDERS:
            for page in range(1, pages + 1):
                read = read_page(self._ask(_question(day, kind, cpv, order=order, page=page)).raw)
                total, reachable = read.total, read.reachable
                _check(read.hits, day, kind)
                found |= {hit.number: hit for hit in read.hits}
                if not read.hits or page * PER_PAGE >= min(total, reachable):
                    break
            if len(found) >= min(total, reachable) or pages == 1:
                break
        return found, total, reachable

    def _ask(self, question: Question) -> RegisterAnswer:
        key = self._asker.settings.source(SOURCE).secret("key")
        headers = {"Ocp-Apim-Subscription-Key": key}
        asked = Question(question.path, params=question.params, headers=headers, accept=question.accept)
        return self._asker.ask(SOURCE, asked)


def _question(day: date, kind: str, cpv: str, *, order: str, page: int) -> Question:
    params: dict[str, str | int] = {
        "numHitsPerPage": PER_PAGE,
        "page": page,
        "sortBy": order,
        "issueDateFrom": day.isoformat(),
        "issueDateTo": day.isoformat(),
    }
    if kind:
        params["type"] = kind
    if cpv:
        params["cpvCode"] = cpv
    return Question("v2/search", params=params)


def _check(hits: tuple[NoticeHit, ...], day: date, kind: str) -> None:
    """The answer must be to the question: Doffin answers with everything when it does not know a parameter.

    The day is that of Oslo and the time is told in UTC, so the day before counts as the same.
    """
    near = (day - DAY, day, day + DAY)
    outside = next((hit for hit in hits if hit.issued_on not in near or (kind and kind not in hit.kinds)), None)
    if outside is not None:
        text = N_("Doffin was asked about %(day)s %(kind)s and answered with notice %(number)s, which is not of it.")
        hint = N_("Doffin's search has changed; report it to those who look after Ryddig.")
        raise OurFault("doffin.filter", text, hint=hint, params={"day": day, "kind": kind, "number": outside.number})
