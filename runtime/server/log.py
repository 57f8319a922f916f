"""Logs: one line each, text or JSON, to standard error. Telephone numbers are masked wherever they appear."""

from __future__ import annotations

import json
import logging
import re
import sys
import time

_NUMBER = re.compile(r"(?<![\w.-])\+?\d{8,13}(?![\w-])")


def set_up(level: str, form: str) -> None:
    """level: "debug", "info"…; form: "text" or "json". Replaces what was set up before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in (
        "httpx",
        "httpcore",
        "websockets",
        "watchfiles",
        "transitions",
        "uvicorn.error",
        "uvicorn.access",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING if level != "debug" else logging.INFO)


def mask(text: str) -> str:
    """Every run of digits as long as a telephone number, reduced to its last two."""
    return _NUMBER.sub(lambda found: "…" + found[0][-2:], text)


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": mask(record.getMessage()),
        }
        if record.exc_info:
            line["fault"] = mask(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
