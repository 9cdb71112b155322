"""One line per register: asked when, not asked, or failed and how old the answer is; and the paper in its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from ryddig.domain.papers import USES, PaperKind
from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.evidence.models import Paper
from ryddig.records.lookups.models import Ask, Lookup, RegisterCase
from ryddig.registers.settings import RegisterSettings
from ryddig.reports.formats import day, moment
from ryddig.reports.labels import label

CASES = "ebevis"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How things stand with one register. `state`: answered, stale, silent, not_asked, off or asked.

    `snapshot`: its answer. `note`: why it failed, or what is asked for. `paper`: what stands in for it. `needs_paper`:
    nothing does.
    """

    source: str
    name: str
    state: str
    said: str
    colour: str
    note: str = ""
    paper: str = ""
    needs_paper: bool = False
    snapshot: int | None = None
    is_case: bool = False


class SourceLines:
    """Makes the lines of one firm."""

    def __init__(self, desk: Desk, settings: RegisterSettings, papers: Iterable[Paper]) -> None:
        self._desk = desk
        self._settings = settings
        self._papers = newest_papers(papers)

    def lines(
        self, sources: Sequence[str], lookups: Sequence[Lookup], cases: Sequence[RegisterCase]
    ) -> list[SourceLine]:
        """Registers that tell something of the firm, and every other one that answered about it."""
        known = {row.source: row for row in lookups}
        more = [source for source in known if source not in sources and not source.startswith("ebevis.")]
        newest = cases[0] if cases else None
        return [
            self._case(newest) if source == CASES else self._line(source, known.get(source))
            for source in (*sources, *more)
        ]

    def _line(self, source: str, row: Lookup | None) -> SourceLine:
        paper = self._paper(source)
        if row is None or row.answered_at is None:
            return self._silent(source, row, paper)
        name, at = label("register", source), row.answered_at
        if row.failures:
            params = {"moment": moment(at), "age": age_said(at)}
            said = gettext("No answer at the last try. What is shown is from %(moment)s (%(age)s).") % params
            return SourceLine(source, name, "stale", said, "warning", self._why(row), paper, snapshot=row.newest_id)
        unknown = row.newest is not None and row.newest.state == "not_found"
        said = gettext("Does not know the number. Asked %(moment)s.") if unknown else gettext("Answered %(moment)s.")
        colour = "warning" if unknown else "success"
        said %= {"moment": moment(at)}
        off = "" if self.is_on(source) else gettext("The register is turned off here now: this will not be renewed.")
        return SourceLine(source, name, "answered", said, colour, off, paper, snapshot=row.newest_id)

    def _silent(self, source: str, row: Lookup | None, paper: str) -> SourceLine:
        name = label("register", source)
        if row is not None and row.failures and row.tried_at is not None:
            said = gettext("Has not answered yet. Last tried %(moment)s.") % {"moment": moment(row.tried_at)}
            return SourceLine(source, name, "silent", said, "warning", self._why(row), paper)
        if self.is_on(source):
            return SourceLine(source, name, "not_asked", gettext("Not asked yet."), "neutral", paper=paper)
        return self._off(source, paper)

    def _off(self, source: str, paper: str) -> SourceLine:
        wanted = paper_kinds(source)
        note = ""
        if wanted and not paper:
            kinds = label("paper", wanted[0]).lower()
            note = gettext("Ask the supplier for the paper instead: %(paper)s.") % {"paper": kinds}
        said = gettext("Not asked: the register is turned off here.")
        needs = bool(wanted) and not paper
        return SourceLine(source, label("register", source), "off", said, "neutral", note, paper, needs)

    def _case(self, case: RegisterCase | None) -> SourceLine:
        paper = self._paper(CASES)
        if case is None and not self.is_on(CASES):
            return self._off(CASES, paper)
        if case is None:
            said = gettext("Not asked. It takes a request that the supplier consents to.")
            return SourceLine(CASES, label("register", CASES), "not_asked", said, "neutral", "", paper, is_case=True)
        asked = gettext("Asked %(day)s.") % {"day": day(case.opened_on)}
        said = f"{label('case_state', case.state)}. {asked}"
        colour = CASE_COLOURS.get(case.state, "neutral")
        return SourceLine(CASES, label("register", CASES), "asked", said, colour, "", paper, is_case=True)

    def is_on(self, source: str) -> bool:
        """Whether the register may be asked here."""
        first = source.split(".", maxsplit=1)[0]
        return first in self._settings.sources and self._settings.is_on(first)

    def _paper(self, source: str) -> str:
        found = [self._papers[kind] for kind in paper_kinds(source) if kind in self._papers]
        return "; ".join(paper_said(paper, self._desk.on) for paper in found)

    def _why(self, row: Lookup) -> str:
        failure = row.failure
        return self._desk.teller.tell(Message(failure["text"], failure.get("params", {}))) if failure else ""


CASE_COLOURS = {
    "harvested": "success",
    "granted": "info",
    "denied": "warning",
    "expired": "warning",
    "revoked": "warning",
    "failed": "warning",
}


def paper_kinds(source: str) -> list[str]:
    """Kinds of paper that stand in for a register, the usual one first."""
    return [kind.value for kind, use in USES.items() if use.source == source]


def newest_papers(papers: Iterable[Paper]) -> Mapping[str, Paper]:
    """The newest paper of each kind that nobody has withdrawn."""
    found: dict[str, Paper] = {}
    for paper in papers:
        if paper.withdrawn_on is None:
            found.setdefault(paper.kind, paper)
    return found


def paper_said(paper: Paper, on: date) -> str:
    """A paper in a line: what, of which day, and how long it counts."""
    params = {"paper": label("paper", PaperKind(paper.kind).value), "day": day(paper.dated)}
    said = gettext("%(paper)s of %(day)s") % params
    if paper.valid_until is None:
        return said
    until = {"day": day(paper.valid_until)}
    counts = gettext("It counts until %(day)s.")
    counted = gettext("It counted until %(day)s: ask for a new one.")
    return f"{said}. {(counted if paper.valid_until < on else counts) % until}"


def age_said(at: datetime) -> str:
    """How old an answer is, in days."""
    days = (timezone.localdate() - timezone.localtime(at).date()).days
    if days <= 0:
        return gettext("today")
    return ngettext("%(days)s day old", "%(days)s days old", days) % {"days": days}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far "ask now" has come. `cure`: what to do when it stopped."""

    busy: bool
    said: str
    cure: str = ""


def progress(ask: Ask | None, desk: Desk) -> Progress | None:
    """What became of the newest wish to ask; None when there is nothing to say of it."""
    if ask is None:
        return None
    if ask.state in (Ask.State.WAITING, Ask.State.RUNNING):
        who = {"name": ask.asked_by, "moment": moment(ask.asked_at)}
        running = ask.state == Ask.State.RUNNING
        said = gettext("The registers are being asked.") if running else gettext("The registers will be asked soon.")
        by = gettext("Asked for by %(name)s, %(moment)s.") if ask.asked_by else gettext("It was named %(moment)s.")
        return Progress(busy=True, said=f"{said} {by % who}")
    if ask.state == Ask.State.FAILED and ask.failure:
        params = ask.failure.get("params", {})
        said = desk.teller.tell(Message(ask.failure["text"], params))
        hint = ask.failure.get("hint", "")
        return Progress(busy=False, said=said, cure=desk.teller.tell(Message(hint, params)) if hint else "")
    return None
