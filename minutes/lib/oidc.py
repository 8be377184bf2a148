"""Identities from an OpenID Connect provider: authorization code with PKCE, and an authentication made just now.

The server speaks with the issuer's own host alone, follows no redirects and reads little, so that a provider that was
taken over leads it nowhere. PyJWT verifies the signature of the ID token; what it must say is tried here.
"""

import base64
import hashlib
import hmac
import http.client
import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import jwt

from . import env
from .identity import Begun, Identity, NotProved

ALGORITHMS: Final = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"]
SKEW = 60  # seconds that two clocks may differ
_TIMEOUT, _LARGEST, _REMEMBERED = 10, 200_000, 3600
_LONGEST = 200  # of what is kept of an answer
_documents: dict[str, tuple[float, dict[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class Provider:
    """A lib.identity.Service. `levels` (acr) are asked for and nothing else is taken; empty takes any.

    `claim` says what a person is known by; with "email" it must be verified.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    levels: tuple[str, ...] = ()
    claim: str = "email"
    scopes: str = "openid email profile"

    @property
    def by_mail(self) -> bool:
        return self.claim == "email"

    def begin(self, back: str) -> Begun:
        """As lib.identity.Service says."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": self.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": _base64(hashlib.sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "prompt": "login",
            "max_age": "0",
        }
        if self.levels:
            asked["acr_values"] = " ".join(self.levels)
        where = self._endpoint("authorization_endpoint")
        address = f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"
        return Begun(address, state, {"nonce": nonce, "verifier": verifier, "at": int(time.time()), "state": state})

    def complete(self, kept: Mapping[str, Any], answer: Mapping[str, str], back: str) -> Identity:
        """As lib.identity.Service says."""
        if not hmac.compare_digest(str(kept["state"]).encode(), answer.get("state", "").encode()):
            raise NotProved("answer", "another state")
        if answer.get("iss", self.issuer) != self.issuer:
            raise NotProved("answer", "another issuer")
        if "error" in answer:
            cancelled = answer["error"] in ("access_denied", "login_required", "interaction_required")
            raise NotProved("cancelled" if cancelled else "answer", ascii(answer["error"])[:_LONGEST])
        if not answer.get("code"):
            raise NotProved("answer", "no code")
        tokens = self._exchange(answer["code"], kept["verifier"], back)
        token = str(tokens.get("id_token", ""))
        claims = self.read(token, nonce=kept["nonce"], since=kept["at"])
        # A provider that numbers nothing can find the token that it issued by this.
        named = {"jti": f"sha256:{hashlib.sha256(token.encode()).hexdigest()}"}
        return self._identity(named | self._more(claims, tokens.get("access_token")))

    def read(self, token: str, *, nonce: str, since: int) -> dict[str, Any]:
        """The claims of an ID token of this issuer, to us, for this question, of a proof made after `since`."""
        try:
            key = self._key(jwt.get_unverified_header(token))
            claims: dict[str, Any] = jwt.decode(
                token, key, algorithms=ALGORITHMS, audience=self.client_id, issuer=self.issuer, leeway=SKEW,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise NotProved("answer", f"{type(error).__name__} {error}"[:_LONGEST]) from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self.client_id) != self.client_id:
            raise NotProved("answer", "to another party")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise NotProved("answer", "another nonce")
        at = claims.get("auth_time")
        if type(at) is not int or not since - SKEW <= at <= time.time() + SKEW:
            raise NotProved("stale", f"auth_time {str(at)[:20]}")
        if self.levels and claims.get("acr") not in self.levels:
            raise NotProved("level", ascii(claims.get("acr"))[:_LONGEST])
        return claims

    def _key(self, header: Mapping[str, Any]) -> Any:
        """The provider's key by which the token says that it is signed; its keys are asked for again when it is new."""
        for again in (False, True):
            keys = jwt.PyJWKSet.from_dict(_document(self._endpoint("jwks_uri", fetched=True), again=again)).keys
            named = [one for one in keys if one.key_id == header.get("kid")]
            if named or ("kid" not in header and len(keys) == 1):
                return (named or keys)[0]
        raise NotProved("answer", "an unknown key")

    def _exchange(self, code: str, verifier: str, back: str) -> dict[str, Any]:
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        ways = self._about().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in ways:
            pair = f"{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            given |= {"client_id": self.client_id, "client_secret": self.client_secret}
        address = self._endpoint("token_endpoint", fetched=True)
        return _fetch(urllib.request.Request(address, urlencode(given).encode(), headers))  # noqa: S310 - checked

    def _more(self, claims: dict[str, Any], access: object) -> dict[str, Any]:
        """With what the provider tells of the person on request, when the ID token leaves out what she is known by."""
        if self.claim in claims or not access or "userinfo_endpoint" not in self._about():
            return claims
        headers = {"Authorization": f"Bearer {access}"}
        address = self._endpoint("userinfo_endpoint", fetched=True)
        told = _fetch(urllib.request.Request(address, headers=headers))  # noqa: S310 - checked
        if told.get("sub") != claims["sub"]:
            raise NotProved("answer", "told of somebody else")
        return told | claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        subject = claims.get(self.claim)
        if self.by_mail and claims.get("email_verified") is not True:
            subject = None
        if not isinstance(subject, str) or not subject:
            raise NotProved("answer", f"no {self.claim}" + (" that is verified" if self.by_mail else ""))
        named = claims.get("txn") or claims.get("jti") or ""
        words = {"level": claims.get("acr") or "", "transaction": named, "name": claims.get("name") or ""}
        kept = {key: str(value)[:_LONGEST] for key, value in words.items()}
        return Identity(service=self.name, issuer=self.issuer, at=claims["auth_time"], subject=subject, **kept)

    def _about(self) -> dict[str, Any]:
        about = _document(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != self.issuer:
            raise NotProved("answer", "the discovery document is of another issuer")
        return about

    def _endpoint(self, name: str, *, fetched: bool = False) -> str:
        """An address of the provider; what this server itself asks (`fetched`) must be on the issuer's own host."""
        address = str(self._about().get(name, ""))
        parts, own = urlsplit(address), urlsplit(self.issuer)
        if not env.is_safe(address):
            raise NotProved("answer", f"{name} is not https")
        if fetched and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise NotProved("answer", f"{name} is not on the issuer's host")
        return address


def forget() -> None:
    """Read the providers' own descriptions anew when they are needed next."""
    _documents.clear()


def _document(address: str, *, again: bool = False) -> dict[str, Any]:
    """A description that the provider publishes, remembered for an hour."""
    known = _documents.get(address)
    if known and not again and time.monotonic() - known[0] < _REMEMBERED:
        return known[1]
    found = _fetch(urllib.request.Request(address))  # noqa: S310 - the issuer's, checked
    _documents[address] = time.monotonic(), found
    return found


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def _fetch(asked: urllib.request.Request) -> dict[str, Any]:
    """The JSON object that is answered. Raises NotProved."""
    try:
        with _opener.open(asked, timeout=_TIMEOUT) as answer:
            found = json.loads(answer.read(_LARGEST))
    except urllib.error.HTTPError as error:
        with error:
            why = "unreachable" if error.code >= http.client.INTERNAL_SERVER_ERROR else "answer"
            raise NotProved(why, f"{urlsplit(asked.full_url).path} answered {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        raise NotProved("unreachable", f"{type(error).__name__} {error}"[:_LONGEST]) from error
    except (ValueError, RecursionError) as error:
        raise NotProved("answer", "no JSON") from error
    if not isinstance(found, dict):
        raise NotProved("answer", "no JSON object")
    return found


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
