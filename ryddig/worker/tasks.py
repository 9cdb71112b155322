"""The jobs. Each may run twice, and one that was cut off may begin anew: what it stores, it stores once and whole."""

import logging
import traceback
from typing import Final

from django.utils import timezone
from django_tasks import task

from ryddig.domain.errors import OurFault, RyddigError
from ryddig.domain.words import N_
from ryddig.records.followup import pay_runs
from ryddig.records.lookups import services as lookups
from ryddig.worker import mail, pay_control, registers, watch, watch_evidence
from ryddig.worker.stopping import Stopped

LOG: Final = logging.getLogger("ryddig.worker")
STORED, PUT_BACK, FAILED, OVER = "stored", "put back", "failed", "over"


@task()
def run_pay_control(control_id: int, attempt: int) -> str:
    """Read the files of a pay control, run every check and store what came out. Returns what became of it."""
    control = pay_runs.begin_run(control_id, attempt)
    if control is None:
        return OVER
    try:
        run = pay_control.carry_out(control)
    except Stopped:
        pay_runs.put_back(control_id, attempt)
        return PUT_BACK
    except RyddigError as error:
        return _stop(control_id, attempt, error)
    except Exception as error:  # noqa: BLE001 - the worker maps what nobody foresaw: the person is told, the job ends
        LOG.error("pay control %s: %s\n%s", control_id, type(error).__name__, _frames(error))  # noqa: TRY400 - see _frames
        return _stop(control_id, attempt, unforeseen())
    return OVER if run is None else STORED


@task()
def run_watch() -> str:
    """The daily round over all firms. Returns what became of it."""
    settings = registers.register_settings()
    if not registers.round_due(settings, now=timezone.now(), on=timezone.localdate()):
        return OVER
    try:
        result = watch.watch(settings, on=timezone.localdate())
    except Stopped:
        return PUT_BACK
    return FAILED if result.failed else STORED


@task()
def run_cases() -> str:
    """Take every request for evidence that is due one step on. Returns what became of it."""
    try:
        result = watch_evidence.step_cases(registers.register_settings(), on=timezone.localdate())
    except Stopped:
        return PUT_BACK
    return FAILED if result.failed else STORED


@task(priority=10)
def run_mail() -> str:
    """Send the mail that is due. Returns what became of it."""
    try:
        result = mail.send_due(on=timezone.localdate())
    except Stopped:
        return PUT_BACK
    return FAILED if result.failed else STORED


@task()
def run_ask(ask_id: int) -> str:
    """Ask the registers what a person wants to know now. Returns what became of it."""
    ask = lookups.begin_ask(ask_id)
    if ask is None:
        return OVER
    try:
        registers.answer_ask(ask, settings=registers.register_settings())
    except Stopped:
        registers.put_back(ask_id)
        return PUT_BACK
    except RyddigError as error:
        lookups.fail_ask(ask, error=error)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the worker maps what nobody foresaw: the person is told, the job ends
        LOG.error("ask %s: %s\n%s", ask_id, type(error).__name__, _frames(error))  # noqa: TRY400 - see _frames
        lookups.fail_ask(ask, error=unforeseen())
        return FAILED
    return STORED


def _stop(control_id: int, attempt: int, error: RyddigError) -> str:
    pay_runs.fail_run(control_id, attempt, error=error, on=timezone.localdate())
    return FAILED


def unforeseen() -> OurFault:
    """What a person is told when Ryddig itself failed."""
    hint = N_("Start it again. If it stops once more, tell those who run Ryddig; their log says what happened.")
    return OurFault("pay_control.fault", N_("Something went wrong in Ryddig."), hint=hint)


def _frames(error: Exception) -> str:
    """Where it happened. The message is left out: it may quote a cell, and logs hold no personal data."""
    return "".join(traceback.format_tb(error.__traceback__))
