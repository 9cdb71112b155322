"""Every address × everybody: who gets in, who is told no, what another buyer cannot see.

A new address without an entry fails.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker, Settings

from tests import audit_world
from tests.cast import TODAY
from tests.house import (
    urls_access,
    urls_archive,
    urls_audits,
    urls_chain,
    urls_correspondence,
    urls_deviations,
    urls_dialogue,
    urls_files,
    urls_letters,
    urls_people,
    urls_privacy,
    urls_reviews,
    urls_selfreports,
    urls_sign_in,
    urls_subscription,
    urls_visits,
)
from tests.house.url_entry import CONTROLLERS, EVERYBODY, MANAGERS, OPEN, Entry, of_contract
from tests.office_world import World, logged_in
from tests.standing import Standing, standing_world


def of_rule(world: World) -> list[object]:
    return [world.cleaning.pk, "r2026.5e_1.pay"]


def of_item(world: World) -> list[object]:
    return [world.cleaning.pk, world.plan_item.pk]


def of_finding(world: World) -> list[object]:
    return [world.unclear.pk, world.finding.pk]


def of_batch(world: World) -> list[object]:
    return [world.batch.pk]


def of_match(world: World) -> list[object]:
    return [world.match.pk]


def of_pay(world: World) -> list[object]:
    return [world.cleaning.pk, world.pay.pk]


def of_supplier(world: World) -> list[object]:
    return [world.signal.supplier_id]


def of_name(world: World) -> list[object]:
    return [world.match.supplier_id]


def of_signal(world: World) -> list[object]:
    return [world.signal.supplier_id, world.signal.pk]


def of_paper(world: World) -> list[object]:
    return [world.paper.supplier_id, world.paper.pk]


def of_case(world: World) -> list[object]:
    return [world.case.supplier_id, world.case.pk]


def of_evidence(world: World) -> list[object]:
    return [world.pay.files.get().evidence_id]


ENTRIES: dict[str, Entry] = {
    "today": Entry(foreign=False),
    "login": Entry(foreign=False),
    "logout": Entry(method="post", foreign=False),
    "language": Entry(method="post", data={"language": "nn"}, foreign=False),
    "account": Entry(foreign=False),
    "password": Entry(foreign=False),
    "organisation": Entry(method="post", foreign=False),
    "settings": Entry(foreign=False),
    "own_number": Entry(frozenset({"lise"}), "post", data={"number": ""}, foreign=False),
    "screen_again": Entry(frozenset({"lise"}), "post", foreign=False),
    "portfolio": Entry(foreign=False),
    "figures": Entry(foreign=False),
    "export": Entry(args=lambda _: ["csv"], foreign=False),
    "register": Entry(MANAGERS, foreign=False),
    "contract": Entry(args=of_contract),
    "duties": Entry(args=of_contract),
    "duty": Entry(CONTROLLERS, "post", of_rule, {"in_contract": "yes"}),
    "risk": Entry(args=of_contract),
    "overrule": Entry(MANAGERS, "post", of_contract, {"level": "low", "reason": "Kjent leverandør."}),
    "plan": Entry(args=of_contract),
    "finish": Entry(CONTROLLERS, "post", of_item),
    "followup": Entry(args=of_contract),
    "checklist": Entry(args=of_contract),
    "facts": Entry(args=of_contract),
    "edit": Entry(MANAGERS, args=of_contract),
    "history": Entry(args=of_contract),
    "screen": Entry(MANAGERS, "post", of_contract),
    "answer": Entry(CONTROLLERS, "post", lambda world: [world.cleaning.pk, "RM-04"], {"value": "yes"}),
    "close_finding": Entry(MANAGERS, "post", of_finding, {"reason": "Kjent og i orden."}),
    "proof": Entry(args=of_contract),
    "proof_pdf": Entry(args=of_contract),
    "pay_controls": Entry(args=of_contract),
    "pay_new": Entry(CONTROLLERS, args=of_contract),
    "pay_control": Entry(args=of_pay),
    "pay_edit": Entry(CONTROLLERS, args=of_pay),
    "pay_files": Entry(args=of_pay),
    "pay_progress": Entry(args=of_pay),
    "pay_decide": Entry(CONTROLLERS, "post", lambda world: [*of_pay(world), world.breach.pk], {"choice": "confirm"}),
    "pay_decide_all": Entry(CONTROLLERS, "post", of_pay, {"choice": "confirm", "check": "PAY-02", "seen": "1"}),
    "pay_add": Entry(CONTROLLERS, "post", of_pay),
    "pay_start": Entry(CONTROLLERS, "post", of_pay),
    "pay_remove": Entry(CONTROLLERS, "post", lambda world: [*of_pay(world), world.pay.files.get().pk]),
    "evidence": Entry(CONTROLLERS | {"ada"}, args=of_evidence),
    **urls_files.ENTRIES,
    "evidence_keep": Entry(MANAGERS, "post", of_evidence, {"keep_until": "2027-01-01"}),
    "evidence_shred": Entry(MANAGERS, "post", of_evidence),
    "planner": Entry(foreign=False),
    "imports": Entry(foreign=False),
    "import": Entry(args=of_batch),
    "columns": Entry(MANAGERS, "post", of_batch),
    "store": Entry(MANAGERS, "post", of_batch),
    "discard": Entry(MANAGERS, "post", of_batch),
    "suppliers": Entry(foreign=False),
    "supplier": Entry(args=lambda world: [world.match.candidate_id]),
    "match": Entry(MANAGERS, "post", of_match, {"same": "no"}),
    "supplier_ask": Entry(CONTROLLERS, "post", of_supplier),
    "supplier_asked": Entry(args=of_supplier),
    "signal_answer": Entry(CONTROLLERS, "post", of_signal, {"done": "looked_into", "reason": "Sett på."}),
    "snapshot": Entry(args=lambda world: [world.signal.snapshot_id]),
    "supplier_papers": Entry(args=of_supplier),
    "paper_withdraw": Entry(MANAGERS, "post", of_paper, {"why": "Feil firma."}),
    "supplier_cases": Entry(args=of_supplier),
    "case_remind": Entry(MANAGERS, "post", of_case),
    "case_end": Entry(MANAGERS, "post", of_case),
    "supplier_name": Entry(args=of_name),
    "name_look": Entry(CONTROLLERS, "post", of_name),
    "registers": Entry(foreign=False),
    "quality": Entry(foreign=False),
    "log": Entry(frozenset({"lise", "bjorn", "ada"}), foreign=False),
    "lawbook": Entry(foreign=False),
    "rule": Entry(args=lambda _: ["r2026.5e_1.pay"], foreign=False),
    **urls_access.ENTRIES,
    **urls_archive.ENTRIES,
    **urls_audits.ENTRIES,
    **urls_chain.ENTRIES,
    **urls_dialogue.ENTRIES,
    **urls_correspondence.ENTRIES,
    **urls_deviations.ENTRIES,
    **urls_letters.ENTRIES,
    **urls_people.ENTRIES,
    **urls_privacy.ENTRIES,
    **urls_visits.ENTRIES,
    **urls_reviews.ENTRIES,
    **urls_selfreports.ENTRIES,
    **urls_sign_in.ENTRIES,
    **urls_subscription.ENTRIES,
}


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Everybody, and a little of everything."""
    with standing_world(django_db_blocker) as made:
        yield made


