"""The line about external audits on a control's page."""

from typing import Any

from django import template

from ryddig.office.desk import Desk
from ryddig.records.accounts.access import Action
from ryddig.records.contracts.models import Contract
from ryddig.records.reviews.audits import audits_of

register = template.Library()


@register.inclusion_tag("office/audits/line.html", takes_context=True)
def audit_call_offs(context: template.Context, contract: Contract, *control: Any) -> dict[str, Any]:
    """`{% audit_call_offs contract "pay_control" control.id %}`: who audits, hours, price, deadline, state; or the way
    to order one."""
    desk: Desk = context["desk"]
    kind, control_id = control
    rows = list(audits_of(desk.actor, contract.pk, (kind, control_id)))
    may_order = desk.may(Action.ORDER_AUDIT, contract.unit_id)
    return {"rows": rows, "contract": contract, "kind": kind, "control_id": control_id, "may_order": may_order}
