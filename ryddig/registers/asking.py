"""The one way out to a register: hosts from the settings only, limits on time and size, patience, and no half answers.

A source that is off is not asked: `ask` raises UserCanFix, and a caller that looks at `is_on` first says `not_asked`.
"""

import hashlib
import logging
import os
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx
import stamina

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.register_words import RegisterAnswer, SourceState
from ryddig.registers import asking_faults as faults
from ryddig.registers.pace import Pace, seconds_asked_for
from ryddig.registers.settings import RegisterSettings, Source, is_loopback
from ryddig.registers.strict_json import parse_json

logging.getLogger("httpcore").setLevel(logging.WARNING)  # at DEBUG it writes headers, and with them keys
ATTEMPTS: Final = 4
MOST_REDIRECTS: Final = 3
OF_ONE_STEP: Final = 15.0
LONGEST_WAIT: Final = 10.0
OK, NOT_MODIFIED = 200, 304
NOT_THERE: Final = frozenset({404, 410})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
Take = Callable[[bytes], object]
Open = Callable[[], AbstractContextManager[Take]]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `path`: below the source's base address, or a whole address (a link that a register gave).

    `accept`: statuses that are an answer; 404 and 410 among them give `not_found`. `earlier`: an answer to the same
    question; when the register says that nothing changed, it comes back with a new `asked_at` and status 304. `again`:
    whether asking twice does no harm. `max_bytes`: instead of the source's own limit.
    """

    path: str
    method: str = "GET"
    params: Mapping[str, str | int] | None = None
    headers: Mapping[str, str] | None = None
    content: bytes | None = None
    accept: Collection[int] = (OK,)
    earlier: RegisterAnswer | None = None
    again: bool = True
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    url: str
    status: int
    headers: httpx.Headers


class _NotNow(Exception):
    """This attempt failed in a way that the next may not. `after`: seconds the register asks us to wait."""

    def __init__(self, fault: RyddigError, after: float | None = None) -> None:
        super().__init__(fault.code)
        self.fault, self.after = fault, after


class Asker:
    """Asks registers. Make one per round, use it in `with`; threads may share it."""

    def __init__(self, settings: RegisterSettings) -> None:
        self.settings = settings
        self._pace = Pace()
        self._client = httpx.Client(
            verify=_trusted(settings.ca_file),
            trust_env=False,
            proxy=settings.proxy or None,
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, source_id: str, question: Question) -> RegisterAnswer:
        """The whole answer. Raises AskAgainLater (none came in time), UserCanFix (key, host, certificate, size) or
        OurFault (the register does not understand us)."""
        taken = bytearray()

        @contextmanager
        def opened() -> Iterator[Take]:
            taken.clear()
            yield taken.extend

        source = self._source(source_id)
        head = self._patiently(source, question, opened)
        if head.status == NOT_MODIFIED and question.earlier is not None:
            return replace(question.earlier, asked_at=datetime.now(UTC), status=NOT_MODIFIED)
        return _answer(source, head, raw=bytes(taken), sha256=hashlib.sha256(taken).hexdigest())

    def download(self, source_id: str, question: Question, into: Path) -> RegisterAnswer:
        """A large answer as the file `into`, whole or not at all; `raw` is empty and `sha256` is that of the file."""
        part = into.with_name(f"{into.name}.part")
        digest = [hashlib.sha256()]

        @contextmanager
        def opened() -> Iterator[Take]:
            digest[0] = hashlib.sha256()
            with part.open("wb") as file:

                def take(chunk: bytes) -> None:
                    digest[0].update(chunk)
                    file.write(chunk)

                yield take
                file.flush()
                os.fsync(file.fileno())

        source = self._source(source_id)
        try:
            head = self._patiently(source, question, opened)
            if head.status == OK:
                part.replace(into)
        finally:
            part.unlink(missing_ok=True)
        return _answer(source, head, raw=b"", sha256=digest[0].hexdigest())

    def _source(self, source_id: str) -> Source:
        source = self.settings.source(source_id)
        if source.on:
            return source
        raise faults.off(source.id)

    def _patiently(self, source: Source, question: Question, opened: Open) -> _Head:
        """Ask until an answer is whole, the attempts are used or the time is up."""
        deadline = time.monotonic() + source.seconds

        def worth_it(error: Exception) -> bool | float:
            if not isinstance(error, _NotNow) or time.monotonic() >= deadline:
                return False
            if error.after is None:
                return True
            return error.after if time.monotonic() + error.after < deadline else False

        attempts = stamina.retry_context(
            on=worth_it,
            attempts=ATTEMPTS if question.again else 1,
            timeout=source.seconds,
            wait_initial=source.first_wait,
            wait_max=LONGEST_WAIT,
            wait_jitter=source.first_wait,
        )
        try:
            for attempt in attempts:
                with attempt, opened() as take:
                    return self._once(source, question, take, deadline=deadline)
        except _NotNow as error:
            raise error.fault from None
        raise AssertionError("stamina ends with an answer or an error")

    def _once(self, source: Source, question: Question, take: Take, *, deadline: float) -> _Head:
        url = _address(source, question)
        if not self._pace.wait(source.id, source.per_second, until=deadline):
            raise faults.no_answer(source.id, str(url), seconds=source.seconds)
        headers = {**_conditions(question.earlier), **(question.headers or {})}
        for _ in range(MOST_REDIRECTS + 1):
            _check_host(source, url)
            limit = httpx.Timeout(min(OF_ONE_STEP, max(0.1, deadline - time.monotonic())))
            request = self._client.build_request(
                question.method, url, headers=headers, content=question.content, timeout=limit
            )
            with _told_in_words(source, str(url)), self._sent(request) as got:
                if got.status_code not in REDIRECTS or got.status_code in question.accept:
                    return self._taken(source, question, got, take=take, deadline=deadline)
                if question.method != "GET":
                    raise faults.turned_away(source.id, str(url), got.status_code)
                after = url.join(got.headers.get("location", ""))
            headers = headers if _same_place(after, url) else {}
            url = after
        raise faults.too_many_redirects(source.id, str(url))

    @contextmanager
    def _sent(self, request: httpx.Request) -> Iterator[httpx.Response]:
        response = self._client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _taken(self, source: Source, question: Question, got: httpx.Response, *, take: Take, deadline: float) -> _Head:
        """Take in the body of an answer, or say why it is none."""
        url, status = str(got.url), got.status_code
        head = _Head(url, status, got.headers)
        if status == NOT_MODIFIED and question.earlier is not None:
            return head
        if status not in question.accept:
            fault, after = faults.turned_away(source.id, url, status), None
            if status == faults.TOO_MANY or status >= faults.SERVER_FAULT:
                after = seconds_asked_for(got.headers.get("retry-after", ""))
                self._pace.hold(source.id, after or 0.0)
                raise _NotNow(fault, after)
            raise fault
        limit = question.max_bytes or source.max_bytes
        taken = 0
        for chunk in got.iter_bytes():
            taken += len(chunk)
            if taken > limit:
                raise faults.too_large(source.id, url, limit)
            if time.monotonic() > deadline:
                raise faults.no_answer(source.id, url, seconds=source.seconds)
            take(chunk)
        return head


def json_of(answer: RegisterAnswer) -> object:
    """The answer as JSON, numbers exact. Raises AskAgainLater when it is not JSON: a proxy’s page, half a text."""
    try:
        return parse_json(answer.raw, name=answer.source).value
    except UserCanFix as error:
        raise faults.unreadable(answer.source, answer.url) from error


@lru_cache(maxsize=4)
def _trusted(ca_file: str) -> ssl.SSLContext:
    """The usual certificates and those of the file. Reading them takes a quarter of a second, so they are kept."""
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


@contextmanager
def _told_in_words(source: Source, url: str) -> Iterator[None]:
    """What the HTTP library says went wrong, as an attempt that failed or a fault."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise _NotNow(faults.no_answer(source.id, url, seconds=source.seconds)) from error
    except httpx.ConnectError as error:
        if faults.is_certificate_fault(error):
            raise faults.bad_certificate(source.id, url) from error
        raise _NotNow(faults.no_answer(source.id, url, seconds=source.seconds)) from error
    except httpx.TransportError as error:
        raise _NotNow(faults.broken_off(source.id, url)) from error
    except httpx.DecodingError as error:
        raise _NotNow(faults.unreadable(source.id, url)) from error


