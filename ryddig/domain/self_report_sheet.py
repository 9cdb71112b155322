"""Where things stand in the spreadsheet of a self-report, so that what is written can be read back.

On the form's sheet column A holds a code, C the answer. A table has a sheet of its own: its code in A1, a row with the
codes of its columns, a row of headings, then the rows. Codes are ids without their first part.
"""

import re
from typing import Final

from ryddig.domain.questionnaire import LANGUAGES, Form, short

CODE, QUESTION, ANSWER, HELP, USED_FOR, STATE = range(6)
FORM_CODE: Final = "form"
CODES_ROW, HEADINGS_ROW, FIRST_ROW = 2, 3, 4
TABLE_ROWS: Final = 60
YES_NO: Final = "yes_no"
_MARK: Final = re.compile(rf"([a-z][a-z_]*):([1-9][0-9]{{0,3}}):({'|'.join(LANGUAGES)})")


def mark_of(form: Form, language: str) -> str:
    """Questionnaire, version and language as they stand beside the code `form`: `pay:1:pl`."""
    return f"{short(form.questionnaire.id)}:{form.version}:{language}"


def read_mark(text: str) -> tuple[str, int, str] | None:
    """Questionnaire (short id), version and language; None for any other text."""
    found = _MARK.fullmatch(text.strip())
    return None if found is None else (found[1], int(found[2]), found[3])


def choice_code(question: str, choice: str) -> str:
    """The code of one alternative of a question with several: `workers.own_languages:polish`."""
    return f"{short(question)}:{choice}"
