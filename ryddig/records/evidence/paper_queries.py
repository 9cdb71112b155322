"""Reading papers: the viewer first, always scoped. What the tax authorities keep secret is left to the page to hide."""

from datetime import date

from django.db.models import Exists, OuterRef

from ryddig.domain.papers import USES, PaperKind
from ryddig.records.accounts.access import Action, Actor, Case, may
from ryddig.records.accounts.scope import ScopedQuerySet, Viewer
from ryddig.records.evidence.models import Paper


def papers_of(viewer: Viewer, supplier_id: int) -> ScopedQuerySet[Paper]:
    """Papers about one firm, the newest of each kind first among its own, withdrawn ones too."""
    rows = Paper.objects.visible_to(viewer).filter(supplier_id=supplier_id)
    return rows.select_related("contract__unit", "evidence", "registered_by", "withdrawn_by").order_by("-dated", "-id")


def run_out(viewer: Viewer, *, on: date) -> ScopedQuerySet[Paper]:
    """Papers that no longer count, and that no newer paper of the kind has taken the place of."""
    rows = Paper.objects.visible_to(viewer).filter(withdrawn_on=None)
    newer = rows.filter(supplier=OuterRef("supplier"), kind=OuterRef("kind"), dated__gt=OuterRef("dated"))
    found = rows.filter(valid_until__lt=on).exclude(Exists(newer))
    return found.select_related("supplier", "contract__unit").order_by("valid_until", "id")


def buyers_with_run_out(on: date) -> list[int]:
    """Organisations that have a paper whose last day has passed. For the worker."""
    rows = Paper.objects.unscoped("the worker serves every organisation").filter(withdrawn_on=None, valid_until__lt=on)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


def may_read_paper(viewer: Actor, paper: Paper) -> bool:
    """Whether the person may read what the paper says. That it is there, everybody in the organisation sees."""
    if not USES[PaperKind(paper.kind)].secret:
        return True
    return bool(may(viewer, Action.READ_TAX, Case.of(paper.contract)))
