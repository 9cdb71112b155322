"""The sentence for each note on a field of a notice."""

from collections.abc import Mapping

from ryddig.domain.notices import Note
from ryddig.domain.words import N_

NOTE_SENTENCES: Mapping[Note, str] = {
    Note.ENCODING_REPAIRED: N_("The text was damaged by double encoding and is shown repaired; the raw text is kept."),
    Note.CONTACT_REMOVED: N_("An e-mail address in the text was left out."),
    Note.UNREADABLE: N_("The text could not be read as what this field holds."),
    Note.PLACEHOLDER: N_("The field holds a placeholder, not a value."),
    Note.FIRST_OF_SEVERAL: N_("The field holds several values; the first is used."),
    Note.FROM_FILE_NAME: N_("The notice does not hold its own number; it is taken from the file's name."),
    Note.WITHHELD: N_("The value is lawfully withheld."),
    Note.NOT_FOR_PUBLICATION: N_("The sender marked the value as not for publication."),
    Note.ROUNDED: N_("The amount was rounded to whole hundredths."),
    Note.ORGNR_GROUPED: N_("The organisation number was written with spaces, points or hyphens."),
    Note.ORGNR_AFFIXES: N_("The organisation number was written with NO, MVA or other words around it."),
    Note.ORGNR_CHECKSUM: N_("The organisation number fails its check digit (modulus 11) and is not used."),
    Note.ORGNR_LENGTH: N_("An organisation number has nine digits; this one has not, and is not used."),
    Note.ORGNR_TEXT: N_("The field for the organisation number holds text, not a number."),
    Note.NOT_A_FIRM: N_("The field for the supplier's name holds a remark, not a name."),
    Note.CANCELLATION_TEXT: N_("The field for the supplier's name says that the competition was cancelled."),
}
