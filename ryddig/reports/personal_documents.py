"""The papers of data protection, made from the declarations: record of processing, impact assessment, a copy."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language, gettext

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import PersonalKind, personal_kinds
from ryddig.records.audit.subject_copy import Found
from ryddig.reports.document import Document, FactRow, Facts, Grid, Section

TO_FILL: Final = N_("[to be filled in]")
QUESTIONS: Final = (
    N_("Is every kind of data needed for the purpose? Could less do?"),
    N_("Are the persons told, and how?"),
    N_("Who may read it, and who needs to?"),
    N_("Is it kept no longer than needed?"),
    N_("Who processes it for us, where, and under which agreement?"),
)
RISKS: Final = (
    (
        N_("Somebody outside reads payslips, talks or tips"),
        N_(
            "Files are locked where they lie, each with its own key; roles and units; links that run "
            "out; each reading is an event"
        ),
    ),
    (
        N_("Somebody inside reads more than they need"),
        N_(
            "Findings under pseudonyms; files for those who control and audit only; conflict of "
            "interest blocks; the chain shows who read"
        ),
    ),
    (
        N_("A worker is recognised, and meets reprisals"),
        N_("Talks are kept apart, never go to the supplier, and are shredded first"),
    ),
    (N_("Data are kept too long"), N_("A last day on every kind; shredded by the worker, with a receipt")),
    (
        N_("A finding is wrong and harms somebody"),
        N_("Every finding shows its reasons; a person decides; the supplier is heard first"),
    ),
    (N_("Data are lost or changed"), N_("Back-ups tried in tests; a chain of events that shows any change")),
)


def record_document(*, buyer: str, on: date) -> Document:
    """Record of processing activities (GDPR article 30)."""
    sections = [
        _facts(
            gettext("Who answers for it"),
            (gettext("Controller of the data"), buyer),
            (gettext("Contact, and data protection officer"), gettext(TO_FILL)),
            (gettext("Processors, and where they are"), gettext(TO_FILL)),
            (
                gettext("Recipients"),
                gettext(
                    "The supplier, of what concerns it; external auditors, of the control they were given; the "
                    "archive; authorities that the organisation passes something on to; [complete]"
                ),
            ),
            (gettext("The law that bases c and e rest on (article 6(3))"), gettext(TO_FILL)),
            (gettext("How long a contract is kept"), gettext("[to be filled in, by the archive’s plan]")),
            (gettext("Transfers out of the EEA"), gettext("None by Ryddig itself; [check the processors]")),
            (
                gettext("Security"),
                gettext(
                    "Roles and units, second factor, files locked each with its own key, a chain of events, "
                    "shredding on time"
                ),
            ),
        ),
        *(_kind(kind) for kind in personal_kinds()),
    ]
    return _document(gettext("Record of processing activities"), _proposed(), buyer=buyer, on=on, sections=sections)


def dpia_document(*, buyer: str, on: date) -> Document:
    """A data protection impact assessment to be filled in (GDPR article 35)."""
    rows = tuple(
        (gettext(kind.name), gettext(kind.whose), gettext(kind.purpose), retention_said(kind))
        for kind in personal_kinds()
    )
    head = (gettext("What"), gettext("Whose"), gettext("Why"), gettext("How long"))
    risks = tuple((gettext(risk), gettext(measure), gettext(TO_FILL), gettext(TO_FILL)) for risk, measure in RISKS)
    risk_head = (
        gettext("Risk"),
        gettext("What Ryddig does"),
        gettext("Likelihood and harm"),
        gettext("What we do besides"),
    )
    sensitive = [f"{gettext(kind.name)}: {gettext(kind.special)}" for kind in personal_kinds() if kind.special]
    sections = [
        Section(
            gettext("What is processed"),
            gettext("Following up contracts: requirements, controls, findings, dialogue."),
            (Grid(head, rows, (2, 2, 3, 3)),),
        ),
        Section(gettext("What needs special care"), ". ".join(sensitive)),
        Section(gettext("Needed and proportionate?"), "", (_answers(QUESTIONS),)),
        Section(gettext("Risks to the persons"), "", (Grid(risk_head, risks, (3, 4, 2, 3)),)),
        _facts(
            gettext("Conclusion"),
            *(
                (gettext(name), gettext(TO_FILL))
                for name in (
                    N_("Advice of the data protection officer"),
                    N_("Views of those it is about"),
                    N_("Is the remaining risk acceptable?"),
                    N_("Must the authority be asked first?"),
                    N_("Decided by, and when"),
                    N_("To be looked at again"),
                )
            ),
        ),
    ]
    return _document(gettext("Data protection impact assessment"), _proposed(), buyer=buyer, on=on, sections=sections)


def copy_document(found: Sequence[Found], *, buyer: str, on: date) -> Document:
    """A person's copy of what is kept of them (GDPR article 15). Rows of others who stand in the same text are to be
    looked through before it is handed over."""
    lead = gettext(
        "Look through it before you hand it over: others may stand in the same rows. Files are "
        "not part of it; they are found by their name here."
    )
    sections = []
    for kind in dict.fromkeys(one.kind for one in found):
        rows = tuple(
            (f"{one.model} {one.number}", name, _said(value))
            for one in found
            if one.kind == kind
            for name, value in one.said.items()
            if value not in ("", None, {}, [])
        )
        head = (gettext("Where"), gettext("Field"), gettext("Content"))
        sections.append(Section(gettext(kind.name), _why(kind), (Grid(head, rows, (2, 2, 5)),)))
    if not sections:
        sections = [Section(gettext("Nothing found"), gettext("Nothing is kept under these words."))]
    return _document(gettext("What is kept of a person"), lead, buyer=buyer, on=on, sections=sections)


def copy_json(found: Sequence[Found]) -> bytes:
    """The same for programs (GDPR article 20)."""
    rows = [{"kind": one.kind.code, "model": one.model, "id": one.number, "fields": one.said} for one in found]
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def retention_said(kind: PersonalKind) -> str:
    """How long, with this installation's days."""
    days = {
        "persons": settings.PERSONS_DAYS,
        "interview": settings.INTERVIEW_DAYS,
        "evidence": settings.EVIDENCE_DAYS,
        "staff": settings.STAFF_DAYS,
    }
    return gettext(kind.retention) % days


