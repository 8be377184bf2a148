"""Statements that are asked all the time, put into SQL once, and planned by PostgreSQL once in each connection.

Django builds the SQL of a query anew each time that it is asked. For what each open page asks every other second that
costs several times as much as the database's own work. Most of that work, again, is PostgreSQL's planning.
"""

import datetime
import hashlib
import time
import weakref
from collections.abc import Callable
from typing import Any

import psycopg2.extensions
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models import query as querying
from django.db.models.sql import Query, UpdateQuery

_BIGGEST = 2**63 - 1  # what a column of numbers can hold
# Values that no query holds by itself: where they turn up in the SQL's parameters, the asked ones go.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 32_000 + n,  # even in the smallest kind of column, else Django looks for nothing
    str: lambda n: f"\ue000{n}",
    datetime.date: lambda n: datetime.date(1900, 1, 1 + n),
    datetime.datetime: lambda n: datetime.datetime(1900, 1, 1 + n, tzinfo=datetime.UTC),
}
_POSTGRESQL = {int: "bigint", str: "text", datetime.date: "date", datetime.datetime: "timestamptz"}
# What PostgreSQL was told in each connection.
_told: weakref.WeakKeyDictionary[Any, set[str]] = weakref.WeakKeyDictionary()
# "cached plan must not change result type", and a name that is not known: the server was changed while we ran.
_STALE = ("0A000", "26000")


class _Prepared:
    """A statement by a function that makes it from named values of these kinds.

    None is no value: a statement that looks for nothing has other SQL.
    """

    def __init__(self, build: Callable[..., Any], **kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self.statements: dict[str, tuple[str, list[tuple[str, Any]]]] = {}

    def query(self, **marks: Any) -> Query:
        raise NotImplementedError

    def learn(self, compiler: Any) -> None:
        """Look at the query once it has been put into SQL."""

    def execute(self, cursor: CursorWrapper, values: dict[str, Any]) -> None:
        if connection.vendor not in self.statements:
            self.statements[connection.vendor] = self._prepare()
        sql, params = self.statements[connection.vendor]
        self.send(cursor, sql, params, {name: _adapted(value) for name, value in values.items()})

    def send(self, cursor: CursorWrapper, sql: str, params: list[tuple[str, Any]], values: dict[str, Any]) -> None:
        cursor.execute(sql, [values[name] if name else param for name, param in params])

    def _prepare(self) -> tuple[str, list[tuple[str, Any]]]:
        marks = {name: _MARKS[kind](n) for n, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.query(**marks).get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        self.learn(compiler)
        names = {_adapted(mark): name for name, mark in marks.items()}
        if lost := set(names) - set(params):
            raise ValueError(f"the statement does not hold {sorted(names[mark] for mark in lost)} as they are given")
        return sql, [(names.get(param, ""), param) for param in params]


class Rows(_Prepared):
    """Reading: the function makes a queryset of values_list, with columns named before annotations.

    Nothing is found by a number that is greater than any row's, such as an address may hold.
    """

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        if any(kind is int and values[name] > _BIGGEST for name, kind in self.kinds.items()):
            return []
        with connection.cursor() as cursor:
            self.execute(cursor, values)
            return [self._converted(row) for row in cursor.fetchall()]

    def send(self, cursor: CursorWrapper, sql: str, params: list[tuple[str, Any]], values: dict[str, Any]) -> None:
        if connection.vendor != "postgresql":
            super().send(cursor, sql, params, values)
            return
        try:
            self._send_by_name(cursor, sql, params, values)
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", "") not in _STALE:
                raise
            # Only a new connection can be told anew: Django opens one for the next request.
            connection.close_at = time.monotonic()
            if connection.in_atomic_block:
                raise
            super().send(cursor, sql, params, values)

    def _send_by_name(
        self, cursor: CursorWrapper, sql: str, params: list[tuple[str, Any]], values: dict[str, Any]
    ) -> None:
        """The server keeps what it was told to prepare as long as the connection, whatever becomes of a transaction."""
        told = _told.setdefault(connection.connection, set())
        if self.name not in told:
            places = {name: psycopg2.extensions.AsIs(f"${n}") for n, name in enumerate(self.kinds, 1)}
            kinds = ", ".join(_POSTGRESQL[kind] for kind in self.kinds.values())
            given = [places[name] if name else param for name, param in params]
            with connection.wrap_database_errors:
                cursor.cursor.execute(f"PREPARE {self.name} {kinds and f'({kinds})'} AS {sql}", given)
            told.add(self.name)
        marks = ", ".join(["%s"] * len(self.kinds))
        cursor.execute(f"EXECUTE {self.name} {marks and f'({marks})'}", [values[name] for name in self.kinds])

    def _prepare(self) -> tuple[str, list[tuple[str, Any]]]:
        sql, params = super()._prepare()
        # By what it says: in a connection that a pooler lends to several processes no name means two statements.
        said = repr((sql, params, [*self.kinds.items()])).encode()
        self.name = f"justera_{hashlib.sha256(said).hexdigest()[:32]}"
        return sql, params

    def query(self, **marks: Any) -> Query:
        queryset: QuerySet[Any, Any] = self.build(**marks)
        return queryset.query

    def learn(self, compiler: Any) -> None:
        self.converters = compiler.get_converters([column[0] for column in compiler.select])

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


class Objects(Rows):
    """Reading: the function makes a queryset of whole objects, with annotations and those of select_related."""

    def __call__(self, **values: Any) -> list[Any]:
        return [self._made(row) for row in super().__call__(**values)]

    def first(self, **values: Any) -> Any | None:
        """The first object; None when there is none. All are asked for: the function says how many it takes."""
        return next(iter(self(**values)), None)

    def learn(self, compiler: Any) -> None:
        super().learn(compiler)
        info, select = compiler.klass_info, compiler.select
        self.model: type[Model] = info["model"]
        self.own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in select[self.own]]
        self.more: dict[str, int] = compiler.annotation_col_map
        # Django's own, which is not public: the test tells when a new release asks it for something else.
        populators: Any = querying.get_related_populators
        self.related = populators(info, select, connection.alias)

    def _made(self, row: tuple[Any, ...]) -> Model:
        made = self.model.from_db(connection.alias, self.names, row[self.own])
        for one in self.related:
            one.populate(row, made)
        for name, place in self.more.items():
            setattr(made, name, row[place])
        return made


class Update(_Prepared):
    """Changing: the function makes a queryset and a dict of new values for columns of its own table."""

    def __call__(self, **values: Any) -> int:
        """How many rows were changed."""
        with connection.cursor() as cursor:
            self.execute(cursor, values)
            return int(cursor.rowcount)

    def query(self, **marks: Any) -> Query:
        queryset, values = self.build(**marks)
        changed = queryset.query.chain(UpdateQuery)
        changed.add_update_values(values)
        return changed  # type: ignore[no-any-return]


def attach(parent: Model, name: str, children: list[Any]) -> None:
    """Leave `parent.name` as prefetch_related would: all() is these rows, and each of them knows its parent."""
    manager: Any = getattr(parent, name)
    found = manager.get_queryset()
    found._result_cache, found._prefetch_done = children, True
    kept: Any = parent
    if not hasattr(kept, "_prefetched_objects_cache"):
        kept._prefetched_objects_cache = {}
    kept._prefetched_objects_cache[manager.field.remote_field.cache_name] = found
    for child in children:
        manager.field.set_cached_value(child, parent)


def _adapted(value: Any) -> Any:
    """A value as the database's driver is given it."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value
