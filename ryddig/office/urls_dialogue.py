"""Addresses of the dialogue with the supplier."""

from django.urls import path

from ryddig.office.views import dialogue, talks

AT = "contracts/<int:contract_id>/dialogue"
urlpatterns = [
    path(f"{AT}/", dialogue.dialogue, name="dialogue"),
    path(f"{AT}/meetings/<int:meeting_id>/", dialogue.meeting, name="meeting"),
    path(f"{AT}/meetings/<int:meeting_id>/agenda/", dialogue.agenda, name="meeting_agenda"),
    path(f"{AT}/meetings/<int:meeting_id>/file.<str:shape>", dialogue.document, name="meeting_file"),
    path(f"{AT}/decisions/<int:decision_id>/", dialogue.decision, name="meeting_decision"),
    path(f"{AT}/trust/", talks.talks, name="talks"),
    path(f"{AT}/expectations/", talks.expect, name="expect"),
    path(f"{AT}/expectations/<int:expectation_id>/", talks.withdraw, name="expect_withdraw"),
    path(f"{AT}/changes/", talks.changes, name="changes"),
    path(f"{AT}/changes/<int:change_id>/", talks.decide, name="change_decide"),
    path(f"{AT}/evaluation/", talks.evaluation, name="evaluation"),
    path(f"{AT}/time/", talks.time_spent, name="time_spent"),
    path(f"{AT}/time/<int:entry_id>/", talks.take_back, name="time_take_back"),
]
