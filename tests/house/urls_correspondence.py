"""Entries of contacts and mail."""

from tests.house.url_entry import CONTROLLERS, Entry, of_contract
from tests.office_world import World


def of_contact(world: World) -> list[object]:
    return [world.cleaning.pk, world.mail.contact_id]


def of_mail(world: World) -> list[object]:
    return [world.mail.pk]


ENTRIES = {
    "contacts": Entry(args=of_contract),
    "contact": Entry(args=of_contact),
    "contact_link": Entry(CONTROLLERS, "post", of_contact),
    "contact_close": Entry(CONTROLLERS, "post", of_contact),
    "contract_mails": Entry(args=of_contract),
    "mails": Entry(foreign=False),
    "mail": Entry(args=of_mail),
    "mail_again": Entry(CONTROLLERS, "post", of_mail),
    "mail_as_sent": Entry(CONTROLLERS, args=of_mail),
    "contact_remove": Entry(CONTROLLERS, "post", of_contact),
}
