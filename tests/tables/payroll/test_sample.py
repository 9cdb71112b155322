"""The sample is fed with what the canonical tables tell."""

from datetime import date

from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.sampling import Reason
from ryddig.lawbook import load
from ryddig.tables.payroll.run import Control, open_tables
from ryddig.tables.payroll.sample import propose_sample
from tests.tables.payroll.golden_pairs import put

CONTROL = Control(date(2025, 9, 1), date(2025, 10, 31), Firm(trade=Trade.CONSTRUCTION), load())


def test_facts_of_the_tables_become_reasons() -> None:
    db = open_tables()
    put(db, "workers", ["worker,pseudonym,category,hired_in,born_on", "1,P1,skilled,,1980-01-01",
        "2,P2,unskilled,true,1990-01-01", "3,P3,skilled,,2006-01-01", "4,P4,skilled,,1970-01-01"])  # fmt: skip
    put(db, "slips", ["worker,first,last,overtime_mmin", "1,2025-09-01,2025-09-30,", "1,2025-10-01,2025-10-31,600000",
        "1,2025-11-01,2025-11-30,900000", "2,2025-09-01,2025-09-30,"])  # fmt: skip
    put(db, "shifts", ["worker,on_day,starts,ends,minutes", "2,2025-09-02,2025-09-02 22:00,2025-09-03 06:00,450",
        "3,2025-10-07,2025-10-07 07:00,2025-10-07 15:00,450"])  # fmt: skip
    put(db, "cards", ["worker,seen_on", "1,2025-10-15", "3,2024-10-15"])
    sample = propose_sample(db, CONTROL, seed="7")
    told = {pick.pseudonym: pick for pick in sample.picks}
    assert sample.of == 3, "P4 has no work in the files"
    assert set(told) == {"P1", "P2", "P3"}
    assert {Reason.OVERTIME, Reason.SEEN_AT_VISIT} <= set(told["P1"].reasons)
    assert told["P1"].period is not None
    assert told["P1"].period.first == date(2025, 10, 1), "November is outside, September has no overtime"
    assert {Reason.HIRED_IN, Reason.LOWEST_CATEGORY, Reason.NIGHT_OR_WEEKEND} <= set(told["P2"].reasons)
    assert Reason.YOUNGEST in told["P3"].reasons
    assert Reason.SEEN_AT_VISIT not in told["P3"].reasons, "the visit was before the control"
    assert told["P3"].period is not None
    assert (told["P3"].period.first, told["P3"].period.last) == (date(2025, 10, 1), date(2025, 10, 31))
    assert Reason.NIGHT_OR_WEEKEND not in told["P3"].reasons, "a Tuesday at day"


def test_earlier_persons_come_last() -> None:
    db = open_tables()
    put(db, "workers", ["worker,pseudonym", *(f"{n},P{n}" for n in range(1, 10))])
    put(db, "slips", ["worker,first,last", *(f"{n},2025-09-01,2025-09-30" for n in range(1, 10))])
    first = {pick.pseudonym for pick in propose_sample(db, CONTROL, seed="7").picks}
    second = {pick.pseudonym for pick in propose_sample(db, CONTROL, seed="7", before=first).picks}
    assert len(first) == len(second) == 3
    assert not first & second
    assert len(propose_sample(db, CONTROL, seed="7", size=5).picks) == 5
