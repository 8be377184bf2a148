"""Queries that are asked all the time, put into SQL once.

Django builds the SQL of a query anew each time that it is asked. For what each open page asks every other second that
costs several times as much as the database's own work.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

BIGGEST = 2**63 - 1  # what a column of numbers can hold: no row has a greater one
# Values that no query holds by itself: where they turn up in the SQL's parameters, the asked ones go.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 2_100_000_000 + n,
    str: lambda n: f"\ue000{n}",
    datetime.date: lambda n: datetime.date(1900, 1, 1 + n),
    datetime.datetime: lambda n: datetime.datetime(1900, 1, 1 + n, tzinfo=datetime.UTC),
}


@dataclass(frozen=True)
class _Statement:
    sql: str
    params: tuple[tuple[str, Any], ...]  # the name of a value, or "" and the parameter itself
    converters: tuple[tuple[int, list[Any], Any], ...]


class Prepared:
    """A query by `build`, which makes a queryset of values_list from named values of these kinds.

    Columns are named before annotations. None is no value: a query that looks for nothing has other SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self.statements: dict[str, _Statement] = {}

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of build(**values)."""
        if connection.vendor not in self.statements:
            self.statements[connection.vendor] = self._prepare()
        statement = self.statements[connection.vendor]
        adapted = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [adapted[name] if name else param for name, param in statement.params])
            rows = cursor.fetchall()
        return [_converted(row, statement.converters) for row in rows]

    def _prepare(self) -> _Statement:
        marks = {name: _MARKS[kind](n) for n, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.build(**marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_adapted(mark): name for name, mark in marks.items()}
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Statement(
            sql,
            tuple((names.get(param, ""), param) for param in params),
            tuple((place, found, expression) for place, (found, expression) in converters.items()),
        )


def _adapted(value: Any) -> Any:
    """A value as the database's driver is given it."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _converted(row: tuple[Any, ...], converters: tuple[tuple[int, list[Any], Any], ...]) -> tuple[Any, ...]:
    values = list(row)
    for place, found, expression in converters:
        for convert in found:
            values[place] = convert(values[place], expression, connection)
    return tuple(values)
