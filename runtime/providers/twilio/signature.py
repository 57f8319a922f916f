"""Who is asking? Twilio signs every webhook and every socket handshake; this checks it, and signs.

Signed is the exact public URL, followed for a form POST by every distinct name and value in order; the
key is the account's auth token. The addresses that were signed cannot always be told from the request
(ports come and go, a socket's path may gain a slash), so a request has candidates, and one must fit.
A signature proves the sender, not the time: a captured request stays valid, so handlers deal with
repeats themselves.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence

HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"

Form = Iterable[tuple[str, str]]
"""A form as it came: every name with every value, blank ones and repeats included."""

_HASHES = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}
_URL = re.compile(
    r"(?P<scheme>[a-z]+)://(?:[^/?#]*@)?(?P<host>[^/?#]+)(?P<rest>[^#]*)(?:#.*)?", re.DOTALL | re.IGNORECASE
)
_SOCKET_SCHEMES = {"https": "wss", "http": "ws", "wss": "wss", "ws": "ws"}
_DEFAULT_PORTS = {"https": "443", "wss": "443", "http": "80", "ws": "80"}


def sign(url: str, form: Form, key: str, algorithm: str = "HMAC_SHA1") -> str:
    """The signature of exactly this URL and form. Raises KeyError for an algorithm Twilio does not use."""
    signed = url + "".join(name + value for name, value in sorted(set(form)))
    digest = hmac.new(key.encode(), signed.encode("utf-8", "surrogatepass"), _HASHES[algorithm]).digest()
    return base64.b64encode(digest).decode("ascii")


def webhook_is_signed(
    url: str, form: Form, signature: str | None, keys: Sequence[str], settings: str | None = None
) -> bool:
    """Whether one of `keys` signed this webhook.

    url: the public address with its raw path and query, as Twilio knows it. form: () for a GET, whose
    parameters are in the query. keys: the auth token, during a rotation also the other one.
    settings: the header SETTINGS_HEADER, if it came.
    """
    return _any_signed(webhook_candidates(url), form, signature, keys, _algorithm(settings))


def socket_is_signed(
    url: str, signature: str | None, keys: Sequence[str], settings: str | None = None
) -> bool:
    """Whether one of `keys` signed the handshake for the socket at this public address (http or ws)."""
    return _any_signed(socket_candidates(url), (), signature, keys, _algorithm(settings))


def signed_url(url: str) -> str:
    """The address as Twilio writes it when it signs a webhook: over https the port is dropped, over http
    it stays; user, password and fragment never count. Raises ValueError for what is no address."""
    if (parts := _split(url)) is None:
        raise ValueError("not an address")
    scheme, host, rest = parts
    return f"{scheme}://{_without_port(host) if scheme == 'https' else host}{rest}"


def webhook_candidates(url: str) -> tuple[str, ...]:
    """The addresses that may have been signed for this webhook: without the port and with it."""
    if (parts := _split(url)) is None:
        return ()
    scheme, host, rest = parts
    bare = _without_port(host)
    with_port = host if host != bare else f"{bare}:{_DEFAULT_PORTS.get(scheme, '80')}"
    return f"{scheme}://{bare}{rest}", f"{scheme}://{with_port}{rest}"


def socket_candidates(url: str) -> tuple[str, ...]:
    """The addresses that may have been signed for this socket: with and without port and closing slash."""
    if (parts := _split(url)) is None or parts[0] not in _SOCKET_SCHEMES:
        return ()
    scheme, host, rest = _SOCKET_SCHEMES[parts[0]], parts[1], parts[2]
    bare = _without_port(host)
    hosts = dict.fromkeys([host, bare, f"{bare}:{_DEFAULT_PORTS[scheme]}"])
    path, question, query = rest.partition("?")
    paths = (path.rstrip("/"), path.rstrip("/") + "/")
    return tuple(f"{scheme}://{h}{p}{question}{query}" for h in hosts for p in paths)


def _any_signed(
    candidates: Iterable[str], form: Form, signature: str | None, keys: Sequence[str], algorithm: str | None
) -> bool:
    """False too for a missing signature, no keys, an empty key or an unknown algorithm."""
    if not signature or algorithm is None:
        return False
    pairs = tuple(form)
    given = signature.encode("utf-8", "surrogatepass")
    expected = [sign(url, pairs, key, algorithm).encode() for url in candidates for key in keys if key]
    return any(hmac.compare_digest(given, one) for one in expected)


def _algorithm(settings: str | None) -> str | None:
    """The algorithm the settings header names; without one the classic; None if it names no known one."""
    for part in (settings or "").split(","):
        name, found, value = part.partition("=")
        if found and name.strip() == "algorithm" and value.strip():
            algorithm = value.strip().upper()
            return algorithm if algorithm in _HASHES else None
    return "HMAC_SHA1"


def _split(url: str) -> tuple[str, str, str] | None:
    """Scheme, host with port, and the untouched rest up to a fragment; None if it is no address.

    By pattern and not by urllib, which drops a bare "?" and some characters: signed is what was sent."""
    found = _URL.fullmatch(url)
    return (found["scheme"].lower(), found["host"], found["rest"]) if found else None


def _without_port(host: str) -> str:
    """host may be an IPv6 literal, whose colons are not ports."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
