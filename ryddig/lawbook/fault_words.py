"""Words of the faults: per code what was wrong, what was expected, what to do, each in bokmål, nynorsk and English."""

from collections.abc import Mapping

from ryddig.domain.words import Words

Triple = tuple[Words, Words, Words]


def _w(wrong: tuple[str, str, str], expected: tuple[str, str, str], cure: tuple[str, str, str]) -> Triple:
    return Words(*wrong), Words(*expected), Words(*cure)


_SPELLING = ("Rett skrivemåten.", "Rett skrivemåten.", "Correct the spelling.")
_SPELLING_OR_ADD = (
    "Rett skrivemåten, eller lag regelen det vises til.",
    "Rett skrivemåten, eller lag regelen det blir vist til.",
    "Correct the spelling, or add the rule that is named.",
)

_YAML: Mapping[str, Triple] = {
    "yaml_syntax": _w(
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
    "empty_file": _w(
        ("Filen er tom.", "Fila er tom.", "The file is empty."),
        ("Ventet én regel.", "Venta éin regel.", "Expected one rule."),
        ("Fyll den ut eller slett den.", "Fyll ho ut eller slett ho.", "Fill it in or delete it."),
    ),
    "empty_value": _w(
        ("Nøkkelen har ingen verdi.", "Nøkkelen har ingen verdi.", "The key has no value."),
        ("Ventet en verdi, eller null.", "Venta ein verdi, eller null.", "Expected a value, or null."),
        (
            "Skriv verdien, eller null for ingen.",
            "Skriv verdien, eller null for ingen.",
            "Write the value, or null for none.",
        ),
    ),
    "alias": _w(
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
    "tag": _w(
        ("Filen bruker merket %(given)s.", "Fila bruker merket %(given)s.", "The file uses the tag %(given)s."),
        ("Ventet verdier uten merker.", "Venta verdiar utan merke.", "Expected values without tags."),
        ("Ta bort merket.", "Ta bort merket.", "Remove the tag."),
    ),
    "too_deep": _w(
        ("Filen har for mange nivåer.", "Fila har for mange nivå.", "The file has too many levels."),
        ("Ventet høyst 24 nivåer.", "Venta høgst 24 nivå.", "Expected at most 24 levels."),
        ("Del opp regelen.", "Del opp regelen.", "Split the rule."),
    ),
    "key_not_text": _w(
        ("En nøkkel er ikke tekst.", "Ein nøkkel er ikkje tekst.", "A key is not text."),
        ("Ventet et ord som nøkkel.", "Venta eit ord som nøkkel.", "Expected a word as key."),
        ("Skriv nøkkelen som ett ord.", "Skriv nøkkelen som eitt ord.", "Write the key as one word."),
    ),
    "duplicate_key": _w(
        ("Nøkkelen %(given)s står to ganger.", "Nøkkelen %(given)s står to gonger.", "The key %(given)s stands twice."),
        ("Ventet hver nøkkel én gang.", "Venta kvar nøkkel éin gong.", "Expected each key once."),
        ("Slett den ene.", "Slett den eine.", "Delete one of them."),
    ),
    "no_such_day": _w(
        ("Datoen %(given)s finnes ikke.", "Datoen %(given)s finst ikkje.", "There is no such day as %(given)s."),
        ("Ventet en dato som 2026-07-01.", "Venta ein dato som 2026-07-01.", "Expected a day such as 2026-07-01."),
        ("Rett datoen.", "Rett datoen.", "Correct the date."),
    ),
}

_SHAPE: Mapping[str, Triple] = {
    "unknown_shape": _w(
        (
            "«what: %(given)s» er ikke en kjent form.",
            "«what: %(given)s» er ikkje ei kjend form.",
            "“what: %(given)s” is not a known shape.",
        ),
        ("Ventet en av: %(known)s.", "Venta ei av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Skriv riktig form øverst i filen.",
            "Skriv rett form øvst i fila.",
            "Write the right shape at the top of the file.",
        ),
    ),
    "missing_key": _w(
        ("Nøkkelen %(key)s mangler.", "Nøkkelen %(key)s manglar.", "The key %(key)s is missing."),
        ("Ventet %(key)s under %(where)s.", "Venta %(key)s under %(where)s.", "Expected %(key)s under %(where)s."),
        ("Legg den til.", "Legg han til.", "Add it."),
    ),
    "unknown_key": _w(
        ("Nøkkelen %(key)s er ukjent her.", "Nøkkelen %(key)s er ukjend her.", "The key %(key)s is not known here."),
        ("Ventet en av: %(known)s.", "Venta ein av: %(known)s.", "Expected one of: %(known)s."),
        _SPELLING,
    ),
    "wrong_value": _w(
        ("%(key)s har verdien %(given)s.", "%(key)s har verdien %(given)s.", "%(key)s has the value %(given)s."),
        ("Ventet: %(want)s.", "Venta: %(want)s.", "Expected: %(want)s."),
        (
            "Rett verdien. Tekst og koder skal stå i anførselstegn.",
            "Rett verdien. Tekst og kodar skal stå i hermeteikn.",
            "Correct the value. Texts and codes stand in quotes.",
        ),
    ),
    "identifier": _w(
        ("%(given)s kan ikke være en id.", "%(given)s kan ikkje vere ein id.", "%(given)s cannot be an id."),
        (
            "Ventet bokstaver, tall, _ og - med punktum mellom.",
            "Venta bokstavar, tal, _ og - med punktum mellom.",
            "Expected letters, digits, _ and - with dots between.",
        ),
        _SPELLING,
    ),
    "no_link": _w(
        ("Kilden har ingen lenke.", "Kjelda har inga lenkje.", "The source has no link."),
        (
            "Ventet en adresse som begynner med https:// eller http://.",
            "Venta ei adresse som byrjar med https:// eller http://.",
            "Expected an address that begins with https:// or http://.",
        ),
        (
            "Skriv lenken til stedet der regelen kan leses.",
            "Skriv lenkja til staden der regelen kan lesast.",
            "Write the link to where the rule can be read.",
        ),
    ),
    "unknown_source": _w(
        ("Kilden %(given)s finnes ikke.", "Kjelda %(given)s finst ikkje.", "There is no source %(given)s."),
        (
            "Ventet en nøkkel fra kildelisten (%(close)s), eller act og link.",
            "Venta ein nøkkel frå kjeldelista (%(close)s), eller act og link.",
            "Expected a key from the list of sources (%(close)s), or act and link.",
        ),
        (
            "Rett nøkkelen, eller legg kilden til i sources.",
            "Rett nøkkelen, eller legg kjelda til i sources.",
            "Correct the key, or add the source to sources.",
        ),
    ),
}

_RULES: Mapping[str, Triple] = {
    "duplicate_id": _w(
        (
            "Id-en %(given)s er brukt før, i %(other)s.",
            "Id-en %(given)s er brukt før, i %(other)s.",
            "The id %(given)s is already used in %(other)s.",
        ),
        ("Ventet at hver id står én gang.", "Venta at kvar id står éin gong.", "Expected each id once."),
        (
            "Gi regelen en egen id. Lokale regler kan ikke erstatte nasjonale.",
            "Gi regelen ein eigen id. Lokale reglar kan ikkje erstatte nasjonale.",
            "Give the rule an id of its own. A local rule cannot replace a national one.",
        ),
    ),
    "dates_not_falling": _w(
        ("%(given)s står etter %(before)s.", "%(given)s står etter %(before)s.", "%(given)s stands after %(before)s."),
        (
            "Ventet nyeste oppføring først og ingen dato to ganger.",
            "Venta nyaste oppføring først og ingen dato to gonger.",
            "Expected the newest entry first and no date twice.",
        ),
        (
            "Flytt oppføringen, eller rett datoen.",
            "Flytt oppføringa, eller rett datoen.",
            "Move the entry, or correct the date.",
        ),
    ),
    "bad_end": _w(
        (
            "Oppføringen fra %(given)s avslutter ingenting.",
            "Oppføringa frå %(given)s avsluttar ingenting.",
            "The entry from %(given)s ends nothing.",
        ),
        (
            "Ventet at null følger etter en verdi, og at lapsed har null.",
            "Venta at null følgjer etter ein verdi, og at lapsed har null.",
            "Expected null to follow a value, and lapsed to have null.",
        ),
        (
            "Ta den bort, eller skriv hva som gjaldt før.",
            "Ta ho bort, eller skriv kva som galdt før.",
            "Remove it, or write what counted before.",
        ),
    ),
    "no_readings": _w(
        (
            "Oppføringen er omstridt, men sier ikke hva striden står om.",
            "Oppføringa er omstridd, men seier ikkje kva striden står om.",
            "The entry is disputed but does not say about what.",
        ),
        ("Ventet readings eller note.", "Venta readings eller note.", "Expected readings or a note."),
        ("Skriv den andre lesningen.", "Skriv den andre lesinga.", "Write the other reading."),
    ),
    "unknown_predicate": _w(
        ("Vilkåret %(given)s er ukjent.", "Vilkåret %(given)s er ukjent.", "The predicate %(given)s is not known."),
        ("Ventet et av: %(known)s.", "Venta eitt av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Rett skrivemåten. Et nytt vilkår er en ny funksjon i domain/duties.py.",
            "Rett skrivemåten. Eit nytt vilkår er ein ny funksjon i domain/duties.py.",
            "Correct the spelling. A new predicate is a new function in domain/duties.py.",
        ),
    ),
    "wrong_argument": _w(
        (
            "Vilkåret %(test)s har argumentet %(given)s.",
            "Vilkåret %(test)s har argumentet %(given)s.",
            "The predicate %(test)s has the argument %(given)s.",
        ),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        _SPELLING,
    ),
    "unknown_rule": _w(
        ("Regelen %(given)s finnes ikke.", "Regelen %(given)s finst ikkje.", "There is no rule %(given)s."),
        (
            "Ventet id-en til %(want)s (%(close)s).",
            "Venta id-en til %(want)s (%(close)s).",
            "Expected the id of %(want)s (%(close)s).",
        ),
        _SPELLING_OR_ADD,
    ),
    "wrong_prefix": _w(
        (
            "Id-en %(given)s begynner ikke med %(prefix)s.",
            "Id-en %(given)s byrjar ikkje med %(prefix)s.",
            "The id %(given)s does not begin with %(prefix)s.",
        ),
        (
            "Ventet at alle id-er i mappen begynner med lagets id.",
            "Venta at alle id-ar i mappa byrjar med id-en til laget.",
            "Expected every id in the folder to begin with the layer's id.",
        ),
        ("Skriv %(prefix)s foran.", "Skriv %(prefix)s framfor.", "Write %(prefix)s in front."),
    ),
    "weaker": _w(
        (
            "%(given)s er %(value)s fra %(since)s, og svekker %(national)s, som er %(floor)s.",
            "%(given)s er %(value)s frå %(since)s, og svekkjer %(national)s, som er %(floor)s.",
            "%(given)s is %(value)s from %(since)s and weakens %(national)s, which is %(floor)s.",
        ),
        ("Ventet %(want)s %(floor)s.", "Venta %(want)s %(floor)s.", "Expected %(want)s %(floor)s."),
        (
            "Sett en strengere verdi, eller la den nasjonale regelen gjelde alene.",
            "Set ein strengare verdi, eller la den nasjonale regelen gjelde åleine.",
            "Set a stricter value, or let the national rule stand alone.",
        ),
    ),
    "limit_dropped": _w(
        (
            "%(given)s strammer %(national)s, men har ikke grensen %(limit)s.",
            "%(given)s strammar %(national)s, men har ikkje grensa %(limit)s.",
            "%(given)s tightens %(national)s but leaves out the limit %(limit)s.",
        ),
        (
            "Ventet grensen, eller en egen serie med stricter_than: %(limit)s.",
            "Venta grensa, eller ein eigen serie med stricter_than: %(limit)s.",
            "Expected the limit, or a series of its own with stricter_than: %(limit)s.",
        ),
        ("Legg den til under limits.", "Legg ho til under limits.", "Add it under limits."),
    ),
    "no_direction": _w(
        (
            "%(national)s sier ikke hva som er strengere.",
            "%(national)s seier ikkje kva som er strengare.",
            "%(national)s does not say which way is stricter.",
        ),
        (
            "Ventet at den nasjonale serien har stricter: lower eller higher.",
            "Venta at den nasjonale serien har stricter: lower eller higher.",
            "Expected the national series to have stricter: lower or higher.",
        ),
        ("Velg en annen serie å stramme.", "Vel ein annan serie å stramme.", "Choose another series to tighten."),
    ),
    "unknown_layer": _w(
        ("Laget %(given)s finnes ikke.", "Laget %(given)s finst ikkje.", "There is no layer %(given)s."),
        ("Ventet et av: %(known)s.", "Venta eitt av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Rett navnet, eller gi mappen til laget.",
            "Rett namnet, eller gi mappa til laget.",
            "Correct the name, or give the layer's folder.",
        ),
    ),
    "no_layer_file": _w(
        (
            "Mappen %(given)s har ingen layer.yaml.",
            "Mappa %(given)s har ingen layer.yaml.",
            "The folder %(given)s has no layer.yaml.",
        ),
        ("Ventet en fil med «what: layer».", "Venta ei fil med «what: layer».", "Expected a file with “what: layer”."),
        (
            "Kopier malen (lawbook/local/template) og rett den.",
            "Kopier malen (lawbook/local/template) og rett han.",
            "Copy the template (lawbook/local/template) and change it.",
        ),
    ),
}

_LINT: Mapping[str, Triple] = {
    "file_too_long": _w(
        ("Filen har %(given)s linjer.", "Fila har %(given)s linjer.", "The file has %(given)s lines."),
        ("Ventet høyst 150.", "Venta høgst 150.", "Expected at most 150."),
        ("Del den.", "Del ho.", "Split it."),
    ),
    "checked_long_ago": _w(
        (
            "%(given)s ble sist kontrollert %(day)s.",
            "%(given)s blei sist kontrollert %(day)s.",
            "%(given)s was last checked on %(day)s.",
        ),
        (
            "Ventet en kontroll de siste 12 månedene.",
            "Venta ein kontroll dei siste 12 månadene.",
            "Expected a check in the last 12 months.",
        ),
        (
            "Les kilden på nytt og skriv ny checked_on.",
            "Les kjelda på nytt og skriv ny checked_on.",
            "Read the source again and write a new checked_on.",
        ),
    ),
    "case_missing": _w(
        (
            "%(given)s har ikke prøvd eksempel for %(days)s.",
            "%(given)s har ikkje prøvd døme for %(days)s.",
            "%(given)s has no worked case for %(days)s.",
        ),
        (
            "Ventet eksempler for dagen før, på og etter nyeste oppføring.",
            "Venta døme for dagen før, på og etter nyaste oppføring.",
            "Expected cases for the day before, on and after the newest entry.",
        ),
        ("Legg til en linje i cases/.", "Legg til ei linje i cases/.", "Add a line in cases/."),
    ),
    "case_fails": _w(
        ("Eksempelet %(given)s gir %(got)s.", "Dømet %(given)s gir %(got)s.", "The case %(given)s gives %(got)s."),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        (
            "Rett regelen, eller eksempelet om loven er endret.",
            "Rett regelen, eller dømet om lova er endra.",
            "Correct the rule, or the case if the law has changed.",
        ),
    ),
    "case_unreadable": _w(
        (
            "Eksempelet kan ikke leses: %(given)s.",
            "Dømet kan ikkje lesast: %(given)s.",
            "The case cannot be read: %(given)s.",
        ),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        _SPELLING,
    ),
    "id_in_code": _w(
        (
            "Koden bruker %(given)s, som ikke finnes i lovboken.",
            "Koden bruker %(given)s, som ikkje finst i lovboka.",
            "The code uses %(given)s, which the lawbook does not hold.",
        ),
        (
            "Ventet en id som finnes (%(close)s).",
            "Venta ein id som finst (%(close)s).",
            "Expected an id that exists (%(close)s).",
        ),
        _SPELLING_OR_ADD,
    ),
}

FAULT_WORDS: Mapping[str, Triple] = {**_YAML, **_SHAPE, **_RULES, **_LINT}
