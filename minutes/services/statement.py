"""What an organisation says of how accessible its minutes are."""

from django.db import transaction
from django.utils import timezone

from minutes import audit
from minutes.models import Statement

from .storing import store


@transaction.atomic
def edit(organisation, *, by, **fields):
    """Write the statement, the first or a later one; it carries the day on which it was written."""
    statement = Statement.objects.filter(organisation=organisation).first() or Statement(organisation=organisation)
    for name, value in fields.items():
        setattr(statement, name, value)
    statement.updated = timezone.localdate()
    store(statement)
    audit.record("statement.edit", organisation, by=by, details={"level": statement.level})
    return statement
