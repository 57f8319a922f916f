"""Signatures: the fixed vectors, and agreement with the official helper over random requests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData
from twilio.request_validator import RequestValidator

from runtime.providers.twilio.signature import (
    sign,
    signed_url,
    socket_candidates,
    socket_is_signed,
    webhook_is_signed,
)

TOKEN = "test-token-0123456789abcdef"
FORM = (
    ("AccountSid", "AC" + "0" * 31 + "1"),
    ("CallSid", "CA" + "0" * 31 + "1"),
    ("From", "+919800000001"),
    ("To", "+18005550100"),
    ("CallStatus", "ringing"),
    ("Direction", "inbound"),
    ("ApiVersion", "2010-04-01"),
    ("CallerName", ""),
)
MENU = (*((n, "in-progress" if n == "CallStatus" else v) for n, v in FORM), ("Digits", "2"))
INCOMING = "https://bot.example.test/voice/incoming?flow=support"
JSON_URL = (
    "https://bot.example.test/json?bodySHA256="
    "e9bca443a7ef3f9fd97e01bb7218965ad17a422166ea0eceddae9638992b986b"
)

VECTORS = [
    (INCOMING, FORM, "UhdjdBadc9h6Dc7xOv0AevucLkE="),
    ("https://bot.example.test/voice/menu", MENU, "Le3lnpyWXyMcMwrr368G4NK9P+k="),
    ("http://127.0.0.1:8080/voice/incoming", FORM, "ETzFo3lxPEkd2oundx2eauFgh1M="),
    ("http://127.0.0.1/voice/incoming", FORM, "VrHI/5hHFXBliNbGh0GJ4YxUUpQ="),
    (JSON_URL, (), "Fy3EHcCtUyFizMxX000a0Ll29q4="),
]
SHA256 = "La28n7IGeUlZ0n+1OAQy/3fDWH4lc7h35Qd67AS3U5s="


@pytest.mark.parametrize(("url", "form", "signature"), VECTORS)
def test_the_vectors_are_reproduced_and_accepted(url, form, signature):
    assert sign(url, form, TOKEN) == signature
    assert webhook_is_signed(url, form, signature, [TOKEN])


def test_the_sha256_vector_needs_its_header():
    settings = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    assert sign(INCOMING, FORM, TOKEN, "HMAC_SHA256") == SHA256
    assert webhook_is_signed(INCOMING, FORM, SHA256, [TOKEN], settings)
    assert not webhook_is_signed(INCOMING, FORM, SHA256, [TOKEN])
    assert not webhook_is_signed(INCOMING, FORM, SHA256, [TOKEN], "key=k,algorithm=HMAC_MD5")


@pytest.mark.parametrize(
    ("signed", "signature"),
    [
        ("wss://bot.example.test/media", "93br3waQkAmj+/tSQhspNO81i58="),
        ("wss://bot.example.test/media/", "2F0B0wvsLVra/bh3W5xiCpK7/jk="),
    ],
)
@pytest.mark.parametrize(
    "asked",
    [
        "wss://bot.example.test/media",
        "https://bot.example.test/media",
        "wss://bot.example.test:443/media",
        "wss://bot.example.test/media/",
    ],
)
def test_a_handshake_is_accepted_however_its_address_is_written(signed, signature, asked):
    assert sign(signed, (), TOKEN) == signature
    assert socket_is_signed(asked, signature, [TOKEN])


def test_the_four_forms_of_a_socket_address():
    assert set(socket_candidates("https://bot.example.test/media")) == {
        "wss://bot.example.test/media",
        "wss://bot.example.test/media/",
        "wss://bot.example.test:443/media",
        "wss://bot.example.test:443/media/",
    }
    assert "ws://127.0.0.1:8080/media" in socket_candidates("http://127.0.0.1:8080/media")


def test_a_handshake_for_another_path_or_host_is_refused():
    signature = sign("wss://bot.example.test/media", (), TOKEN)
    assert not socket_is_signed("wss://bot.example.test/media2", signature, [TOKEN])
    assert not socket_is_signed("wss://other.example.test/media", signature, [TOKEN])
    assert not socket_is_signed("ftp://bot.example.test/media", signature, [TOKEN])


def test_a_blank_value_is_part_of_what_is_signed():
    without = [pair for pair in FORM if pair[0] != "CallerName"]
    assert not webhook_is_signed(INCOMING, without, "UhdjdBadc9h6Dc7xOv0AevucLkE=", [TOKEN])


def test_repeated_values_count_once_each_in_order():
    url = "https://h.test/p"
    once = sign(url, [("A", "1"), ("A", "2"), ("B", "")], TOKEN)
    assert sign(url, [("B", ""), ("A", "2"), ("A", "1"), ("A", "2")], TOKEN) == once


@pytest.mark.parametrize("signature", [None, "", "x", "é", "UhdjdBadc9h6Dc7xOv0AevucLkF=", "\ud800"])
def test_missing_and_wrong_signatures_are_refused(signature):
    assert not webhook_is_signed(INCOMING, FORM, signature, [TOKEN])


def test_a_replay_to_another_path_is_refused():
    signature = sign(INCOMING, FORM, TOKEN)
    assert not webhook_is_signed(INCOMING.replace("incoming", "menu"), FORM, signature, [TOKEN])


def test_both_keys_of_a_rotation_are_accepted_and_no_others():
    new = sign(INCOMING, FORM, "new-token")
    assert webhook_is_signed(INCOMING, FORM, new, [TOKEN, "new-token"])
    assert not webhook_is_signed(INCOMING, FORM, new, [TOKEN])
    assert not webhook_is_signed(INCOMING, FORM, sign(INCOMING, FORM, ""), ["", TOKEN])
    assert not webhook_is_signed(INCOMING, FORM, new, [])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@h.test:8443/p?q=%20a#rc=2", "https://h.test/p?q=%20a"),
        ("http://u:p@h.test:8080/p", "http://h.test:8080/p"),
        ("https://[::1]:443/p", "https://[::1]/p"),
        ("https://[::1]/p", "https://[::1]/p"),
    ],
)
def test_the_address_twilio_signs(url, expected):
    assert signed_url(url) == expected


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "https://[bad", "://x"])
def test_no_address_is_no_proof_and_no_exception(url):
    assert not webhook_is_signed(url, FORM, "x", [TOKEN])
    assert not socket_is_signed(url, "x", [TOKEN])


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
forms = st.lists(st.tuples(st.sampled_from(["A", "a", "Digits", "From", "é", ""]) | texts, texts), max_size=8)
segment = st.text("abcdefXYZ019-_.~%", max_size=8)
urls = st.builds(
    "{}://{}{}/{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["bot.example.test", "127.0.0.1", "h"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    segment,
    st.sampled_from(["", "?a=1&b=%20x", "?token=%2F"]),
)


@given(url=urls, form=forms)
def test_we_sign_as_the_official_helper(url, form):
    assert sign(url, form, TOKEN) == RequestValidator(TOKEN).compute_signature(url, FormData(form))


@given(url=urls, signed=urls, form=forms, other=forms, swap=st.booleans(), settings=st.booleans())
def test_we_accept_what_the_official_helper_accepts(url, signed, form, other, swap, settings):
    algorithm = "HMAC_SHA256" if settings else "HMAC_SHA1"
    header = f"key=k,algorithm={algorithm}" if settings else None
    signature = sign(signed, form, TOKEN, algorithm)
    sent = other if swap else form
    theirs = RequestValidator(TOKEN).validate(url, FormData(sent), signature, algorithm)
    assert webhook_is_signed(url, sent, signature, [TOKEN], header) == theirs


@given(url=urls, form=forms)
def test_a_signature_over_either_form_of_the_port_is_accepted(url, form):
    signature = RequestValidator(TOKEN).compute_signature(signed_url(url), FormData(form))
    assert webhook_is_signed(url, form, signature, [TOKEN])
