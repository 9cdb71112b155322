"""The demo's on-site controls: one planned, one carried out and closed."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.screening import Screener
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor
from ryddig.records.visits.closing import close_visit
from ryddig.records.visits.models import Visit
from ryddig.records.visits.receiving import Typed, receive_fields
from ryddig.records.visits.services import VisitPlan, plan_visit

FILE: Final = "visits.yaml"
GUIDE: Final = "checklists.worker_interview"
DEVICE: Final = "demo"


def give_visits(
    folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], screener: Screener, today: date
) -> None:
    """Plan both, and carry out the one that is done, on its own day; nothing where the contracts are not."""
    told: Any = read((folder / FILE).read_text(encoding="utf-8")) if (folder / FILE).is_file() else None
    if told is None or told["planned"]["contract"] not in ids:
        return
    people = dict(actors)
    _plan(told["planned"], people, ids, screener=screener, on=today)
    done = told["done"]
    day = today + timedelta(days=done["days"])
    visit = _plan({**done, "days": 0}, people, ids, screener=screener, on=day)
    serial = DAY_MS * day.toordinal()
    typed = [Typed(key, value, 0, serial + place) for place, (key, value) in enumerate(done["fields"].items())]
    questions = {item.id for item in screener.book.library.checklists[GUIDE].items}
    first = people[done["first"]]
    receive_fields(actor=first, visit_id=visit.pk, device=DEVICE, typed=typed, questions=questions, on=day)
    close_visit(actor=first, visit_id=visit.pk, screener=screener, on=day)


DAY_MS: Final = 24 * 60 * 60 * 1000


def _plan(
    told: Mapping[str, Any], people: Mapping[str, Actor], ids: Mapping[str, int], *, screener: Screener, on: date
) -> Visit:
    first, second = people[told["first"]], people[told["second"]]
    plan = VisitPlan(
        place=told["place"],
        announced=told["announced"],
        planned_on=on + timedelta(days=told["days"]),
        first_id=first.user_id,
        second_id=second.user_id,
    )
    return plan_visit(actor=first, contract_id=ids[told["contract"]], plan=plan, book=screener.book, on=on)
