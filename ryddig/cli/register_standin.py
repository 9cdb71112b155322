"""`ryddig register stand-in`: invented registers on this machine, to try things out without asking anybody."""

import os
import time
from pathlib import Path
from typing import Any, Final

import click
import httpx

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.words import N_
from ryddig.lawbook.strict_yaml import YamlFault, read
from ryddig.registers.settings import STANDIN_ADDRESS, STANDIN_FOLDER
from ryddig.registers.standin.world import EXAMPLE, World, world_of

PORT: Final = int(STANDIN_ADDRESS.rpartition(":")[2])
MOST_SHOWN: Final = 20
LOOK_EVERY: Final = 0.5


@click.command(name="stand-in", short_help="Serve invented registers on this machine.")
@click.option("--plan", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="YAML file of firms.")
@click.option("--demo", is_flag=True, help="The firms of the demo.")
@click.option("--night", "after_night", is_flag=True, help="Begin when what is planned for the night has happened.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option(
    "--folder",
    envvar="RYDDIG_STANDIN_FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    default=STANDIN_FOLDER,
    show_default=True,
    help="Where the stand-in leaves its key.",
)
@click.option("--beside", type=int, hidden=True, help="Stop when this process is gone.")
def stand_in(*, plan: Path | None, demo: bool, after_night: bool, port: int, folder: Path, beside: int | None) -> None:
    """Serve invented registers until stopped. Everything in them is made up."""
    world = _world(plan, folder, demo=demo)
    if after_night:
        world.pass_night()
    try:
        server = world.stand_in(folder=folder, port=port)
    except OSError as error:
        raise UserCanFix(
            "register.port_in_use",
            N_("Port %(port)s cannot be used: %(reason)s."),
            hint=N_("Give another with --port."),
            params={"port": port, "reason": error.strerror or error},
        ) from error
    if beside is None:
        _tell_how(server.address, folder, world)
    try:
        with server:
            while beside is None or os.getppid() == beside:
                time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        click.echo("Ended.")


@click.command(short_help="Make the planned night happen at the stand-in that runs.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
def night(*, port: int) -> None:
    """Make what the stand-in has planned for the night happen now: a firm goes bankrupt, another moves."""
    click.echo(f"{_pass_night(f'http://127.0.0.1:{port}')} firms changed")


def _world(plan: Path | None, folder: Path, *, demo: bool) -> World:
    if demo:
        from ryddig.cli.demo_registers import demo_world_now

        return demo_world_now(folder)
    return world_of(EXAMPLE if plan is None else read_plan(plan))


def _tell_how(address: str, folder: Path, world: World) -> None:
    units = sorted(world.register.units.items())
    click.echo(f"Stand-in on {address} with {len(units)} firms. Ctrl-C ends it. To ask it:")
    click.echo(f"  export RYDDIG_REGISTERS=standin RYDDIG_STANDIN={address} RYDDIG_STANDIN_FOLDER={folder}")
    for number, unit in units[:MOST_SHOWN]:
        click.echo(f"  ryddig register ask {number}   # {unit['navn']}")


def read_plan(path: Path) -> dict[str, Any]:
    """The plan in a YAML file. Raises UserCanFix."""
    try:
        tree = read(path.read_text(encoding="utf-8"))
    except YamlFault as error:
        raise _no_plan(path, str(error)) from error
    if not isinstance(tree, dict) or not isinstance(tree.get("firms"), dict):
        raise _no_plan(path, "firms")
    return tree


def _no_plan(path: Path, reason: str) -> UserCanFix:
    return UserCanFix(
        "register.plan",
        N_("This is not a plan of firms: %(reason)s."),
        hint=N_("See docs/how-to/registers.md for the shape."),
        where=path.name,
        params={"reason": reason},
    )


def _pass_night(address: str) -> int:
    try:
        answer = httpx.post(f"{address}/_standin/night", trust_env=False, timeout=10)
        return int(answer.raise_for_status().json()["changed"])
    except httpx.HTTPError as error:
        raise AskAgainLater(
            "register.no_standin",
            N_("No stand-in answers on %(address)s."),
            hint=N_("Start it with `ryddig register stand-in`."),
            params={"address": address},
        ) from error
