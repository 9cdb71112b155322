"""What self-reports give a person to do today: read what has come, see to what has not."""

from collections.abc import Iterator
from datetime import date

from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Actor
from ryddig.records.followup.today import ToDo
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.selfreports.queries import waiting_reports

MOST = 10


def self_reports(viewer: Actor, on: date) -> Iterator[ToDo]:
    """Reports that are delivered and not closed, and those that are late; in one query."""
    for row in waiting_reports(viewer, on=on)[:MOST]:
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
