"""A finding: something about a contract or notice that a person should look at, said with its reason."""

from dataclasses import dataclass

from ryddig.domain.words import Message


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` for programs, `message` for people, `facts` the names of the facts (or source paths) it rests on."""

    code: str
    message: Message
    facts: tuple[str, ...] = ()
