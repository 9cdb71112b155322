"""What buyer and supplier talk about: meetings with minutes, decisions, expectations, trust, changes, time."""

from ryddig.records.dialogue.meeting_models import Meeting, MeetingDecision, MeetingPoint
from ryddig.records.dialogue.talk_models import ChangeEntry, Evaluation, Expectation, TimeEntry, TrustPulse

__all__ = [
    "ChangeEntry",
    "Evaluation",
    "Expectation",
    "Meeting",
    "MeetingDecision",
    "MeetingPoint",
    "TimeEntry",
    "TrustPulse",
]
