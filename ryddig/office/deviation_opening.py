"""A deviation is opened, or something seen is written down: from the form to the service."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import Message
from ryddig.office import shown_deviations
from ryddig.office.desk import Desk
from ryddig.office.deviation_forms import ORE, SHORT, NoteForm, OpeningForm
from ryddig.office.errors import attempt, cure, said
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.deviations import queries, services
from ryddig.records.deviations.models import Deviation, DeviationProposal, Origin


def opening_form(
    desk: Desk, contract_id: int, rows: Sequence[DeviationProposal], *, sent: QueryDict | None, rule: str = ""
) -> OpeningForm:
    """The form, filled with what the proposals say."""
    rules = shown_deviations.rules_of(desk, contract_id)
    rule = rule or next((row.rule for row in rows if row.rule), "")
    if rule and rule not in dict(rules):
        rules = [*rules, (rule, desk.teller.name(rule))]
    places = dict(queries.agreed_terms_of(desk.actor, contract_id).values_list("rule", "place"))
    initial = _initial(desk, rows) | {"rule": rule, "clause": places.get(rule, "")}
    return OpeningForm(sent, initial=initial, rules=rules, firms=shown_deviations.firms_of(desk, contract_id))


def _initial(desk: Desk, rows: Sequence[DeviationProposal]) -> dict[str, Any]:
    if not rows:
        return {}
    told = [desk.teller.tell(Message(row.text, row.params)) for row in rows]
    firm = next((row.firm_id or row.supplier_id for row in rows if row.firm_id or row.supplier_id), None)
    return {
        "title": told[0][:SHORT],
        "what": "\n".join(told),
        "firm": firm,
        "certain": all(row.certain for row in rows),
        "workers": max(row.workers for row in rows) or None,
        "owed": sum(row.owed_ore for row in rows) // ORE or None,
    }


def opened(
    desk: Desk, contract_id: int, *, form: OpeningForm, proposals: Sequence[DeviationProposal]
) -> Deviation | None:
    """The deviation; None when it could not be opened, which the form then says."""
    given = dict(form.cleaned_data)
    owed, firm = given.pop("owed"), given.pop("firm")
    exact = sum(row.owed_ore for row in proposals)
    owed_ore = exact if owed is not None and owed == exact // ORE else (owed or 0) * ORE
    opening = services.Opening(
        **{**given, "workers": given["workers"] or 0},
        owed_ore=owed_ore,
        firm_id=int(firm),
        proposals=tuple(row.pk for row in proposals),
    )
    try:
        return services.open_deviation(
            actor=desk.actor, contract_id=contract_id, opening=opening, book=desk.book, on=desk.on
        )
    except NotAllowed:
        raise
    except UserCanFix as error:
        form.add_error(None, f"{said(desk, error)} {cure(desk, error)}".strip())
        return None


def note_seen(request: HttpRequest, desk: Desk, contract_id: int, *, form: NoteForm) -> bool:
    """What a person saw, as a proposal. The same words twice are one."""
    told = form.cleaned_data["said"]
    found = services.Found(
        origin=Origin.MANUAL,
        origin_id=None,
        key=sha256(told.encode()).hexdigest(),
        rule=form.cleaned_data["rule"],
        text=Message("%(said)s", {"said": told}),
        certain=False,
        lawbook_version=desk.book.version,
    )
    return attempt(
        request,
        desk,
        lambda: services.propose_deviation(author=desk.actor, contract_id=contract_id, found=found, on=desk.on),
        done=gettext("Written down. The one who handles deviations decides about it."),
    )
