"""Words of the faults met while a file is read, before its shape is known."""

from collections.abc import Mapping

from ryddig.domain.words import Words

Triple = tuple[Words, Words, Words]


def said(wrong: tuple[str, str, str], expected: tuple[str, str, str], cure: tuple[str, str, str]) -> Triple:
    return Words(*wrong), Words(*expected), Words(*cure)


READING: Mapping[str, Triple] = {
    "yaml_syntax": said(
        (
            "Filen er ikke gyldig YAML: %(given)s.",
            "Fila er ikkje gyldig YAML: %(given)s.",
            "The file is not valid YAML: %(given)s.",
        ),
        (
            "Ventet nøkler og verdier med innrykk.",
            "Venta nøklar og verdiar med innrykk.",
            "Expected indented keys and values.",
        ),
        (
            "Se på innrykk, kolon og anførselstegn på linjen.",
            "Sjå på innrykk, kolon og hermeteikn på linja.",
            "Look at indents, colons and quotes on the line.",
        ),
    ),
    "empty_file": said(
        ("Filen er tom.", "Fila er tom.", "The file is empty."),
        ("Ventet én regel.", "Venta éin regel.", "Expected one rule."),
        ("Fyll den ut eller slett den.", "Fyll ho ut eller slett ho.", "Fill it in or delete it."),
    ),
    "empty_value": said(
        ("Nøkkelen har ingen verdi.", "Nøkkelen har ingen verdi.", "The key has no value."),
        ("Ventet en verdi, eller null.", "Venta ein verdi, eller null.", "Expected a value, or null."),
        (
            "Skriv verdien, eller null for ingen.",
            "Skriv verdien, eller null for ingen.",
            "Write the value, or null for none.",
        ),
    ),
    "alias": said(
        (
            "Filen bruker anker og alias (& og *).",
            "Fila bruker anker og alias (& og *).",
            "The file uses anchors and aliases (& and *).",
        ),
        ("Ventet at alt står skrevet ut.", "Venta at alt står skrive ut.", "Expected everything written out."),
        (
            "Skriv verdien ut der den gjelder.",
            "Skriv verdien ut der han gjeld.",
            "Write the value out where it counts.",
        ),
    ),
    "tag": said(
        ("Filen bruker merket %(given)s.", "Fila bruker merket %(given)s.", "The file uses the tag %(given)s."),
        ("Ventet verdier uten merker.", "Venta verdiar utan merke.", "Expected values without tags."),
        ("Ta bort merket.", "Ta bort merket.", "Remove the tag."),
    ),
    "too_deep": said(
        ("Filen har for mange nivåer.", "Fila har for mange nivå.", "The file has too many levels."),
        ("Ventet høyst 24 nivåer.", "Venta høgst 24 nivå.", "Expected at most 24 levels."),
        ("Del opp regelen.", "Del opp regelen.", "Split the rule."),
    ),
    "key_not_text": said(
        ("En nøkkel er ikke tekst.", "Ein nøkkel er ikkje tekst.", "A key is not text."),
        ("Ventet et ord som nøkkel.", "Venta eit ord som nøkkel.", "Expected a word as key."),
        ("Skriv nøkkelen som ett ord.", "Skriv nøkkelen som eitt ord.", "Write the key as one word."),
    ),
    "duplicate_key": said(
        ("Nøkkelen %(given)s står to ganger.", "Nøkkelen %(given)s står to gonger.", "The key %(given)s stands twice."),
        ("Ventet hver nøkkel én gang.", "Venta kvar nøkkel éin gong.", "Expected each key once."),
        ("Slett den ene.", "Slett den eine.", "Delete one of them."),
    ),
    "no_such_day": said(
        ("Datoen %(given)s finnes ikke.", "Datoen %(given)s finst ikkje.", "There is no such day as %(given)s."),
        ("Ventet en dato som 2026-07-01.", "Venta ein dato som 2026-07-01.", "Expected a day such as 2026-07-01."),
        ("Rett datoen.", "Rett datoen.", "Correct the date."),
    ),
}
