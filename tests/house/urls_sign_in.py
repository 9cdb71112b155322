"""Entries of log-in and security. Those that allauth looks up by name stand outside the office's own addresses."""

from tests.house.url_entry import Entry
from tests.office_world import World


def of_provider(_world: World) -> list[object]:
    return ["nowhere"]


def of_invitation(_world: World) -> list[object]:
    return ["MQ", "nowhere"]


def of_number(_world: World) -> list[object]:
    return [999999]


NOBODYS: frozenset[str] = frozenset()
"""A session, passkey or provider of somebody else is 404 for everybody."""

ENTRIES = {
    "sign_in_rules": Entry(foreign=False),
    "again_by_provider": Entry(foreign=False),
    "join": Entry(method="post", args=of_invitation, foreign=False),
    "end_others": Entry(method="post", foreign=False),
    "end_one": Entry(NOBODYS, "post", of_number, refused=404),
    "leave_provider": Entry(method="post", args=of_number, foreign=False),
    "account_login": Entry(foreign=False),
    "mfa_authenticate": Entry(foreign=False),
    "mfa_login_webauthn": Entry(foreign=False),
    "openid_connect_login": Entry(NOBODYS, "post", of_provider, refused=404),
    "openid_connect_callback": Entry(NOBODYS, args=of_provider, refused=404),
    "account_inactive": Entry(foreign=False),
    "mfa_index": Entry(foreign=False),
    "mfa_list_webauthn": Entry(foreign=False),
    "account_reauthenticate": Entry(foreign=False),
    "mfa_reauthenticate": Entry(foreign=False),
    "mfa_reauthenticate_webauthn": Entry(foreign=False),
    "mfa_activate_totp": Entry(foreign=False),
    "mfa_deactivate_totp": Entry(NOBODYS, args=lambda _: [], refused=404),
    "mfa_view_recovery_codes": Entry(NOBODYS, refused=404),
    "mfa_generate_recovery_codes": Entry(foreign=False),
    "mfa_download_recovery_codes": Entry(NOBODYS, refused=404),
    "mfa_add_webauthn": Entry(foreign=False),
    "mfa_remove_webauthn": Entry(args=of_number, foreign=False),
}
OPEN = frozenset(
    {
        "join",
        "account_login",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "account_inactive",
    }
)
OWN = frozenset(name for name, entry in ENTRIES.items() if entry.allowed) - {"sign_in_rules"}
"""Everybody's own account, an external auditor's too."""
