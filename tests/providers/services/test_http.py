from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from runtime.dialogue.effect import CallService
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Service
from runtime.providers.ports import Failed
from runtime.providers.services import HttpServices
from runtime.standin.background import Background
from runtime.standin.complaints import Complaints

NOWHERE = Mark("test", 1, 1)
TICKET = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}


class Elsewhere:
    """A service whose next answer the test sets, and what it was asked."""

    def __init__(self) -> None:
        self.answer: bytes | str = b"{}"
        self.status = 200
        self.asked: list[dict[str, Any]] = []

    async def any(self, request: Request) -> Response:
        self.asked.append(
            {
                "method": request.method,
                "path": request.url.path,
                "query": dict(request.query_params),
                "headers": dict(request.headers),
                "body": await request.body(),
            }
        )
        if self.answer == "drip":
            return StreamingResponse(self._drip(), media_type="application/json")
        if self.answer == "never":
            await asyncio.sleep(3600)
        if self.answer == "redirect":
            return RedirectResponse("/other")
        if self.answer == "huge":
            return Response(b'"' + b"x" * 300_000 + b'"')
        return Response(self.answer, status_code=self.status)

    async def _drip(self) -> AsyncIterator[bytes]:
        for letter in b'{"id": "4821"}' * 1000:
            yield bytes([letter])
            await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Background, Elsewhere]]:
    elsewhere = Elsewhere()
    with Background(
        Starlette(routes=[Route("/{rest:path}", elsewhere.any, methods=["GET", "POST"])])
    ) as server:
        yield server, elsewhere


@pytest.fixture
def elsewhere(served: tuple[Background, Elsewhere]) -> Elsewhere:
    served[1].answer, served[1].status = b'{"id": "4821"}', 200
    served[1].asked.clear()
    return served[1]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def call(send: dict[str, Any] | None = None, seconds: float = 5.0) -> CallService:
    given = {"village": "కొండాపూర్", "phone": "+919876543210"} if send is None else send
    return CallService(7, "office", given, "call-1-7", seconds)


async def fetched(
    url: str, request: CallService | None = None, env: dict[str, str] | None = None, **more: Any
) -> Any:
    service = Service("office", NOWHERE, url, **more)
    services = HttpServices({"office": service}, env or {})
    try:
        return await services.fetch(request or call())
    finally:
        await services.close()


@pytest.fixture
def url(served: tuple[Background, Elsewhere]) -> str:
    return served[0].url


async def test_what_is_sent_and_what_comes_back(url: str, elsewhere: Elsewhere) -> None:
    assert await fetched(f"{url}/new", returns=TICKET) == {"id": "4821"}
    (asked,) = elsewhere.asked
    assert json.loads(asked["body"]) == {"village": "కొండాపూర్", "phone": "+919876543210"}
    assert asked["headers"]["idempotency-key"] == "call-1-7"
    assert (asked["method"], asked["path"]) == ("POST", "/new")


async def test_the_address_may_begin_with_a_name_of_the_environment(url: str, elsewhere: Elsewhere) -> None:
    await fetched("${OFFICE_URL}/new", env={"OFFICE_URL": f"{url}/"})
    assert elsewhere.asked[0]["path"] == "/new"


async def test_a_get_sends_its_values_in_the_query(url: str, elsewhere: Elsewhere) -> None:
    await fetched(f"{url}/find", call({"village": "a&b=c", "urgent": True}), method="GET")
    assert elsewhere.asked[0]["query"] == {"village": "a&b=c", "urgent": "true"}


@pytest.mark.parametrize(("secret", "sent"), [("abc", "Bearer abc"), ("Basic eHk=", "Basic eHk=")])
async def test_the_credential_comes_from_the_environment(
    url: str, elsewhere: Elsewhere, secret: str, sent: str
) -> None:
    await fetched(url, env={"OFFICE_KEY": secret}, auth="OFFICE_KEY")
    assert elsewhere.asked[0]["headers"]["authorization"] == sent


@pytest.mark.parametrize(
    "address",
    [
        "${NOT_SET}/new",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://user@host/",
        "http://[bad",
    ],
)
async def test_an_address_that_is_none_asks_nobody(address: str) -> None:
    with pytest.raises(Failed) as failed:
        await fetched(address)
    assert not failed.value.retryable


