"""Asking the application, as Twilio asks: signed form posts, one deadline, one retry, then the fallback.

Also the callbacks that steer nothing, and the GETs of clips.
"""

from __future__ import annotations

import asyncio
import secrets
import ssl
import uuid
from collections.abc import Mapping
from email.utils import formatdate
from functools import cache
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from runtime.providers.twilio.signature import HEADER, sign, signed_url
from runtime.standin.carrier import guesses
from runtime.standin.carrier.config import CarrierConfig
from runtime.standin.carrier.document import Document, Unreadable, grumbles, parse
from runtime.standin.carrier.timeline import Timeline

DEADLINE = 15.0
CONNECT = 5.0
MOST_REDIRECTS = 10
IDEMPOTENCY = "I-Twilio-Idempotency-Token"


class CallFailed(Exception):
    """No document could be had, not even from the fallback: the caller hears an apology, the call ends."""


@cache
def _trusted() -> ssl.SSLContext:
    """Whom every call trusts; reading it takes longer than a call's other preparations together."""
    return httpx.create_ssl_context()


def sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


class Webhooks:
    """One call's requests. status: the CallStatus that the next one carries."""

    def __init__(self, config: CarrierConfig, call: str, timeline: Timeline) -> None:
        self.config = config
        self.call = call
        self.timeline = timeline
        self.status = "ringing"
        self._callbacks: set[asyncio.Task[None]] = set()
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(DEADLINE, connect=CONNECT),
            headers={"User-Agent": "TwilioProxy/1.1", "Accept": "*/*"},
            follow_redirects=False,
            verify=_trusted(),
        )

    async def close(self) -> None:
        """Waits for the callbacks that are under way."""
        if self._callbacks:
            await asyncio.wait(self._callbacks, timeout=DEADLINE)
        for task in self._callbacks:
            task.cancel()
        await self._client.aclose()

    def fields(self, extra: Mapping[str, str]) -> list[tuple[str, str]]:
        """The form of every request about this call, and `extra`."""
        config = self.config
        caller, called = config.caller, config.called
        if config.outbound:
            caller, called = called, caller
        usual = {
            "AccountSid": config.account,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call,
            "CallStatus": self.status,
            "Called": called,
            "Caller": caller,
            "Direction": "outbound-api" if config.outbound else "inbound",
            "From": caller,
            "FromCity": "",
            "FromCountry": "IN",
            "FromState": "",
            "FromZip": "",
            "To": called,
            "ToCountry": "US",
        }
        return list((usual | dict(extra)).items())

    async def document(self, url: str, extra: Mapping[str, str], method: str = "POST") -> Document:
        """The document that the application answers at `url`, or that of the fallback. Raises CallFailed."""
        try:
            return await self._ask(url, extra, method)
        except Unreadable as fault:
            self.timeline.violation(fault.code, f"{_path(url)}: {fault}")
            code = fault.code
        if not self.config.fallback:
            raise CallFailed(f"{_path(url)} failed ({code}) and there is no fallback")
        try:
            return await self._ask(self.config.fallback, {"ErrorCode": str(code), "ErrorUrl": url}, "POST")
        except Unreadable as fault:
            self.timeline.violation(fault.code, f"{_path(self.config.fallback)}: {fault}")
            raise CallFailed(f"the fallback failed too ({fault.code})") from None

    def callback(self, url: str, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Tell the application, without waiting. whole: with the usual fields of the call."""
        form = self.fields(fields) if whole else list(fields.items())
        task = asyncio.create_task(self._notify(url, form))
        self._callbacks.add(task)
        task.add_done_callback(self._callbacks.discard)

    def call_ended(self, status: str, seconds: float) -> None:
        """The final status callback, if the number has one."""
        self.status = status
        if self.config.status:
            extra = {
                "CallDuration": str(max(1, round(seconds))),
                "CallbackSource": "call-progress-events",
                "SequenceNumber": "0",
                "Timestamp": formatdate(usegmt=True),
            }
            self.callback(self.config.status, extra)

    async def sound(self, url: str) -> httpx.Response:
        """GET a clip; it carries none of the call's fields. Raises httpx.HTTPError."""
        headers = self._signature(url, []) if guesses.CLIPS_ARE_SIGNED else {}
        response = await self._client.get(self._reached(url), headers=headers | self._host(url))
        return response.raise_for_status()

    async def _ask(self, url: str, extra: Mapping[str, str], method: str) -> Document:
        """Raises Unreadable, with the code for the kind of failure."""
        form, token = self.fields(extra), str(uuid.uuid4())
        began = self.timeline.clock.now()
        self.timeline.add("webhook", {"url": _path(url)} | {k: v for k, v in extra.items() if len(v) < 200})
        response, at = await self._follow(url, form, token, method)
        taken = self.timeline.clock.now() - began
        self.timeline.add("document", url=_path(at), status=response.status_code, ms=round(taken * 1000))
        if response.status_code != 200:
            raise Unreadable(11200, f"answered {response.status_code}")
        document = parse(response.content, response.headers.get("content-type", ""), at)
        for code, words in grumbles(document):
            self.timeline.violation(code, f"{_path(at)}: {words}")
        if self.config.faults.repeat:
            again, _ = await self._follow(url, form, token, method)
            if (again.status_code, again.content) != (response.status_code, response.content):
                self.timeline.violation(0, f"{_path(url)}: a repeated webhook was answered differently")
        return document

    async def _follow(
        self, url: str, form: list[tuple[str, str]], token: str, method: str
    ) -> tuple[httpx.Response, str]:
        """The answer after at most ten redirects, and its address. Raises Unreadable."""
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._attempts(url, form, token, method)
            if not 300 <= response.status_code < 400:
                return response, url
            if any(name == "Digits" for name, _ in form):
                self.timeline.violation(11200, f"{_path(url)}: a redirect of an action loses its Digits")
            url = urljoin(url, response.headers.get("location", ""))
            method, form = "GET", [pair for pair in form if pair[0] != "Digits"]
        raise Unreadable(11215, f"more than {MOST_REDIRECTS} redirects")

    async def _attempts(
        self, url: str, form: list[tuple[str, str]], token: str, method: str
    ) -> httpx.Response:
        """One request, and one more if there was no connection. Raises Unreadable."""
        lost = self.config.faults.lose_first
        for attempt in (1, 2):
            try:
                if lost and attempt == 1:
                    raise httpx.ConnectError("lost on purpose")
                async with asyncio.timeout(DEADLINE):
                    return await self._send(url, form, token, method)
            except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
                if attempt == 2:
                    raise Unreadable(11205, f"no connection: {fault}") from None
            except (TimeoutError, httpx.TimeoutException):
                raise Unreadable(11200, f"no answer within {DEADLINE:.0f} s") from None
            except (httpx.HTTPError, httpx.InvalidURL) as fault:
                raise Unreadable(11200, f"no usable answer: {fault}") from None
        raise AssertionError("unreachable")

    async def _send(self, url: str, form: list[tuple[str, str]], token: str, method: str) -> httpx.Response:
        headers = {IDEMPOTENCY: token} | self._host(url)
        if method.upper() == "GET":
            url += ("&" if urlsplit(url).query else "?") + urlencode(form)
            return await self._client.get(self._reached(url), headers=headers | self._signature(url, []))
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        headers |= self._signature(url, form)
        return await self._client.post(self._reached(url), content=urlencode(form), headers=headers)

    async def _notify(self, url: str, form: list[tuple[str, str]]) -> None:
        told = next((v for k, v in form if k in ("StreamEvent", "RecordingStatus")), "") or dict(form).get(
            "CallStatus", ""
        )
        began = self.timeline.clock.now()
        try:
            response = await self._send(url, form, str(uuid.uuid4()), "POST")
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            self.timeline.add("callback", url=_path(url), told=told, status=0)
            self.timeline.violation(11200, f"callback {_path(url)}: {type(fault).__name__}")
            return
        self.timeline.add("callback", url=_path(url), told=told, status=response.status_code)
        kind = response.headers.get("content-type", "").partition(";")[0]
        quiet = response.status_code == 204 or (
            response.status_code == 200 and kind in ("text/xml", "application/xml")
        )
        if not quiet or guesses.callback_is_late(self.timeline.clock.now() - began):
            self.timeline.violation(12200, f"callback {_path(url)}: answered {response.status_code} {kind}")

    def _signature(self, url: str, form: list[tuple[str, str]]) -> dict[str, str]:
        key = self.config.auth_token
        return {HEADER: sign(signed_url(url), form, key)} if key is not None else {}

    def _host(self, url: str) -> dict[str, str]:
        """The public name, as a proxy that keeps it would hand it on."""
        return {"Host": urlsplit(url).netloc.rpartition("@")[2]} if self.config.reach else {}

    def _reached(self, url: str) -> str:
        return reached(url, self.config)


def reached(url: str, config: CarrierConfig) -> str:
    """Where to connect for an address: the application's own hosts may listen elsewhere. Sockets too."""
    url = url.partition("#")[0]
    parts = urlsplit(url)
    if config.reach is None or parts.hostname != urlsplit(config.url).hostname:
        return url
    there = urlsplit(config.reach)
    scheme = there.scheme if parts.scheme.startswith("http") else there.scheme.replace("http", "ws")
    return f"{scheme}://{there.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _path(url: str) -> str:
    """Path and query, short enough to be shown."""
    parts = urlsplit(url)
    return (parts.path + (f"?{parts.query}" if parts.query else ""))[:200]
