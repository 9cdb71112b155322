"""What a check of pay or hours says in words: the reasons, and what is asked or missing when a check is not certain."""

from collections.abc import Mapping

from ryddig.domain.decision import Answer
from ryddig.domain.pay_sentences_crew import CREW_WHY
from ryddig.domain.pay_sentences_slips import SLIP_WHY
from ryddig.domain.words import N_

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

PAY_SENTENCES: Mapping[tuple[str, Answer], str] = {
    ("in_scope", YES): N_("The regulation of the trade covers this work."),
    ("in_scope", NO): N_("The regulation of the trade does not cover this work."),
    ("in_scope", UNKNOWN): N_("It is not known whether a regulation covers this work."),
    ("wage_floor", YES): N_("The pay is not below the minimum rate of the day of work: %(value)s."),
    ("wage_floor", NO): N_("The pay is below the minimum rate of the day of work: %(value)s."),
    ("wage_floor", UNKNOWN): N_("The minimum rate of the day of work cannot decide this: %(value)s."),
    ("overtime_supplement", YES): N_("The overtime supplement is at least %(value)s."),
    ("overtime_supplement", NO): N_("The overtime supplement must be at least %(value)s."),
    ("overtime_supplement", UNKNOWN): N_("The rule on overtime supplement cannot decide this: %(value)s."),
    ("pay_supplement", YES): N_("The supplement of the trade is paid: %(value)s."),
    ("pay_supplement", NO): N_("The supplement of the trade is not paid in full: %(value)s."),
    ("pay_supplement", UNKNOWN): N_("The supplement of the trade is %(value)s, but this cannot be decided."),
    ("middle_day", YES): N_("A middle day of a trip of several days is paid for at least %(value)s."),
    ("middle_day", NO): N_("A middle day of a trip of several days must be paid for at least %(value)s."),
    ("middle_day", UNKNOWN): N_("A middle day of a trip of several days is to be paid for at least %(value)s."),
    ("month_hours", YES): N_("Monthly pay is divided by %(value)s."),
    ("month_hours", NO): N_("Monthly pay is divided by %(value)s."),
    ("month_hours", UNKNOWN): N_("Monthly pay is divided by %(value)s. That is custom, not law."),
    ("posting_allowance", YES): N_("A posting allowance that the contract does not explain is a refund, not pay."),
    ("posting_allowance", NO): N_("A posting allowance that the contract does not explain is a refund, not pay."),
    ("posting_allowance", UNKNOWN): N_("It is open whether the posting allowance is pay or a refund."),
    ("holiday_pay", YES): N_("Holiday pay is at least %(value)s of the basis."),
    ("holiday_pay", NO): N_("Holiday pay must be at least %(value)s of the basis."),
    ("holiday_pay", UNKNOWN): N_("The rule on holiday pay cannot decide this: %(value)s."),
    ("pension", YES): N_("Occupational pension follows the rule: %(value)s."),
    ("pension", NO): N_("Occupational pension must follow the rule: %(value)s."),
    ("pension", UNKNOWN): N_("The rule on occupational pension cannot decide this: %(value)s."),
    ("lodging_deduction", YES): N_("The deduction for lodging is not above %(value)s."),
    ("lodging_deduction", NO): N_("The deduction for lodging is above %(value)s."),
    ("lodging_deduction", UNKNOWN): N_("We read %(value)s as the most that may be deducted for lodging."),
    ("withholding", YES): N_("Proposed withholding: %(value)s times what the employer saved."),
    ("withholding", NO): N_("Proposed withholding: %(value)s times what the employer saved."),
    ("withholding", UNKNOWN): N_("Proposed withholding: %(value)s times what the employer saved."),
    ("time_limit", YES): N_("The limit of %(value)s is kept."),
    ("time_limit", NO): N_("The limit of %(value)s is not kept."),
    ("time_limit", UNKNOWN): N_("The limit is %(value)s, but the record alone cannot decide this."),
}

WHY: Mapping[str, str] = {
    "files_missing": N_("No file given shows this. Ask for it."),
    "trade_unknown": N_("The trade is not known. Ask what work it was."),
    "category_unknown": N_("The category is not certain. Ask for trade certificate, age and experience."),
    "scope_unknown": N_("It is not known whether the regulation covers the work. Ask for the vehicle’s total weight."),
    "not_covered": N_("The regulation of the trade does not cover this work."),
    "rate_missing": N_("No rate is known for this day."),
    "rate_ended": N_("The rate had ended on this day."),
    "rate_lapsed": N_("The regulation has lapsed. Use the tariff agreement that the contract names."),
    "rate_proposed": N_("The rate is only proposed."),
    "rate_disputed": N_("It is disputed which rate held on this day."),
    "rate_unverified": N_("The rate of this day is not confirmed in an official source."),
    "limit_missing": N_("No limit is known for this day."),
    "limit_unverified": N_("The limit of this day is not confirmed in an official source."),
    "base_not_stated": N_("The payslip does not show the pay per hour. Ask for it."),
    "hours_not_stated": N_("The payslip does not show the number of hours. Ask for it."),
    "timesheet_missing": N_("There is no timesheet for the period. Ask for it."),
    "allowance_unclear": N_("It is open whether an allowance is pay. Ask for the employment contract."),
    "overtime_not_stated": N_("The payslip does not show the overtime supplement. Ask for it."),
    "overtime_not_recognised": N_(
        "The timesheet shows more overtime than the payslip. Ask whether averaging was agreed in writing."
    ),
    "supplement_not_stated": N_("The payslip does not show the supplement. Ask for it."),
    "hours_differ": N_("The hours of the timesheet and the payslip differ. Ask why."),
    "gross_covers_hours": N_("The payslip counts fewer hours than the timesheet, but the gross pay covers them."),
    "more_hours_paid": N_("The payslip counts more hours than the timesheet. Ask for the missing timesheets."),
    "pension_unknown": N_("It is not known whether the firm must have occupational pension."),
    "pension_ceiling": N_("The pay may be above the ceiling for pension. The whole year decides."),
    "may_be_overtime": N_("The hours are above the limit for ordinary hours. Ask whether they were paid as overtime."),
    "break_may_be_paid": N_("No break is recorded. It may have been paid; ask."),
    "breaks_not_recorded": N_("The timesheet does not show breaks. Ask for them."),
    "nature_of_work": N_("Work at this time is allowed only where the kind of work makes it necessary. Ask why."),
    "regular_nights": N_("Regular night work has a lower mean of hours. Ask for the work plan."),
    "record_too_short": N_("The record does not cover the period that the limit is counted over. Ask for the rest."),
    "tariff_departs": N_(
        "A tariff agreement departs from the limits of the law. Ask for it and read the limits there."
    ),
    "exempt": N_("The worker has a leading or particularly independent position."),
    "clock_times_missing": N_("The time list shows no clock times. Ask when each shift began and ended."),
    "work_plan_missing": N_("People work at different times of day and no work plan is shown. Ask for it."),
    "identical_hours": N_("Start, end and breaks are the same every day. Ask for the times as they were recorded."),
    "plan_not_dated": N_(
        "The work plan does not show when it was made known or from when it holds. Ask for both days."
    ),
    "plan_notice_agreed": N_("The plan came late, but a tariff agreement may allow that. Ask for the agreement."),
    "flag_identical_hours": N_("The hours are identical for many days in a row. Ask how they were recorded."),
    "flag_long_shifts": N_("Hours above the limits, or too little rest. See the checks of working time."),
    **CREW_WHY,
    **SLIP_WHY,
}
