"""Mail goes out over a real mail server, also on its bad days: nothing is lost, and a person is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from ryddig.domain.words import N_
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence import mail_kinds, mails, sending, services
from ryddig.records.correspondence.links import open_token
from ryddig.records.correspondence.mail_kinds import MailKind
from ryddig.records.correspondence.models import Mail, SupplierContact, SupplierLink
from ryddig.worker.mail import send_due
from ryddig.worker.queue import enqueue_waiting
from tests.cast import TODAY, Cast, contract
from tests.portal_world import WHY, contact
from tests.work import run_all
from tests.worker.mail_server import MailServer, free_port, running

KIND = mails.INVITED


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The day the tests are on."""
    with time_machine.travel(datetime(2026, 11, 20, 8, tzinfo=UTC), tick=False) as moved:
        yield moved


@pytest.fixture
def server() -> MailServer:
    """A mail server on a good day."""
    return MailServer()


@pytest.fixture
def port(server: MailServer, settings: Settings) -> Iterator[int]:
    """Where it listens; Ryddig knows it."""
    with running(server) as number:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", number, False
        settings.EMAIL_TIMEOUT, settings.MAIL_FROM = 1, "ryddig@fjordvik.example"
        settings.PUBLIC_URL = "https://ryddig.fjordvik.example"
        yield number


@pytest.fixture
def row(cast: Cast) -> Contract:
    """A contract with somebody responsible."""
    made = contract(cast)
    made.responsible_id = cast.kari.user_id
    made.save()
    return made


@pytest.fixture
def ola(cast: Cast, row: Contract, clock: time_machine.Traveller) -> SupplierContact:
    """Somebody at its supplier."""
    return contact(cast.kari, row)


def queue(to: SupplierContact, cast: Cast, *, key: str = "k", kind: MailKind = KIND, note: str = "") -> Mail:
    given: dict[str, Any] = {"contract_id": to.contract_id, "supplier_id": to.supplier_id, "contact_id": to.pk}
    return services.queue_mail(author=cast.kari, kind=kind, key=key, on=TODAY, note=note, **given)


def now(mail: Mail) -> Mail:
    return Mail.objects.unscoped(WHY).get(id=mail.pk)


def token_in(server: MailServer, number: int = 0) -> str:
    text = server.came[number].get_content()
    link = next(line for line in text.splitlines() if line.startswith("https://ryddig.fjordvik.example/s/"))
    return str(link.removeprefix("https://ryddig.fjordvik.example/s/").strip("/"))


def opens(token: str) -> str:
    opened = open_token(token, on=TODAY)
    assert opened is not None
    return opened.state


def test_a_mail_goes_out_with_a_link_that_opens(
    cast: Cast, ola: SupplierContact, server: MailServer, port: int
) -> None:
    mail = queue(ola, cast, note="Ring meg gjerne.")
    assert run_all() == 1
    (came,) = server.came
    assert came["To"] == "Ola Prøve <ola@eksempel.no>"
    assert came["From"] == "Fjordvik kommune <ryddig@fjordvik.example>"
    assert came["Reply-To"] == "kari@example.org"
    assert came["Auto-Submitted"] == "auto-generated"
    assert "Ring meg gjerne." in came.get_content()
    assert opens(token_in(server)) == "open"
    sent = now(mail)
    assert (sent.state, sent.sent_to, sent.tries) == ("sent", "ola@eksempel.no", 1)
    assert token_in(server) not in str(vars(sent)), "the token is in the mail and nowhere else"
    events = Event.objects.unscoped(WHY).filter(type__startswith="mail.").order_by("number")
    assert [event.type for event in events] == ["mail.queued", "mail.sent"]
    assert "ola" not in str([event.details for event in events])


def test_the_same_key_is_queued_and_sent_once(cast: Cast, ola: SupplierContact, server: MailServer, port: int) -> None:
    assert queue(ola, cast).pk == queue(ola, cast).pk
    run_all()
    queue(ola, cast)
    run_all()
    assert len(server.came) == 1


@pytest.mark.parametrize(
    ("language", "greeting"), [("nb", "Hei Ola"), ("en", "Hello Ola"), ("pl", "Dzień dobry"), ("lt", "Laba diena")]
)
def test_it_is_written_in_the_contacts_language(
    cast: Cast, row: Contract, server: MailServer, *, port: int, clock: object, language: str, greeting: str
) -> None:
    queue(contact(cast.kari, row, language=language), cast)
    run_all()
    assert greeting in server.came[0].get_content()


