"""What self-reports give a person to do today: read what has come, see to what has not."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.followup.today import Source, ToDo
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.selfreports.queries import waiting_reports

MOST: Final = 10


def _waiting(viewer: Actor, on: date) -> ScopedQuerySet[SelfReportRequest]:
    return waiting_reports(viewer, on=on)


def _tell(rows: ScopedQuerySet[SelfReportRequest], _viewer: Actor, _on: date) -> Iterator[ToDo]:
    for row in rows[:MOST]:
        yield _late(row) if row.delivered_on is None else _to_read(row)


def _to_read(row: SelfReportRequest) -> ToDo:
    return ToDo(
        kind="self_report",
        urgency=66,
        what=N_("Read the self-report"),
        why=Message(N_("%(firm)s delivered it on %(day)s, and waits to hear what it led to."), _told(row)),
        button=N_("Read and close"),
        url_name="office:self_report",
        target=row.contract_id,
        then=(row.pk,),
        contract=row.contract,
        firm=row.supplier,
    )


def _late(row: SelfReportRequest) -> ToDo:
    return ToDo(
        kind="self_report_late",
        urgency=62,
        what=N_("The self-report has not come"),
        why=Message(N_("%(firm)s did not deliver it by %(day)s."), _told(row)),
        button=N_("Look at it"),
        url_name="office:self_report",
        target=row.contract_id,
        then=(row.pk,),
        contract=row.contract,
        firm=row.supplier,
        due_on=row.due_on,
    )


def _told(row: SelfReportRequest) -> dict[str, object]:
    return {"firm": row.supplier.name, "day": row.delivered_on or row.due_on}


SELF_REPORTS_TODAY: Final = (Source(_waiting, _tell),)
"""Reports that are delivered and not closed, and those that are late."""
