"""A checked signal -> the frozen value of the domain. Its test exists; every entry has a severity and its limits."""

from collections.abc import Mapping

from ryddig.domain.law import Series
from ryddig.domain.law_library import SupplierSignal
from ryddig.domain.supplier_signals import SEVERITIES, TESTS
from ryddig.lawbook.build import Known, entries, words
from ryddig.lawbook.faults import Refused
from ryddig.lawbook.shapes_signals import SupplierSignalModel


def supplier_signal(model: SupplierSignalModel, known: Known) -> SupplierSignal:
    """A signal. Raises Refused for an unknown test or argument, a severity that is none, or a limit that is missing."""
    test = TESTS.get(model.test)
    if test is None:
        raise Refused("wrong_value", ("test",), key="test", given=model.test, want=", ".join(sorted(TESTS)))
    if test.wanted and model.wanted not in test.wanted:
        want = ", ".join(sorted(test.wanted))
        raise Refused("wrong_value", ("wanted",), key="wanted", given=model.wanted, want=want)
    found = entries(model.series, known, ("series",))
    wanted = {"severity", *test.limits}
    for number, entry in enumerate(found):
        if entry.value is None:
            continue
        value = entry.value if isinstance(entry.value, Mapping) else {}
        if set(value) != wanted or value["severity"] not in SEVERITIES:
            want = "{" + ", ".join(sorted(wanted)) + "}"
            raise Refused("wrong_value", ("series", number, "value"), key="value", given=entry.value, want=want)
    name = words(model.name)
    return SupplierSignal(
        id=model.id,
        name=name,
        asks=words(model.asks),
        test=model.test,
        wanted=model.wanted,
        answers=model.answers,
        standing=model.standing,
        series=Series(model.id, name, "signal", model.counts_from, found),
    )
