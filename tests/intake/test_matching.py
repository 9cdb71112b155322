"""Proposed firms for a bare name: with reasons, in a stable order, and never a firm that is only a little alike."""

import pytest

from ryddig.intake.matching import Candidate, FirmIndex, KnownFirm, MatchReason, propose_matches

SOPRA = KnownFirm("910909088", ("Sopra Steria AS",))
KNOWN = (
    SOPRA,
    KnownFirm("992037601", ("Accenture AS", "Accenture Norge AS")),
    KnownFirm("915330193", ("Bekk Consulting AS",)),
    KnownFirm("914375916", ("Knowit Holding ASA",)),
    KnownFirm("931744682", ("Sykehusinnkjøp HF",)),
    KnownFirm("971526920", ("Sopra Stera Drift AS",)),
)
SAME, WRITING, FORM = MatchReason.SAME_NAME, MatchReason.SAME_BUT_FOR_WRITING, MatchReason.LEGAL_FORM_DIFFERS
BRACKET, CLOSE = MatchReason.BRACKET_DIFFERS, MatchReason.SPELLING_CLOSE


@pytest.mark.parametrize(
    ("name", "orgnr", "reasons"),
    [
        ("Sopra Steria AS", "910909088", (SAME,)),
        ("SOPRA STERIA AS", "910909088", (WRITING,)),
        ("Sopra Steria AS (hovedenhet)", "910909088", (WRITING, BRACKET)),
        ("Sopra Steria", "910909088", (WRITING, FORM)),
        ("Sopra Steria ASA", "910909088", (WRITING, FORM)),
        ("Accenture Norge AS", "992037601", (SAME,)),
        ("Bek Consulting AS", "915330193", (CLOSE,)),
        ("Bek Consulting", "915330193", (CLOSE, FORM)),
        ("SYKEHUSINNKJOP HF", "931744682", (WRITING,)),
        ("Consulting Bekk AS", "915330193", (CLOSE,)),
    ],
)
def test_the_best_proposal_and_why(name: str, orgnr: str, reasons: tuple[MatchReason, ...]) -> None:
    best = propose_matches(name, KNOWN)[0]
    assert (best.firm.orgnr, best.reasons) == (orgnr, reasons)
    assert len(best.sentences) == len(reasons)
    assert all(sentence.plain() for sentence in best.sentences)


@pytest.mark.parametrize("name", ["Atea AS", "Consulting AS", "AS", "", "-", "Knowit AS", "Steria"])
def test_nothing_is_proposed_for_a_name_that_is_only_a_little_alike(name: str) -> None:
    assert propose_matches(name, KNOWN) == ()


def test_one_proposal_per_number_and_the_surest_first() -> None:
    twice = KnownFirm("1", ("Nord Bygg AS", "Nord Bygg Norge AS", "NORD BYGG AS"))
    other = KnownFirm("2", ("Nord Bygg ASA",))
    near = KnownFirm("3", ("Nord Byg AS",))
    found = propose_matches("Nord Bygg AS", (near, other, twice))
    assert [candidate.firm.orgnr for candidate in found] == ["1", "2", "3"]
    assert [candidate.score for candidate in found] == sorted((each.score for each in found), reverse=True)


def test_two_firms_with_the_same_name_are_both_shown() -> None:
    twins = (KnownFirm("2", ("Renhold AS",)), KnownFirm("1", ("Renhold AS",)))
    assert [candidate.firm.orgnr for candidate in propose_matches("Renhold AS", twins)] == ["1", "2"]


def test_an_index_answers_as_the_function_does() -> None:
    index = FirmIndex(KNOWN)
    names = ("Sopra Steria AS (hovedenhet)", "Accenture ASA", "Ukjent Firma AS")
    asked: list[tuple[Candidate, ...]] = [index.propose(name) for name in names]
    assert asked == [propose_matches(name, KNOWN) for name in names]


def test_at_most_five_are_shown() -> None:
    crowd = tuple(KnownFirm(str(number), ("Renhold AS",)) for number in range(20))
    assert len(propose_matches("Renhold AS", crowd)) == 5
