"""What an OpenID Connect provider answers is believed only when all of it fits: tried with tokens signed here."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from minutes.lib import oidc
from minutes.lib.identity import NotProved

BACK = "https://justera.example/identity/complete/"
HIGH = "http://id.example/loa3"
KEY, OTHER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())


class Provider(BaseHTTPRequestHandler):
    """A provider that answers what the test has laid out; `asked` is what it was asked last."""

    def do_GET(self):
        self.answer(self.server.pages.get(self.path, {}))

    def do_POST(self):
        self.server.asked = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.server.asked["authorization"] = self.headers["Authorization"]
        self.answer(self.server.pages[self.path])

    def answer(self, page):
        status = page.pop("status", 200) if "status" in page else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.path)
        self.end_headers()
        self.wfile.write(json.dumps(page).encode())

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with HTTPServer(("127.0.0.1", 0), Provider) as made:
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def issuer(server):
    oidc.forget()
    here = f"http://127.0.0.1:{server.server_port}"
    key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(KEY.public_key()))
    server.pages = {
        "/.well-known/openid-configuration": {
            "issuer": here, "authorization_endpoint": f"{here}/in", "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys", "userinfo_endpoint": f"{here}/who",
        },
        "/keys": {"keys": [key | {"kid": "one", "use": "sig", "alg": "ES256"}]},
    }  # fmt: skip
    return here


@pytest.fixture
def provider(issuer):
    return oidc.Provider("BankID", issuer, "justera", "hem:lig", levels=(HIGH,))


@pytest.fixture
def ask(provider, server):
    """ask(token={...}, key=, answer={...}): begin, let the provider answer with such a token, and complete."""

    def asked(*, key=KEY, kid="one", alg="ES256", answer=None, drop=(), **claims):
        begun = provider.begin(BACK)
        said = {
            "iss": provider.issuer, "aud": "justera", "sub": "7", "iat": int(time.time()), "exp": int(time.time()) + 60,
            "nonce": begun.kept["nonce"], "auth_time": int(time.time()), "acr": HIGH, "jti": "t-1",
            "name": "Jorunn Ask", "email": "jorunn@ljungdal.example", "email_verified": True,
        } | claims  # fmt: skip
        token = jwt.encode({k: v for k, v in said.items() if k not in drop}, key, alg, headers={"kid": kid})
        server.pages["/token"] = {"id_token": token, "access_token": "a", "token_type": "Bearer"}
        returned = {"state": begun.state, "code": "c"} | (answer or {})
        return provider.complete(begun.kept, returned, BACK)

    return asked


def test_the_question_asks_for_a_fresh_proof_bound_to_this_browser(provider):
    address, again = (provider.begin(BACK).address for _ in range(2))
    asked, other = (dict(parse_qsl(urlsplit(one).query)) for one in (address, again))
    assert asked.items() >= {
        "response_type": "code", "redirect_uri": BACK, "prompt": "login", "max_age": "0", "acr_values": HIGH,
        "code_challenge_method": "S256", "scope": "openid email profile",
    }.items()  # fmt: skip
    assert not {asked[name] for name in ("state", "nonce", "code_challenge")} & set(other.values())


def test_an_answer_that_fits_names_issuer_level_and_transaction(ask, provider, server):
    found = ask()
    assert (found.service, found.issuer, found.level, found.transaction) == ("BankID", provider.issuer, HIGH, "t-1")
    assert (found.subject, found.name) == ("jorunn@ljungdal.example", "Jorunn Ask")
    assert server.asked["code_verifier"]
    assert server.asked["authorization"] == "Basic anVzdGVyYTpoZW0lM0FsaWc="
    assert "jorunn" not in repr(found)
    assert "hem:lig" not in repr(provider)


REFUSED = {
    "another state": ("answer", {"answer": {"state": "x"}}),
    "no state": ("answer", {"answer": {"state": ""}}),
    "no code": ("answer", {"answer": {"code": ""}}),
    "another issuer in the answer": ("answer", {"answer": {"iss": "https://evil.example"}}),
    "cancelled": ("cancelled", {"answer": {"error": "access_denied"}}),
    "an error": ("answer", {"answer": {"error": "server\x00<b>"}}),
    "another nonce": ("answer", {"nonce": "x"}),
    "no nonce": ("answer", {"drop": ["nonce"]}),
    "another audience": ("answer", {"aud": "somebody"}),
    "two audiences and no word for whom": ("answer", {"aud": ["justera", "somebody"]}),
    "for another party": ("answer", {"azp": "somebody"}),
    "another issuer": ("answer", {"iss": "https://evil.example"}),
    "another key": ("answer", {"key": OTHER_KEY}),
    "no signature": ("answer", {"key": None, "alg": "none"}),
    "a shared secret": ("answer", {"key": "hem:lig" * 8, "alg": "HS256"}),
    "run out": ("answer", {"exp": int(time.time()) - 3600}),
    "nobody": ("answer", {"drop": ["sub"]}),
    "an earlier proof": ("stale", {"auth_time": int(time.time()) - 3600}),
    "a proof of tomorrow": ("stale", {"auth_time": int(time.time()) + 86400}),
    "no time": ("stale", {"drop": ["auth_time"]}),
    "time as words": ("stale", {"auth_time": "now"}),
    "too low": ("level", {"acr": "http://id.example/loa2"}),
    "no level": ("level", {"drop": ["acr"]}),
    "mail that nobody verified": ("answer", {"email_verified": "true"}),
    "no mail": ("answer", {"email": ""}),
}


@pytest.mark.parametrize(("why", "given"), REFUSED.values(), ids=list(REFUSED))
def test_what_does_not_fit_proves_nobody(ask, why, given):
    with pytest.raises(NotProved) as refused:
        ask(**given)
    assert refused.value.why == why


def test_the_transaction_is_what_the_provider_calls_it_or_its_token_by_hash(ask):
    assert ask(txn="bank-7").transaction == "bank-7"
    assert re.fullmatch("sha256:[0-9a-f]{64}", ask(drop=["jti"]).transaction)


def test_what_is_left_out_of_the_token_is_asked_for_and_must_be_of_the_same_person(ask, server):
    told = {"email": "jorunn@ljungdal.example", "email_verified": True}
    server.pages["/who"] = told | {"sub": "7"}
    assert ask(drop=["email"]).subject == "jorunn@ljungdal.example"
    server.pages["/who"] = told | {"sub": "8"}
    with pytest.raises(NotProved):
        ask(drop=["email"])


def test_a_new_key_of_the_provider_is_asked_for(ask, server):
    ask()
    key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(OTHER_KEY.public_key()))
    server.pages["/keys"] = {"keys": [key | {"kid": "two"}]}
    assert ask(key=OTHER_KEY, kid="two")
    with pytest.raises(NotProved):
        ask()  # by the old one, which is taken back


@pytest.mark.parametrize(("status", "why"), [(400, "answer"), (503, "unreachable"), (302, "answer")])
def test_a_code_that_is_used_up_or_not_taken_proves_nobody(provider, server, status, why):
    server.pages["/token"] = {"status": status}
    with pytest.raises(NotProved) as refused:
        provider.complete({"state": "s", "verifier": "v", "nonce": "n", "at": 0}, {"state": "s", "code": "c"}, BACK)
    assert refused.value.why == why


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "https://evil.example/token"},
        {"token_endpoint": "http://169.254.169.254/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_leads_elsewhere_is_not_followed(ask, server, wrong):
    server.pages["/.well-known/openid-configuration"] |= wrong
    with pytest.raises(NotProved):
        ask()


def test_a_provider_that_is_not_there_is_told_so():
    with pytest.raises(NotProved) as refused:
        oidc.Provider("BankID", "http://127.0.0.1:9", "justera", "x").begin(BACK)
    assert refused.value.why == "unreachable"
