"""Entries of rights, conflicts of interest, absence and API keys."""

from ryddig.records.contracts.conflicts import declare_conflict
from ryddig.records.correspondence.delegations import Loan, lend_seats
from ryddig.records.correspondence.tokens import NewKey, make_token, seats_for_keys
from tests.cast import TODAY
from tests.house.url_entry import Entry, of_contract
from tests.office_world import World


def of_conflict(world: World) -> list[object]:
    """Ada's, in a contract that nobody else is asked about."""
    ada = world.cast.ada
    row = declare_conflict(actor=ada, user_id=ada.user_id or 0, ground="other", contract_id=world.unclear.pk, on=TODAY)
    return [world.unclear.pk, row.pk]


def of_loan(world: World) -> list[object]:
    """Health's own, of somebody who is in no other entry: Bjørn for Ada."""
    bjorn, ada = world.cast.bjorn, world.cast.ada
    loan = Loan(bjorn.user_id or 0, ada.user_id or 0, TODAY.replace(year=2030), TODAY.replace(year=2030))
    return [lend_seats(actor=bjorn, loan=loan, on=TODAY).pk]


def of_key(world: World) -> list[object]:
    """Lise's own."""
    lise = world.cast.lise
    key = NewKey("Prøve", may_write=False, expires_on=TODAY)
    return [make_token(actor=lise, membership_id=seats_for_keys(lise)[0].pk, key=key, on=TODAY)[0].pk]


ENTRIES = {
    "rights": Entry(args=of_contract),
    "conflict_lift": Entry(frozenset({"lise", "bjorn"}), "post", of_conflict),
    "absence": Entry(foreign=False),
    "absence_end": Entry(frozenset({"lise", "bjorn", "ada"}), "post", of_loan),
    "api_keys": Entry(foreign=False),
    "key_revoke": Entry(frozenset({"lise"}), "post", of_key, refused=404),
    "key_system": Entry(
        frozenset({"lise"}), "post", data={"system-name": "Tenkt fagsystem", "system-role": "auditor"}, foreign=False
    ),
}