@pytest.mark.parametrize("secret", ["", "a\nb", "चाबी"])
async def test_a_credential_that_cannot_be_sent_is_not_sent(
    url: str, elsewhere: Elsewhere, secret: str
) -> None:
    with pytest.raises(Failed, match="OFFICE_KEY"):
        await fetched(url, env={"OFFICE_KEY": secret}, auth="OFFICE_KEY")
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{",
        b"NaN",
        b'{"id": NaN}',
        b'{"id": Infinity}',
        b'{"id": 1e400}',
        b'{"id": 1e99}',
        b'{"id": ' + b"9" * 50 + b"}",
        b"[" * 100_000,
        b'{"id": "\xff"}',
        b"<html>",
        "huge",
        "redirect",
    ],
    ids=lambda answer: repr(answer[:20]),
)
async def test_an_answer_that_is_not_plain_json_is_a_failure(
    url: str, elsewhere: Elsewhere, answer: bytes | str
) -> None:
    elsewhere.answer = answer
    with pytest.raises(Failed):
        await fetched(url)
    assert len(elsewhere.asked) == 1


@pytest.mark.parametrize("answer", [b'{"id": 4821}', b"{}", b"[]", b"null"])
async def test_an_answer_that_is_not_what_returns_says_is_a_failure(
    url: str, elsewhere: Elsewhere, answer: bytes
) -> None:
    elsewhere.answer = answer
    with pytest.raises(Failed, match="returns"):
        await fetched(url, returns=TICKET)


@pytest.mark.parametrize("returns", [{"type": 7}, {"$ref": "http://127.0.0.1:9/schema"}, {"pattern": "("}])
async def test_returns_that_cannot_be_used_are_a_failure_and_nothing_is_fetched_for_them(
    url: str, elsewhere: Elsewhere, returns: dict[str, Any]
) -> None:
    elsewhere.answer = b'"text"'
    with pytest.raises(Failed):
        await fetched(url, returns=returns)


@pytest.mark.parametrize(("status", "retryable"), [(400, False), (404, False), (429, True), (500, True)])
async def test_a_refusal_is_a_failure(url: str, elsewhere: Elsewhere, status: int, retryable: bool) -> None:
    elsewhere.status = status
    with pytest.raises(Failed, match=str(status)) as failed:
        await fetched(url)
    assert failed.value.retryable is retryable
    assert len(elsewhere.asked) == 1


@pytest.mark.parametrize("answer", ["drip", "never"])
async def test_a_slow_service_fails_at_the_deadline(url: str, elsewhere: Elsewhere, answer: str) -> None:
    elsewhere.answer = answer
    async with asyncio.timeout(5):
        with pytest.raises(Failed, match="no answer"):
            await fetched(url, call(seconds=0.3))
    assert len(elsewhere.asked) == 1


async def test_what_is_not_json_is_not_sent(url: str, elsewhere: Elsewhere) -> None:
    with pytest.raises(Failed):
        await fetched(url, call({"amount": float("nan")}))
    assert elsewhere.asked == []


async def test_a_service_nobody_described_is_a_failure() -> None:
    services = HttpServices({}, {})
    with pytest.raises(Failed, match="office"):
        await services.fetch(call())
    await services.close()


async def test_a_failure_says_nothing_of_the_caller_or_the_key(url: str, elsewhere: Elsewhere) -> None:
    elsewhere.answer = b'{"id": 7, "phone": "+919876543210"}'
    with pytest.raises(Failed) as failed:
        await fetched(url, env={"OFFICE_KEY": "secret-word"}, auth="OFFICE_KEY", returns=TICKET)
    assert "9876543210" not in str(failed.value)
    assert "secret-word" not in str(failed.value)


async def test_nobody_there_is_a_failure() -> None:
    with pytest.raises(Failed, match="no answer"):
        await fetched("http://127.0.0.1:9/")


async def test_the_complaints_office_gives_a_repeat_the_same_number() -> None:
    async with Complaints() as office:
        env = {"COMPLAINTS_URL": office.url}
        first = await fetched("${COMPLAINTS_URL}/complaints", env=env, returns=TICKET)
        again = await fetched("${COMPLAINTS_URL}/complaints", env=env, returns=TICKET)
    assert first == again


async def test_only_the_hosts_that_the_operator_lists_are_called(url: str, elsewhere: Elsewhere) -> None:
    host = url.removeprefix("http://").partition("/")[0]
    for hosts in ({host}, {host.partition(":")[0]}):
        elsewhere.asked.clear()
        found = await fetched("${OFFICE}/x", env={"OFFICE": url}, hosts=frozenset(hosts))
        assert found == {"id": "4821"}
        assert len(elsewhere.asked) == 1
    with pytest.raises(Failed, match="its host is not one of"):
        await fetched("${OFFICE}/x", env={"OFFICE": url}, hosts=frozenset({"office.example.in"}))
    assert len(elsewhere.asked) == 1
