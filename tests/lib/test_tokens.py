from minutes.lib import tokens


def test_a_token_has_256_bits_and_only_its_digest_recognises_it():
    token, digest = tokens.new()
    assert len(token) == 43
    assert digest == tokens.digest(token)
    assert token != tokens.new()[0]
    assert token not in digest


def test_whatever_is_sent_as_a_token_has_a_digest():
    assert len({tokens.digest(sent) for sent in ("", "a", "å\x00", "\ud800", "a" * 100_000)}) == 5
