"""Open questions and findings on one contract, in words, with the way to answer each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from ryddig.domain.facts import ContractFacts
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import QualityFinding
from ryddig.records.followup.queries import ContractPage
from ryddig.records.followup.questions import Question
from ryddig.reports.labels import label
from ryddig.reports.telling import Teller

ANSWERS = ("yes", "no", "unknown")
YES_NO_FACTS = {
    "framework": N_("Is this a framework agreement?"),
    "trade_certificate_relevant": N_("Is a trade certificate relevant for the work?"),
    "apprentice_need": N_("Is there a special need for apprentice places in the trade?"),
}
FACT_NAMES = frozenset(field.name for field in fields(ContractFacts)) | {"norwegian_supplier", "has_subcontractors"}
FIELDS_OF_FACTS = {
    "options": "option1_exercise_by",
    "norwegian_supplier": "suppliers",
    "has_subcontractors": "tiers",
}


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question. `field`: the field of the facts form where the answer is written, empty when yes or no is enough."""

    code: str
    slug: str
    text: str
    answer: str
    said: str
    field: str = ""

    @property
    def is_fact(self) -> bool:
        """A fact of the contract: who answers it changes the contract."""
        return self.code in FACT_NAMES

    @property
    def choices(self) -> Iterator[tuple[str, str]]:
        """Yes, no, don't know."""
        names = (gettext("Yes"), gettext("No"), gettext("Don't know"))
        return zip(ANSWERS, names, strict=True)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something that looks wrong."""

    id: int
    text: str


def questions(page: ContractPage, teller: Teller) -> list[ShownQuestion]:
    """The open questions, those that most rules wait for first."""
    return [_question(one, teller) for one in page.questions]


def _question(question: Question, teller: Teller) -> ShownQuestion:
    number = len(question.rules)
    said = ngettext("%(number)s rule waits for this", "%(number)s rules wait for this", number) % {"number": number}
    return ShownQuestion(
        code=question.fact,
        slug=slug_of(question.fact),
        text=text_of(question.fact, teller),
        answer="unknown",
        said=said,
        field="" if is_yes_no(question.fact) else FIELDS_OF_FACTS.get(question.fact, question.fact),
    )


def slug_of(code: str) -> str:
    """A code as part of an element's id."""
    return slugify(code.replace(".", "-").replace("_", "-"))


def is_yes_no(code: str) -> bool:
    """True when one click answers it: a yes/no fact, or a question that is no fact of its own."""
    return code in YES_NO_FACTS or code not in FACT_NAMES


def text_of(code: str, teller: Teller) -> str:
    """The question itself."""
    if code in YES_NO_FACTS:
        return gettext(YES_NO_FACTS[code])
    asked = teller.questions.get(code)
    if asked is not None:
        return teller.words(asked)
    if code in teller.rules:
        return gettext("Is this so: %(sign)s?") % {"sign": teller.name(code)}
    return gettext("Not known: %(fact)s") % {"fact": label("fact", code)}


def answered(code: str, teller: Teller, *, value: bool | None, level: str) -> ShownQuestion:
    """The question just after it was answered, and the risk `level` it led to."""
    answer = {True: "yes", False: "no"}.get(value, "unknown") if value is not None else "unknown"
    text = gettext("Left open. Risk: %(level)s.") if value is None else gettext("Saved. Risk: %(level)s.")
    said = text % {"level": label("level", level).lower()}
    return ShownQuestion(code, slug_of(code), text_of(code, teller), answer, said)


def findings(rows: Iterable[QualityFinding], teller: Teller) -> list[ShownFinding]:
    """Open findings in words."""
    return [ShownFinding(row.pk, teller.tell({"text": row.text, "params": row.params})) for row in rows]


def one_fact(viewer: Actor, contract_id: int, *, code: str, value: bool | None) -> ContractFacts:
    """Facts that say one thing more: what `change_contract` needs to change that alone."""
    contract = Contract.objects.visible_to(viewer).only("reference", "title").get(id=contract_id)
    facts = ContractFacts(reference=contract.reference, title=contract.title)
    said: dict[str, Any] = {code: value}
    return replace(facts, **said) if code in YES_NO_FACTS else facts
