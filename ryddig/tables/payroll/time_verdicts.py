"""From what is over a limit to judgements: what a limit that is not official may say, and what nothing found means.

Mirrors working_time._found and time_view.told: a limit that is not official only asks; nothing found is *kept* only
where
the record is long enough, has clock times where the check needs them, and the limit is confirmed.
"""

from typing import Final

from ryddig.domain.pay_control import Firm
from ryddig.domain.working_time import CLOCKED, GROUNDS

# `over`: worker, first, last (days), minutes, due (NULL: the limit is no length), rule (name in limits), law, means,
# why,
# span and span_to (rowids in spans: from the first to the last shift it is about)
TOLD: Final = """
figures AS (
  SELECT minutes, due, hours(greatest(minutes, due)) || ' − ' || hours(least(minutes, due)) || ' = '
    || hours(abs(minutes - due)) AS arithmetic
  FROM (SELECT DISTINCT minutes, due FROM over WHERE due IS NOT NULL)),
told AS (
  SELECT o.worker, day_of(o.first) AS first, day_of(o.last) AS last,
    CASE WHEN o.means = 'breach' AND NOT l.official THEN 'question' ELSE o.means END AS outcome,
    o.minutes AS found, o.due,
    CASE WHEN o.means = 'breach' AND NOT l.official THEN 'limit_unverified' ELSE o.why END AS why,
    f.arithmetic,
    CASE WHEN l.key IS NULL THEN [] ELSE [l.key] END AS rules, {place}
  FROM over AS o JOIN records AS r ON r.worker = o.worker AND r.why = ''
  LEFT JOIN limits AS l ON l.name = o.rule AND l.law = o.law LEFT JOIN figures AS f USING (minutes, due) {spans}),
nothing AS (
  SELECT r.worker, day_of(r.first) AS first, day_of(r.last) AS last, f.key AS key_first, l.key AS key_last,
    CASE WHEN r.why != '' THEN r.why WHEN {clock_missing} THEN 'clock_times_missing' WHEN NOT {applies} THEN ''
      WHEN f.key IS NULL OR l.key IS NULL THEN 'limit_missing'
      WHEN NOT (f.official AND l.official) THEN 'limit_unverified'
      WHEN r.length < {days_needed} THEN 'record_too_short' ELSE '' END AS why,
    r.why = '' AND NOT {clock_missing} AND {applies} AS by_limit,
    r.why = 'exempt' OR (r.why = '' AND NOT {clock_missing} AND NOT {applies}) AS outside
  FROM records AS r LEFT JOIN limits AS f ON f.name = {ground} AND f.law = r.law_first
  LEFT JOIN limits AS l ON l.name = {ground} AND l.law = r.law_last
  WHERE r.why != '' OR {clock_missing} OR r.worker NOT IN (SELECT worker FROM over))
SELECT worker, first, last, outcome, found, due, 'minutes' AS unit, why, arithmetic, rules, file, "row", row_to FROM
  told
UNION ALL
SELECT worker, first, last,
  CASE WHEN outside THEN 'does_not_apply' WHEN why = '' THEN 'kept' ELSE 'cannot_be_tested' END AS outcome,
  NULL AS found, NULL AS due, 'minutes' AS unit, why, NULL AS arithmetic,
  CASE WHEN by_limit THEN list_distinct(list_filter([key_first, key_last], lambda one : one IS NOT NULL)) ELSE [] END
    AS rules, NULL AS file, NULL AS "row", NULL AS row_to
FROM nothing"""

FROM_TO: Final = 's.file, s."row", CASE WHEN e.file = s.file THEN e."row" END AS row_to'
SPANS: Final = """
  LEFT JOIN spans AS s ON s.rowid = o.span LEFT JOIN spans AS e ON e.rowid = o.span_to"""


def verdicts(
    check: str, over: str, firm: Firm, *, days_needed: str = "1", ground: str = "", one_shift: bool = False
) -> str:
    """The whole statement of a check of working time.

    `over`: SQL, one or more common table expressions of which the last is `over`. `days_needed`: SQL, the days a
    record must
    cover before nothing found means kept. `ground`: SQL, the name in `limits` of what the check rests on; the id of the
    check unless given. `one_shift`: what is over a limit is about one shift.
    """
    by_level = GROUNDS.get(check)
    applies = by_level is None or firm.agreement in by_level
    closing = TOLD.format(
        clock_missing="r.hours_only" if check in CLOCKED else "false",
        applies=str(applies).lower(),
        days_needed=days_needed,
        ground=ground or f"'{check}'",
        place='o.file, o."row", o."row" AS row_to' if one_shift else FROM_TO,
        spans="" if one_shift else SPANS,
    )
    return f"WITH {over.strip()},{closing}"
