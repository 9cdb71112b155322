"""An on-site control in rows: planned, written field by field from two telephones, closed once, shredded in time."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from ryddig.domain.errors import UserCanFix
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Action, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.evidence.kinds import PHOTOS
from ryddig.records.evidence.services import receive_file
from ryddig.records.followup.models import PlanItem
from ryddig.records.visits import crew_lists, queries, receiving, retention, services
from ryddig.records.visits.models import Visit, VisitField, VisitPhoto, VisitReport
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, contract
from tests.visit_world import CARD, SEEN, TALK, WHY, close, done, later, now, plan, planned, send, value

NOTE = "point.SITE-01.note"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


@pytest.fixture
def visit(cast: Cast, row: Contract) -> Visit:
    return planned(cast, row)


def test_a_plan_chooses_the_points_of_the_trade(visit: Visit) -> None:
    assert "SITE-02" in visit.points
    assert "SITE-11" not in visit.points
    assert visit.lawbook_version == law_for([]).book.version


@pytest.mark.parametrize(
    "change",
    [
        {"place": " "},
        {"planned_on": later(-1)},
        {"second_id": None},
        {"planned_on": later(4000)},
    ],
)
def test_a_plan_that_cannot_be(cast: Cast, row: Contract, change: dict[str, object]) -> None:
    with pytest.raises(UserCanFix):
        planned(cast, row, **change)


def test_two_controllers_are_two_people_who_may(cast: Cast, row: Contract) -> None:
    for wrong in (cast.kari, cast.bjorn, cast.omar):
        with pytest.raises(UserCanFix):
            planned(cast, row, second_id=wrong.user_id)
    alone = planned(cast, row, second_id=None, alone_why="Petter er syk, og saken haster.")
    assert alone.signers == ("first",)


def test_who_may_plan_and_who_may_write(cast: Cast, row: Contract, visit: Visit) -> None:
    for actor, error in ((cast.bjorn, NotAllowed), (cast.omar, ObjectDoesNotExist)):
        with pytest.raises(error):
            services.plan_visit(actor=actor, contract_id=row.pk, plan=plan(cast), book=law_for([]).book, on=TODAY)
        with pytest.raises(error):
            send(actor, visit, {NOTE: "nei"})
    with pytest.raises(NotAllowed):
        send(cast.lise, visit, {NOTE: "may plan, but is not on the visit"})


def test_a_plan_is_not_changed_over_somebody_elses_change(cast: Cast, visit: Visit) -> None:
    change: dict[str, Any] = {"actor": cast.kari, "visit_id": visit.pk, "seen": 1, "on": TODAY}
    services.change_visit(**change, plan=plan(cast, place="Fjordvik bad"))
    with pytest.raises(UserCanFix) as told:
        services.change_visit(**change, plan=plan(cast, place="Fjordvik hall"))
    assert told.value.params["place"] == "Fjordvik bad"
    send(cast.kari, visit, {NOTE: "begun"})
    with pytest.raises(UserCanFix):
        services.change_visit(**{**change, "seen": 2}, plan=plan(cast))


def test_the_same_sent_twice_or_late_changes_nothing(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, {NOTE: "en"}, serial=100)
    send(cast.kari, visit, {NOTE: "en"}, serial=100)
    send(cast.kari, visit, {NOTE: "to"}, serial=200)  # the answer to the first was lost: the base is still 0
    received = send(cast.kari, visit, {NOTE: "en"}, serial=100)
    assert received.saved == [NOTE]
    row = VisitField.objects.unscoped(WHY).get(visit=visit, key=NOTE)
    assert (row.value, row.version) == ("to", 2)
    assert now(visit).state == Visit.State.OPEN


def test_two_telephones_in_conflict_keep_both_until_somebody_chooses(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, {NOTE: "fem"}, device="kari")
    received = send(cast.petter, visit, {NOTE: "seks"}, device="petter")
    assert (received.saved, received.conflicts) == ([], [NOTE])
    assert value(visit, NOTE) == "fem"
    shown = queries.fields_for_phone(cast.petter, visit)[NOTE]
    assert (shown["value"], shown["by"], shown["version"]) == ("fem", "Kari", 1)
    send(cast.petter, visit, {NOTE: "seks"}, device="petter", base=1, serial=300)
    assert value(visit, NOTE) == "seks"


def test_the_same_words_from_both_are_no_conflict(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, {NOTE: "fem"}, device="kari")
    assert send(cast.petter, visit, {NOTE: "fem"}, device="petter").conflicts == []


def test_a_crew_list_fills_in_the_rows_that_are_counted(cast: Cast, visit: Visit) -> None:
    """A firm that somebody counts keeps its row and what was seen; a list read again gives the newest figure."""
    send(cast.kari, visit, {"crew.aaaaaaaa.firm": "Ren Luft AS", "crew.aaaaaaaa.seen": "6"})
    given: dict[str, Any] = {"actor": cast.petter, "visit_id": visit.pk, "digest": "d" * 64, "on": TODAY}
    ids = crew_lists.receive_crew_list(**given, firms={"REN LUFT AS": 4, "Prøvevask AS": 1}, at=2000)
    assert ids[0] == "aaaaaaaa"
    assert value(visit, "crew.aaaaaaaa.firm") == "Ren Luft AS"
    assert value(visit, "crew.aaaaaaaa.seen") == "6"
    assert crew_lists.listed_firms(cast.kari, visit) == [("Ren Luft AS", "4"), ("Prøvevask AS", "1")]
    crew_lists.receive_crew_list(**given, firms={"Ren Luft AS": 5}, at=3000)
    assert value(visit, "crew.aaaaaaaa.listed") == "5"
    assert Event.objects.unscoped(WHY).filter(type="visit.crew_list_read").count() == 2
    with pytest.raises(NotAllowed):
        crew_lists.receive_crew_list(**{**given, "actor": cast.lise}, firms={"A": 1}, at=4000)


def test_a_crew_list_before_the_day_does_not_begin_the_visit(cast: Cast, visit: Visit) -> None:
    given: dict[str, Any] = {"actor": cast.kari, "visit_id": visit.pk, "digest": "d" * 64, "on": TODAY}
    crew_lists.receive_crew_list(**given, firms={"": 3}, at=2000)
    assert crew_lists.listed_firms(cast.kari, visit)[0][1] == "3"
    assert crew_lists.listed_firms(cast.kari, visit)[0][0] != ""
    assert now(visit).state == Visit.State.PLANNED


def test_what_is_no_field_is_told_and_stops_nothing_else(cast: Cast, visit: Visit) -> None:
    wrong = {"point.SITE-99.note": "x", f"{CARD}.last": "12345678901", "talk.cccccccc.q.union": "ja", NOTE: "y"}
    received = send(cast.kari, visit, wrong)
    assert set(received.refused) == set(wrong) - {NOTE}
    assert received.saved == [NOTE]


def test_what_workers_told_never_goes_back_to_a_telephone(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, SEEN)
    shown = queries.fields_for_phone(cast.petter, visit)
    assert "value" not in shown[f"{TALK}.q.pay"]
    assert "value" not in shown[f"{CARD}.last"]
    assert shown[f"{CARD}.valid"]["value"] == "no"
    assert "180 kr" not in str(shown)


def test_few_read_what_workers_told_and_each_time_is_an_event(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, SEEN)
    may = [actor.name for actor in (cast.kari, cast.petter, cast.lise, cast.bjorn, cast.ada)]
    assert [name for name in may if name] == may
    readers = {
        a.name for a in (cast.kari, cast.petter, cast.lise, cast.bjorn, cast.ada) if queries.may_read_talks(a, visit)
    }
    assert readers == {"Kari", "Petter", "Lise"}
    assert queries.talks_of(cast.lise, visit, on=TODAY)[0]["q.pay"] == "180 kr"
    assert Event.objects.visible_to(cast.lise).filter(type="visit.talks_read").count() == 1


def test_closed_once_with_report_deviations_and_the_plan_item_done(cast: Cast, row: Contract) -> None:
    item = PlanItem.objects.create(
        organisation_id=row.organisation_id, contract=row, unit=row.unit, kind="on_site_control", due_on=TODAY
    )
    visit = done(cast, row)
    report = VisitReport.objects.unscoped(WHY).get(visit=visit)
    proposals = DeviationProposal.objects.visible_to(cast.kari).filter(contract=row)
    assert {one.key.rpartition(":")[2] for one in proposals} == {"SITE-01", "SITE-02"}
    assert (visit.state, visit.personal_until) == (Visit.State.CLOSED, later(90))
    assert PlanItem.objects.unscoped(WHY).get(id=item.pk).state == PlanItem.State.DONE
    told = str(report.facts)
    assert "180 kr" not in told
    assert "4321" not in told
    assert "Driftsleder" not in told
    for again in (lambda: close(cast.kari, visit), lambda: send(cast.kari, visit, {NOTE: "etterpå"})):
        with pytest.raises(UserCanFix):
            again()
    assert check_chain(visit.organisation_id).why is None


def test_not_closed_before_what_must_be_mended_is(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, {key: text for key, text in SEEN.items() if key != "sign.second.drawn"})
    with pytest.raises(UserCanFix, match="second controller has not signed"):
        close(cast.kari, visit)
    send(cast.petter, visit, {"sign.second.drawn": "1,1 2,2"}, device="petter", serial=500)
    send(cast.petter, visit, {"point.SITE-03.note": "ny"}, device="petter", serial=501)
    with pytest.raises(UserCanFix, match="after the first controller signed"):
        close(cast.kari, visit)
    assert not DeviationProposal.objects.visible_to(cast.kari).exists()


def test_the_report_is_written_once(cast: Cast, row: Contract) -> None:
    visit = done(cast, row)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet.update(VisitReport.objects.unscoped(WHY).filter(visit=visit), facts={})


def test_what_is_personal_goes_on_its_day_and_what_was_found_stays(cast: Cast, row: Contract) -> None:
    visit = done(cast, row)
    assert retention.shred_visits_due(later(90)) == 0
    assert retention.shred_visits_due(later(91)) == 1
    assert retention.shred_visits_due(later(91)) == 0
    keys = set(queries.values_of(cast.kari, visit))
    assert keys.isdisjoint({f"{TALK}.q.pay", f"{TALK}.language", f"{CARD}.last", "sign.site.name"})
    assert {f"{CARD}.valid", "sign.first.name", NOTE} <= keys
    assert VisitReport.objects.unscoped(WHY).get(visit=visit).facts["talks"] == 1


def test_a_visit_that_is_never_closed_is_shredded_too_and_takes_in_no_more(cast: Cast, visit: Visit) -> None:
    send(cast.kari, visit, SEEN)
    assert retention.shred_visits_due(later(91)) == 1
    with pytest.raises(UserCanFix):
        send(cast.kari, visit, {f"{TALK}.q.pay": "igjen"}, serial=999)


def test_a_photo_sent_twice_is_one(cast: Cast, visit: Visit) -> None:
    evidence = receive_file(
        actor=cast.kari,
        contract_id=visit.contract_id,
        name="bilde.png",
        chunks=[PNG],
        on=TODAY,
        action=Action.CONTROL_ON_SITE,
        kinds=PHOTOS,
    )
    told = {"point": "SITE-01", "caption": "Inngangen"}
    for _ in range(2):
        receiving.receive_photo(actor=cast.kari, visit_id=visit.pk, evidence=evidence, mark="p1", told=told, on=TODAY)
    assert VisitPhoto.objects.unscoped(WHY).filter(visit=visit).count() == 1
    known = receiving.need_photo(cast.kari, visit.pk, "p1")
    assert known is not None
    assert known.point == "SITE-01"


def test_called_off_with_a_reason(cast: Cast, visit: Visit) -> None:
    with pytest.raises(UserCanFix):
        services.cancel_visit(actor=cast.kari, visit_id=visit.pk, why=" ", on=TODAY)
    services.cancel_visit(actor=cast.kari, visit_id=visit.pk, why="Arbeidet er utsatt.", on=TODAY)
    with pytest.raises(UserCanFix):
        send(cast.kari, visit, {NOTE: "x"})


def test_no_words_of_people_in_the_chain(cast: Cast, row: Contract) -> None:
    done(cast, row)
    events = Event.objects.visible_to(cast.lise).filter(type__startswith="visit.")
    told = str(plain([event.details for event in events]))
    assert not any(word in told for word in ("Fjordvik skole", "180 kr", "To flere", "Driftsleder"))
