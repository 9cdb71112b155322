"""What is half done: missing or contradictory facts, by kind, those at high risk first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ryddig.office.desk import Desk, at_desk
from ryddig.office.pages import page_number
from ryddig.records.followup.models import QualityFinding
from ryddig.records.followup.queries import quality as findings_of
from ryddig.records.followup.queries import quality_counts
from ryddig.reports.labels import FINDING, label


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """How many findings of one kind."""

    code: str
    name: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding and its contract."""

    title: str
    unit: str
    url: str
    said: str


@at_desk
def quality(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Kinds of findings with how many, and those of the chosen kind."""
    code = request.GET.get("kind", "")
    code = code if code in FINDING else ""
    found = findings_of(desk.actor, on=desk.on, code=code, page=page_number(request.GET))
    counts = quality_counts(desk.actor, on=desk.on)
    context = {
        "groups": [KindOfFinding(one.code, label("finding", one.code), one.number, one.code == code) for one in counts],
        "page": found,
        "rows": [_row(row, desk) for row in found.rows],
        "code": code,
    }
    return render(request, "office/quality.html", context)


def _row(row: QualityFinding, desk: Desk) -> FindingRow:
    url = f"{reverse('office:contract', args=[row.contract_id])}#finding-{row.pk}"
    said = desk.teller.tell({"text": row.text, "params": row.params})
    return FindingRow(row.contract.title, row.contract.unit.name, url, said)
