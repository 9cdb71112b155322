"""The proof page of one contract: what applies, what was decided, on which facts, under which rule, by whom and when.

It also shows the decision *not* to control: a level without steps, a duty that does not apply, each with its reasons.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.decision import Outcome
from ryddig.records.contracts.models import Contract
from ryddig.records.dialogue.proof_rows import ProofRows
from ryddig.records.followup.models import ContractDuty, RiskOverride, ScreeningRecord
from ryddig.records.followup.overruling import standing_steps
from ryddig.records.followup.queries import ContractPage
from ryddig.reports.document import Document, Entries, FactRow, Facts, Grid, Ground, Reasoned, Section
from ryddig.reports.formats import day, language, moment
from ryddig.reports.history import author_said, event_said
from ryddig.reports.labels import label
from ryddig.reports.origins import origin_said
from ryddig.reports.proof_archived import archived
from ryddig.reports.proof_asked import asked
from ryddig.reports.proof_controlled import controlled
from ryddig.reports.proof_judged import judged
from ryddig.reports.proof_parts import chapter
from ryddig.reports.proof_reacted import reacted
from ryddig.reports.proof_short import in_short
from ryddig.reports.proof_talked import talked
from ryddig.reports.telling import Reason, Teller

FACTS = (
    *("reference", "title", "kind", "sector", "cpv", "category", "value_ore", "estimate_ore", "ceiling_ore"),
    *("awarded_ore", "called_off_ore", "last_call_off_on", "announced_on", "invited_on", "signed_on", "starts_on"),
    *("ends_on", "duration_months", "framework", "trade_certificate_relevant", "apprentice_need", "tiers", "max_tiers"),
    "county",
)


def proof_of(page: ContractPage, rows: ProofRows, teller: Teller, *, organisation: str, on: date) -> Document:
    """The document in the language in use, as things stand `on`. Every chapter is there; one that is empty says so."""
    contract = page.contract
    version = page.screening.lawbook_version if page.screening else teller.book.version
    foot = gettext("Ryddig, lawbook %(version)s, made %(day)s") % {"version": version, "day": day(on, "figures")}
    return Document(
        title=gettext("Proof: %(title)s") % {"title": contract.title},
        lead=gettext("What applies, what was decided, asked, found and mended, on which facts and under which rules."),
        organisation=organisation,
        language=language(),
        made_on=on,
        foot=foot,
        sections=tuple(_sections(page, rows, teller, organisation=organisation)),
    )


def _sections(page: ContractPage, rows: ProofRows, teller: Teller, *, organisation: str) -> Iterator[Section]:
    yield in_short(page, rows)
    yield _contract(page, teller, organisation)
    if page.screening is None:
        yield Section(gettext("Decision"), gettext("The contract has not been screened: nothing has been decided."))
    else:
        yield _decision(page.screening)
        yield _regime(page.screening, teller)
        yield from _risk(page, page.screening, teller)
        yield from _duties(page, page.screening, teller)
    yield from judged(rows.judged, teller)
    yield from asked(rows.asked, teller)
    yield from controlled(rows.controlled)
    yield from reacted(rows.reacted, teller)
    yield from talked(rows.talked)
    yield _findings(page, teller)
    yield archived(rows.archived)
    yield _history(rows, teller)


def _contract(page: ContractPage, teller: Teller, organisation: str) -> Section:
    contract = page.contract
    rows = [FactRow(gettext("Buyer"), organisation), FactRow(gettext("Unit"), contract.unit.name)]
    rows.append(FactRow(gettext("Responsible"), str(contract.responsible or contract.responsible_name)))
    rows.append(FactRow(label("fact", "suppliers"), ", ".join(link.supplier.name for link in page.suppliers)))
    rows.extend(_fact(contract, name, teller) for name in FACTS)
    return Section(gettext("The contract and where the facts come from"), blocks=(Facts(tuple(rows)),))


def _fact(contract: Contract, name: str, teller: Teller) -> FactRow:
    value = getattr(contract, name)
    source = contract.fact_sources.get(name, {}) if value not in (None, "", []) else {}
    return FactRow(label("fact", name), teller.fact(name, value), origin_said(source))


def _decision(screening: ScreeningRecord) -> Section:
    rows = (
        FactRow(gettext("Decided on"), day(screening.on)),
        FactRow(gettext("By"), str(screening.actor or "")),
        FactRow(gettext("Version of the decision"), str(screening.version)),
        FactRow(gettext("Version of the lawbook"), screening.lawbook_version),
    )
    return Section(gettext("The decision"), blocks=(Facts(rows),))


def _regime(screening: ScreeningRecord, teller: Teller) -> Section:
    regime = screening.decision["regime"]
    because = screening.decision["regime_because"]
    entry = _reasoned(label("regime", regime), "", (because,), screening=screening, teller=teller)
    return Section(gettext("Which rules"), blocks=(Entries((entry,)),))


def _risk(page: ContractPage, screening: ScreeningRecord, teller: Teller) -> Iterator[Section]:
    risk = screening.decision["risk"]
    level = label("level", risk["level"])
    said = gettext("Calculated level. The known factors sum to %(score)s.") % {"score": risk["score"]}
    entries = [_reasoned(level, "", risk.get("because", ()), screening=screening, teller=teller, text=said)]
    if page.override is not None:
        entries.append(Reasoned(_chosen(page.override), _set_by(page.override), page.override.reason, ()))
    yield Section(gettext("Risk"), blocks=(Entries(tuple(entries)), _factors(risk, screening, teller)))
    steps = screening.decision["steps"]
    shown = tuple(
        _reasoned(label("plan", step["id"]), "", step.get("because", ()), screening=screening, teller=teller)
        for step in steps
    )
    none = "" if steps else gettext("No step follows from the level. This is the decision not to control, and why.")
    yield Section(gettext("Recommended steps"), none, (Entries(shown),) if shown else ())
    if page.override is not None:
        yield _overruled(screening, page.override, teller)


def _chosen(override: RiskOverride) -> str:
    """The level and the step that a person set."""
    chosen = (
        label("level", override.level) if override.level else "",
        label("plan", override.step) if override.step else "",
    )
    return ", ".join(part for part in chosen if part)


def _set_by(override: RiskOverride) -> str:
    return gettext("set by %(name)s on %(day)s") % {"name": override.actor, "day": day(override.on)}


def _overruled(screening: ScreeningRecord, override: RiskOverride, teller: Teller) -> Section:
    """The steps that count since a person overruled, beside those that were calculated."""
    said = gettext("%(name)s overruled the assessment on %(day)s and chose: %(chosen)s. The reason given: %(reason)s")
    params = {"name": override.actor, "day": day(override.on), "chosen": _chosen(override), "reason": override.reason}
    standing = standing_steps(screening.decision, override, book=teller.book)
    shown = tuple(
        Reasoned(label("plan", step), _set_by(override) if by_person else gettext("as calculated"), "", ())
        for step, by_person in standing
    )
    none = "" if shown else gettext("No step remains. This is the decision not to control, and why.")
    text = " ".join(part for part in (said % params, none) if part)
    return Section(gettext("Steps that count after the overruling"), text, (Entries(shown),) if shown else ())


def _factors(risk: Mapping[str, Any], screening: ScreeningRecord, teller: Teller) -> Grid:
    states = (*risk.get("factors", ()), *risk.get("flags", ()))
    answers = screening.facts.get("answers", {})
    rows = tuple(
        (
            teller.name(state["id"]),
            label("answer", state["answer"]),
            str(state.get("weight", 0)),
            day(answers.get(state["id"], {}).get("on"), "short"),
        )
        for state in states
    )
    head = (gettext("Factor"), gettext("Answer"), gettext("Weight"), gettext("Answered"))
    return Grid(head, rows, (6, 2, 1, 2))


def _duties(page: ContractPage, screening: ScreeningRecord, teller: Teller) -> Iterator[Section]:
    applying = [row for row in page.duties if row.outcome == Outcome.APPLIES.value]
    open_ones = [row for row in page.duties if row.outcome == Outcome.UNKNOWN.value]
    yield _duty_section(gettext("Requirements that apply"), applying, screening, teller=teller)
    if open_ones:
        yield _duty_section(gettext("Requirements that may apply"), open_ones, screening, teller=teller)
    against = (one for one in screening.decision["duties"] if one["outcome"] == Outcome.DOES_NOT_APPLY.value)
    rows = tuple(
        (teller.name(one["rule"]), " ".join(reason.text for reason in teller.reasons(one["because"], screening.facts)))
        for one in against
    )
    if rows:
        head = (gettext("Requirement"), gettext("Why not"))
        yield Section(gettext("Requirements that do not apply"), blocks=(Grid(head, rows, (2, 3)),))


def _duty_section(name: str, rows: Iterable[ContractDuty], screening: ScreeningRecord, *, teller: Teller) -> Section:
    shown = tuple(
        _reasoned(
            teller.name(row.rule),
            _in_contract(row),
            row.because,
            screening=screening,
            teller=teller,
            text=_says(row, teller),
        )
        for row in rows
    )
    return Section(name, "" if shown else gettext("None."), (Entries(shown),) if shown else ())


def _says(row: ContractDuty, teller: Teller) -> str:
    duty = teller.duties.get(row.rule)
    return teller.words(duty.text) if duty else ""


def _in_contract(row: ContractDuty) -> str:
    said = {
        "yes": gettext("stands in the contract"),
        "no": gettext("missing in the contract"),
        "unknown": gettext("not looked at in the contract"),
    }
    return said[row.in_contract]


def _reasoned(
    name: str, mark: str, because: Iterable[Any], *, screening: ScreeningRecord, teller: Teller, text: str = ""
) -> Reasoned:
    reasons = teller.reasons(because, screening.facts)
    return Reasoned(name, mark, text, tuple(_ground(reason) for reason in reasons))


def _ground(reason: Reason) -> Ground:
    parts = (reason.rule_name, reason.value, reason.since_said, reason.status_said.lower())
    link = reason.source.link if reason.source else ""
    return Ground(reason.text, ", ".join(part for part in parts if part), reason.source_said, link)


def _findings(page: ContractPage, teller: Teller) -> Section:
    return chapter(
        gettext("Open findings about the contract’s own facts"),
        ((day(row.found_on, "short"), teller.tell({"text": row.text, "params": row.params})) for row in page.findings),
        none=gettext("None."),
        head=(gettext("Found"), gettext("What")),
        widths=(1, 5),
    )


def _history(rows: ProofRows, teller: Teller) -> Section:
    told = tuple(
        (moment(event.at), author_said(event), event_said(event, teller), event.hash[:12]) for event in rows.events
    )
    head = (gettext("When"), gettext("Who"), gettext("What"), gettext("Seal"))
    text = gettext("Each event carries the seal of the one before, so none can be changed or taken out unseen.")
    if rows.event_count > len(told):
        most = gettext("The newest %(most)s of %(count)s.") % {"most": len(told), "count": rows.event_count}
        text = f"{text} {most}"
    return Section(gettext("What was done"), text, (Grid(head, told, (3, 3, 6, 2)),) if told else (), log=True)
