"""The action plan on the page of a deviation: measures, places, what was measured; and the forms that are of use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from ryddig.office.desk import Desk
from ryddig.office.deviation_form_set import FormSet, ShownForm
from ryddig.records.deviations.models import Deviation, Measure, MeasureProgress, ProductionSite, SiteResult
from ryddig.reports.formats import day
from ryddig.reports.labels import label

COLOURS = {"verified": "success", "done": "info", "started": "info", "dropped": "neutral"}
DONE = (Measure.State.DONE, Measure.State.VERIFIED, Measure.State.DROPPED)


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """What was said of a measure on a day."""

    when: str
    who: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure and how it goes."""

    number: int
    text: str
    owner: str
    due: str
    is_late: bool
    site: str
    state: str
    colour: str
    progress: tuple[ShownProgress, ...]
    form: ShownForm | None


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """The plan. `done` of `total` measures have their proof seen."""

    measures: tuple[ShownMeasure, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What was measured on a day, in words."""

    when: str
    who: str
    figures: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class ShownSite:
    """A place the plan is about."""

    name: str
    facts: tuple[str, ...]
    chosen_because: str
    baseline: str
    results: tuple[ShownResult, ...]
    form: ShownForm | None


def plan(
    row: Deviation,
    measures: Sequence[Measure],
    progress: Mapping[int, Sequence[MeasureProgress]],
    *,
    desk: Desk,
    forms: FormSet,
) -> ShownPlan:
    """The measures in order."""
    agreed = row.plan_agreed_on is not None and row.state == Deviation.State.OPEN
    shown = [_measure(one, progress.get(one.pk, ()), row, desk=desk, forms=forms, agreed=agreed) for one in measures]
    counted = [one for one in measures if one.state != Measure.State.DROPPED]
    done = sum(one.state == Measure.State.VERIFIED for one in counted)
    return ShownPlan(tuple(shown), done, len(counted))


def _measure(
    one: Measure,
    told: Sequence[MeasureProgress],
    row: Deviation,
    *,
    desk: Desk,
    forms: FormSet,
    agreed: bool,
) -> ShownMeasure:
    return ShownMeasure(
        number=one.number,
        text=one.text,
        owner=one.owner,
        due=day(one.due_on),
        is_late=one.state not in DONE and one.due_on < desk.on,
        site=one.site.name if one.site else "",
        state=label("measure_state", one.state),
        colour=COLOURS.get(one.state, "neutral"),
        progress=tuple(
            ShownProgress(day(step.on), _who(step.actor, row), label("measure_state", step.state), step.note)
            for step in told
        ),
        form=forms.of("progress", row=str(one.pk)) if agreed and one.state != Measure.State.VERIFIED else None,
    )


def _who(actor: object, row: Deviation) -> str:
    return str(actor) if actor is not None else row.supplier.name


def sites(rows: Sequence[tuple[ProductionSite, Sequence[SiteResult]]], forms: FormSet) -> list[ShownSite]:
    """The places, each with what was measured."""
    return [_site(site, results, forms) for site, results in rows]


def _site(site: ProductionSite, results: Sequence[SiteResult], forms: FormSet) -> ShownSite:
    return ShownSite(
        name=site.name,
        facts=tuple(_facts(site)),
        chosen_because=site.chosen_because,
        baseline=site.baseline,
        results=tuple(
            ShownResult(day(one.on), str(one.actor or ""), tuple(_measured(one, site)), one.result) for one in results
        ),
        form=forms.of("result", row=str(site.pk)),
    )


def _facts(site: ProductionSite) -> Iterator[str]:
    yield site.country
    if site.workers is not None:
        yield gettext("%(number)s workers") % {"number": site.workers}
    if site.share is not None:
        yield gettext("%(share)s %% of the delivery") % {"share": site.share}
    if site.tool:
        yield site.tool


def _measured(one: SiteResult, site: ProductionSite) -> Iterator[str]:
    everybody = one.workers if one.workers is not None else site.workers
    if one.trained is not None and everybody:
        share = round(100 * one.trained / everybody)
        told = {"trained": one.trained, "workers": everybody, "share": share}
        yield gettext("%(trained)s of %(workers)s trained (%(share)s %%)") % told
    elif one.trained is not None:
        yield gettext("%(trained)s trained") % {"trained": one.trained}
    if one.sessions is not None:
        yield gettext("%(number)s sessions") % {"number": one.sessions}
    if one.representatives is not None:
        yield gettext("%(number)s elected representatives") % {"number": one.representatives}
    if one.meetings is not None:
        yield gettext("%(number)s meetings held") % {"number": one.meetings}


def open_forms(row: Deviation, forms: FormSet) -> dict[str, ShownForm]:
    """The forms that are of use now, by the name of the step."""
    if row.state != Deviation.State.OPEN:
        return _made(["note"], forms)
    names = ["view_given", "learning", "regrade", "move", "note", "close", "withdraw"]
    if not row.certain:
        names.append("confirm")
    if row.correction_due_on is not None and row.corrected_on is None:
        names += ["claim", "accept", "refuse"]
    if row.plan_due_on is not None and row.plan_agreed_on is None:
        names += ["site", "measure", "plan_given"]
        names += ["plan_agree", "plan_refuse"] if row.plan_given_on is not None else []
    return _made(names, forms)


def _made(names: Sequence[str], forms: FormSet) -> dict[str, ShownForm]:
    return {name: form for name in names if (form := forms.of(name)) is not None}
