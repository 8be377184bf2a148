"""Fixtures whose rows are made once in a process, and put back as they were for each test that asks for them.

Making the cast takes longer than most of what is tried with it. What such a fixture made is kept as plain statements,
with a copy of what it returned and of the mails that went out. It counts only while a test has nothing but other such
fixtures: once the test has written something of its own, the next one is made as usual, as they all are in a test that
commits.
"""

import datetime
import inspect
import io
import itertools
import pickle

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, transaction

from minutes.documents import render

WRITES = ("INSERT", "UPDATE", "DELETE")
_kept = {}
_numbers = itertools.count(1)


def standing(make):
    """In place of `pytest.fixture`, on a function of other standing fixtures."""

    def fixture(once, **on):
        return once(make, **on)

    parameters = [inspect.Parameter("once", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    fixture.__signature__ = inspect.Signature([*parameters, *inspect.signature(make).parameters.values()])
    fixture.__name__, fixture.__doc__ = make.__name__, make.__doc__
    return pytest.fixture(fixture)


class Once:
    """What standing fixtures have made in this test."""

    def __init__(self):
        self.values = {}
        self.names = {}
        self.untouched = True

    def __call__(self, make, **on):
        names = [self.names.get(id(one)) for one in on.values()]
        if not self.untouched or None in names or not connection.in_atomic_block:
            return make(**on)
        # What is there already may be part of it too: a meeting's roster is made of all who have a seat.
        around = (settings.TASKS["default"]["BACKEND"], render._has_pango(), *sorted(map(hash, self.values)))
        name = (connection.vendor, make.__module__, make.__name__, *around, *names)
        if name not in _kept:
            _kept[name] = self.made(make, on)
        self.values[name] = value = self.put(*_kept[name])
        self.names[id(value)] = name
        self.untouched = True
        return value

    def watch(self, execute, sql, params, many, context):
        self.untouched = self.untouched and not sql.startswith(WRITES)
        return execute(sql, params, many, context)

    def made(self, make, on):
        """The statements, and value and mails pickled. All is taken back: the first test has it as the others do."""
        before = _all_rows()
        with transaction.atomic():
            _number_from(next(_numbers) * 10_000)
            sent = len(mail.outbox)
            value = make(**on)
            statements = list(_difference(before, _all_rows()))
            transaction.set_rollback(True)
        pickled = io.BytesIO()
        _Pickler(pickled, self.names).dump((value, mail.outbox[sent:]))
        del mail.outbox[sent:]
        return statements, pickled.getvalue()

    def put(self, statements, pickled):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
        value, mails = _Unpickler(io.BytesIO(pickled), self.values).load()
        mail.outbox += mails
        return value


class _Pickler(pickle.Pickler):
    """Names what other fixtures returned: the organisation of a body is the organisation of the test, not its copy."""

    def __init__(self, file, names):
        super().__init__(file)
        self.names = names

    def persistent_id(self, one):
        return self.names.get(id(one))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, values):
        super().__init__(file)
        self.values = values

    def persistent_load(self, name):
        return self.values[name]


def _all_rows():
    """{(table, columns, place of the primary key): {primary key: row}}"""
    found = {}
    with connection.cursor() as cursor:
        for meta in (model._meta for model in apps.get_models(include_auto_created=True)):
            cursor.execute(f'SELECT * FROM "{meta.db_table}"')
            columns = tuple(column[0] for column in cursor.description)
            key = columns.index(meta.pk.column)
            found[meta.db_table, columns, key] = {row[key]: [_plain(value) for value in row] for row in cursor}
    return found


def _plain(value):
    """A value read as one that can be written by hand."""
    return str(value) if isinstance(value, datetime.date | datetime.time) else value


def _difference(before, after):
    """The statements that add and change rows; fixtures delete none."""
    for (table, columns, key), rows in after.items():
        old = before[table, columns, key]
        new = [row for number, row in rows.items() if number not in old]
        if new:
            marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(new))
            names = ", ".join(f'"{column}"' for column in columns)
            yield f'INSERT INTO "{table}" ({names}) VALUES {marks}', list(itertools.chain(*new))
        for number, was in old.items():
            changed = {column: now for column, now, then in zip(columns, rows[number], was, strict=True) if now != then}
            if changed:
                sets = ", ".join(f'"{column}" = %s' for column in changed)
                yield f'UPDATE "{table}" SET {sets} WHERE "{columns[key]}" = %s', [*changed.values(), number]


def _number_from(number):
    """SQLite gives the number of a row again that was taken back: what is kept has numbers that no test comes to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")
            for model in apps.get_models(include_auto_created=True):
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [model._meta.db_table, number])
