"""What the stand-in's model answers: the script's next reply, or the embedded rule-based model's choice.

The rule-based model is asked with what a real model would see: the tool's ways out with their words and
examples (or the same list in the instructions, for a model that leaves by a line), and the messages.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from runtime.dialogue.effect import AskModel, Message
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Exit, Slot, SlotType
from runtime.providers.offline.model import choose
from runtime.standin.sarvam.guesses import WITHOUT_EXIT_TEXT
from runtime.standin.sarvam.world import Script

_WAY: Final = re.compile(r"^(?P<name>\w+): (?P<when>.*?)\.(?: Callers say: (?P<said>.*))?$", re.MULTILINE)
_SAID: Final = "Callers say: "
_TYPES: Final = {"number": SlotType.NUMBER, "boolean": SlotType.YES_NO}


@dataclass(frozen=True, slots=True)
class Reply:
    """chunks: the words in the pieces they are streamed in. calls: (function, arguments as JSON text)."""

    chunks: tuple[str, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()


def reply_to(body: dict[str, Any], script: Script) -> Reply:
    """Takes the script's next reply, if there is one."""
    tools = [tool["function"] for tool in body.get("tools") or [] if isinstance(tool.get("function"), dict)]
    if script.replies:
        return _scripted(script.replies.popleft(), tools)
    asked = understood(body, tools) if script.choose else None
    if asked is None:
        return Reply(_words("जी, बताइए।"))
    sentences, decision = choose(asked)
    words = _words(" ".join(sentences) or WITHOUT_EXIT_TEXT)
    if decision.exit is None:
        return Reply(words)
    if tools:
        arguments = {"exit": decision.exit, **decision.fills}
        return Reply(words, ((tools[0]["name"], json.dumps(arguments, ensure_ascii=False)),))
    fills = f" {json.dumps(dict(decision.fills), ensure_ascii=False)}" if decision.fills else ""
    return Reply((*words, f"exit: {decision.exit}{fills}"))


def understood(body: dict[str, Any], tools: list[dict[str, Any]]) -> AskModel | None:
    """The dialogue's question, read back from the request; None when it offers no way out."""
    messages = body["messages"]
    system = "\n".join(m["content"] for m in messages if m["role"] == "system")
    properties = ((tools[0].get("parameters") or {}).get("properties") or {}) if tools else {}
    ways = (properties.get("exit") or {}).get("description") or system
    nowhere = Mark("", 1, 1)
    hints: dict[str, tuple[str, ...]] = {}
    exits = []
    for way in _WAY.finditer(ways):
        exits.append(Exit(way["name"], way["when"], nowhere))
        hints[way["name"]] = _examples(way["said"])
    if not exits:
        return None
    fills = []
    for name, told in properties.items():
        if name != "exit":
            fills.append(Slot(name, _TYPES.get(told.get("type"), SlotType.TEXT), nowhere))
            hints[name] = _examples(told.get("description", "").partition(_SAID)[2])
    talk = tuple(
        Message(m["role"], m.get("content") or "") for m in messages if m["role"] in ("user", "assistant")
    )
    return AskModel(0, system, talk, tuple(exits), hints, tuple(fills), "", 10.0)


def _examples(said: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (said or "").split(";") if one.strip())


def _scripted(reply: Any, tools: list[dict[str, Any]]) -> Reply:
    if isinstance(reply, str):
        return Reply(_words(reply))
    chunks = tuple(reply["chunks"]) if "chunks" in reply else _words(reply.get("text", ""))
    if "exit" not in reply:
        return Reply(chunks)
    if not tools:
        return Reply((*chunks, f"\nexit: {reply['exit']}"))
    arguments = json.dumps({"exit": reply["exit"], **reply.get("fills", {})}, ensure_ascii=False)
    return Reply(chunks, ((tools[0]["name"], arguments),))


def _words(text: str) -> tuple[str, ...]:
    """As a model streams: word by word, the space in front."""
    return tuple(re.findall(r"\s*\S+", text))
