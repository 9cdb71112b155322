"""The numbers a monitor asks for, in Prometheus' text form. None of them tells of a buyer, a contract or a person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult

from ryddig.records.correspondence.models import Mail
from ryddig.records.evidence.models import Evidence
from ryddig.records.lookups.models import FeedCursor
from ryddig.site.counts import BUCKETS, COUNTS
from ryddig.worker import signs
from ryddig.worker.models import Turn, WorkerBeat

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_WHY: Final = "numbers over the whole installation, which tell of nobody"
_OUT: Final = (Mail.State.QUEUED, Mail.State.SENDING, Mail.State.FAILED)

Labels = Mapping[str, object]
Value = tuple[Labels, float]


def exposition() -> str:
    """Everything, as text."""
    return "".join([*_requests(), *_jobs(), *_mails(), *_workers(), *_registers()])


def _family(name: str, told: str, values: Iterable[Value], *, kind: str = "gauge") -> str:
    lines = [f"# HELP {name} {told}", f"# TYPE {name} {kind}"]
    lines += [f"{name}{_labels(labels)} {value:g}" for labels, value in values]
    return "\n".join(lines) + "\n"


def _labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{_quoted(value)}"' for name, value in labels.items()) + "}" if labels else ""


def _quoted(value: object) -> str:
    return str(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _requests() -> Iterator[str]:
    tally = COUNTS.all()
    answers = [
        ({"view": page, "method": method, "status": status}, count)
        for (page, method, status), count in sorted(tally.answers.items())
    ]
    yield _family("ryddig_requests_total", "Requests answered by this host.", answers, kind="counter")
    name = "ryddig_request_seconds"
    yield f"# HELP {name} Time to answer, by page.\n# TYPE {name} histogram\n"
    for page, row in sorted(tally.times.items()):
        *buckets, whole, seconds = row
        for most, count in (*zip(map(str, BUCKETS), buckets, strict=True), ("+Inf", whole)):
            yield f"{name}_bucket{_labels({'view': page, 'le': most})} {count:g}\n"
        yield f"{name}_count{_labels({'view': page})} {whole:g}\n{name}_sum{_labels({'view': page})} {seconds:.6f}\n"


def _jobs() -> Iterator[str]:
    now = signs.database_now()
    rows = DBTaskResult.objects.order_by().values("task_path", "status")
    counted = [
        ({"job": str(row["task_path"]).rsplit(".", 1)[-1], "state": str(row["status"]).lower()}, row["n"])
        for row in rows.annotate(n=Count("id"))
    ]
    told = "Jobs by what became of them; those that have ended are kept for 30 days."
    yield _family("ryddig_jobs", told, counted)
    oldest = DBTaskResult.objects.ready().order_by().aggregate(at=Min("enqueued_at"))["at"]
    told = "How long the job has waited that has waited longest."
    yield _family("ryddig_job_oldest_seconds", told, [({}, _age(oldest, now))])
    waits = Evidence.objects.unscoped(_WHY).filter(scan=Evidence.Scan.WAITING, shredded_on=None).count()
    yield _family("ryddig_files_waiting_for_scan", "Files the virus scanner has not seen.", [({}, waits)])


def _mails() -> Iterator[str]:
    rows = Mail.objects.unscoped(_WHY).order_by()
    counted = {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("id"))}
    values = [({"state": str(state)}, counted.get(state, 0)) for state in (*_OUT, Mail.State.GIVEN_UP)]
    yield _family("ryddig_mails", "Mail that has not gone out, by state.", values)
    oldest = rows.filter(state__in=_OUT).aggregate(at=Min("queued_at"))["at"]
    told = "How long the mail has waited that has waited longest."
    yield _family("ryddig_mail_oldest_seconds", told, [({}, _age(oldest, signs.database_now()))])


def _workers() -> Iterator[str]:
    now = signs.database_now()
    yield _family("ryddig_workers_alive", "Workers that have given a sign of life.", [({}, len(signs.alive(now)))])
    newest = WorkerBeat.objects.order_by("-at").values_list("at", flat=True).first()
    told = "Since a worker last gave a sign of life."
    yield _family("ryddig_worker_silent_seconds", told, [({}, _age(newest, now))] if newest else [])
    turns = [({"turn": row.name}, _age(row.begun_at, now)) for row in Turn.objects.order_by("name")]
    yield _family("ryddig_turn_age_seconds", "Since what falls due was last begun.", turns)


def _registers() -> Iterator[str]:
    rows = list(FeedCursor.objects.order_by("source"))
    now = signs.database_now()
    failures = [({"source": row.source}, row.failures) for row in rows]
    told = "Tries in vain since the register last answered."
    yield _family("ryddig_register_failures", told, failures)
    ages = [({"source": row.source}, _age(row.answered_at, now)) for row in rows if row.answered_at]
    yield _family("ryddig_register_answer_age_seconds", "Since the register last answered.", ages)


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since is not None else 0.0
