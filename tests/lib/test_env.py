"""A variable that cannot be read stops the start, and says which."""

import pytest

from minutes.lib import env


@pytest.mark.parametrize(
    "wrong",
    ["http://id.example", "id.example", "https://", "https://a@id.example", "file:///etc/passwd", "https://[", "x:y"],
)
def test_an_address_that_others_could_listen_to_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("ISSUER", wrong)
    with pytest.raises(env.BadEnvironment, match="ISSUER"):
        env.address("ISSUER")


@pytest.mark.parametrize("right", ["", "https://id.example/oidc", "http://127.0.0.1:9000", "http://localhost:9000"])
def test_an_address_stays_as_it_stands(monkeypatch, right):
    monkeypatch.setenv("ISSUER", right)
    assert env.address("ISSUER") == right


def test_a_word_that_is_none_of_the_choices_is_refused(monkeypatch):
    monkeypatch.setenv("LOUD", "ERROR")
    assert [env.choice("LOUD", "INFO", "ERROR"), env.choice("UNSET", "INFO", "ERROR")] == ["ERROR", "INFO"]
    monkeypatch.setenv("LOUD", "loudly")
    with pytest.raises(env.BadEnvironment, match="LOUD must be one of INFO, ERROR"):
        env.choice("LOUD", "INFO", "ERROR")


def test_what_is_needed_must_be_there(monkeypatch):
    monkeypatch.setenv("CLIENT", " ")
    with pytest.raises(env.BadEnvironment, match="CLIENT"):
        env.needed("CLIENT")


@pytest.mark.parametrize("wrong", ["foo", "mysql://a:secret@b/c", "postgres://a:secret@b:port/c"])
def test_a_database_of_another_kind_is_refused_without_its_password(monkeypatch, wrong):
    monkeypatch.setenv("DATABASE", wrong)
    with pytest.raises(env.BadEnvironment, match="DATABASE") as refused:
        env.database("DATABASE", "sqlite:///x")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("value", ["", "postgres://a:b@c/d", "postgres:///d"])
def test_a_database_is_that_of_the_address_and_none_is_the_default(monkeypatch, value):
    monkeypatch.setenv("DATABASE", value)
    found = env.database("DATABASE", "sqlite:///d")
    assert (found["ENGINE"].rpartition(".")[2], found["NAME"].rpartition("/")[2]) == (
        "postgresql" if value else "sqlite3", "d"
    )
