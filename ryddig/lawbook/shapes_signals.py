"""The shape of a signal about a supplier: what an answer may show, how grave it is, and which limits count."""

from typing import Literal

from ryddig.domain.law import CountsFrom
from ryddig.lawbook.shapes import CountsFromName, Entries, Identifier, Model, Text, WordsModel


class SupplierSignalModel(Model):
    """`what: supplier_signal`. `test` names a function of `domain/signal_tests.py`. `series`: a mapping with `severity`
    (1 note, 2 watch, 3 grave, 4 hard) and the limits the test reads.
    """

    what: Literal["supplier_signal"]
    id: Identifier
    name: WordsModel
    asks: WordsModel
    test: Text
    wanted: object = None
    answers: str = ""
    standing: bool = True
    counts_from: CountsFromName = CountsFrom.DECIDED
    series: Entries
