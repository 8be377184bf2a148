"""Sessions in the database, as Django keeps them; each request reads one, by a statement that is put into SQL once."""

import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.models import Session
from django.utils import timezone

from .prepared import Objects

CHARACTERS = frozenset(VALID_KEY_CHARS)


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: Any) -> bool:
        # A cookie can hold what no key does, such as the character that PostgreSQL cannot be asked for.
        return bool(super()._validate_session_key(key)) and CHARACTERS.issuperset(key)  # type: ignore[misc]

    def _get_session_from_db(self) -> Any:
        found = _alive.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


_alive = Objects(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime.datetime
)
