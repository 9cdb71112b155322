"""Notices become contracts: joined as the key says, one for each award, amounts never added up."""

import csv
from functools import lru_cache
from typing import Any

from ryddig.domain.facts import BuyerKind, Sector
from ryddig.domain.problems import Severity
from ryddig.intake.as_json import reading_plain
from ryddig.intake.read import read_files
from ryddig.intake.reading import ProposedContract, Reading, ValueScope
from tests.intake.lists import ON, book, codes
from tests.shared import shared

CHAINS = shared("reference", "samples", "doffin-chains")
EFORMS = [shared("reference", "samples", name) for name in ("eforms-notices-no", "eforms-sdk-eu", "eforms-sdk-nor")]
MILLION = 100_000_000


@lru_cache
def chains() -> Reading:
    return read_files(sorted(CHAINS.glob("*.xml")), book=book(), on=ON)


def told() -> dict[str, Any]:
    return {chain["notice"]: chain for chain in reading_plain(chains())["chains"]}


def contract(reference: str) -> ProposedContract:
    return next(row for row in chains().rows if row.facts.reference == reference)


def test_the_joins_are_those_of_the_key() -> None:
    with (CHAINS / "links.csv").open(encoding="utf-8") as stream:
        key = list(csv.DictReader(stream))
    joined = told()
    assert len(key) == 9
    for line in key:
        chain = joined[line["contract_notice"]]
        assert chain["awards"] == [line["award_notice"]] * bool(line["award_notice"])
        assert chain["corrections"] == [line["corrigendum"]] * bool(line["corrigendum"])
        assert bool(chain["cancelled"]) == (line["note"] == "cancelled")
        assert chain["ted_number"] in ("", line["ted_number_of_notice"])
        assert all(link["reasons"] for link in chain["links"][1:])
    assert joined.keys() - {line["contract_notice"] for line in key} == {"2024-100693"}


def test_awards_above_what_was_announced_and_the_cancellation_are_reported() -> None:
    found = {(finding["procurement"], finding["code"]): finding for finding in reading_plain(chains())["findings"]}
    above = {procurement for procurement, code in found if code == "award.above_ceiling"}
    assert above == {"2016-082071", "2014-888660"}
    assert {procurement for procurement, code in found if code == "award.above_estimate"} == {"2017-543695"}
    assert {procurement for procurement, code in found if code == "procurement.cancelled"} == {"2016-665571"}
    assert {procurement for procurement, code in found if code == "award.cancellation_as_winner"} == {"2015-340383"}
    assert "641 099 270" in found["2016-082071", "award.above_ceiling"]["text"]
    assert "750 000 000" in found["2014-888660", "award.above_ceiling"]["text"]
    assert "doubt" in found["2014-888660", "award.above_ceiling"]


def test_there_is_a_contract_for_each_award_and_none_for_a_cancellation() -> None:
    counts: dict[str, int] = {}
    for row in chains().rows:
        award = row.facts.reference.partition("/")[0]
        counts[award] = counts.get(award, 0) + 1
    assert counts == {
        "2014-607651": 1,
        "2015-512386": 1,
        "2015-103735": 12,
        "2016-404263": 1,
        "2017-171484": 2,
        "2019-345499": 1,
        "2021-393666": 4,
        "2023-601022": 50,
    }
    assert not any("avlyst" in supplier.name for row in chains().rows for supplier in row.facts.suppliers)


def test_shared_amounts_are_marked_and_never_added_up() -> None:
    partners = [row for row in chains().rows if row.facts.reference.startswith("2021-393666/")]
    assert {row.facts.value_ore for row in partners} == {1200 * MILLION}
    assert {row.value_scope for row in partners} == {ValueScope.SHARED}
    assert {row.facts.awarded_ore for row in partners} == {None}
    halves = [row for row in chains().rows if row.facts.reference.startswith("2017-171484/")]
    assert sum(row.facts.awarded_ore or 0 for row in halves) == 28_300_132_000
    assert contract("2019-345499").value_scope is ValueScope.OWN


def test_facts_keep_the_notice_and_the_place_they_were_read() -> None:
    one = contract("2019-345499")
    assert one.facts.announced_on is not None
    assert one.cells["announced_on"].path.startswith("2018-307274.xml#")
    assert (one.facts.duration_months, one.facts.buyer_kind, one.facts.sector) == (48, BuyerKind.STATE, Sector.CLASSIC)
    assert one.source == ("2018-307274", "2019-345499")
    assert len(one.facts.suppliers) == 3
    assert not any(supplier.confirmed for supplier in one.facts.suppliers)


def test_an_award_alone_is_never_dated_by_itself() -> None:
    alone = read_files([CHAINS / "2019-345499.xml"], book=book(), on=ON)
    assert [row.facts.announced_on for row in alone.rows] == [None]
    assert [finding.code for finding in alone.rows[0].findings].count("award.no_announcement") == 1


def test_reading_twice_or_in_another_order_gives_the_same() -> None:
    files = sorted(CHAINS.glob("*.xml"))
    turned = read_files([*reversed(files), files[0]], book=book(), on=ON)
    assert {row.facts.reference: row.facts for row in turned.rows} == {
        row.facts.reference: row.facts for row in chains().rows
    }


def test_every_sample_of_every_generation_is_read() -> None:
    files = sorted(path for folder in (CHAINS, *EFORMS) for path in folder.glob("*.xml"))
    reading = read_files(files, book=book(), on=ON)
    assert reading.errors == ()
    notices = {link.notice.name for read in reading.chains for link in read.chain.links}
    assert notices == {path.name for path in files}
    references = [row.facts.reference for row in reading.rows]
    assert len(references) == len(set(references))
    assert codes(reading, Severity.NOTE) == ["notice.twice"]


def test_the_kind_of_buyer_is_asked_for_only_where_notices_are_silent() -> None:
    files = sorted(CHAINS.glob("*.xml"))
    given = read_files(files, book=book(), on=ON, buyer_kind=BuyerKind.MUNICIPAL)
    assert next(row for row in given.rows if row.facts.reference == "2019-345499").facts.buyer_kind is BuyerKind.STATE
