"""An item's next revision, with what is new in it, unless somebody was quicker."""

import datetime
from functools import cache

from django.db.models import TextField, Value

from minutes.lib.prepared import Update
from minutes.models import AgendaItem


def take(item, values):
    """Change the columns and raise the revision where it is still the one that was read; False where it is not."""
    values = values | {"revision": item.revision + 1}
    if all(type(value) in (str, int, datetime.datetime) for value in values.values()):
        taken = _quickly(item, values)
    else:
        taken = AgendaItem.objects.filter(pk=item.pk, revision=item.revision).update(**values)
    if not taken:
        return False
    for name, value in values.items():
        setattr(item, name, value)
    return True


def _quickly(item, values):
    # Cleaned here, as every write is by its field: what is put into SQL once passes no field any more.
    field = AgendaItem._meta.get_field
    cleaned = {name: field(name).get_prep_value(one) for name, one in values.items() if isinstance(one, str)}
    update = _update(tuple((name, type(value)) for name, value in sorted(values.items())))
    return update(pk=item.pk, seen=item.revision, **values | cleaned)


@cache
def _update(columns):
    def build(pk, seen, **values):
        texts = {name: Value(values[name], output_field=TextField()) for name, kind in columns if kind is str}
        return AgendaItem.objects.filter(pk=pk, revision=seen), values | texts

    return Update(build, pk=int, seen=int, **dict(columns))
