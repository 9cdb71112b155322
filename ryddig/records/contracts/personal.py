"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    TASK,
    PersonalKind,
    declare_notes,
    declare_personal,
    hold_nothing_of_persons,
)

declare_personal(
    PersonalKind(
        code="responsible",
        name=N_("Who follows up a contract"),
        whose=N_("The organisation’s own people"),
        purpose=N_("Know whom to ask about a contract"),
        basis=TASK,
        retention=N_("As long as the contract is kept"),
        remains=N_("The contract"),
        fields={
            "contracts.Contract": ("responsible_name",),
        },
    )
)
declare_personal(
    PersonalKind(
        code="sole_traders",
        name=N_("Firms that are one person"),
        whose=N_("Owners of sole proprietorships"),
        purpose=N_("Know who has the contract, and look the firm up in public registers"),
        basis=TASK,
        retention=N_("As long as the contract is kept"),
        remains=N_("Findings about the contract"),
        fields={
            "contracts.Supplier": (
                "name",
                "orgnr",
                "name_key",
            ),
            "contracts.ContractSupplier": ("named",),
            "contracts.Contract": (
                "supplier_names",
                "search_text",
            ),
        },
    )
)
declare_personal(
    PersonalKind(
        code="contract_lists",
        name=N_("Lists of contracts that were read in"),
        whose=N_("Whoever stands in the lists"),
        purpose=N_("Show what was read and what was refused"),
        basis=TASK,
        retention=N_("As long as the contract is kept"),
        remains=N_("Nothing; the contract itself"),
        fields={
            "contracts.ImportBatch": (
                "file_name",
                "report",
            ),
            "contracts.Contract": (
                "import_notes",
                "fact_sources",
            ),
        },
    )
)
declare_notes(
    {
        "contracts.ContractAnswer": "value",
    }
)
hold_nothing_of_persons(
    {
        "contracts.SupplierMatch": "reasons",
        "contracts.Contract": (
            "reference title cpv category currency county aliases notices title_key regime next_due_kind"
        ),
        "contracts.ContractSupplier": "role",
        "contracts.ContractAnswer": "code source",
        "contracts.ImportBatch": "sha256 format rows",
        "contracts.ImportLayout": "header_key mapping",
    }
)
