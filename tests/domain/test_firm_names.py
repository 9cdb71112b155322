"""What speaks for a firm, what speaks against it, and when one may be proposed. All names and numbers are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.firm_names import SENTENCES, FirmProposal, NamedFirm, NameReason, ProposalOutcome, read_name
from ryddig.domain.firm_names_weigh import confirmed, decide, weigh

R = NameReason
BYGG = NamedFirm("310000124", ("LIKSOMBYGG AS", "TENKT ANLEGG AS"), "AS", ("DRAMMEN",))
RENHOLD = NamedFirm("310000132", ("PRØVE & SØNN RENHOLD AS",), "AS", ("MO I RANA", "RANA"))
LONG = NamedFirm("310000140", ("OPPDIKTET ENTREPRENØRSELSKAP AS",), "AS", ("OSLO",))
HAMAR = NamedFirm("310000159", ("PÅFUNN TRANSPORT AS",), "AS", ("HAMAR",))
MOLDE = NamedFirm("310000167", ("PÅFUNN TRANSPORT",), "ENK", ("MOLDE",))
KNOWN = (BYGG, RENHOLD, LONG, HAMAR, MOLDE)


def edits(one: str, other: str) -> int:
    """The plain way to count edits, a swap as one, so that these tests need no library."""
    rows = [list(range(len(other) + 1))]
    for at, sign in enumerate(one, start=1):
        row = [at]
        for place, another in enumerate(other, start=1):
            least = min(rows[-1][place] + 1, row[-1] + 1, rows[-1][place - 1] + (sign != another))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == another:
                least = min(least, rows[-2][place - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def ask(name: str, place: str = "", known: tuple[NamedFirm, ...] = KNOWN) -> FirmProposal:
    """What is found among the known firms."""
    asked = read_name(name, place)
    found = [weigh(asked, firm, edits=edits) for firm in known]
    return decide(asked, [candidate for candidate in found if candidate is not None])


@pytest.mark.parametrize(
    ("name", "orgnr", "reasons"),
    [
        ("LIKSOMBYGG AS", BYGG.orgnr, {R.SAME_NAME}),
        ("Liksombygg AS", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING}),
        ("Liksom-bygg", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.LEGAL_FORM_LEFT_OUT}),
        ("AS Liksombygg", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING}),
        ("Liksombygg ASA", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.LEGAL_FORM_DIFFERS}),
        ("Liksombygg AS (hovedenhet)", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.BRACKET}),
        ("Liksombygg AS avd. Bodø", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.DEPARTMENT}),
        ("Liksombygg AS, Drammen", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.PLACE_IN_NAME}),
        ("Liksombygg Drammen", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.PLACE_IN_NAME, R.LEGAL_FORM_LEFT_OUT}),
        ("Tenkt Anlegg AS", BYGG.orgnr, {R.SAME_BUT_FOR_WRITING, R.FORMER_NAME}),
        ("Liksombygg AS (310 000 124)", BYGG.orgnr, {R.NUMBER_IN_NAME, R.SAME_BUT_FOR_WRITING}),
        ("Prøve og Sønn Renhold AS, Mo i Rana", RENHOLD.orgnr, {R.SAME_BUT_FOR_WRITING, R.PLACE_IN_NAME}),
        ("Proeve og Soenn Renhold AS", RENHOLD.orgnr, {R.SAME_BUT_FOR_WRITING}),
        ("Oppdiktet Entrepenørselskap AS", LONG.orgnr, {R.SPELLING_CLOSE}),
        ("Oppdiktet Entreprenørsels", LONG.orgnr, {R.CUT_SHORT, R.LEGAL_FORM_LEFT_OUT}),
    ],
)
def test_one_firm_is_proposed_and_why(name: str, orgnr: str, reasons: set[NameReason]) -> None:
    found = ask(name)
    assert found.proposed is not None, found
    assert (found.proposed.orgnr, set(found.proposed.reasons)) == (orgnr, reasons)
    assert all(sentence.plain() for sentence in found.proposed.sentences)


@pytest.mark.parametrize(
    "name",
    [
        "Liksombygg Bodø AS",  # a place in a name, and the firm is elsewhere: may be another firm
        "Liksombyg Bodø",
        "Mliksombygg AS",  # the first letter is another
        "PF Transport AS",
        "Oppdiktet Entreprenørselskap Eiendom AS",
        "Renhold Prøve & Sønn AS",
        "Liksombygg AS v/Tenkt Etat",
        "AS",
        "-",
        "",
    ],
)
def test_nothing_is_proposed_for_what_may_be_another_firm(name: str) -> None:
    assert ask(name).outcome is ProposalOutcome.NONE


def test_two_equally_good_are_both_shown_and_none_is_put_first() -> None:
    found = ask("Påfunn Transport")
    assert found.outcome is ProposalOutcome.AMBIGUOUS
    assert found.proposed is None
    assert {one.orgnr for one in found.candidates} == {HAMAR.orgnr, MOLDE.orgnr}


@pytest.mark.parametrize(
    ("name", "place", "orgnr"),
    [
        ("Påfunn Transport", "Molde", MOLDE.orgnr),
        ("Påfunn Transport", "HAMAR", HAMAR.orgnr),
        ("Påfunn Transport AS", "", HAMAR.orgnr),
    ],
)
def test_place_or_form_tells_two_firms_apart(name: str, place: str, orgnr: str) -> None:
    proposed = ask(name, place).proposed
    assert proposed is not None
    assert proposed.orgnr == orgnr


def test_a_place_elsewhere_is_told_and_does_not_hide_the_firm() -> None:
    proposed = ask("Liksombygg AS", "Bergen").proposed
    assert proposed is not None
    assert NameReason.PLACE_DIFFERS in proposed.reasons


def test_what_a_person_confirmed_comes_before_a_name_that_is_the_same() -> None:
    asked = read_name("Liksombygg AS")
    found = [weigh(asked, firm, edits=edits) for firm in KNOWN]
    decided = decide(asked, [*(one for one in found if one is not None), confirmed(asked, HAMAR)])
    assert decided.proposed is not None
    assert (decided.proposed.orgnr, decided.proposed.reasons) == (HAMAR.orgnr, (NameReason.CONFIRMED_BEFORE,))


def test_a_number_that_belongs_to_another_name_is_not_proposed() -> None:
    found = ask("Helt annet navn AS (310 000 124)")
    assert found.proposed is None


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_read_and_nothing_is_invented(name: str, place: str) -> None:
    found = ask(name, place)
    assert len({one.orgnr for one in found.candidates}) == len(found.candidates)
    assert [one.score for one in found.candidates] == sorted((one.score for one in found.candidates), reverse=True)


def test_every_reason_has_a_sentence() -> None:
    assert SENTENCES.keys() == set(NameReason)
