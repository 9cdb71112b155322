"""Every kind of broken file is refused in words: file, line, what was wrong, what was expected, what to do."""

from pathlib import Path

import pytest

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.lawbook.fault_words import FAULT_WORDS
from ryddig.lawbook.faults import Fault, raise_first
from ryddig.lawbook.loader import load, read_book
from tests.lawbook.own_folder import own_folder

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def faults_of(path: Path, tmp_path: Path) -> list[Fault]:
    folder = own_folder(tmp_path / "kommune", **{path.stem: path.read_text(encoding="utf-8")})
    return read_book(folders=[folder])[1].faults


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_in_words(path: Path, tmp_path: Path) -> None:
    heading = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# says: ")
    *words, line = [part.strip() for part in heading.split(" | ")]
    faults = faults_of(path, tmp_path)
    assert faults, "the file was accepted"
    told = faults[0].line_of_text("nb")
    assert told.startswith(f"kommune/{path.name}:{line.removeprefix('line ')}: "), told
    assert [word for word in words if word not in told] == [], told


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_fault_says_three_things_in_each_language(path: Path, tmp_path: Path) -> None:
    fault = faults_of(path, tmp_path)[0]
    for language in ("nb", "nn", "en"):
        said = (fault.wrong(language), fault.expected(language), fault.cure(language))
        assert all(sentence.endswith(".") and "%(" not in sentence for sentence in said), said


def test_a_broken_own_folder_is_for_the_user_to_mend(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", empty="")
    with pytest.raises(UserCanFix, match=r"kommune/empty\.yaml:1: The law data cannot be used: The file is empty"):
        load(folders=[folder])


def test_a_fault_in_what_comes_with_ryddig_is_ours() -> None:
    with pytest.raises(OurFault):
        raise_first([Fault("national/x.yaml", 1, "empty_file")])


def test_a_warning_stops_nothing() -> None:
    raise_first([Fault("national/x.yaml", 1, "checked_long_ago", {"given": "x", "day": "2020-01-01"}, warning=True)])


def test_every_fault_has_different_words_in_the_three_languages() -> None:
    for code, said in FAULT_WORDS.items():
        for words in said:
            assert words.nb, code
            assert words.nn, code
            assert words.en not in ("", words.nb), code


def test_an_unknown_layer_names_those_there_are() -> None:
    with pytest.raises(UserCanFix, match="seriousness_joint"):
        load(layers=["bergensmodellen"])


def test_a_folder_without_a_layer_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"layer\.yaml"):
        load(folders=[tmp_path])
