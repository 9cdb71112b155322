"""The strict reader never turns one thing into another."""

from datetime import date

import pytest

from ryddig.lawbook.strict_yaml import YamlFault, line_of, read


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("off", "off"),
        ("12:30", "12:30"),
        ("0301", "0301"),
        ("1_000", "1_000"),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("2026-07-01", date(2026, 7, 1)),
        ("'2026-07-01'", "2026-07-01"),
        ("'12'", "12"),
        ("2026-07-01T10:00:00", "2026-07-01T10:00:00"),
    ],
)
def test_a_plain_word_means_what_it_looks_like(text: str, want: object) -> None:
    got = read(f"value: {text}")
    assert got == {"value": want}
    assert isinstance(got, dict)
    assert type(got["value"]) is type(want)


def test_keys_are_always_text() -> None:
    assert read("on: 1\nno: 2\n2026-07-01: 3") == {"on": 1, "no": 2, "2026-07-01": 3}


def test_lists_become_tuples() -> None:
    assert read("a: [1, [x, y]]") == {"a": (1, ("x", "y"))}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate_key", 3),
        ("a:\n  b: 1\n  b: 2", "duplicate_key", 3),
        ("a: &x [1]\nb: *x", "alias", 1),
        ("a: !!python/name:os.system x", "tag", 1),
        ("a: 1\nb:", "empty_value", 2),
        ("? [1]\n: 2", "key_not_text", 1),
        ("a: 2026-13-01", "no_such_day", 1),
        ("a: [1", "yaml_syntax", 2),
        ("a: 1\n---\nb: 2", "yaml_syntax", 2),
        ("", "empty_file", 1),
        ("# only a comment\n", "empty_file", 1),
        ("[" * 40 + "]" * 40, "too_deep", 1),
    ],
)
def test_what_could_mislead_is_refused(text: str, code: str, line: int) -> None:
    with pytest.raises(YamlFault) as refused:
        read(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_aliases_cannot_blow_up() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(YamlFault):
        read(bomb)


def test_a_line_is_found_by_path() -> None:
    text = "a: 1\nb:\n  - c: 1\n  - c: 2\n    d: 3\n"
    assert line_of(text, ("b", 1, "d")) == 5
    assert line_of(text, ("b", 1, "missing")) == 4
    assert line_of(text, ("a",)) == 1
