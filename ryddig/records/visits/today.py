"""What on-site controls ask of a person today."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.followup.today import Source, ToDo
from ryddig.records.visits.models import Visit
from ryddig.records.visits.queries import visits_near

PASSED: Final = N_("The visit at %(place)s is not closed.")
COMING: Final = N_("You visit %(place)s. Open the page on the telephone before you leave.")


def _near(viewer: Actor, on: date) -> ScopedQuerySet[Visit]:
    return visits_near(viewer, on=on)


def _tell(rows: ScopedQuerySet[Visit], viewer: Actor, on: date) -> Iterator[ToDo]:
    """Those that the person carries out."""
    for visit in rows:
        if viewer.user_id in visit.controllers:
            yield _to_do(visit, on)


def _to_do(visit: Visit, on: date) -> ToDo:
    passed = visit.planned_on < on
    return ToDo(
        kind="visit",
        what=N_("Finish the on-site control") if passed else N_("On-site control"),
        urgency=85 if passed else 90 if visit.planned_on == on else 55,
        why=Message(PASSED if passed else COMING, {"place": visit.place}),
        button=N_("Open the visit"),
        url_name="office:visit",
        target=visit.contract_id,
        then=(visit.pk,),
        contract=visit.contract,
        due_on=visit.planned_on,
    )


VISITS_TODAY: Final = (Source(_near, _tell),)
"""Visits within a week, or passed and not closed."""
