"""A reading and a screening in words, for the terminal. The sentences are those of the pages and the reports."""

from collections.abc import Iterable, Sequence
from typing import IO, Final

import click
from django.utils.translation import gettext

from ryddig.domain.decision import Decision, Outcome
from ryddig.domain.findings import Finding
from ryddig.domain.law import Book
from ryddig.domain.problems import Problem, Severity
from ryddig.domain.screening import Screening
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.intake.mapping import WHY_SENTENCES
from ryddig.intake.reading import ChainRead, ProposedContract, Reading, Table, ValueScope
from ryddig.reports.formats import day, kroner
from ryddig.reports.labels import label
from ryddig.reports.telling import KRONER_PLACE, Teller

MOST_ROWS: Final = 60
TITLE_WIDTH: Final = 48


def print_reading(reading: Reading) -> None:
    """Everything a reading holds."""
    for table in reading.tables:
        _print_table(table)
    for read in reading.chains:
        _print_chain(read)
    _print_contracts(reading.rows)
    print_problems(reading.problems)


def _print_table(table: Table) -> None:
    place = f"{table.file} {table.sheet}".strip()
    click.secho(
        gettext(N_("%(place)s: headings in row %(row)s")) % {"place": place, "row": table.header_row}, bold=True
    )
    for match in table.columns:
        if match.header:
            why = gettext(WHY_SENTENCES[match.why]) % {"word": match.word}
            click.echo(f"  {match.letter:>3}  {match.header[:40]:<40}  {match.field or '–':<26}  {why}")
    counts = {"read": table.rows_read, "broken": table.rows_broken}
    click.echo(gettext(N_("  %(read)s contracts read, %(broken)s rows with errors")) % counts)


def _print_chain(read: ChainRead) -> None:
    chain = read.chain
    awards = ", ".join(notice.reference for notice in chain.awards) or "–"
    cell = chain.main.title
    title = cell.value if cell is not None and cell.value is not None else ""
    click.secho(f"{chain.reference} → {awards}  {title[:TITLE_WIDTH]}", bold=True)
    for link in chain.links:
        for reason in link.reasons:
            click.echo(f"    {link.notice.reference}: {said(reason.message)}")
    for finding in read.findings:
        click.echo(f"  ! {said(finding.message)}")
        if finding.doubt is not None:
            click.echo(f"    {said(finding.doubt)}")


def _print_contracts(rows: Sequence[ProposedContract]) -> None:
    click.secho(gettext(N_("%(count)s proposed contracts")) % {"count": len(rows)}, bold=True)
    for contract in rows[:MOST_ROWS]:
        facts = contract.facts
        value = kroner(facts.value_ore) if facts.value_ore is not None else "–"
        shared = gettext(N_("shared")) if contract.value_scope is ValueScope.SHARED else ""
        announced = day(facts.announced_on, "figures") or "–"
        click.echo(f"  {facts.reference:<18}  {facts.title[:TITLE_WIDTH]:<48}  {value:>20} {shared:<6}  {announced}")
    if len(rows) > MOST_ROWS:
        click.echo(gettext(N_("  … and %(count)s more; --json shows all")) % {"count": len(rows) - MOST_ROWS})


def print_problems(problems: Sequence[Problem], stream: IO[str] | None = None) -> None:
    """Each problem with its place, what was found, what was expected and the cure; errors before notes."""
    for severity, heading in ((Severity.ERROR, N_("%(count)s errors")), (Severity.NOTE, N_("%(count)s notes"))):
        chosen = [problem for problem in problems if problem.severity is severity]
        if chosen:
            click.secho(gettext(heading) % {"count": len(chosen)}, bold=True, file=stream)
        for problem in chosen:
            place = f"{problem.where.file}, {said(problem.where.message())}"
            click.echo(f"  {place}: {' '.join(_sentences(problem))} [{problem.code}]", file=stream)


def _sentences(problem: Problem) -> Iterable[str]:
    yield gettext(problem.message) % problem.params
    if problem.expected:
        yield gettext(N_("Expected: %(expected)s.")) % {"expected": gettext(problem.expected) % problem.params}
    if problem.hint:
        yield gettext(problem.hint) % problem.params


def said(message: Message) -> str:
    """A message in the language in use, amounts and days as people write them."""
    amounts = set(KRONER_PLACE.findall(message.text))
    shown = {name: _shown(value, in_kroner=name in amounts) for name, value in message.params.items()}
    return gettext(message.text) % shown


def _shown(value: object, *, in_kroner: bool) -> object:
    if in_kroner and isinstance(value, int):
        return kroner(value).replace("NOK", "").replace("kr", "").strip()
    return day(value, "figures") or value


class ScreeningView:
    """Prints screenings of one book."""

    def __init__(self, book: Book, stream: IO[str]) -> None:
        self._teller = Teller(book)
        self._stream = stream

    def show(self, screening: Screening) -> None:
        """One contract: regime, duties with source and reasons, risk, steps, plan, quality."""
        facts = plain(screening.facts)
        self._line(f"{screening.facts.reference}  {screening.facts.title}", bold=True)
        reason = self._teller.reason(screening.regime_because, facts)
        self._line(f"  {label('regime', screening.regime)}: {reason.text}")
        for outcome, heading in (
            (Outcome.APPLIES, N_("Applies")),
            (Outcome.UNKNOWN, N_("May apply: a fact is missing")),
        ):
            self._duties(heading, [duty for duty in screening.duties if duty.outcome is outcome], facts)
        self._risk(screening)
        for item in screening.plan:
            self._line(f"    {day(item.due_on, 'figures')}  {label('plan', item.kind)}")
        self._quality(screening.quality)

    def _duties(self, heading: str, decisions: Sequence[Decision], facts: dict[str, object]) -> None:
        if decisions:
            self._line(f"  {gettext(heading)}")
        for decision in decisions:
            self._line(f"    {self._teller.name(decision.rule)} ({decision.rule})")
            for reason in self._teller.reasons(decision.because, facts):
                source = f" [{f'{reason.source.act} {reason.source.at}'.strip()}]" if reason.source else ""
                self._line(f"      {reason.text}{source}")

    def _risk(self, screening: Screening) -> None:
        risk = screening.risk
        steps = ", ".join(label("plan", step.id) for step in screening.steps)
        shown = {"level": label("level", risk.level), "score": risk.score, "most": risk.score_if_all}
        self._line("  " + gettext(N_("Risk: %(level)s (score %(score)s, at most %(most)s)")) % shown)
        if steps:
            self._line("  " + gettext(N_("Next steps: %(steps)s")) % {"steps": steps})

    def _quality(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self._line(f"  ! {self._teller.tell(finding.message)}")

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """What could not be read."""
        print_problems(problems, self._stream)

    def _line(self, text: str, *, bold: bool = False) -> None:
        click.secho(text, bold=bold, file=self._stream)