@pytest.fixture
def world(standing: Standing, db: None, settings: Settings, tmp_path: Path) -> Iterator[World]:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield standing.world(tmp_path / "evidence")


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def url_of(name: str, world: World) -> str:
    """Names with `_` of an app before them are allauth's own; all others are the office's."""
    known = name.startswith(("account_", "mfa_", "openid_connect_"))
    return reverse(name if known else f"office:{name}", args=ENTRIES[name].args(world))


def ask(client: Client, name: str, world: World, **how: object) -> int:
    entry = ENTRIES[name]
    url = url_of(name, world)
    as_json = {"content_type": entry.content_type} if entry.method == "post" else {}
    answer = getattr(client, entry.method)(url, entry.data, **as_json, **how)
    if getattr(answer, "streaming", False):
        list(answer.streaming_content)  # a file stays open until it is read
    return int(answer.status_code)


OTHER_DOORS = ("portal", "api")
"""They have sweeps of their own: tests/portal/test_addresses.py, tests/api/test_access.py."""


def test_every_address_has_an_entry() -> None:
    office = [one for one in get_resolver().url_patterns if getattr(one, "namespace", "") not in OTHER_DOORS]
    assert sorted(names(office)) == sorted({*ENTRIES, *urls_subscription.WITHOUT_LOG_IN})


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_the_buyers_own_people(world: World, who: str) -> None:
    wrong = {}
    for name, entry in ENTRIES.items():
        status = ask(logged_in(world, getattr(world.cast, who)), name, world)
        expected = {200, 302} if who in entry.allowed else {entry.refused}
        if status not in expected:
            wrong[name] = status
    assert wrong == {}


