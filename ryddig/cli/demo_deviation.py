"""The demo's deviation: social dialogue at two factories that was not begun in time, through the services and day by
day, so that every step stands with its own day and lawbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.law import Book
from ryddig.domain.words import Message
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations import services
from ryddig.records.deviations.models import Origin

FILE: Final = "deviation.yaml"


@dataclass(frozen=True, slots=True)
class Story:
    """The file, the people, and the day it is. `told`: the file as it stands."""

    told: Mapping[str, Any]
    book: Book
    manager: Actor
    controller: Actor
    contract_id: int
    today: date

    def on(self, name: str) -> date:
        """One of the story's days."""
        return self.today + timedelta(days=int(self.told["days"][name]))


def read_deviation(folder: Path) -> Mapping[str, Any]:
    """The demo's file."""
    tree: Any = read((folder / FILE).read_text(encoding="utf-8"))
    told: Mapping[str, Any] = tree
    return told


def give_deviation(
    folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], book: Book, today: date
) -> None:
    """The deviation of the demo's file, on the contract it names; nothing where there is no file or no such
    contract."""
    if not (folder / FILE).is_file():
        return
    told = read_deviation(folder)
    if told["ref"] in ids:
        tell_deviation(Story(told, book, actors[told["who"]], actors[told["controller"]], ids[told["ref"]], today))


def tell_deviation(story: Story) -> int:
    """What was read, seen, opened, planned and done so far. Returns the deviation's id."""
    told = story.told
    services.agree_term(
        actor=story.manager,
        contract_id=story.contract_id,
        rule=told["rule"],
        place=told["clause"],
        book=story.book,
        on=story.on("read"),
    )
    deviation = _opened(story, _seen(story))
    _heard_and_planned(story, deviation)
    return deviation


def _seen(story: Story) -> int:
    found = services.Found(
        origin=Origin.MANUAL,
        origin_id=None,
        key="desk_audit",
        rule=story.told["rule"],
        text=Message("%(said)s", {"said": story.told["seen"]}),
        certain=False,
        why="term_not_confirmed",
        lawbook_version=story.book.version,
    )
    row = services.propose_deviation(
        author=story.controller, contract_id=story.contract_id, found=found, on=story.on("seen")
    )
    return row.pk


def _opened(story: Story, proposal: int) -> int:
    told = story.told
    opening = services.Opening(
        title=told["title"],
        what=told["happened"],
        rule=told["rule"],
        clause=told["clause"],
        certain=True,
        system_fault=True,
        proposals=(proposal,),
    )
    row = services.open_deviation(
        actor=story.manager, contract_id=story.contract_id, opening=opening, book=story.book, on=story.on("opened")
    )
    return row.pk


def _heard_and_planned(story: Story, deviation: int) -> None:
    told, book, manager = story.told, story.book, story.manager
    about: dict[str, Any] = {"deviation_id": deviation}
    services.ask_for_view(actor=manager, question=told["question"], book=book, on=story.on("opened"), **about)
    services.give_view(author=manager, text=told["view"], on=story.on("heard"), **about)
    services.demand_plan(actor=manager, demand=told["demand"], book=book, on=story.on("demanded"), **about)
    sites = [_site(story, deviation, one) for one in told["sites"]]
    measures = [_measure(story, deviation, one, sites=sites) for one in told["measures"]]
    services.hand_in_plan(author=manager, text=told["plan"], on=story.on("sent"), **about)
    agreed = story.on("agreed")
    services.agree_plan(actor=manager, reason=told["agreed"], book=book, on=agreed, **about)
    until = story.today + timedelta(days=int(told["learning_days"]))
    services.agree_learning_period(actor=manager, until=until, reason=told["learning"], on=agreed, **about)
    for name in ("first", "second"):
        _progress(story, name, sites=sites, measures=measures)


def _site(story: Story, deviation: int, told: Mapping[str, Any]) -> int:
    site = services.Site(**{name: value for name, value in told.items() if name != "results"})
    return services.add_site(author=story.manager, deviation_id=deviation, site=site, on=story.on("sent")).pk


def _measure(story: Story, deviation: int, told: Mapping[str, Any], *, sites: list[int]) -> int:
    row = services.add_measure(
        author=story.manager,
        deviation_id=deviation,
        text=told["text"],
        owner=told["owner"],
        due_on=story.today + timedelta(days=int(told["due"])),
        site_id=sites[int(told["site"])],
        on=story.on("sent"),
    )
    return row.pk


def _progress(story: Story, name: str, *, sites: list[int], measures: list[int]) -> None:
    """What was done and measured on one of the days."""
    on = story.on(name)
    for row, told in zip(measures, story.told["measures"], strict=True):
        if name in told["progress"]:
            state = told["progress"][name]
            services.report_progress(author=story.manager, measure_id=row, state=state, on=on)
    for row, told in zip(sites, story.told["sites"], strict=True):
        if name in told["results"]:
            figures = dict(told["results"][name])
            result = figures.pop("result", "")
            measured = services.Measured(**figures)
            services.report_site_result(author=story.manager, site_id=row, measured=measured, result=result, on=on)
