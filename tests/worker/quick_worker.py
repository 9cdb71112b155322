"""`ryddig worker`, which sees in seconds what else takes it minutes: a silent colleague, a mail that was cut off."""

import sys
from datetime import timedelta


def main() -> None:
    """Until killed, or told to stop."""
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "ryddig.site.settings"
    django.setup()
    from ryddig.cli.main import ryddig
    from ryddig.records.correspondence import sending
    from ryddig.worker import loop, queue, signs

    sending.CUT_OFF = timedelta(seconds=3)  # type: ignore[misc]  # shorter than in life, for the test
    sending.WAITS = (timedelta(seconds=0.5),) * 40  # type: ignore[misc]  # as above
    signs.SILENT = timedelta(seconds=3)  # type: ignore[misc]  # as above
    queue.MOST_TRIES = 50  # type: ignore[misc]  # as above
    loop.BEAT_EVERY, loop.EVERY, loop.AFTER_A_FAULT = 0.5, 0.1, 0.5  # type: ignore[misc]  # as above
    sys.argv[0] = "ryddig"
    ryddig(["worker"])


if __name__ == "__main__":
    main()
