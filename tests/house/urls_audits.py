"""Entries of external audits. Eva audits the pay control, and sees that and nothing else."""

from tests.house.url_entry import EVERYBODY, MANAGERS, Entry
from tests.office_world import World

EVA = frozenset({"eva"})
OWN_PAGES = frozenset(
    {"today", "login", "logout", "language", "account", "password", "organisation", "recover", "choose_password"}
    | {"visit_worker"}
)
"""What everybody may open, an external auditor too. `visit_worker` is a script that holds nothing."""


def of_control(world: World) -> list[object]:
    return [world.cleaning.pk, "pay_control", world.pay.pk]


def of_audit(world: World) -> list[object]:
    return [world.audit.pk]


def of_file(world: World) -> list[object]:
    return [world.audit.pk, world.pay.files.get().evidence_id]


ENTRIES = {
    "audit_orders": Entry(EVERYBODY, args=of_control),
    "audits": Entry(EVA, foreign=False),
    "audit": Entry(EVA, args=of_audit, refused=404),
    "audit_file": Entry(EVA, args=of_file, refused=404),
    "audit_seat": Entry(MANAGERS, "post", of_audit),
    "audit_close": Entry(MANAGERS, "post", of_audit),
}
