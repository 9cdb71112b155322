"""Cells of a spreadsheet that come from a file or a person: never read as a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
