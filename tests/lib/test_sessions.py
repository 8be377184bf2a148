import datetime

import pytest
from django.utils import timezone

from minutes.lib.sessions import SessionStore


@pytest.mark.django_db
def test_a_session_is_read_until_it_expires_and_by_its_whole_key_alone():
    kept = SessionStore()
    kept["who"] = "Siv"
    kept.save()
    assert SessionStore(kept.session_key)["who"] == "Siv"
    for key in (kept.session_key[:-1], kept.session_key.upper(), "%", "å' OR 1=1 --" * 9, "no\0key" * 9):
        unknown = SessionStore(key)
        assert unknown.get("who") is None
        assert unknown.session_key is None
    SessionStore.get_model_class().objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert SessionStore(kept.session_key).get("who") is None