def _answer(source: Source, head: _Head, *, raw: bytes, sha256: str) -> RegisterAnswer:
    return RegisterAnswer(
        source=source.id,
        url=head.url,
        asked_at=datetime.now(UTC),
        state=SourceState.NOT_FOUND if head.status in NOT_THERE else SourceState.ANSWERED,
        status=head.status,
        raw=raw,
        sha256=sha256,
        etag=head.headers.get("etag", ""),
        last_modified=head.headers.get("last-modified", ""),
        location=head.headers.get("location", ""),
    )


def _address(source: Source, question: Question) -> httpx.URL:
    whole = question.path.startswith(("http://", "https://"))
    url = httpx.URL(question.path if whole else f"{source.base}/{question.path.lstrip('/')}")
    return url.copy_merge_params(dict(question.params)) if question.params else url


def _conditions(earlier: RegisterAnswer | None) -> dict[str, str]:
    if earlier is None:
        return {}
    known = {"If-None-Match": earlier.etag, "If-Modified-Since": earlier.last_modified}
    return {name: value for name, value in known.items() if value}


def _check_host(source: Source, url: httpx.URL) -> None:
    """Only hosts of the settings, without a name in the address; in the clear only to this machine."""
    place = url.netloc.decode("ascii").lower()
    secure = url.scheme == "https" or (url.scheme == "http" and is_loopback(url.host))
    if not secure or place not in source.hosts or url.userinfo:
        raise faults.not_allowed(source.id, str(url))


def _same_place(one: httpx.URL, other: httpx.URL) -> bool:
    return (one.scheme, one.netloc) == (other.scheme, other.netloc)
