"""A real mail server on this machine, with bad days: down, busy, refusing, slow, breaking off."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class MailServer:
    """What came, and how it answers. `recipient` and `content`: replies in place of yes, by address or for all.
    `slow`: seconds before it answers for a mail. `breaks_off`: takes the mail and hangs up without a word."""

    came: list[EmailMessage] = field(default_factory=list)
    recipient: dict[str, str] = field(default_factory=dict)
    content: str = ""
    slow: float = 0.0
    breaks_off: bool = False
    connections: int = 0

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """(server, session, envelope, address, options)"""
        _server, _session, envelope, address, _options = given
        if address in self.recipient:
            return self.recipient[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """(server, session, envelope)"""
        server, _session, envelope = given
        if self.content:
            return self.content
        self.came.append(BytesParser(_class=EmailMessage, policy=default).parsebytes(envelope.content))
        if self.breaks_off:
            server.transport.close()
        if self.slow:
            await asyncio.sleep(self.slow)
        return "250 taken"


class Counting(Controller):
    """Counts who comes."""

    def factory(self) -> Any:
        """A connection more."""
        self.handler.connections += 1
        return super().factory()  # type: ignore[no-untyped-call]  # aiosmtpd has no types


@contextmanager
def running(server: MailServer) -> Iterator[int]:
    """The server's port, while it runs."""
    controller: Any = Counting(server, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    server.connections = 0  # the controller has tried the door
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
