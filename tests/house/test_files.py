"""Small rooms, nothing left for later, nothing in pages that the security policy would refuse."""

import ast
import re

from tests.house.files import ROOT, name, of_project, with_suffix

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 150
# Read by WeasyPrint only, and written to a file of its own: no security policy stands between.
STAND_ALONE = {"templates/documents/paper.html", "templates/documents/standalone.html"}
MIGRATIONS = "minutes/migrations/"
# Written so that this file does not find itself.
LEFT_FOR_LATER = re.compile(r"(?:#|//|/\*|<!--).*\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
TEXT = {".py", ".html", ".txt", ".xml", ".css", ".js", ".md", ".toml", ".sh", ".in"}
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"""<script\b(?![^>]*\b(?:src=|type="application/json"))|\son[a-z]+\s*=\s*["']""", re.IGNORECASE
)


def lines(path):
    return path.read_text(encoding="utf-8").count("\n")


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_short():
    files = [path for path in with_suffix(".py", ".css", ".js") if not name(path).startswith(MIGRATIONS)]
    assert [f"{name(path)}: {lines(path)}" for path in files if lines(path) > LONGEST_FILE] == []


def test_templates_are_short():
    templates = [path for path in with_suffix(".html", ".txt", ".xml") if name(path).startswith("templates/")]
    assert [f"{name(path)}: {lines(path)}" for path in templates if lines(path) > LONGEST_TEMPLATE] == []


def test_functions_are_short():
    too_long = [
        f"{name(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in with_suffix(".py")
        if not name(path).startswith(MIGRATIONS)
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_nothing_is_left_for_later():
    found = [
        f"{name(path)}:{number}"
        for path in of_project()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_FOR_LATER.search(line)
    ]
    assert found == []


def test_templates_hold_no_inline_styles_or_scripts():
    templates = [path for path in with_suffix(".html") if name(path).startswith("templates/")]
    pages = [path for path in templates if name(path) not in STAND_ALONE]
    found = [
        f"{name(path)}:{number}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if INLINE_STYLE.search(line) or INLINE_SCRIPT.search(line)
    ]
    assert found == []


def test_both_lock_files_pin_the_same_versions():
    def pins(file):
        return dict(re.findall(r"^([a-z0-9._-]+(?:\[[a-z,]+\])?)==(\S+)", (ROOT / file).read_text(), re.MULTILINE))

    product, suite = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(product) > 20
    assert {package: suite.get(package) for package in product} == product
