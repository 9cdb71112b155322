"""A paper by hand: kept whole or not at all, counted in the risk, withdrawn, and read by those who may."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from ryddig.domain.errors import UserCanFix
from ryddig.domain.papers import PaperFacts, PaperKind
from ryddig.domain.screening import Screener
from ryddig.records.accounts.access import Machine, NotAllowed
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence, Paper
from ryddig.records.evidence.paper_queries import may_read_paper, papers_of, run_out
from ryddig.records.evidence.services import fetch_file
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.papers import PaperGiven, SentFile, register_paper, reopen_run_out, withdraw_paper
from ryddig.records.followup.services import answer_and_screen
from ryddig.records.followup.today import today
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, contract
from tests.register_world import firm

WHY = "a test looks at everything"
PDF = b"%PDF-1.7 attest"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path


@pytest.fixture
def screener() -> Screener:
    """Under the real book: the invented one has no rule for papers."""
    return law_for([]).screener


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


@pytest.fixture
def register(cast: Cast, row: Contract, screener: Screener) -> Callable[..., Paper]:
    def one(kind: PaperKind = PaperKind.TAX_CERTIFICATE, *, content: bytes | None = PDF, **more: Any) -> Paper:
        kept_at, actor = more.pop("kept_at", ""), more.pop("actor", cast.kari)
        facts = PaperFacts(kind, more.pop("dated", TODAY), **more)
        file = SentFile("attest.pdf", [content]) if content is not None else None
        given = PaperGiven(firm(row).pk, row.pk, facts, kept_at, file)
        return register_paper(actor=actor, given=given, screener=screener, on=TODAY)

    return one


def answer_to(row: Contract, code: str) -> tuple[object, str] | None:
    last = row.answers.filter(code=code).order_by("-id").first()
    return (last.value, last.source) if last is not None else None


def test_it_is_kept_and_answers_the_risk_question(cast: Cast, row: Contract, register: Callable[..., Paper]) -> None:
    paper = register(arrears_ore=50_000_00)
    assert answer_to(row, "RF-33") == (True, "paper")
    assert paper.evidence is not None
    assert paper.because[0]["rule"] == "deadlines.tax_certificate_age"
    row.refresh_from_db()
    assert row.screening_id is not None
    assert check_chain(cast.fjordvik.pk).broken_at is None


def test_what_it_does_not_tell_stays_open(row: Contract, register: Callable[..., Paper]) -> None:
    register()
    assert answer_to(row, "RF-33") is None


def test_withdrawn_it_answers_nothing_any_more(
    cast: Cast, row: Contract, register: Callable[..., Paper], screener: Screener
) -> None:
    paper = register(arrears_ore=0)
    assert answer_to(row, "RF-33") == (False, "paper")
    with pytest.raises(UserCanFix, match="reason"):
        withdraw_paper(actor=cast.kari, paper_id=paper.pk, why=" ", screener=screener, on=TODAY)
    withdraw_paper(actor=cast.kari, paper_id=paper.pk, why="Feil firma.", screener=screener, on=TODAY)
    assert answer_to(row, "RF-33") == (None, "paper")
    assert papers_of(cast.ada, firm(row).pk).get().withdrawn_why == "Feil firma."
    with pytest.raises(UserCanFix, match="already"):
        withdraw_paper(actor=cast.kari, paper_id=paper.pk, why="Igjen.", screener=screener, on=TODAY)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"dated": TODAY + timedelta(days=1)}, "papers.day_to_come"),
        ({"content": None}, "papers.nowhere"),
        ({"content": b"a;b\n1;2\n"}, "evidence.not_pdf"),
        ({"kind": PaperKind.CLEANING, "status": ""}, "papers.no_status"),
        ({"kind": PaperKind.CLEANING, "status": "godkjent"}, "papers.no_status"),
    ],
)
def test_a_wrong_one_leaves_nothing_behind(
    row: Contract, register: Callable[..., Paper], wrong: dict[str, Any], code: str, tmp_path: Path
) -> None:
    with pytest.raises(UserCanFix) as refused:
        register(**wrong)
    assert refused.value.code == code
    assert not Paper.objects.unscoped(WHY).exists()
    assert not Evidence.objects.unscoped(WHY).exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_where_it_is_archived_is_enough(register: Callable[..., Paper]) -> None:
    assert register(content=None, kept_at="26/1234-7").evidence is None


def test_the_supplier_must_be_on_the_contract(cast: Cast, row: Contract, screener: Screener) -> None:
    other = contract(cast, reference="K-9", suppliers=())
    given = PaperGiven(firm(row).pk, other.pk, PaperFacts(PaperKind.TAX_CERTIFICATE, TODAY), kept_at="26/1")
    with pytest.raises(UserCanFix, match="not on the contract"):
        register_paper(actor=cast.lise, given=given, screener=screener, on=TODAY)


def test_tax_papers_are_for_those_who_follow_up(cast: Cast, register: Callable[..., Paper]) -> None:
    paper = register(arrears_ore=0)
    assert [may_read_paper(one, paper) for one in (cast.kari, cast.lise, cast.ada)] == [True, True, True]
    assert [may_read_paper(one, paper) for one in (cast.petter, cast.bjorn)] == [False, False]
    evidence_id = paper.evidence_id or 0
    fetch_file(actor=cast.ada, evidence_id=evidence_id, on=TODAY)
    with pytest.raises(NotAllowed):
        fetch_file(actor=cast.petter, evidence_id=evidence_id, on=TODAY)
    with pytest.raises(NotAllowed):
        register(actor=cast.petter, content=b"%PDF-1.7 another")
    print_out = register(PaperKind.CLEANING, actor=cast.petter, status="approved", content=b"%PDF-1.7 print")
    assert may_read_paper(cast.petter, print_out)


def test_run_out_until_a_newer_one_comes(cast: Cast, register: Callable[..., Paper]) -> None:
    old = register(dated=TODAY - timedelta(days=100), arrears_ore=0)
    assert old.valid_until is not None
    assert not run_out(cast.kari, on=old.valid_until).exists()
    day_after = old.valid_until + timedelta(days=1)
    assert list(run_out(cast.kari, on=day_after)) == [old]
    assert not run_out(cast.omar, on=day_after).exists()
    register(arrears_ore=0, content=b"%PDF-1.7 newer")
    assert not run_out(cast.kari, on=day_after).exists()


def test_when_it_has_run_out_the_question_is_open_again(
    cast: Cast, row: Contract, register: Callable[..., Paper], screener: Screener
) -> None:
    paper = register(dated=TODAY - timedelta(days=100), arrears_ore=0)
    assert paper.valid_until is not None
    day_after = paper.valid_until + timedelta(days=1)
    author = Machine(cast.fjordvik.pk)
    assert reopen_run_out(author=author, screener=screener, on=paper.valid_until) == 0
    assert reopen_run_out(author=author, screener=screener, on=day_after) == 1
    assert answer_to(row, "RF-33") == (None, "paper")
    assert reopen_run_out(author=author, screener=screener, on=day_after) == 0
    PlanItem.objects.unscoped(WHY).filter(contract=row).delete()  # one thing a contract: what is late would hide it
    Contract.objects.unscoped(WHY).update(next_due_on=None)
    (task,) = [item for item in today(cast.kari, on=day_after, most=20) if item.kind == "paper"]
    assert (task.url_name, task.target) == ("office:supplier_papers", firm(row).pk)
    assert task.because[0]["rule"] == "deadlines.tax_certificate_age"


def test_a_persons_own_answer_outlives_the_paper(
    cast: Cast, row: Contract, register: Callable[..., Paper], screener: Screener
) -> None:
    paper = register(dated=TODAY - timedelta(days=100), arrears_ore=0)
    answer_and_screen(actor=cast.kari, contract_id=row.pk, code="RF-33", value=True, screener=screener, on=TODAY)
    day_after = (paper.valid_until or TODAY) + timedelta(days=1)
    assert reopen_run_out(author=Machine(cast.fjordvik.pk), screener=screener, on=day_after) == 0
    assert answer_to(row, "RF-33") == (True, "person")