def test_an_external_auditor_sees_one_control_and_nothing_else(world: World) -> None:
    eva = audit_world.auditor(world.audit)
    wrong = {}
    for name, entry in ENTRIES.items():
        status = ask(logged_in(world, eva), name, world)
        inside = name in urls_audits.OWN_PAGES | urls_sign_in.OWN or "eva" in entry.allowed
        if status not in ({200, 302} if inside else {403, 404}):
            wrong[name] = status
    assert wrong == {}


def test_another_buyers_people_find_nothing(world: World) -> None:
    omar = logged_in(world, world.cast.omar)
    found = {name: ask(omar, name, world) for name, entry in ENTRIES.items() if entry.foreign}
    assert {name: status for name, status in found.items() if status != 404} == {}


PART = {"headers": {"HX-Request": "true"}}
"""As htmx asks for a part of a page."""


def test_a_part_of_a_page_is_for_nobody_whom_the_page_is_not_for(world: World) -> None:
    wrong = {}
    for who in sorted(EVERYBODY):
        client = logged_in(world, getattr(world.cast, who))
        for name, entry in ENTRIES.items():
            if who not in entry.allowed and (status := ask(client, name, world, **PART)) != entry.refused:
                wrong[name, who] = status
    assert wrong == {}


def test_nor_for_another_buyers_people(world: World) -> None:
    omar = logged_in(world, world.cast.omar)
    found = {name: ask(omar, name, world, **PART) for name, entry in ENTRIES.items() if entry.foreign}
    assert {name: status for name, status in found.items() if status != 404} == {}


def test_every_shape_of_an_export_is_ones_own(world: World) -> None:
    lise, omar = (logged_in(world, actor) for actor in (world.cast.lise, world.cast.omar))
    for shape in ("csv", "xlsx"):
        url = reverse("office:export", args=[shape])
        assert world.cleaning.reference.encode() in _content(lise.get(url).content), shape
        assert world.cleaning.reference.encode() not in _content(omar.get(url).content), shape


def _content(export: bytes) -> bytes:
    """What it says; a workbook's sheets unpacked."""
    if not export.startswith(b"PK"):
        return export
    with ZipFile(BytesIO(export)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def test_nobody_gets_in_without_logging_in(world: World) -> None:
    for name, entry in ENTRIES.items():
        url = url_of(name, world)
        answer = getattr(Client(), entry.method)(url, entry.data)
        inside = name not in OPEN | urls_sign_in.OPEN
        assert not inside or (answer.status_code, answer["Location"].startswith("/login/?next=")) == (302, True), name


def test_a_change_is_never_a_plain_link(world: World) -> None:
    lise = logged_in(world, world.cast.lise)
    posts = [name for name, entry in ENTRIES.items() if entry.method == "post"]
    answers = {name: lise.get(url_of(name, world)).status_code for name in posts}
    assert set(answers.values()) == {405}, answers


def test_a_change_without_the_token_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.cast.user(world.cast.lise))
    assert ask(strict, "overrule", world) == 403


def test_an_address_that_is_not_there(world: World) -> None:
    assert logged_in(world, world.cast.kari).get("/contracts/999999/").status_code == 404
    assert logged_in(world, world.cast.kari).get("/nowhere/").status_code == 404
