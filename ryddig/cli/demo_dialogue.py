"""The demo's chain of subcontractors, and what buyer and supplier of that contract have talked about."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.chain_tree import ListedFirm
from ryddig.domain.dialogue import Side, Trait
from ryddig.domain.screening import Screener
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor
from ryddig.records.dialogue.changes import Change, propose_change
from ryddig.records.dialogue.guest_talks import answer_pulse, write_expectation
from ryddig.records.dialogue.meetings import Minutes, NewDecision, plan_meeting, write_minutes
from ryddig.records.dialogue.models import Meeting
from ryddig.records.reviews.chain import FirmAsked, ask_for_firm, live
from ryddig.records.reviews.chain_lists import HMSREG, Choice, ListRead, preview_list, store_list

FILE: Final = "dialogue.yaml"
NO_FILE: Final = "0" * 64


def give_dialogue(
    folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], screener: Screener, today: date
) -> None:
    """Everything of the file; nothing where the contract is not."""
    told: Any = read((folder / FILE).read_text(encoding="utf-8")) if (folder / FILE).is_file() else None
    if told is None or told["contract"] not in ids:
        return
    actor, contract_id = actors[told["who"]], ids[told["contract"]]
    _chain(told["chain"], actor, contract_id, screener=screener, today=today)
    change = Change(raised_by=Side.SUPPLIER, **told["change"])
    propose_change(actor=actor, contract_id=contract_id, change=change, on=today)
    write_expectation(author=actor, contract_id=contract_id, text=told["expectation"], on=today)
    earlier = told["meeting"]
    day = today + timedelta(days=earlier["days"])
    held = _meeting(earlier, actor, contract_id, kind="start", screener=screener, today=day, day=day)
    minutes = Minutes(earlier["present"], {}, tuple(_decision(one, today) for one in earlier["decisions"]))
    write_minutes(actor=actor, meeting_id=held.pk, version=1, minutes=minutes, held=True, screener=screener, on=day)
    figures = dict(zip(Trait, earlier["pulse"], strict=True))
    answer_pulse(author=actor, contract_id=contract_id, figures=figures, on=day, meeting_id=held.pk)
    coming = told["next_meeting"]
    day = today + timedelta(days=coming["days"])
    _meeting(coming, actor, contract_id, kind="status", screener=screener, today=today, day=day)


def _chain(told: Mapping[str, Any], actor: Actor, contract_id: int, *, screener: Screener, today: date) -> None:
    on = today + timedelta(days=told["days"])
    firms = tuple(
        ListedFirm(one["orgnr"], one["orgnr"], one["name"], one["tier"], one.get("above", "")) for one in told["firms"]
    )
    given = ListRead(HMSREG, told["list"], NO_FILE, firms)
    listed = preview_list(actor=actor, contract_id=contract_id, read=given, on=on)
    choices = {firm.key: Choice(take=True) for firm in firms}
    where = told["where"]
    store_list(actor=actor, list_id=listed.pk, choices=choices, screener=screener, on=on, approved=where)
    asked, places = told["asked"], {row.supplier.orgnr: row.pk for row in live(actor, contract_id)}
    wanted = FirmAsked(asked["name"], asked["orgnr"], task=asked["task"], under=places[asked["under"]])
    day = today + timedelta(days=asked["days"])
    ask_for_firm(author=actor, contract_id=contract_id, asked=wanted, book=screener.book, on=day)


def _meeting(
    told: Mapping[str, Any], actor: Actor, contract_id: int, *, kind: str, screener: Screener, today: date, day: date
) -> Meeting:
    return plan_meeting(
        actor=actor,
        contract_id=contract_id,
        kind=kind,
        day=day,
        place=told["place"],
        questions=told["questions"],
        book=screener.book,
        on=today,
    )


def _decision(told: Mapping[str, Any], today: date) -> NewDecision:
    return NewDecision(told["text"], Side(told["side"]), told["owner"], today + timedelta(days=told["days"]))