def test_a_server_that_is_down_costs_nothing_but_time(
    cast: Cast, ola: SupplierContact, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    first, second = queue(ola, cast), queue(ola, cast, key="other")
    run_all()
    assert {now(mail).state for mail in (first, second)} == {"failed"}
    assert now(first).failure["code"] == "mail.no_server"
    assert now(first).next_try_at == timezone.now() + sending.WAITS[0]
    assert not SupplierLink.objects.unscoped(WHY).exists()
    server = MailServer()
    with running(server) as port:
        settings.EMAIL_PORT = port
        assert enqueue_waiting() == 0, "its time has not come"
        clock.shift(sending.WAITS[0])
        run_all()
    assert {now(mail).state for mail in (first, second)} == {"sent"}
    assert len(server.came) == 2


def test_waits_grow_and_after_the_last_a_person_is_told(
    cast: Cast, ola: SupplierContact, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    mail, waited = queue(ola, cast), []
    while now(mail).state != "given_up":
        run_all()
        next_try = now(mail).next_try_at
        if next_try is not None:
            waited.append(next_try - timezone.now())
            clock.move_to(next_try)
    assert waited == list(sending.WAITS)
    assert sum(waited, timedelta()) > timedelta(days=1)
    assert Event.objects.unscoped(WHY).filter(type="mail.given_up").count() == 1
    assert enqueue_waiting() == 0


def test_a_no_for_now_is_tried_again_with_the_same_message_id_and_another_link(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int, clock: time_machine.Traveller
) -> None:
    server.content = "451 4.3.0 come back later"
    mail = queue(ola, cast)
    run_all()
    assert now(mail).failure == {
        "code": "mail.not_now",
        "text": "The mail server does not take the mail now (%(code)s).",
        "params": {"code": "451 4.3.0"},
    }
    link = SupplierLink.objects.unscoped(WHY).get()
    assert link.revoked_why == "not_sent", "the mail is certainly not out, so its link opens nothing"
    server.content = ""
    clock.shift(sending.WAITS[0])
    run_all()
    assert opens(token_in(server)) == "open"
    assert server.came[0]["Message-ID"] == f"<{mail.message_id}@fjordvik.example>"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("550 5.1.1 <ola@eksempel.no> no such user", "mail.no_such_address"),
        ("554 5.7.1 <ola@eksempel.no> we do not like you", "mail.refused"),
    ],
)
def test_a_no_for_good_is_not_tried_again_and_the_other_mail_goes(
    cast: Cast, row: Contract, ola: SupplierContact, *, server: MailServer, port: int, said: str, code: str
) -> None:
    server.recipient = {"ola@eksempel.no": said}
    mail = queue(ola, cast)
    other = queue(contact(cast.kari, row, name="Per Prøve", email="per@eksempel.no"), cast, key="per")
    run_all()
    assert (now(mail).state, now(mail).failure["code"], now(other).state) == ("given_up", code, "sent")
    assert "eksempel" not in str(now(mail).failure), "the server's words repeat the address"
    assert server.connections == 1


def test_a_person_sends_it_again(cast: Cast, ola: SupplierContact, server: MailServer, *, port: int) -> None:
    server.recipient = {"ola@eksempel.no": "550 5.1.1 no"}
    mail = queue(ola, cast)
    run_all()
    server.recipient = {}
    sending.send_again(actor=cast.kari, mail_id=mail.pk, on=TODAY)
    run_all()
    assert now(mail).state == "sent"


def test_a_server_that_is_too_slow_may_have_taken_it_so_both_links_open(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int, clock: time_machine.Traveller
) -> None:
    server.slow = 1.5
    mail = queue(ola, cast)
    run_all()
    assert (now(mail).state, now(mail).failure["code"]) == ("failed", "mail.broke_off")
    server.slow = 0
    clock.shift(sending.WAITS[0])
    run_all()
    assert len(server.came) == 2
    assert server.came[0]["Message-ID"] == server.came[1]["Message-ID"], "a receiver shows it once"
    assert [opens(token_in(server, number)) for number in (0, 1)] == ["open", "open"]


