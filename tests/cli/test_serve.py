"""`flowctl serve` and `flowctl demo` as processes: what they refuse, and how they end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from runtime.server.settings import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
NAMES = {variable.name for variable in ENVIRONMENT}


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    return {**kept, "PYTHONPATH": str(ROOT), "CLIPS_DIR": str(folder / "clips"), **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from runtime.cli.main import main; main()", *arguments]


def flowctl(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = environment(folder, **more)
    return subprocess.run(
        command(*arguments), cwd=folder, env=env, capture_output=True, text=True, timeout=60
    )


@pytest.mark.process
@pytest.mark.parametrize(
    ("arguments", "more", "words"),
    [
        ([], {}, "TWILIO_AUTH_TOKEN"),
        (["--flows", "nowhere"], {"TWILIO_AUTH_TOKEN": "t"}, "nowhere"),
        ([], {"TWILIO_AUTH_TOKEN": "t", "PORT": "eighty"}, "PORT"),
        ([], {"TWILIO_AUTH_TOKEN": "t", "SPEECH": "sarvam"}, "SARVAM_API_KEY"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    tmp_path: Path, arguments: list[str], more: dict[str, str], words: str
) -> None:
    ended = flowctl(tmp_path, "serve", *arguments, **more)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert ended.stderr.strip().count("\n") == 0
    assert "Traceback" not in ended.stderr


@pytest.mark.process
def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = flowctl(tmp_path, "serve", "--port", port, TWILIO_AUTH_TOKEN="t")
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.process
@pytest.mark.sound
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, how: signal.Signals) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        command("serve", "--port", str(port), "--flows", str(ROOT / "flows" / "hello.yaml")),
        cwd=tmp_path,
        env=environment(tmp_path, TWILIO_AUTH_TOKEN="t"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
                    assert answer.status == 200
                break
            except OSError:
                assert server.poll() is None, server.communicate()[1]
                time.sleep(0.05)
        server.send_signal(how)
        out, err = server.communicate(timeout=20)
    finally:
        server.kill()
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/voice/incoming" in out
    assert "Traceback" not in err


def test_the_demonstration_says_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.cli import demo

    monkeypatch.setattr(demo, "ENGINES", ("no_such_engine",))
    assert demo.command() == 2
    assert "flowctl[demo]" in capsys.readouterr().err
