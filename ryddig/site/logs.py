"""What the log tells: what happened where, and never whom it was about.

Addresses are told by the name of their page, since a link to the supplier's side is a secret. Of an exception its kind
and the lines of code are told and not its message, which may quote a cell, an address or a row. Of other people's
libraries the sentence is told without what was put into it.
"""

import json
import logging
import time
import traceback
from typing import Any, Final

from ryddig.site.request_id import NUMBER

OURS: Final = ("ryddig", "psycopg.pool", "_granian")
"""Loggers whose sentences are known to hold nothing of the kind."""
DEEPEST: Final = 10
"""Causes of causes that are told."""


class Careful(logging.Formatter):
    """One line for people: when, how grave, who says so, under which number, what."""

    def format(self, record: logging.LogRecord) -> str:
        number = NUMBER.get()
        at = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        line = f"{at} {record.levelname} {record.name}{f' [{number}]' if number else ''}: {said(record)}"
        frames = frames_of(record)
        return f"{line}\n{frames}" if frames else line


class JsonLines(logging.Formatter):
    """The same as one JSON object a line, for a machine that gathers logs."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": said(record),
            "process": record.process,
        }
        if NUMBER.get():
            told["request"] = NUMBER.get()
        told.update(getattr(record, "told", {}))
        if frames := frames_of(record):
            told["error"] = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
            told["frames"] = frames
        return json.dumps(told, ensure_ascii=False)


def said(record: logging.LogRecord) -> str:
    """The sentence, without what might be somebody's."""
    request = getattr(record, "request", None)
    if request is not None and hasattr(request, "method"):
        return f"{request.method} {view_of(request)} {getattr(record, 'status_code', '')}".rstrip()
    if record.name.split(".")[0] in OURS or record.name in OURS:
        return record.getMessage()
    return str(record.msg)


def frames_of(record: logging.LogRecord) -> str:
    """Where it happened and what kind of exception it was, with those it came from."""
    error, lines = (record.exc_info[1] if record.exc_info else None), list[str]()
    while error is not None and len(lines) < DEEPEST:
        lines.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nraised from\n".join(lines)


def view_of(request: Any) -> str:  # noqa: ANN401 - a request of Django's, or of its development server
    """The page's name; `-` where no page answers to the address."""
    match = getattr(request, "resolver_match", None)
    return str(match.view_name) if match is not None and match.view_name else "-"
