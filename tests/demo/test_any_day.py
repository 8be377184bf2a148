import datetime

import pytest
from django.utils import timezone

from minutes import demo
from minutes.models import Meeting


@pytest.mark.parametrize("today", ["2027-12-28", "2028-02-29"])
def test_the_demo_can_be_made_on_any_day(db, no_pango, today, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date.fromisoformat(today))
    assert demo.seed()
    assert Meeting.objects.count() == 6
