"""Import contracts, ruff and mypy, as a developer runs them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)


def test_the_import_contracts_hold():
    # In a process of its own, as the others: it sets up logging anew, and whatever our code logs would be lost.
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program, "--cache-dir", "var/import-linter"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_ruff_finds_nothing():
    result = run("ruff", "check", "--output-format=concise", ".")
    assert result.returncode == 0, result.stdout + result.stderr


def test_mypy_strict_finds_nothing_in_lib_and_documents():
    result = run("mypy")
    assert result.returncode == 0, result.stdout + result.stderr
