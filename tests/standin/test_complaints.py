from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from runtime.standin.complaints import Complaints

COMPLAINT = {"village": "కొండాపూర్", "phone": "+919876543210"}


@pytest.fixture
def office() -> Iterator[httpx.Client]:
    with Complaints() as served, httpx.Client(base_url=served.url, timeout=10) as client:
        yield client


def test_numbers_grow_and_a_repeat_gets_its_own_again(office: httpx.Client) -> None:
    numbers = [
        office.post("/complaints", json=COMPLAINT, headers={"Idempotency-Key": key}).json()["id"]
        for key in ("a", "b", "a")
    ]
    assert numbers[0] == numbers[2] != numbers[1]
    assert int(numbers[1]) == int(numbers[0]) + 1
    kept = office.get("/complaints").json()
    assert [complaint["id"] for complaint in kept["complaints"]] == numbers[:2]
    assert kept["requests"] == 3


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"village": 7, "phone": "1"}',
        b'{"village": " ", "phone": "1"}',
        b"x" * 20_000,
    ],
)
def test_what_is_no_complaint_is_refused(office: httpx.Client, body: bytes) -> None:
    assert office.post("/complaints", content=body).status_code == 422
    assert office.get("/complaints").json()["complaints"] == []


def test_faults_on_demand_end_after_their_times(office: httpx.Client) -> None:
    office.put("/_stand-in/faults", json={"kind": "500", "times": 1})
    assert office.post("/complaints", json=COMPLAINT).status_code == 500
    assert office.post("/complaints", json=COMPLAINT).status_code == 201
    office.put("/_stand-in/faults", json={"kind": "malformed"})
    with pytest.raises(ValueError, match="Expecting"):
        office.post("/complaints", json=COMPLAINT).json()
    office.put("/_stand-in/faults", json={"kind": "slow", "seconds": 30})
    with pytest.raises(httpx.ReadTimeout):
        office.post("/complaints", json=COMPLAINT, timeout=0.3)
    assert office.put("/_stand-in/faults", json={"kind": "gremlins"}).status_code == 422


@pytest.mark.process
def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "runtime.standin.complaints", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        answer = httpx.post(f"http://127.0.0.1:{port}/complaints", json=COMPLAINT, timeout=10)
        process.terminate()
        process.wait(timeout=10)
    assert answer.status_code == 201
