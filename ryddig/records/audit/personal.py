"""Which of this app's text fields tell nothing of persons."""

from ryddig.records.accounts.personal_kinds import hold_nothing_of_persons

hold_nothing_of_persons(
    {
        "audit.Event": "type subject_type because lawbook_version details previous_hash hash",
        "audit.ChainHead": "hash",
        "audit.ShredReceipt": "kind",
    }
)
