"""`python -m runtime.standin.sarvam --port 0`: prints its port and serves until it is ended."""

from __future__ import annotations

import argparse

from runtime.standin.background import serve
from runtime.standin.sarvam.app import application
from runtime.standin.sarvam.world import Script


def main() -> None:
    parser = argparse.ArgumentParser(description="A provider that behaves like Sarvam, on this machine only.")
    parser.add_argument("--port", type=int, default=0, help="0 finds a free one; it is printed")
    parser.add_argument("--key", help="the only key that is accepted; without it any is")
    parser.add_argument("--decode", action="store_true", help="recognise the sound itself")
    parser.add_argument("--voice", choices=("auto", "espeak", "tone"), default="auto")
    told = parser.parse_args()
    serve(application(key=told.key, script=Script(decode=told.decode, voice=told.voice)), told.port)


main()
