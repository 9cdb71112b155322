"""Notices put together: the sample chains against their answer key, and each kind of tie and trap on its own."""

import csv
import random
import re
from dataclasses import replace
from functools import cache

import pytest

from ryddig.domain.notice_chain import Chain, LinkBy, Role, Sureness
from ryddig.domain.notice_join import join_notices
from ryddig.domain.notices import Notice, NumberKind, RefersTo, Stage
from ryddig.registers.doffin import read_notice
from tests.domain.notice_builder import cell, notice, points_at
from tests.shared import shared

COMPETITION, AWARD, CORRECTION = Stage.COMPETITION, Stage.AWARD, Stage.CORRECTION
_REFERENCE = re.compile(rb"<REFERENCE_DOFFIN.*?</REFERENCE_DOFFIN>|<NO_DOC_EXT.*?</NO_DOC_EXT>")
Row = tuple[str, str, str, str, str]


@cache
def samples(*, blind: bool = False) -> tuple[Notice, ...]:
    """The twenty notices; `blind` hides Doffin's own pointers and the file names, so that only the traps are left."""
    found = []
    for path in sorted(shared("reference", "samples", "doffin-chains").glob("*.xml")):
        data, name = path.read_bytes(), path.name
        if blind:
            data, name = (
                _REFERENCE.sub(b"", data),
                "".join(chr(ord("a") + int(sign)) for sign in path.stem if sign != "-"),
            )
        found.append(read_notice(data, name=name))
    return tuple(found)


def hidden(number: str) -> str:
    """A number in letters, so that nothing in a name looks like a notice number."""
    return "".join(chr(ord("a") + int(sign)) for sign in number if sign != "-")


def number_of(read: Notice) -> str:
    """The number from the file's name, also when it was hidden in letters."""
    if read.name.endswith(".xml"):
        return read.name.removesuffix(".xml")
    digits = "".join(str(ord(sign) - ord("a")) for sign in read.name)
    return f"{digits[:4]}-{digits[4:]}"


