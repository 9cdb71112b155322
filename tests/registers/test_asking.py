"""The one way out: what a register's bad days become, and where it may not be led. Real HTTP(S) on loopback."""

import io
import logging
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix
from ryddig.domain.register_words import SourceState
from ryddig.registers.asking import Asker, Question, json_of
from ryddig.registers.settings import RegisterSettings, settings_from
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json
from ryddig.registers.standin.server import StandIn

SOURCE = "enhetsregisteret"
ETAG = '"one"'


def _routes() -> Routes:
    routes = Routes(SOURCE)

    @routes.get("/enheter/{number}")
    def unit(asked: Asked) -> Told:
        if asked.names["number"] == "0":
            return told_json({"status": 404}, status=404)
        if asked.headers.get("if-none-match") == ETAG:
            return Told(304)
        return told_json({"organisasjonsnummer": asked.names["number"], "navn": "Å" * 2000}, headers={"ETag": ETAG})

    @routes.get("/headers")
    def headers(asked: Asked) -> Told:
        return told_json(dict(asked.headers))

    @routes.post("/cases")
    def case(asked: Asked) -> Told:
        return told_json(asked.json(), status=201, headers={"Location": f"{asked.base}/cases/1"})

    return routes


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn([_routes()]) as started:
        yield started


def settings_of(standin: StandIn, **more: str) -> RegisterSettings:
    return settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address, **more})


@pytest.fixture
def asker(standin: StandIn) -> Iterator[Asker]:
    with Asker(settings_of(standin)) as made:
        yield made


def test_an_answer_is_whole_and_says_where_when_and_what(asker: Asker, standin: StandIn) -> None:
    answer = asker.ask(SOURCE, Question("/enheter/310000000"))
    assert json_of(answer) == {"organisasjonsnummer": "310000000", "navn": "Å" * 2000}
    assert (answer.status, answer.state, answer.etag) == (200, SourceState.ANSWERED, ETAG)
    assert answer.url == f"{standin.address}/{SOURCE}/enheter/310000000"
    assert len(answer.sha256) == 64
    assert answer.asked_at.tzinfo is not None


def test_not_found_is_an_answer_where_it_may_be(asker: Asker) -> None:
    answer = asker.ask(SOURCE, Question("/enheter/0", accept={200, 404}))
    assert answer.state is SourceState.NOT_FOUND
    with pytest.raises(UserCanFix, match="nothing at this address"):
        asker.ask(SOURCE, Question("/enheter/0"))


def test_the_same_question_again_asks_only_for_what_changed(asker: Asker) -> None:
    first = asker.ask(SOURCE, Question("/enheter/310000000"))
    again = asker.ask(SOURCE, Question("/enheter/310000000", earlier=first))
    assert again.status == 304
    assert (again.raw, again.sha256) == (first.raw, first.sha256)
    assert again.asked_at > first.asked_at


def test_posted_content_arrives_and_the_place_of_what_was_made_comes_back(asker: Asker, standin: StandIn) -> None:
    answer = asker.ask(SOURCE, Question("/cases", method="POST", content=b'{"a": 1}', accept={201}, again=False))
    assert json_of(answer) == {"a": 1}
    assert answer.location == f"{standin.address}/{SOURCE}/cases/1"


@pytest.mark.parametrize(
    "faults",
    [
        [Fault(FaultKind.STATUS, status=500)],
        [Fault(FaultKind.STATUS, status=503, retry_after="0")],
        [Fault(FaultKind.STATUS, status=429)],
        [Fault(FaultKind.SILENT), Fault(FaultKind.SILENT)],
        [Fault(FaultKind.BROKEN_OFF)],
        [Fault(FaultKind.STATUS, status=500), Fault(FaultKind.STATUS, status=429), Fault(FaultKind.SILENT)],
    ],
)
def test_a_passing_fault_is_asked_past(asker: Asker, standin: StandIn, faults: list[Fault]) -> None:
    standin.faults.plan(SOURCE, faults)
    assert json_of(asker.ask(SOURCE, Question("/enheter/310000000")))
    assert len(standin.requests) == len(faults) + 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Fault(FaultKind.STATUS, status=500), "register.down"),
        (Fault(FaultKind.STATUS, status=429), "register.too_many"),
        (Fault(FaultKind.SILENT), "register.broken_off"),
        (Fault(FaultKind.BROKEN_OFF), "register.broken_off"),
    ],
)
def test_a_lasting_fault_is_told_as_one_that_may_pass(asker: Asker, standin: StandIn, kind: Fault, code: str) -> None:
    standin.faults.plan(SOURCE, [kind] * 10)
    with pytest.raises(AskAgainLater) as told:
        asker.ask(SOURCE, Question("/enheter/310000000"))
    assert told.value.code == code
    assert told.value.hint
    assert len(standin.requests) == 4


