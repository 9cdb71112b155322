"""Which registers may be asked, where, how often and for how long: built from environment variables by a door.

`docs/how-to/registers.md` lists the variables. A key is a `SecretStr`: it is shown to nobody and written in no log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from ryddig import __version__
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.words import N_

OFF, ON, STANDIN = "off", "on", "standin"
STANDIN_ADDRESS: Final = "http://127.0.0.1:8765"
STANDIN_FOLDER: Final = "var/standin"
_MEGABYTE: Final = 1024 * 1024
_HOURS: Final = 24
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A register as it comes with Ryddig. `secrets`: names of keys it needs; without them it is off.

    `by_default`: on with RYDDIG_REGISTERS=on; else only when it is turned on by name.
    `per_second`: questions a second, 0 for as fast as it goes. `seconds`: for one question with all its attempts.
    """

    id: str
    base: str
    per_second: float = 5.0
    seconds: float = 60.0
    max_megabytes: int = 20
    secrets: tuple[str, ...] = ()
    by_default: bool = True


KNOWN: Final[Mapping[str, KnownSource]] = MappingProxyType(
    {
        known.id: known
        for known in (
            KnownSource("enhetsregisteret", "https://data.brreg.no/enhetsregisteret/api"),
            KnownSource("regnskapsregisteret", "https://data.brreg.no/regnskapsregisteret/regnskap"),
            KnownSource("ebevis", "https://api.data.altinn.no/v1", per_second=2.0, secrets=("subscription_key",)),
            KnownSource(
                "maskinporten",
                "https://maskinporten.no",
                per_second=1.0,
                secrets=("client_id", "key_id", "private_key"),
            ),
            KnownSource("doffin", "https://api.doffin.no/public", per_second=2.0, secrets=("key",)),
            KnownSource("renhold", "https://registerdata.arbeidstilsynet.no", per_second=0.5, max_megabytes=60),
            KnownSource(
                "bemanning",
                "https://registerdata.arbeidstilsynet.no",
                per_second=0.5,
                max_megabytes=40,
                by_default=False,
            ),
            KnownSource(
                "bilpleie",
                "https://data.arbeidstilsynet.no/bilpleieregisteret/api",
                per_second=1.0,
                by_default=False,
            ),
            KnownSource("sentral_godkjenning", "https://sgregister.dibk.no/api", per_second=1.0),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """One register as set here. `hosts`: `host` or `host:port`, the only ones that may be asked, redirects included.

    `first_wait`: seconds before the second attempt; later waits grow.
    """

    id: str
    on: bool
    base: str
    hosts: frozenset[str]
    per_second: float
    seconds: float
    max_bytes: int
    first_wait: float = 0.5
    secrets: Mapping[str, SecretStr] = field(default_factory=dict, repr=False)

    def secret(self, name: str) -> str:
        """The key itself, for a header and nothing else. Raises UserCanFix when it is not set."""
        found = self.secrets.get(name)
        if found is None:
            raise UserCanFix(
                "register.no_key",
                N_("%(source)s needs a key, and none is set."),
                hint=N_("Set %(variable)s, or the file it lies in as %(variable)s_FILE."),
                where=self.id,
                params={"source": self.id, "variable": variable(self.id, name)},
            )
        return found.get_secret_value()


@dataclass(frozen=True, slots=True)
class RegisterSettings:
    """All registers as set. `contact`: whom a register may write to; `ca_file`: more certificates to trust.

    `local_register`: the whole of Enhetsregisteret as a file on this machine, when it has been loaded.
    `watch_from`: the hour from which the day's round of the watch may begin.
    """

    sources: Mapping[str, Source]
    mode: str = OFF
    contact: str = ""
    proxy: str = field(default="", repr=False)
    ca_file: str = ""
    local_register: Path | None = None
    watch_from: int = 0

    @property
    def user_agent(self) -> str:
        """The one name all registers know us by."""
        return f"Ryddig/{__version__}" + (f" ({self.contact})" if self.contact else "")

    def source(self, name: str) -> Source:
        """The source `name`. Raises OurFault for one that nobody has made."""
        found = self.sources.get(name)
        if found is None:
            raise OurFault("register.unknown", N_("There is no register %(name)s."), params={"name": name})
        return found

    def is_on(self, name: str) -> bool:
        """Whether the source may be asked. When it may not, the answer is `not_asked`."""
        return self.source(name).on


def settings_from(environment: Mapping[str, str], *, known: Mapping[str, KnownSource] = KNOWN) -> RegisterSettings:
    """The settings in `environment`. Nothing set means that no register is asked.

    Raises UserCanFix: a word, number, address or file that cannot be used.
    """
    mode = environment.get("RYDDIG_REGISTERS", "").strip().lower() or OFF
    if mode not in {OFF, ON, STANDIN}:
        raise _wrong("RYDDIG_REGISTERS", mode, "off, on, standin")
    made = {one.id: _source(one, environment, mode=mode) for one in known.values()}
    contact = environment.get("RYDDIG_REGISTER_CONTACT", "").strip()
    if not (contact.isascii() and contact.isprintable()):
        raise _wrong("RYDDIG_REGISTER_CONTACT", contact, "an e-mail or web address")
    ca_file = environment.get("RYDDIG_REGISTER_CA_FILE", "")
    if ca_file and not Path(ca_file).is_file():
        raise _wrong("RYDDIG_REGISTER_CA_FILE", ca_file, "a file of certificates (PEM)")
    local = environment.get("RYDDIG_LOCAL_REGISTER", "")
    hour = environment.get("RYDDIG_WATCH_FROM", "").strip() or "0"
    if not (hour.isascii() and hour.isdigit() and int(hour) < _HOURS):
        raise _wrong("RYDDIG_WATCH_FROM", hour, "0–23")
    return RegisterSettings(
        MappingProxyType(made),
        mode,
        contact,
        proxy=environment.get("RYDDIG_REGISTER_PROXY", ""),
        ca_file=ca_file,
        local_register=Path(local) if local else None,
        watch_from=int(hour),
    )


def variable(source: str, name: str) -> str:
    """The environment variable that sets `name` of a source."""
    return f"RYDDIG_REGISTER_{source}_{name}".upper()


def is_loopback(host: str) -> bool:
    """Whether a host, without port, is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _source(known: KnownSource, environment: Mapping[str, str], *, mode: str) -> Source:
    def given(name: str) -> str:
        return environment.get(variable(known.id, name), "").strip()

    standin = environment.get("RYDDIG_STANDIN", "").strip() or STANDIN_ADDRESS
    base = given("base") or (f"{standin.rstrip('/')}/{known.id}" if mode == STANDIN else known.base)
    secrets = {name: text for name in known.secrets if (text := _secret(known.id, name, environment, mode=mode))}
    complete = all(name in secrets for name in known.secrets)
    switch = _switch(variable(known.id, "on"), given("on"), default=complete and (known.by_default or mode == STANDIN))
    megabytes = _number(variable(known.id, "max_mb"), given("max_mb"), default=known.max_megabytes)
    return Source(
        id=known.id,
        on=mode != OFF and switch,
        base=base.rstrip("/"),
        hosts=frozenset({_host(variable(known.id, "base"), base), *filter(None, given("hosts").split(","))}),
        per_second=_number(
            variable(known.id, "rate"), given("rate"), default=0 if mode == STANDIN else known.per_second
        ),
        seconds=_number(variable(known.id, "seconds"), given("seconds"), default=known.seconds) or known.seconds,
        max_bytes=int((megabytes or known.max_megabytes) * _MEGABYTE),
        first_wait=0.05 if mode == STANDIN else 0.5,
        secrets=MappingProxyType(secrets),
    )


def _host(name: str, address: str) -> str:
    parts = urlsplit(address)
    loopback = is_loopback(parts.hostname or "")
    usable = parts.scheme == "https" or (parts.scheme == "http" and loopback)
    if not usable or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise _wrong(name, address.rsplit("@", maxsplit=1)[-1], "https://host/path")
    return parts.netloc.lower()


def _secret(source: str, name: str, environment: Mapping[str, str], *, mode: str) -> SecretStr | None:
    key = variable(source, name)
    text, file = environment.get(key, ""), environment.get(f"{key}_FILE", "")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise _wrong(f"{key}_FILE", file, "a file that can be read") from None
    if not text and mode == STANDIN:
        text = _of_stand_in(source, name, environment)
    return SecretStr(text) if text else None


def _of_stand_in(source: str, name: str, environment: Mapping[str, str]) -> str:
    """What a stand-in takes for a key: the file it left in its folder, else a word."""
    left = Path(environment.get("RYDDIG_STANDIN_FOLDER", "") or STANDIN_FOLDER) / f"{source}_{name}"
    return left.read_text(encoding="utf-8").strip() if left.is_file() else "stand-in"


def _switch(name: str, given: str, *, default: bool) -> bool:
    if given.lower() in _YES | _NO:
        return given.lower() in _YES
    if given:
        raise _wrong(name, given, "on, off")
    return default


def _number(name: str, given: str, *, default: float) -> float:
    try:
        found = float(given) if given else default
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100_000:  # noqa: PLR2004 - also refuses nan and inf
        raise _wrong(name, given, "0, 0.5, 20 …")
    return found


def _wrong(name: str, given: str, expected: str) -> UserCanFix:
    return UserCanFix(
        "register.settings",
        N_("%(name)s is “%(given)s”. Expected %(expected)s."),
        hint=N_("docs/how-to/registers.md lists the settings of the registers."),
        params={"name": name, "given": given, "expected": expected},
    )
