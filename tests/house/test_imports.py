"""The floors of the house; the contracts themselves stand in pyproject.toml."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_the_import_contracts_hold(capsys, monkeypatch, pytestconfig):
    monkeypatch.chdir(pytestconfig.rootpath)
    status = lint_imports(config_filename="pyproject.toml", cache_dir="var/import-linter")
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
