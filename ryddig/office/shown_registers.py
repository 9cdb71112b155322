"""Which registers are on, where they are asked, how old their answers are, and what each lacks. Never a secret."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.domain.words import Message
from ryddig.office.desk import Desk
from ryddig.records.lookups.queries import SourceAge
from ryddig.registers.settings import KNOWN, OFF, RegisterSettings, variable
from ryddig.reports.formats import moment, number
from ryddig.reports.labels import label


@dataclass(frozen=True, slots=True)
class ShownRegister:
    """One register. `lacking`: environment variables to set before it can be asked; `answers`: how old they are."""

    name: str
    on: bool
    address: str
    lacking: tuple[str, ...]
    answers: str
    failure: str


def registers(settings: RegisterSettings, ages: Iterable[SourceAge], desk: Desk) -> list[ShownRegister]:
    """Every register that Ryddig knows, in its own order."""
    by_source = {age.source: age for age in ages}
    return [_register(name, settings, desk, age=by_source.get(name)) for name in KNOWN]


def _register(name: str, settings: RegisterSettings, desk: Desk, *, age: SourceAge | None) -> ShownRegister:
    source = settings.source(name)
    lacking = [] if source.on else list(_lacking(name, settings))
    return ShownRegister(
        name=label("register", name),
        on=source.on,
        address=source.base,
        lacking=tuple(lacking),
        answers=_answers(age),
        failure=_failure(age, desk),
    )


def _lacking(name: str, settings: RegisterSettings) -> Iterable[str]:
    if settings.mode == OFF:
        yield "RYDDIG_REGISTERS=on"
    missing = [key for key in KNOWN[name].secrets if key not in settings.source(name).secrets]
    yield from (variable(name, key) for key in missing)
    if settings.mode != OFF and not missing:
        yield f"{variable(name, 'on')}=on"


def _answers(age: SourceAge | None) -> str:
    if age is None or age.oldest is None or age.newest is None:
        return ""
    params = {"known": number(age.known), "oldest": moment(age.oldest), "newest": moment(age.newest)}
    return gettext("Answers about %(known)s firms. Oldest %(oldest)s, newest %(newest)s.") % params


def _failure(age: SourceAge | None, desk: Desk) -> str:
    if age is None or not age.failing:
        return ""
    said = gettext("%(failing)s firms were asked about without an answer.") % {"failing": number(age.failing)}
    why = age.failure
    return f"{said} {desk.teller.tell(Message(why['text'], why.get('params', {})))}" if why.get("text") else said
