"""Sessions in the database, read by a query whose text is kept: every request of a signed-in person asks."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from vikno.common import clock
from vikno.common.compiled import compiled


class SessionStore(db.SessionStore):
    """Django's own but for the reading."""

    def _get_session_from_db(self) -> Session | None:
        found = _living(self.session_key or "", clock.now())
        if found:
            return found[0]
        self._session_key = None
        return None


@compiled
def _living(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)
