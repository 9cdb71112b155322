"""What a self-report led to, in the words of the buyer's people: the same lines in terminal, page and letter."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.answer_checks import AnswerProblem
from ryddig.domain.answers import Answers
from ryddig.domain.decision import Because
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.pay_sentences import WHY
from ryddig.domain.questionnaire import Form
from ryddig.domain.self_report import DeviationProposal, Meaning, RiskDifference, Untested
from ryddig.domain.self_report_sentences import PROPOSAL_WHY
from ryddig.domain.serial import plain
from ryddig.domain.words import Message
from ryddig.reports.formats import day, language
from ryddig.reports.labels import label
from ryddig.reports.pay_labels import pay_label
from ryddig.reports.telling import Teller


class ReportTeller:
    """Tells of one form in the language in use."""

    def __init__(self, form: Form, teller: Teller) -> None:
        self._teller = teller
        self._names = {question.id: question.text for question in form.questions}
        self._checks = {check.id: check.text for check in form.questionnaire.cross_checks}

    @property
    def book(self) -> Book:
        """The book it tells of."""
        return self._teller.book

    def question(self, name: str, row: int | None = None) -> str:
        """A question as it stands in the form, and the row of a table."""
        text = self._names[name].in_language(language()) if name in self._names else gettext("The self-report")
        return text if row is None else gettext("%(question)s, row %(row)s") % {"question": text, "row": row}

    def problem(self, problem: AnswerProblem, spoken: str) -> str:
        """Where and what is wrong, what was expected and the cure, on one line."""
        where = problem.where.message() if problem.where is not None else None
        place = f"{problem.where.sheet} {_tell(where)}: " if problem.where is not None and where is not None else ""
        return f"{place}{' '.join(problem.told(self._teller.book, spoken))}"

    def proposal(self, proposal: DeviationProposal) -> str:
        """What may be a deviation: where, the rule, what was found and what was due."""
        outcome = pay_label("outcome", proposal.outcome)
        rule = self._teller.name(proposal.rule) if proposal.rule else ""
        figures = ""
        if proposal.found is not None and proposal.due is not None:
            given = {"found": self._figure(proposal.found, proposal), "due": self._figure(proposal.due, proposal)}
            figures = gettext("stated %(found)s, due %(due)s") % given
        parts = (self.question(proposal.question, proposal.row), rule, figures)
        return f"{outcome}: {' · '.join(part for part in parts if part)}"

    def _figure(self, figure: Fraction, proposal: DeviationProposal) -> str:
        whole = int(figure) if figure.denominator == 1 else None
        reason = next((one.rule for one in proposal.because if one.rule in self._teller.rules), "")
        return self._teller.value(reason, whole) if whole is not None else f"{float(figure):g}"

    def why(self, proposal: DeviationProposal | Untested) -> str:
        """What keeps it from being certain; empty for a breach."""
        text = PROPOSAL_WHY.get(proposal.why) or WHY.get(proposal.why, "")
        return gettext(text) if text else ""

    def reasons(self, because: tuple[Because, ...], facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The reasons as sentences, each once."""
        return tuple(dict.fromkeys(one.text for one in self._teller.reasons(because, facts)))

    def differences(self, meaning: Meaning) -> Iterator[str]:
        """What the supplier says otherwise about the contract."""
        for one in meaning.differences:
            given = {
                "fact": label("fact", one.fact),
                "stated": self._value(one.fact, one.stated),
                "registered": self._value(one.fact, one.registered),
            }
            yield gettext("%(fact)s: stated %(stated)s, registered %(registered)s") % given

    def _value(self, fact: str, value: object) -> str:
        return day(value) if isinstance(value, date) else self._teller.fact(fact, value)

    def contradictions(self, meaning: Meaning) -> Iterator[str]:
        """What contradicts, by its own sentence, or the factor where somebody else says yes."""
        for name in meaning.contradictions:
            text = self._checks.get(name)
            yield text.in_language(language()) if text is not None else self._teller.name(name)

    def risk(self, difference: RiskDifference) -> Iterator[str]:
        """The level before and after, then each factor that is answered otherwise."""
        levels = {"before": label("level", difference.before.level), "after": label("level", difference.after.level)}
        yield gettext("Risk before: %(before)s. Risk after: %(after)s.") % levels
        for change in difference.changes:
            given = {
                "name": self._teller.name(change.factor),
                "before": label("answer", change.before),
                "after": label("answer", change.after),
            }
            yield gettext("%(name)s: %(before)s → %(after)s") % given


def snapshot(form: Form, answers: Answers, facts: ContractFacts) -> Mapping[str, Any]:
    """What reasons may point to: the contract's facts, and answers by question in the language in use."""
    shown: dict[str, Any] = dict(plain(facts))
    for question in form.questions:
        codes = {choice.code: choice.text.in_language(language()) for choice in form.choices_of(question)}
        value = answers.value(question.id)
        if isinstance(value, str):
            shown[question.id] = codes.get(value, value)
    return shown


def _tell(message: Message) -> str:
    return gettext(message.text) % dict(message.params)
