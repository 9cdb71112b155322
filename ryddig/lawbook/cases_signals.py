"""Worked cases of signals: a firm and a contract as a lawyer writes them, read through the rules of the book."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ryddig.domain.law import Book
from ryddig.domain.signal_words import ContractContext, FirmFacts
from ryddig.domain.supplier_signals import holding, read_signals

Given = Mapping[str, Any]


def _signals(given: Given, book: Book) -> str:
    """{firm, contract, others, on}: gives the signals that hold, by name, or `none`"""
    firm = _firms().validate_python(given["firm"])
    others = [_firms().validate_python(one) for one in given.get("others", ())]
    contract = _contracts().validate_python(given.get("contract", {}))
    found = holding(read_signals(firm, contract, others=others, book=book, on=given["on"]))
    return " ".join(sorted(signal.rule.partition(".")[2] for signal in found)) or "none"


@cache
def _firms() -> TypeAdapter[FirmFacts]:
    return TypeAdapter(FirmFacts)


@cache
def _contracts() -> TypeAdapter[ContractContext]:
    return TypeAdapter(ContractContext)


SIGNAL_CHECKS: Mapping[str, Callable[[Given, Book], str]] = {"signals": _signals}