def test_what_must_not_be_asked_twice_is_asked_once(asker: Asker, standin: StandIn) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.STATUS, status=500)] * 10)
    with pytest.raises(AskAgainLater):
        asker.ask(SOURCE, Question("/cases", method="POST", content=b"{}", accept={201}, again=False))
    assert len(standin.requests) == 1


@pytest.mark.parametrize("kind", [FaultKind.NONSENSE, FaultKind.HALF])
def test_nonsense_and_half_a_text_are_never_taken_for_an_answer(
    asker: Asker, standin: StandIn, kind: FaultKind
) -> None:
    standin.faults.plan(SOURCE, [Fault(kind)])
    answer = asker.ask(SOURCE, Question("/enheter/310000000"))
    with pytest.raises(AskAgainLater) as told:
        json_of(answer)
    assert told.value.code == "register.unreadable"


@pytest.mark.parametrize("kind", [FaultKind.SLOW, FaultKind.DRIP])
def test_there_is_an_end_to_waiting(standin: StandIn, kind: FaultKind) -> None:
    standin.faults.plan(SOURCE, [Fault(kind, seconds=0.4 if kind is FaultKind.DRIP else 3)] * 4)
    with Asker(settings_of(standin, RYDDIG_REGISTER_ENHETSREGISTERET_SECONDS="0.6")) as asker:
        started = time.monotonic()
        with pytest.raises(AskAgainLater) as told:
            asker.ask(SOURCE, Question("/enheter/310000000"))
    assert told.value.code == "register.no_answer"
    assert time.monotonic() - started < 2.5


def test_a_wait_that_the_register_names_is_kept_and_too_long_a_one_is_not_sat_out(
    asker: Asker, standin: StandIn
) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.STATUS, status=429, retry_after="1")])
    started = time.monotonic()
    asker.ask(SOURCE, Question("/enheter/310000000"))
    assert 1 <= time.monotonic() - started < 3
    standin.faults.plan(SOURCE, [Fault(FaultKind.STATUS, status=429, retry_after="3600")])
    with pytest.raises(AskAgainLater):
        asker.ask(SOURCE, Question("/enheter/310000000"))
    assert time.monotonic() - started < 4


def test_more_than_the_limit_is_not_taken_in(asker: Asker, standin: StandIn) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.HUGE)])
    with pytest.raises(UserCanFix) as told:
        asker.ask(SOURCE, Question("/enheter/310000000", max_bytes=100_000))
    assert told.value.code == "register.too_large"
    with pytest.raises(UserCanFix):  # packed it is small, unpacked it is not: the unpacked bytes count
        asker.ask(SOURCE, Question("/enheter/310000000", max_bytes=3000))


def test_the_rate_holds_between_questions(standin: StandIn) -> None:
    with Asker(settings_of(standin, RYDDIG_REGISTER_ENHETSREGISTERET_RATE="10")) as asker:
        started = time.monotonic()
        for _ in range(4):
            asker.ask(SOURCE, Question("/enheter/310000000"))
    assert time.monotonic() - started >= 0.3


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest", "http://127.0.0.1:1/x", "https://evil.example/", "file:///etc/passwd"]
)
def test_a_register_cannot_lead_us_elsewhere(asker: Asker, standin: StandIn, to: str) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.ELSEWHERE, to=to)])
    with pytest.raises(UserCanFix) as told:
        asker.ask(SOURCE, Question("/enheter/310000000"))
    assert told.value.code == "register.host_not_allowed"
    with pytest.raises(UserCanFix) as told:
        asker.ask(SOURCE, Question(to if to.startswith("http") else "http://localhost:1/"))
    assert told.value.code == "register.host_not_allowed"


def test_a_redirect_within_the_register_is_followed_and_one_in_a_ring_is_not(asker: Asker, standin: StandIn) -> None:
    here = f"{standin.address}/{SOURCE}/enheter/310000000"
    standin.faults.plan(SOURCE, [Fault(FaultKind.ELSEWHERE, to=here)])
    assert asker.ask(SOURCE, Question("/old")).url == here
    standin.faults.plan(SOURCE, [Fault(FaultKind.ELSEWHERE, to=here)] * 10)
    with pytest.raises(AskAgainLater) as told:
        asker.ask(SOURCE, Question("/old"))
    assert told.value.code == "register.redirects"


def test_a_key_does_not_follow_a_redirect_to_another_host(standin: StandIn) -> None:
    with StandIn([_routes()]) as other:
        host = other.address.removeprefix("http://")
        settings = settings_of(standin, RYDDIG_REGISTER_ENHETSREGISTERET_HOSTS=host)
        standin.faults.plan(SOURCE, [Fault(FaultKind.ELSEWHERE, to=f"{other.address}/{SOURCE}/headers")])
        with Asker(settings) as asker:
            answer = asker.ask(SOURCE, Question("/x", headers={"X-Key": "secret"}))
        assert "x-key" not in answer.raw.decode().lower()


