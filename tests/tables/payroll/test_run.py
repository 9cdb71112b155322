"""How a run of the checks is set up."""

from pathlib import Path

import pytest

from ryddig.tables.payroll.run import memory_for


@pytest.mark.parametrize(
    ("sizes", "memory"),
    [
        ((), "400MB"),
        ((62_000_000, 3_000_000), "400MB"),
        ((150_000_000, 50_000_000), "800MB"),
        ((900_000_000,), "1300MB"),
    ],
)
def test_memory_follows_the_size_of_the_files_within_bounds(
    sizes: tuple[int, ...], memory: str, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.csv" for number, _ in enumerate(sizes)]
    for path, size in zip(paths, sizes, strict=True):
        with path.open("wb") as stream:
            stream.truncate(size)  # takes no room on the disk

    assert memory_for(paths) == memory