def test_a_connection_that_breaks_stops_no_other_mail(
    cast: Cast, row: Contract, ola: SupplierContact, *, server: MailServer, port: int
) -> None:
    server.breaks_off = True
    mails_queued = [queue(ola, cast, key=str(number)) for number in range(3)]
    run_all()
    assert {now(mail).failure["code"] for mail in mails_queued} == {"mail.broke_off"}
    assert server.connections == 3


def cut(_outgoing: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_killed_between_the_servers_yes_and_our_commit_it_goes_again_and_both_links_open(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int, clock: time_machine.Traveller
) -> None:
    mail = queue(ola, cast)
    with patch.object(sending, "finish_mail", cut), pytest.raises(KeyboardInterrupt):
        send_due(on=TODAY)
    assert now(mail).state == "sending"
    run_all()
    assert len(server.came) == 1, "another worker may be at it"
    clock.shift(sending.CUT_OFF + timedelta(seconds=1))
    run_all()
    assert now(mail).state == "sent"
    assert len({came["Message-ID"] for came in server.came}) == 1
    assert [opens(token_in(server, number)) for number in (0, 1)] == ["open", "open"]


def test_one_that_is_cut_off_each_time_is_given_up(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int, clock: time_machine.Traveller
) -> None:
    mail = queue(ola, cast)
    with patch.object(sending, "finish_mail", cut):
        for _try in range(len(sending.WAITS) + 1):
            with pytest.raises(KeyboardInterrupt):
                send_due(on=TODAY)
            clock.shift(sending.CUT_OFF + timedelta(seconds=1))
    send_due(on=TODAY)
    assert (now(mail).state, now(mail).failure["code"]) == ("given_up", "mail.cut_off")


def test_two_workers_send_it_once(cast: Cast, ola: SupplierContact, server: MailServer, *, port: int) -> None:
    mail = queue(ola, cast)
    first = sending.begin_mail(mail.pk, now=timezone.now(), on=TODAY)
    assert first is not None
    assert sending.begin_mail(mail.pk, now=timezone.now(), on=TODAY) is None
    assert sending.due_mails(timezone.now()) == []


def test_what_is_removed_while_it_waits_is_not_sent(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int
) -> None:
    mail = queue(ola, cast)
    services.remove_contact(actor=cast.kari, contact_id=ola.pk, on=TODAY)
    run_all()
    assert server.came == []
    assert now(mail).state == "withdrawn"


def test_what_is_removed_while_it_is_sent_leaves_a_link_that_opens_nothing(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int
) -> None:
    mail = queue(ola, cast)
    outgoing = sending.begin_mail(mail.pk, now=timezone.now(), on=TODAY)
    assert outgoing is not None
    services.remove_contact(actor=cast.kari, contact_id=ola.pk, on=TODAY)
    sending.finish_mail(outgoing, subject="s", body="b", on=TODAY)
    assert opens(outgoing.token) == "withdrawn"
    assert (now(mail).state, now(mail).sent_to) == ("withdrawn", "")


def test_a_text_that_cannot_be_written_is_told_and_stops_no_other(
    cast: Cast, ola: SupplierContact, server: MailServer, *, port: int
) -> None:
    broken = MailKind("test.broken", N_("New link: %(contract)s"), ("%(missing)s",), "")
    with patch.dict(mail_kinds._DECLARED, {broken.code: broken}):
        mail, other = queue(ola, cast, kind=broken), queue(ola, cast, key="other")
        run_all()
    assert (now(mail).state, now(mail).failure["code"], now(other).state) == ("given_up", "mail.unwritten", "sent")


def test_without_a_way_out_mail_waits(cast: Cast, ola: SupplierContact) -> None:
    mail = queue(ola, cast)
    assert run_all() == 0
    assert (now(mail).state, now(mail).tries) == ("queued", 0)


def test_a_folder_keeps_mail_for_the_demo(
    cast: Cast, ola: SupplierContact, settings: Settings, *, tmp_path: Path
) -> None:
    settings.MAIL_FOLDER = str(tmp_path / "mail")
    mail = queue(ola, cast)
    run_all()
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{mail.pk}.eml"
    assert file.stat().st_mode & 0o077 == 0


def test_a_title_on_many_lines_makes_no_header(cast: Cast, *, server: MailServer, port: int, clock: object) -> None:
    row = contract(cast, title="Renhold\nBcc: alle@eksempel.no")
    queue(contact(cast.kari, row), cast)
    run_all()
    assert server.came[0]["Bcc"] is None
    assert "Renhold Bcc: alle" in server.came[0]["Subject"]
