"""A document is made of Minutes and Proof alone: its templates load no tag that knows a model, a user or a request."""

import ast
import importlib
import inspect
import re

from django.template import engines

from tests.house.files import name, with_suffix

LOAD = re.compile(r"{%-?\s*load\s+(.+?)\s*%}")
# What a pure tag library may import: Django's template tools, and the floors below documents.
ALLOWED = ("django.template", "django.utils", "minutes.documents", "minutes.lib")
IMPURE_TAG = re.compile(r"takes_context\s*=\s*True")


def loads(path):
    """The tag libraries that a template loads; `{% load a b from library %}` names its last word."""
    for words in LOAD.findall(path.read_text(encoding="utf-8")):
        names = words.split()
        yield from names[-1:] if "from" in names else names


def impurities(module):
    source = inspect.getsource(module)
    for node in ast.walk(ast.parse(source)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for imported in modules:
            is_ours = imported.startswith(("django", "minutes"))
            if is_ours and not f"{imported}.".startswith(tuple(f"{prefix}." for prefix in ALLOWED)):
                yield f"{module.__name__} imports {imported}"
    if IMPURE_TAG.search(source):
        yield f"{module.__name__} has a tag that reads the context"


def test_document_templates_load_only_tags_that_know_no_model_user_or_request():
    libraries = engines["django"].engine.libraries
    templates = [path for path in with_suffix(".html") if name(path).startswith("templates/documents/")]
    assert templates
    found = [
        f"{name(path)}: {problem}"
        for path in templates
        for library in loads(path)
        for problem in impurities(importlib.import_module(libraries[library]))
    ]
    assert found == []
