"""The command `ryddig`: finds a sub-command's module only when it is asked for, and says an error in words."""

import os
import sys
from importlib import import_module
from typing import Final, NoReturn

import click

from ryddig import __version__
from ryddig.cli.database_faults import database_said, faults_of_database
from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix

# command -> the module whose attribute of the same name is the click command
MODULES: Final = {
    "lawbook": "ryddig.cli.lawbook",
    "contracts": "ryddig.cli.contracts",
    "notices": "ryddig.cli.notices",
    "pay": "ryddig.cli.pay",
    "selfreport": "ryddig.cli.selfreport",
    "spend": "ryddig.cli.spend",
    "register": "ryddig.cli.register",
    "new": "ryddig.cli.new",
    "demo": "ryddig.cli.demo",
    "migrate": "ryddig.cli.serve",
    "check": "ryddig.cli.serve",
    "archive": "ryddig.cli.archive",
    "audit": "ryddig.cli.audit",
    "person": "ryddig.cli.person",
    "keys": "ryddig.cli.keys",
    "personal": "ryddig.cli.personal",
    "backup": "ryddig.cli.backup",
    "restore": "ryddig.cli.backup",
    "serve": "ryddig.cli.serve",
    "worker": "ryddig.cli.serve",
    "shred": "ryddig.cli.serve",
}

EXIT_USER_CAN_FIX: Final = 1
EXIT_ASK_AGAIN_LATER: Final = 75  # EX_TEMPFAIL: a script may try again
EXIT_OUR_FAULT: Final = 70  # EX_SOFTWARE


class LazyGroup(click.Group):
    """A group that imports one sub-command at a time, so that `ryddig lawbook` starts without Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*MODULES, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        command = getattr(import_module(MODULES[cmd_name]), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{MODULES[cmd_name]}.{cmd_name} is not a click command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ryddig")
def ryddig() -> None:
    """Follow up public contracts: requirements, risk, controls, proof."""


@ryddig.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    short_help="Run a Django management command.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, such as `ryddig manage migrate`."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    execute_from_command_line(["ryddig manage", *arguments])


def exit_code(error: RyddigError) -> int:
    """What the shell is told: 1 mend it and run again, 75 run again later, 70 a fault in Ryddig."""
    if isinstance(error, UserCanFix):
        return EXIT_USER_CAN_FIX
    if isinstance(error, AskAgainLater):
        return EXIT_ASK_AGAIN_LATER
    return EXIT_OUR_FAULT


def main() -> None:
    """Entry point of the installed `ryddig`; a RyddigError becomes a sentence on stderr and an exit code."""
    try:
        ryddig.main(prog_name="ryddig")
    except RyddigError as error:
        _stop(error)
    except faults_of_database():
        said = database_said() if sys.argv[1:2] != ["migrate"] else None
        if said is None:
            raise
        _stop(said)


def _stop(error: RyddigError) -> NoReturn:
    click.echo(f"{error} [{error.code}]", err=True)
    sys.exit(exit_code(error))