def test_a_certificate_that_nobody_vouches_for_is_refused_and_a_trusted_one_taken(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    with StandIn([_routes()], certificate=context) as secure:
        with Asker(settings_of(secure)) as asker, pytest.raises(UserCanFix) as told:
            asker.ask(SOURCE, Question("/enheter/310000000"))
        assert told.value.code == "register.certificate"
        assert secure.requests == []
        with Asker(settings_of(secure, RYDDIG_REGISTER_CA_FILE=str(file))) as asker:
            assert asker.ask(SOURCE, Question("/enheter/310000000")).status == 200


def test_a_download_is_whole_or_not_there(asker: Asker, standin: StandIn, tmp_path: Path) -> None:
    into = tmp_path / "units.json"
    standin.faults.plan(SOURCE, [Fault(FaultKind.BROKEN_OFF)])
    answer = asker.download(SOURCE, Question("/enheter/310000000"), into)
    assert into.read_bytes() == asker.ask(SOURCE, Question("/enheter/310000000")).raw
    assert answer.sha256 == asker.ask(SOURCE, Question("/enheter/310000000")).sha256
    standin.faults.plan(SOURCE, [Fault(FaultKind.BROKEN_OFF)] * 4)
    with pytest.raises(AskAgainLater):
        asker.download(SOURCE, Question("/enheter/310000000"), tmp_path / "other.json")
    assert [path.name for path in tmp_path.iterdir()] == ["units.json"]


def test_a_key_is_in_no_log_and_no_error(standin: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    settings = settings_of(standin, RYDDIG_REGISTER_DOFFIN_KEY="s3cr3t")
    source = settings.source("doffin")
    assert source.secret("key") == "s3cr3t"
    assert "s3cr3t" not in f"{settings!r} {source!r}"
    written = io.StringIO()
    with caplog.at_level(logging.DEBUG), Asker(settings) as asker:
        standin.faults.plan("doffin", [Fault(FaultKind.STATUS, status=500)] * 4)
        with pytest.raises(RyddigError) as told:
            asker.ask("doffin", Question("/v2/search", headers={"Ocp-Apim-Subscription-Key": source.secret("key")}))
    written.write(f"{told.value} {told.value!r} {told.value.__cause__!r}")
    assert "s3cr3t" not in caplog.text + written.getvalue()


def test_one_name_with_a_contact_is_told(standin: StandIn) -> None:
    with Asker(settings_of(standin, RYDDIG_REGISTER_CONTACT="innkjop@kommune.example")) as asker:
        headers = json_of(asker.ask(SOURCE, Question("/headers")))
    assert isinstance(headers, dict)
    assert headers["user-agent"].startswith("Ryddig/")
    assert headers["user-agent"].endswith("(innkjop@kommune.example)")


def test_a_source_that_is_off_is_not_asked(standin: StandIn) -> None:
    settings = settings_of(standin, RYDDIG_REGISTER_ENHETSREGISTERET_ON="off")
    assert not settings.is_on(SOURCE)
    with Asker(settings) as asker, pytest.raises(UserCanFix) as told:
        asker.ask(SOURCE, Question("/enheter/310000000"))
    assert told.value.code == "register.off"
    assert standin.requests == []


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("RYDDIG_REGISTERS", "maybe"),
        ("RYDDIG_REGISTER_DOFFIN_BASE", "http://api.doffin.no/public"),
        ("RYDDIG_REGISTER_DOFFIN_BASE", "https://me:pass@api.doffin.no/public"),
        ("RYDDIG_REGISTER_DOFFIN_RATE", "often"),
        ("RYDDIG_REGISTER_DOFFIN_RATE", "nan"),
        ("RYDDIG_REGISTER_DOFFIN_ON", "perhaps"),
        ("RYDDIG_REGISTER_DOFFIN_KEY_FILE", "/no/such/file"),
        ("RYDDIG_REGISTER_CONTACT", "Kåre\nX-Header: 1"),
        ("RYDDIG_REGISTER_CA_FILE", "/no/such/file"),
        ("RYDDIG_WATCH_FROM", "24"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(name: str, given: str) -> None:
    with pytest.raises(UserCanFix) as told:
        settings_from({"RYDDIG_REGISTERS": "on", name: given})
    assert told.value.code == "register.settings"
    assert name in str(told.value)
    assert "pass" not in str(told.value)


def test_nothing_is_asked_until_somebody_turns_it_on() -> None:
    assert not any(source.on for source in settings_from({}).sources.values())
    assert settings_from({"RYDDIG_WATCH_FROM": "5"}).watch_from == 5
    on = settings_from({"RYDDIG_REGISTERS": "on"})
    assert on.is_on(SOURCE)
    assert not on.is_on("doffin"), "a register that needs a key is off without one"
    assert settings_from({"RYDDIG_REGISTERS": "on", "RYDDIG_REGISTER_DOFFIN_KEY": "x"}).is_on("doffin")
    assert on.source(SOURCE).hosts == {"data.brreg.no"}
