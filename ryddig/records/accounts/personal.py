"""What this app keeps of persons, and which of its text fields tell nothing of any."""

from ryddig.domain.words import N_
from ryddig.records.accounts.personal_kinds import (
    SECURITY,
    PersonalKind,
    declare_personal,
    hold_nothing_of_persons,
)

declare_personal(
    PersonalKind(
        code="log_in",
        name=N_("Log-ins"),
        whose=N_("Everybody who logs in or tries to"),
        purpose=N_("Keep others out: sessions, second factors, wrong passwords"),
        basis=SECURITY,
        retention=N_(
            "Sessions: until they end. Second factors: until the account is closed. Wrong passwords: "
            "until the wait is over, as fingerprints"
        ),
        remains=N_("Nothing"),
        fields={
            "accounts.LoginTry": ("key",),
            "sessions.Session": (
                "session_key",
                "session_data",
            ),
            "usersessions.UserSession": (
                "ip",
                "session_key",
                "user_agent",
                "data",
            ),
            "mfa.Authenticator": ("data",),
            "account.EmailConfirmation": ("key",),
            "socialaccount.SocialToken": (
                "token",
                "token_secret",
            ),
        },
    )
)
declare_personal(
    PersonalKind(
        code="api_answers",
        name=N_("Answers kept for machines that ask twice"),
        whose=N_("Whoever the answer is about"),
        purpose=N_("Let a program ask again after a broken line without doing a thing twice"),
        basis=SECURITY,
        retention=N_("A week"),
        remains=N_("Nothing"),
        fields={
            "accounts.ApiWrite": (
                "key",
                "request",
                "answer",
            ),
        },
    )
)
hold_nothing_of_persons(
    {
        "auth.Permission": "name codename",
        "auth.Group": "name",
        "contenttypes.ContentType": "app_label model",
        "socialaccount.SocialApp": "provider provider_id name client_id secret key settings",
        "django_tasks_database.DBTaskResult": (
            "id args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path traceback"
        ),
        "accounts.Organisation": (
            "name short_name orgnr layers method hours_per_control second_factor_roles log_in_with"
        ),
        "accounts.Unit": "name",
        "accounts.Membership": "control_kind",
        "worker.WorkerBeat": "worker",
        "worker.Turn": "name worker",
    }
)
