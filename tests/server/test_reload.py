"""Flows are edited while a call is on: the call ends on its old words, the next one has the new, and a
broken save is refused with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


async def health(server: Any) -> Any:
    return (await server.client.get(f"{server.url}/health")).json()


async def test_edited_then_broken_then_a_state_removed(serve: Any) -> None:
    server = await serve()
    server.script.texts = ["Kondapur"]
    flow, words = server.flows / "kiosk" / "flow.yaml", server.flows / "kiosk" / "prompts" / "en-IN.yaml"
    first = (await health(server))["flows"]["kiosk"]["version"]
    caller = await server.call()
    await caller.press("1")
    async with caller.stream() as line:
        await server.until(lambda: line.marks)

        edit(words, "You live in {{ village }}.", "Your place is {{ village }}.")
        shelf = server.app.library
        await server.until(lambda: shelf.for_number("").flow.version != first, seconds=15)
        second = (await health(server))["flows"]["kiosk"]["version"]

        edit(flow, "go: thanks", "go: thnaks")
        await server.until(lambda: shelf.shelf.refused, seconds=15)
        told = (await health(server))["refused"]
        line_number = flow.read_text(encoding="utf-8").split("thnaks")[0].count("\n") + 1
        assert any(f"flow.yaml:{line_number}:" in one["place"] for one in told)
        assert (await health(server))["flows"]["kiosk"]["version"] == second

        edit(flow, "go: thnaks", "go: goodbye")
        edit(flow, "  thanks: {say: heard, go: talk}\n", "")
        edit(
            flow, "      goodbye: {when: the caller is done}\n", "      goodbye: {when: the caller is done}\n"
        )
        await line.say()
        await server.until(lambda: "You live in Kondapur." in server.script.spoken)  # its own old words


async def test_the_next_call_has_the_new_words(serve: Any) -> None:
    server = await serve()
    words = server.flows / "kiosk" / "prompts" / "en-IN.yaml"
    before = await server.call()
    old = before.verb("Gather/Play").text
    edit(words, "Welcome. Press", "Good day. Press")
    await server.until(lambda: "Good day. Press 1, 2, 3 or 4." in server.script.rendered, seconds=15)
    version = server.app.board.sessions[before.sid].dialogue.flow.version
    await server.until(lambda: server.app.library.for_number("").flow.version != version, seconds=15)
    after = await server.call()
    assert after.verb("Gather/Play").text != old
    await before.press("9")  # a miss: asked again in the words it began with
    assert [p.text for p in before.document.findall("Gather/Play")][-1] == old


async def test_one_broken_file_does_not_block_another_flow(serve: Any) -> None:
    server = await serve()
    other = server.flows / "other.yaml"
    other.write_text(
        "flow: other\ntitle: Another\nlanguages: [en-IN]\nstart: hello\n"
        "defaults: {on_error: hello}\nstates:\n  hello: {end: resolved, say: {en-IN: Hello there.}}\n",
        encoding="utf-8",
    )
    (server.flows / "kiosk" / "flow.yaml").write_text("flow: [", encoding="utf-8")
    shelf = server.app.library
    await server.until(lambda: "other" in shelf.shelf.dialogues, seconds=15)
    assert "kiosk" in shelf.shelf.dialogues
    assert shelf.shelf.refused
    caller = await server.call()
    assert caller.verbs[0] == "Gather"


async def test_a_file_that_would_kill_the_reader_kills_nothing(serve: Any) -> None:
    server = await serve()
    before = server.app.library.shelf.dialogues["kiosk"]
    (server.flows / "kiosk" / "flow.yaml").write_text("x: " + "[" * 50_000, encoding="utf-8")
    await server.until(lambda: server.app.library.shelf.refused, seconds=20)
    assert server.app.library.shelf.dialogues["kiosk"] is before
    assert (await server.client.get(f"{server.url}/health")).status_code == 200