def key() -> set[Row]:
    with shared("reference", "samples", "doffin-chains", "links.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {(row[0], row[1], row[2], row[3], row[4]) for row in rows}


def as_rows(chains: tuple[Chain, ...]) -> set[Row]:
    """The chains in the shape of the answer key; a notice that stands alone has no row there."""
    return {
        (
            number_of(chain.announcement),
            " ".join(number_of(award) for award in chain.awards),
            chain.ted_number.value or "" if chain.ted_number else "",
            " ".join(number_of(each) for each in chain.with_role(Role.CORRECTION)),
            "cancelled" if chain.cancelled else "",
        )
        for chain in chains
        if chain.announcement is not None and len(chain.links) > 1
    }


def without_untold_ted_number(rows: set[Row]) -> set[Row]:
    """The key's TED number of the oldest notice stands in no file, so no reader can know it."""
    return {(row[0], row[1], "" if row[2] == "350607-2013" else row[2], row[3], row[4]) for row in rows}


@pytest.mark.parametrize("blind", [False, True])
def test_sample_chains_equal_the_answer_key(*, blind: bool) -> None:
    chains = join_notices(samples(blind=blind))
    assert as_rows(chains) == without_untold_ted_number(key())
    assert [number_of(chain.main) for chain in chains if len(chain.links) == 1] == ["2024-100693"]
    assert len(chains) == 10


def test_the_untold_ted_number_is_in_no_file() -> None:
    folder = shared("reference", "samples", "doffin-chains")
    assert not any(b"350607" in path.read_bytes() for path in folder.glob("*.xml"))


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_input_does_not_matter(seed: int) -> None:
    shuffled = list(samples(blind=True))
    random.Random(seed).shuffle(shuffled)
    assert join_notices(shuffled) == join_notices(samples(blind=True))


def test_reasons_are_kept_with_their_places() -> None:
    chains = {number_of(chain.main): chain for chain in join_notices(samples(blind=True))}
    late = chains["2020-315257"].links[-1]
    assert late.by == (LinkBy.TED_NUMBER, LinkBy.LIKENESS)
    assert late.sureness is Sureness.STRONG
    told = [reason.message.plain() for reason in late.reasons]
    assert "Both notices point at the announcement's TED number 454995-2020." in told
    assert "The buyer's case number differs: 20/9888 in the announcement, 21/1641 here." in told
    assert late.reasons[0].path.endswith("/PROCEDURE/NOTICE_NUMBER_OJ")
    oldest = chains["2013-307839"].links[1]
    assert (oldest.by, oldest.sureness) == ((LinkBy.LIKENESS,), Sureness.PROPOSED)
    assert chains["2013-307839"].links[0].reasons == ()


def test_the_same_file_twice_counts_once() -> None:
    twice = [*samples(), *(replace(each, name=f"copy of {each.name}") for each in samples())]
    assert [len(chain.links) for chain in join_notices(twice)] == [
        len(chain.links) for chain in join_notices(samples())
    ]


def only(chains: tuple[Chain, ...]) -> Chain:
    assert len(chains) == 1
    return chains[0]


def test_joined_by_doffin_number_before_case_number() -> None:
    right = notice(COMPETITION, number="2024-111111", case="24/0001", on="2024-01-01")
    wrong = notice(COMPETITION, number="2024-222222", case="24/7777", on="2024-02-01")
    award = notice(AWARD, case="24/7777", references=(points_at("2024-111111", NumberKind.DOFFIN),), on="2024-06-01")
    chains = join_notices([wrong, award, right])
    assert [chain.awards for chain in chains] == [(award,), ()]
    assert chains[0].announcement == right


def test_a_pointer_to_a_notice_that_is_not_here_is_not_overruled_by_likeness() -> None:
    near = notice(COMPETITION, number="2024-222222", case="24/7777", on="2024-02-01")
    award = notice(AWARD, case="24/7777", references=(points_at("2024-111111", NumberKind.DOFFIN),), on="2024-06-01")
    assert len(join_notices([near, award])) == 2


def test_joined_by_procedure_id() -> None:
    opened = notice(COMPETITION, procedure="p-1", buyer="A", title="Noe")
    award = notice(AWARD, procedure="p-1", buyer="B", title="Annet", on="2024-05-01")
    chain = only(join_notices([opened, award]))
    assert chain.links[1].by == (LinkBy.PROCEDURE_ID,)
    assert chain.links[1].sureness is Sureness.CERTAIN


@pytest.mark.parametrize(
    ("one", "other"), [("17-2726", "17 / 2726"), ("2024/930", "2024-930"), ("SAK 4711-B", "sak 4711 b")]
)
def test_joined_by_case_number_however_it_is_written(one: str, other: str) -> None:
    opened = notice(COMPETITION, case=one, title="Noe ganske annet")
    award = notice(AWARD, case=other, title="Brøyting", on="2024-05-01")
    chain = only(join_notices([opened, award]))
    assert chain.links[1].by == (LinkBy.FILE_REFERENCE,)
    assert chain.links[1].sureness is Sureness.STRONG


def test_a_case_number_ties_only_within_one_buyer_and_not_backwards_in_time() -> None:
    opened = notice(COMPETITION, case="24/1234", buyer="Nord kommune", title="Noe")
    elsewhere = notice(AWARD, case="24/1234", buyer="Sør kommune", title="Annet", on="2024-05-01")
    before = notice(AWARD, case="24/1234", buyer="Nord kommune", title="Tredje", on="2023-05-01")
    assert len(join_notices([opened, elsewhere, before])) == 3


def test_a_case_number_that_tells_nothing_ties_nothing() -> None:
    opened = notice(COMPETITION, case="1", title="Brøyting av veier")
    award = notice(AWARD, case="1", title="Kantineleie", on="2024-05-01")
    assert len(join_notices([opened, award])) == 2


def test_buyer_known_by_number_in_one_notice_and_by_name_in_another() -> None:
    opened = notice(COMPETITION, buyer="Nord kommune")
    award = notice(AWARD, buyer="NORD KOMMUNE", orgnr="889640782", on="2024-05-01")
    chain = only(join_notices([opened, award]))
    assert chain.links[1].by == (LinkBy.LIKENESS,)


def test_of_yearly_competitions_with_the_same_title_the_latest_before_is_proposed() -> None:
    years = [notice(COMPETITION, on=f"{year}-02-01", title="Skoleskyss med drosje") for year in (2021, 2022, 2023)]
    award = notice(AWARD, on="2022-09-01", title="Tildeling - skoleskyss med drosje")
    chains = join_notices([*years, award])
    assert [len(chain.links) for chain in chains] == [1, 2, 1]
    link = chains[1].links[1]
    assert link.sureness is Sureness.PROPOSED
    assert "several announcements that fit" in link.reasons[-1].message.plain()


def test_titles_too_unlike_and_times_too_far_apart_stay_apart() -> None:
    opened = notice(COMPETITION, on="2018-01-01", title="Renhold av skoler og barnehager")
    unlike = notice(AWARD, on="2018-06-01", title="Innkjøp av brannbiler")
    late = notice(AWARD, on="2022-01-01", title="Renhold av skoler og barnehager")
    assert len(join_notices([opened, unlike, late])) == 3


def test_an_award_without_call_is_not_given_an_announcement_by_likeness() -> None:
    opened = notice(COMPETITION, on="2024-01-01")
    direct = replace(notice(AWARD, on="2024-06-01"), procedure=cell("neg-wo-call"))
    assert len(join_notices([opened, direct])) == 2


def test_a_year_in_the_ted_number_rules_out_another_years_announcement() -> None:
    opened = notice(COMPETITION, on="2021-03-01")
    award = notice(AWARD, on="2022-06-01", references=(points_at("123456-2020"),))
    assert len(join_notices([opened, award])) == 2


def test_two_awards_that_point_at_the_same_absent_announcement_belong_together() -> None:
    awards = [
        notice(AWARD, references=(points_at("123456-2020"),), title=title, on="2020-06-01") for title in ("A", "B")
    ]
    chain = only(join_notices(awards))
    assert chain.announcement is None
    assert chain.ted_number is not None
    assert chain.ted_number.value == "123456-2020"


def test_planning_notice_leads_to_two_procurements_without_joining_them() -> None:
    plan = notice(Stage.PLANNING, number="2023-000001", on="2023-01-01")
    ahead = (points_at("2023-000001", NumberKind.DOFFIN, RefersTo.PLANNING),)
    first = notice(COMPETITION, references=ahead, title="Første del", on="2023-05-01")
    second = notice(COMPETITION, references=ahead, title="Annen del", on="2023-06-01")
    chains = join_notices([plan, first, second])
    assert [chain.announcement for chain in chains] == [first, second]
    assert all(chain.with_role(Role.PLANNING) == (plan,) for chain in chains)


def test_a_plan_nobody_points_at_stands_alone() -> None:
    plan = notice(Stage.PLANNING, number="2023-000001")
    assert only(join_notices([plan])).main == plan


def test_newest_version_is_the_announcement() -> None:
    old = replace(notice(COMPETITION, procedure="p", on="2024-01-01"), notice_id=cell("id-1"), version=cell("01"))
    new = replace(notice(COMPETITION, procedure="p", on="2024-01-09"), notice_id=cell("id-2"), version=cell("01"))
    changed = replace(new, references=(points_at("id-1", NumberKind.NOTICE_ID, RefersTo.CHANGED_NOTICE),))
    chain = only(join_notices([changed, old]))
    assert chain.announcement == changed
    assert chain.with_role(Role.SUPERSEDED) == (old,)


def test_newer_version_of_an_award_replaces_the_older() -> None:
    first = replace(notice(AWARD, procedure="p", on="2024-01-01"), notice_id=cell("id-1"), version=cell("01"))
    second = replace(notice(AWARD, procedure="p", on="2024-01-09"), notice_id=cell("id-1"), version=cell("02"))
    chain = only(join_notices([second, first]))
    assert chain.awards == (second,)
    assert chain.with_role(Role.SUPERSEDED) == (first,)


def test_an_award_goes_to_the_announcement_that_was_not_cancelled() -> None:
    stopped = notice(COMPETITION, number="2024-000001", case="24/1234", on="2024-01-01")
    stop = notice(
        CORRECTION, references=(points_at("2024-000001", NumberKind.DOFFIN),), cancelled="STOP", on="2024-02-01"
    )
    again = notice(COMPETITION, number="2024-000002", case="24/1234", on="2024-03-01")
    award = notice(AWARD, case="24/1234", on="2024-09-01")
    chains = join_notices([stopped, stop, again, award])
    assert [(chain.announcement, chain.awards, bool(chain.cancelled)) for chain in chains] == [
        (stopped, (), True),
        (again, (award,), False),
    ]


WORDS = ("renhold", "skole", "asfalt", "drift", "system", "avtale", "levering", "kontor", "transport", "buss", "ferge")


def many(size: int) -> list[Notice]:
    """Twice `size` notices of one buyer, told apart by a number in their titles only."""
    dice = random.Random(size)
    found = []
    for serial in range(size):
        title = " ".join([*dice.sample(WORDS, 5), str(serial)])
        day = f"{2015 + serial % 9}-{1 + serial % 5:02d}-01"
        found.append(notice(COMPETITION, title=title, on=day))
        found.append(notice(AWARD, title=f"Tildeling - {title}", on=f"{day[:4]}-11-01"))
    return found


def serial_of(read: Notice) -> str:
    return read.title.raw.split()[-1] if read.title else ""


def test_thousands_of_notices_of_one_buyer_without_any_number() -> None:
    chains = join_notices(many(1600))
    assert [len(chain.links) for chain in chains] == [2] * 1600
    assert all(serial_of(chain.awards[0]) == serial_of(chain.main) for chain in chains)
