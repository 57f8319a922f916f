from __future__ import annotations

import json

import pytest

from runtime.providers.ports import Failed
from runtime.providers.sarvam.refusal import Memory, of_event, of_status


def body(code: str, message: str = "") -> bytes:
    return json.dumps({"error": {"code": code, "message": message}}).encode()


@pytest.mark.parametrize(
    ("status", "code", "retryable", "lasting"),
    [
        (400, "invalid_request_error", False, False),
        (402, "", False, True),
        (403, "invalid_api_key_error", False, True),
        (404, "not_found_error", False, False),
        (422, "unprocessable_entity_error", False, False),
        (429, "rate_limit_exceeded_error", True, False),
        (429, "insufficient_quota_error", False, True),
        (500, "internal_server_error", True, False),
        (503, "rate_limit_exceeded_error", True, False),
        (302, "", False, False),
    ],
)
def test_what_a_status_means(status: int, code: str, retryable: bool, lasting: bool) -> None:
    refused = of_status(status, body(code))
    assert (refused.retryable, refused.lasting) == (retryable, lasting)


def test_the_words_of_a_refusal_are_not_kept() -> None:
    refused = of_status(400, body("invalid_request_error", "body.text : మా ఊర్లో కరెంట్ లేదు"))
    assert str(refused) == "HTTP 400 invalid_request_error"


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b'{"error": 3}', b"\xff", b'{"error": {"code": ["x"]}}']
)
def test_a_broken_body_is_still_a_refusal(broken: bytes) -> None:
    assert str(of_status(500, broken)) == "HTTP 500"


def test_the_wait_that_a_provider_asks_for() -> None:
    assert of_status(429, b"", {"retry-after": "7"}).after == 7.0
    assert of_status(429, b"", {"retry-after-ms": "250"}).after == 0.25
    assert of_status(429, b"", {"retry-after": "soon"}).after == 0.0


@pytest.mark.parametrize(
    ("code", "status", "message", "retryable", "lasting"),
    [
        ("invalid_subscription_key", 403, "", False, True),
        ("invalid_subscription_key", None, "", False, True),
        ("insufficient_quota_error", "429", "", False, True),
        (400, None, "", False, False),
        (None, None, "503: overloaded", True, False),
        ("something_new", None, "", True, False),
    ],
)
def test_what_an_error_frame_means(
    code: object, status: object, message: str, retryable: bool, lasting: bool
) -> None:
    refused = of_event(code, status, message)
    assert (refused.retryable, refused.lasting) == (retryable, lasting)


def test_only_a_lasting_refusal_is_remembered_and_not_for_ever() -> None:
    memory = Memory("something", 60.0)
    memory.note(of_status(500, b""))
    memory.check()
    memory.note(of_status(403, b""))
    with pytest.raises(Failed) as refused:
        memory.check()
    assert not refused.value.retryable
    forgetful = Memory("something", 0.0)
    forgetful.note(of_status(403, b""))
    forgetful.check()