def _kind(kind: PersonalKind) -> Section:
    return _facts(gettext(kind.name), *_told(kind))


def _told(kind: PersonalKind) -> Iterator[tuple[str, str]]:
    yield gettext("Whose"), gettext(kind.whose)
    yield gettext("Why"), gettext(kind.purpose)
    yield gettext("Legal basis (proposed)"), gettext(kind.basis)
    yield gettext("How long"), retention_said(kind)
    yield (
        gettext("Shredded by"),
        gettext("The worker, daily, with a receipt")
        if kind.shred
        else gettext("Ends as said above, without a receipt"),
    )
    yield gettext("What remains"), gettext(kind.remains)
    if kind.special:
        yield gettext("Needs special care"), gettext(kind.special)
        yield gettext("Basis for that (article 9(2); Personal Data Act section 12)"), gettext(TO_FILL)
    yield gettext("Where it lies"), ", ".join(f"{model} ({', '.join(names)})" for model, names in kind.fields.items())


def _why(kind: PersonalKind) -> str:
    return f"{gettext(kind.purpose)}. {gettext(kind.basis)}. {retention_said(kind)}."


def _proposed() -> str:
    return gettext(
        "Made from what is declared in Ryddig’s code. Legal bases are proposals: the controller "
        "decides, and completes what is in brackets."
    )


def _answers(questions: Sequence[str]) -> Facts:
    return Facts(tuple(FactRow(gettext(question), gettext(TO_FILL)) for question in questions))


def _facts(name: str, *pairs: tuple[str, str]) -> Section:
    return Section(name, "", (Facts(tuple(FactRow(*pair) for pair in pairs)),))


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _document(title: str, lead: str, *, buyer: str, on: date, sections: Sequence[Section]) -> Document:
    return Document(title, lead, buyer, (get_language() or "nb")[:2], on, title, tuple(sections))
