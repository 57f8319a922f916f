"""The conversation as it happens, in columns: when, who, what.

With the server's journal every word is known, also what was heard and why the flow moved. Without it the
line itself tells less: what a document says, how long the phone spoke, what the caller does.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from rich.console import Console
from rich.text import Text

from runtime.cli.report import shown
from runtime.language import folded
from runtime.standin.carrier import Moment

_STYLE = {
    "phone": "cyan",
    "caller": "bold",
    "key": "bold",
    "heard": "green",
    "exit": "magenta",
    "slot": "magenta",
    "transfer": "yellow",
    "recording": "yellow",
    "end": "bold",
    "error": "bold red",
    "warning": "yellow",
}
_TAKEN = {
    "exit": "exit",
    "answer": "slot",
    "escalation": "exit",
    "limit": "exit",
    "rung": "rung",
    "error": "error",
    "closed": "transfer",
    "failed": "transfer",
}
"""Which column word shows what the flow took."""


class Conversation:
    """Prints one call. journal: whether the server's journal will be told too; then the phone's words come
    from there. said, heard: the caller's lines on the stream, and what the recogniser made of them. prompts:
    the names of all that was said, "" for the model's own words."""

    def __init__(self, console: Console, *, journal: bool) -> None:
        self.said: list[str] = []
        self.heard: list[str] = []
        self.prompts: list[str] = []
        self.outcome: str | None = None
        self._language: str | None = None
        self._console = console
        self._journal = journal
        self._answered: float | None = None
        self._spoke_at = 0.0

    def moment(self, moment: Moment) -> None:
        """Something on the line."""
        detail = moment.detail
        match moment.kind:
            case "key":
                self._print(
                    moment.at, "key", detail["key"] + ("" if detail["taken"] else "  (nobody listens)")
                )
            case "speech_start":
                self.said += [detail["text"]] if detail["to"] == "stream" else []
                self._print(moment.at, "caller", detail["text"])
            case "dial":
                self._print(moment.at, "transfer", f"ringing {detail['target']}")
            case "leg":
                self._print(moment.at, "transfer", f"{detail['target']}: {detail['status']}")
            case "record":
                self._print(moment.at, "recording", f"{detail['seconds']} s")
            case "violation":
                self._print(moment.at, "warning", f"{detail['code']}: {detail['text']}")
            case "fault":
                self._print(moment.at, "warning", detail["what"])
            case "underrun":
                self._print(moment.at, "warning", f"a hole of {detail['ms']:.0f} ms inside a prompt")
            case "document" if self._answered is None:
                self._answered = moment.at
            case "hang_up" if not (self._journal and detail["by"] == "app"):
                self._print(moment.at, "end", f"hung up by the {detail['by']}")
            case _ if not self._journal:
                self._without_journal(moment)

    def line(self, line: Mapping[str, Any]) -> None:
        """One line of the server's journal."""
        at = float(line.get("at", 0.0)) + (self._answered or 0.0)
        if "event" in line:
            self._event(at, line)
        elif line.get("effect") == "Speak":
            self.prompts.append(line["prompt"] or "")
            self._print(at, "phone", line["text"], f"{line['prompt'] or 'model'} ")
        elif "state" in line and line["language"] != self._language:
            if self._language is not None:
                self._print(at, "slot", f"language {line['language']}")
            self._language = line["language"]
        elif "taken" in line and line["taken"] in _TAKEN:
            self._print(at, _TAKEN[line["taken"]], str(line["name"]))
        elif "ended" in line:
            self.outcome = str(line["ended"])
            self._print(at, "end", self.outcome)

    def _event(self, at: float, line: Mapping[str, Any]) -> None:
        match line["event"]:
            case "Utterance":
                self.heard.append(str(line["text"]))
                self._print(at, "heard", line["text"] or "(not understood)")
            case "ProviderFailed":
                self._print(at, "error", f"{line['provider']}: {line['reason']}")

    def _without_journal(self, moment: Moment) -> None:
        match moment.kind:
            case "verb" if moment.detail.get("verb") == "Say":
                self._print(moment.at, "phone", moment.detail["text"], "Say ")
            case "verb" if moment.detail.get("verb") == "Play":
                self._print(moment.at, "phone", moment.detail["url"], "Play ")
            case "bot_start":
                self._spoke_at = moment.at
            case "bot_end":
                self._print(self._spoke_at, "phone", f"(speaks for {moment.at - self._spoke_at:.1f} s)")

    def _print(self, at: float, who: str, what: str, dim: str = "") -> None:
        line = Text(f"{at:6.1f}  ", "dim")
        line.append(f"{who:<10}", _STYLE.get(who, ""))
        line.append(shown(dim), "dim")
        line.append(shown(what), _STYLE.get(who, "") if who in ("error", "warning") else "")
        self._console.print(line)

    @property
    def heard_as_said(self) -> int:
        """How many of the caller's lines the recogniser understood word for word, in their order."""
        matched = SequenceMatcher(
            None, [folded(t) for t in self.said], [folded(t) for t in self.heard], False
        )
        return sum(block.size for block in matched.get_matching_blocks())
