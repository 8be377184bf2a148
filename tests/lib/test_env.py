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


def test_what_is_needed_must_be_there(monkeypatch):
    monkeypatch.setenv("CLIENT", " ")
    with pytest.raises(env.BadEnvironment, match="CLIENT"):
        env.needed("CLIENT")
