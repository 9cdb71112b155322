"""Words of the faults: per code what was wrong, what was expected, what to do, each in bokmål, nynorsk and English."""

from collections.abc import Mapping

from ryddig.lawbook.fault_words_questionnaires import QUESTIONNAIRES
from ryddig.lawbook.fault_words_reading import READING, Triple, said

_SPELLING = ("Rett skrivemåten.", "Rett skrivemåten.", "Correct the spelling.")
_SPELLING_OR_ADD = (
    "Rett skrivemåten, eller lag regelen det vises til.",
    "Rett skrivemåten, eller lag regelen det blir vist til.",
    "Correct the spelling, or add the rule that is named.",
)

_SHAPE: Mapping[str, Triple] = {
    "unknown_shape": said(
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
    "missing_key": said(
        ("Nøkkelen %(key)s mangler.", "Nøkkelen %(key)s manglar.", "The key %(key)s is missing."),
        ("Ventet %(key)s under %(where)s.", "Venta %(key)s under %(where)s.", "Expected %(key)s under %(where)s."),
        ("Legg den til.", "Legg han til.", "Add it."),
    ),
    "unknown_key": said(
        ("Nøkkelen %(key)s er ukjent her.", "Nøkkelen %(key)s er ukjend her.", "The key %(key)s is not known here."),
        ("Ventet en av: %(known)s.", "Venta ein av: %(known)s.", "Expected one of: %(known)s."),
        _SPELLING,
    ),
    "wrong_value": said(
        ("%(key)s har verdien %(given)s.", "%(key)s har verdien %(given)s.", "%(key)s has the value %(given)s."),
        ("Ventet: %(want)s.", "Venta: %(want)s.", "Expected: %(want)s."),
        (
            "Rett verdien. Tekst og koder skal stå i anførselstegn.",
            "Rett verdien. Tekst og kodar skal stå i hermeteikn.",
            "Correct the value. Texts and codes stand in quotes.",
        ),
    ),
    "identifier": said(
        ("%(given)s kan ikke være en id.", "%(given)s kan ikkje vere ein id.", "%(given)s cannot be an id."),
        (
            "Ventet bokstaver, tall, _ og - med punktum mellom.",
            "Venta bokstavar, tal, _ og - med punktum mellom.",
            "Expected letters, digits, _ and - with dots between.",
        ),
        _SPELLING,
    ),
    "no_link": said(
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
    "unknown_source": said(
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
    "duplicate_id": said(
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
    "dates_not_falling": said(
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
    "bad_end": said(
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
    "no_readings": said(
        (
            "Oppføringen er omstridt, men sier ikke hva striden står om.",
            "Oppføringa er omstridd, men seier ikkje kva striden står om.",
            "The entry is disputed but does not say about what.",
        ),
        ("Ventet readings eller note.", "Venta readings eller note.", "Expected readings or a note."),
        ("Skriv den andre lesningen.", "Skriv den andre lesinga.", "Write the other reading."),
    ),
    "unknown_predicate": said(
        ("Vilkåret %(given)s er ukjent.", "Vilkåret %(given)s er ukjent.", "The predicate %(given)s is not known."),
        ("Ventet et av: %(known)s.", "Venta eitt av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Rett skrivemåten. Et nytt vilkår er en ny funksjon i domain/duties.py.",
            "Rett skrivemåten. Eit nytt vilkår er ein ny funksjon i domain/duties.py.",
            "Correct the spelling. A new predicate is a new function in domain/duties.py.",
        ),
    ),
    "unknown_need": said(
        ("Behovet %(given)s er ukjent.", "Behovet %(given)s er ukjent.", "The need %(given)s is not known."),
        ("Ventet et av: %(known)s.", "Venta eitt av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Rett skrivemåten. Et nytt behov er en ny funksjon i domain/reactions.py.",
            "Rett skrivemåten. Eit nytt behov er ein ny funksjon i domain/reactions.py.",
            "Correct the spelling. A new need is a new function in domain/reactions.py.",
        ),
    ),
    "wrong_argument": said(
        (
            "Vilkåret %(test)s har argumentet %(given)s.",
            "Vilkåret %(test)s har argumentet %(given)s.",
            "The predicate %(test)s has the argument %(given)s.",
        ),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        _SPELLING,
    ),
    "unknown_rule": said(
        ("Regelen %(given)s finnes ikke.", "Regelen %(given)s finst ikkje.", "There is no rule %(given)s."),
        (
            "Ventet id-en til %(want)s (%(close)s).",
            "Venta id-en til %(want)s (%(close)s).",
            "Expected the id of %(want)s (%(close)s).",
        ),
        _SPELLING_OR_ADD,
    ),
    "wrong_prefix": said(
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
    "weaker": said(
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
    "limit_dropped": said(
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
    "no_direction": said(
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
    "unknown_layer": said(
        ("Laget %(given)s finnes ikke.", "Laget %(given)s finst ikkje.", "There is no layer %(given)s."),
        ("Ventet et av: %(known)s.", "Venta eitt av: %(known)s.", "Expected one of: %(known)s."),
        (
            "Rett navnet, eller gi mappen til laget.",
            "Rett namnet, eller gi mappa til laget.",
            "Correct the name, or give the layer's folder.",
        ),
    ),
    "no_layer_file": said(
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
    "file_too_long": said(
        ("Filen har %(given)s linjer.", "Fila har %(given)s linjer.", "The file has %(given)s lines."),
        ("Ventet høyst 150.", "Venta høgst 150.", "Expected at most 150."),
        ("Del den.", "Del ho.", "Split it."),
    ),
    "note_untranslated": said(
        (
            "Merknaden «%(given)s» er ikke oversatt.",
            "Merknaden «%(given)s» er ikkje omsett.",
            "The note “%(given)s” is not translated.",
        ),
        (
            "Ventet den i notes/ på tre språk.",
            "Venta han i notes/ på tre språk.",
            "Expected it in notes/ in three languages.",
        ),
        ("Legg den til i en fil i notes/.", "Legg han til i ei fil i notes/.", "Add it to a file in notes/."),
    ),
    "checked_long_ago": said(
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
    "case_missing": said(
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
    "case_fails": said(
        ("Eksempelet %(given)s gir %(got)s.", "Dømet %(given)s gir %(got)s.", "The case %(given)s gives %(got)s."),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        (
            "Rett regelen, eller eksempelet om loven er endret.",
            "Rett regelen, eller dømet om lova er endra.",
            "Correct the rule, or the case if the law has changed.",
        ),
    ),
    "case_unreadable": said(
        (
            "Eksempelet kan ikke leses: %(given)s.",
            "Dømet kan ikkje lesast: %(given)s.",
            "The case cannot be read: %(given)s.",
        ),
        ("Ventet %(want)s.", "Venta %(want)s.", "Expected %(want)s."),
        _SPELLING,
    ),
    "id_in_code": said(
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

FAULT_WORDS: Mapping[str, Triple] = {**READING, **_SHAPE, **_RULES, **_LINT, **QUESTIONNAIRES}
