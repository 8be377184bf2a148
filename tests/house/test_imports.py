"""What no contract of pyproject.toml can say of imports."""

import ast

from tests.house.files import name, with_suffix

# Documents are made of values: these tell of tables, users and requests.
IMPURE = ("django.db", "django.http", "django.contrib", "django.utils.timezone")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_documents_know_no_table_user_request_or_clock():
    files = [path for path in with_suffix(".py") if name(path).startswith("minutes/documents/")]
    assert files
    assert [
        f"{name(path)}: {module}"
        for path in files
        for module in imported(path)
        if f"{module}.".startswith(tuple(f"{prefix}." for prefix in IMPURE))
    ] == []
