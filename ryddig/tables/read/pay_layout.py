"""A supplier's layout of payslips in PDF, described once in YAML. Shape: docs/how-to/pay-files.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout. `id`: what a person calls it."""

    id: str
