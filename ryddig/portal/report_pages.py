"""The pages of one self-report: its sections in order, what is asked in each, how far one has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext

from ryddig.domain.answer_checks import AnswerProblem, check_answers
from ryddig.domain.answers import Answers, asked, progress
from ryddig.domain.questionnaire import Form, FormSection, Question
from ryddig.domain.self_report_prefill import Prefill
from ryddig.portal.frame import GuestDesk
from ryddig.records.selfreports.drafting import request_of
from ryddig.records.selfreports.facts import Before, draft_answers, form_asked, prefilled_of
from ryddig.records.selfreports.models import SelfReportDraft, SelfReportRequest
from ryddig.records.selfreports.prefilling import CONTRACT
from ryddig.records.selfreports.queries import file_names
from ryddig.reports.answers_said import answer_said


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One page of questions and how it stands. `colour` as in StepCard."""

    id: str
    name: str
    url: str
    state: str
    colour: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question and its answer in words."""

    text: str
    answer: str
    url: str
    before: bool


class Filling:
    """A report while it is filled in. Raises ObjectDoesNotExist for one that is not the guest's."""

    def __init__(self, desk: GuestDesk, request_id: int) -> None:
        self.desk = desk
        self.request: SelfReportRequest = request_of(desk.guest, request_id)
        self.form: Form = form_asked(self.request, desk.book)

    @cached_property
    def draft(self) -> SelfReportDraft:
        """The draft; none once it is delivered or withdrawn."""
        return SelfReportDraft.objects.visible_to(self.desk.guest).get(request=self.request)

    @cached_property
    def answers(self) -> Answers:
        """The answers so far."""
        return draft_answers(self.draft, self.form)

    @cached_property
    def before(self) -> dict[str, Before]:
        """What stands there from before and nobody has looked at."""
        return prefilled_of(self.draft, self.form)

    @cached_property
    def files(self) -> dict[str, str]:
        """Names of the files that were sent."""
        return file_names(self.desk.guest, self.request)

    def section(self, name: str) -> FormSection:
        """The section with this id. Raises ObjectDoesNotExist."""
        found = next((one for one in self.form.sections if one.id == name), None)
        if found is None:
            raise ObjectDoesNotExist
        return found

    def asked_in(self, section: FormSection) -> list[Question]:
        """The questions of the section that are asked, given the answers so far."""
        counted = {question.id for question in asked(self.form, self.answers)}
        return [question for question in section.questions if question.id in counted]

    def open_sections(self) -> list[FormSection]:
        """The sections with something to answer."""
        counted = {question.id for question in asked(self.form, self.answers)}
        return [one for one in self.form.sections if any(question.id in counted for question in one.questions)]

    def url(self, section: FormSection) -> str:
        """The page of a section."""
        return reverse("portal:report_section", args=[self.request.pk, section.id])

    def after(self, section: FormSection) -> str:
        """The page after this one: the next section, or the one where everything is looked over."""
        order = self.open_sections()
        place = order.index(section) if section in order else len(order)
        following = order[place + 1 : place + 2]
        return self.url(following[0]) if following else reverse("portal:report_check", args=[self.request.pk])

    def problems(self) -> tuple[AnswerProblem, ...]:
        """What is wrong or missing, notes left out."""
        return tuple(one for one in check_answers(self.form, self.answers) if not one.note)

    def sections(self) -> list[ShownSection]:
        """Every page of questions and how it stands."""
        wrong = {one.question for one in self.problems() if one.code != "missing"}
        return [self._shown(one, wrong) for one in self.open_sections()]

    def _shown(self, section: FormSection, wrong: set[str]) -> ShownSection:
        questions = self.asked_in(section)
        lacking = [one for one in questions if one.required and one.id not in self.answers.given]
        answered = sum(one.id in self.answers.given for one in questions)
        if any(one.id in wrong for one in questions):
            state, colour = gettext("Must be mended"), "danger"
        elif not lacking:
            state, colour = gettext("Done"), "success"
        else:
            told = {"answered": answered, "asked": len(questions)}
            state, colour = gettext("%(answered)s of %(asked)s answered") % told, "neutral" if not answered else "info"
        return ShownSection(section.id, section.name.in_language(self.desk.language), self.url(section), state, colour)

    def first_url(self) -> str:
        """Where to begin or go on: the first section that lacks an answer, else where everything is looked over."""
        missing = set(progress(self.form, self.answers).missing)
        for section in self.open_sections():
            if any(question.id in missing for question in section.questions):
                return self.url(section)
        return reverse("portal:report_check", args=[self.request.pk])

    def to_confirm(self) -> list[ShownAnswer]:
        """The answers that stand there from before and nobody has looked at."""
        return [one for one in self.answered() if one.before]

    def answered(self) -> list[ShownAnswer]:
        """Every answer to a question that is asked, in order."""
        return [
            self._answer(section, question)
            for section in self.open_sections()
            for question in self.asked_in(section)
            if question.id in self.answers.given
        ]

    def _answer(self, section: FormSection, question: Question) -> ShownAnswer:
        spoken, value = self.desk.language, self.answers.given[question.id].value
        stands = question.id in self.before and self.before[question.id].state is Prefill.CONFIRM
        said = answer_said(self.form, question, value, language=spoken, files=self.files)
        return ShownAnswer(question.text.in_language(spoken), said, f"{self.url(section)}#{anchor(question)}", stands)

    def missing(self) -> list[ShownAnswer]:
        """The required answers that are missing, with the page they stand on."""
        names = set(progress(self.form, self.answers).missing)
        found: Sequence[tuple[FormSection, Question]] = [
            (section, question)
            for section in self.open_sections()
            for question in section.questions
            if question.id in names
        ]
        spoken = self.desk.language
        return [
            ShownAnswer(one.text.in_language(spoken), "", f"{self.url(section)}#{anchor(one)}", before=False)
            for section, one in found
        ]

    def has_foreign(self) -> bool:
        """Something stands there that is not from the buyer's own register."""
        return any(one.origin != CONTRACT and one.state is Prefill.CONFIRM for one in self.before.values())


def anchor(question: Question) -> str:
    """Where a question stands on its page."""
    return "q-" + question.id.replace(".", "-")
