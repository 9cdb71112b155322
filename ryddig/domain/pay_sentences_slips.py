"""What the checks of payslips, payments and pension say in words, by code."""

from collections.abc import Mapping

from ryddig.domain.words import N_

SLIP_WHY: Mapping[str, str] = {
    "periods_overlap": N_("Two payslips cover the same days. Ask which hours each of them pays for."),
    "category_too_low": N_("Age and experience give a higher category than the one stated. Ask why."),
    "certificate_not_used": N_("A trade certificate is shown, but the pay is that of another category. Ask why."),
    "category_differs": N_("The contract states another category than the payslip. Ask which one is right."),
    "payslip_no_calculation": N_("The payslip does not show how the pay was computed. Ask for it."),
    "payslip_no_holiday_basis": N_("The payslip does not show the basis of holiday pay. Ask for it."),
    "payslip_no_deductions": N_("The payslip does not show tax or other deductions. Ask for the payslip itself."),
    "payslip_no_date": N_("The payslip does not show the day of payment. Ask for it."),
    "payslip_late": N_("The payslip was given more than a week after the payment. Ask why."),
    "payslip_parts_not_shown": N_("The file does not show all that a payslip must. Ask for the payslips themselves."),
    "deduction_ground_unknown": N_("It is not known what the deduction is for. Ask for the ground."),
    "deduction_not_agreed": N_("No written agreement on the deduction is shown. Ask for it."),
    "deduction_agreed_late": N_("The deduction was agreed after it was made. It must be agreed beforehand."),
    "payment_not_shown": N_("No payment is shown for the payslip. Ask for proof from the bank."),
    "paid_in_cash": N_("The pay was paid in cash. Ask why it did not go through a bank."),
    "paid_to_other": N_("The pay went to an account that is not the worker’s. Ask whose it is."),
    "paid_less_than_net": N_("Less was paid than the net pay of the payslip. Ask for the rest."),
    "paid_more_than_net": N_("More was paid than the net pay of the payslip. Ask what the rest is."),
    "account_differs": N_("The payment went to another account than the payslip shows. Ask why."),
    "net_not_stated": N_("The payslip does not show the net pay. Ask for it."),
    "holiday_basis_not_stated": N_("The basis of holiday pay is not shown. Ask for it."),
    "holiday_pay_not_stated": N_("The holiday pay is not shown. Ask for it."),
    "away_without_refund": N_("Nights away, and no refund on the payslip. Ask who paid for travel, board and lodging."),
    "lodging_deducted_away": N_("Lodging was deducted on days away from home. Ask what was agreed before sending."),
    "travel_not_recorded": N_("Time between two jobs of a day is not recorded. Ask whether travel time was paid."),
    "pay_day_not_stated": N_("The day of payment is not shown. Ask for it."),
    "paid_late": N_("The pay was paid after the last day that the regulation allows."),
    "pay_times_not_agreed": N_("Paid less often than twice a month. Ask for the contracts that say how often."),
    "employer_differs": N_("Papers name different employers for the person. Ask who the employer is."),
    "employer_shown_once": N_("Only one paper names the employer. Ask for contract, HMS card or site list."),
    "pension_duty_denied": N_("The firm says that it need not have pension, but those employed make a duty. Ask why."),
    "provider_not_named": N_("No pension provider is named. Ask for the agreement."),
    "not_a_member": N_("The worker is not in the list of members for these days. Ask why."),
    "contribution_not_shown": N_("Pay or contribution is not shown. Ask for the provider’s list with both."),
    "contribution_not_paid": N_("No payment of the contribution is shown. Ask for it."),
    "pension_pay_lower": N_("The provider was told of less pay than the payslips show. Ask why."),
}
