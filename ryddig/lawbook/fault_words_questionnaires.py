"""Words of the faults of questionnaires."""

from collections.abc import Mapping

from ryddig.lawbook.fault_words_reading import Triple, said

QUESTIONNAIRES: Mapping[str, Triple] = {
    "unused_question": said(
        (
            "Ingen bruker svaret på dette spørsmålet.",
            "Ingen bruker svaret på dette spørsmålet.",
            "Nobody uses the answer to this question.",
        ),
        (
            "Ventet feeds (hva svaret brukes til) eller read_by (hvem som leser det).",
            "Venta feeds (kva svaret blir brukt til) eller read_by (kven som les det).",
            "Expected feeds (what the answer is used for) or read_by (who reads it).",
        ),
        (
            "Skriv hva svaret brukes til, eller ta bort spørsmålet.",
            "Skriv kva svaret blir brukt til, eller ta bort spørsmålet.",
            "Write what the answer is used for, or remove the question.",
        ),
    ),
    "question_parts": said(
        (
            "Delene av spørsmålet passer ikke til slaget.",
            "Delane av spørsmålet passar ikkje til slaget.",
            "The parts of the question do not fit its kind.",
        ),
        (
            "Ventet choices for single og several, columns for table, og ellers ingen av dem.",
            "Venta choices for single og several, columns for table, og elles ingen av dei.",
            "Expected choices for single and several, columns for table, and otherwise neither.",
        ),
        (
            "Rett slaget, eller legg til delen som mangler.",
            "Rett slaget, eller legg til delen som manglar.",
            "Correct the kind, or add the missing part.",
        ),
    ),
    "asked_nowhere": said(
        (
            "Spørsmålet %(given)s står ikke i noe skjema.",
            "Spørsmålet %(given)s står ikkje i noko skjema.",
            "The question %(given)s stands in no questionnaire.",
        ),
        (
            "Ventet det i minst ett skjema.",
            "Venta det i minst eitt skjema.",
            "Expected it in at least one questionnaire.",
        ),
        (
            "Legg det til i et skjema. Et spørsmål som ikke lenger stilles, får value: null og blir stående.",
            "Legg det til i eit skjema. Eit spørsmål som ikkje lenger blir stilt, får value: null og blir ståande.",
            "Add it to a questionnaire. A question that is asked no longer gets value: null and stays.",
        ),
    ),
    "condition_not_before": said(
        (
            "%(given)s avhenger av %(other)s, som ikke står før det i skjemaet.",
            "%(given)s er avhengig av %(other)s, som ikkje står før det i skjemaet.",
            "%(given)s depends on %(other)s, which does not stand before it in the questionnaire.",
        ),
        (
            "Ventet spørsmålet som avgjør, tidligere i samme skjema.",
            "Venta spørsmålet som avgjer, tidlegare i same skjema.",
            "Expected the question that decides earlier in the same questionnaire.",
        ),
        ("Flytt det, eller legg det til.", "Flytt det, eller legg det til.", "Move it, or add it."),
    ),
    "no_new_version": said(
        (
            "%(given)s endres %(day)s, men %(questionnaire)s får ingen ny versjon den dagen.",
            "%(given)s blir endra %(day)s, men %(questionnaire)s får ingen ny versjon den dagen.",
            "%(given)s changes on %(day)s, but %(questionnaire)s gets no new version that day.",
        ),
        (
            "Ventet en oppføring i skjemaet fra samme dag, med neste nummer.",
            "Venta ei oppføring i skjemaet frå same dag, med neste nummer.",
            "Expected an entry in the questionnaire from the same day, with the next number.",
        ),
        (
            "Legg til versjonen, eller flytt endringen.",
            "Legg til versjonen, eller flytt endringa.",
            "Add the version, or move the change.",
        ),
    ),
}
