"""Watching the flows: a quiet moment after the last save, a check in a child process, then one swap.

What was saved while calls are live is not read in this process before a child has loaded and linted it
under limits of time and memory: a file that would exhaust the reader kills the child. Anything wrong: the
old version stays, and the findings are told in the log, to `report` and by /health.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from watchfiles import awatch

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.model import Flow
from runtime.server.clips import Clips
from runtime.server.left_behind import Live, left_behind
from runtime.server.library import Library, Shelf

log = logging.getLogger(__name__)

QUIET = 0.3
"""Seconds without a change before the files are read."""
POLL = 1.0
"""Seconds between two looks by ourselves, where the system tells nothing (network mounts)."""
CLIPS_AGAIN = 60.0
"""Seconds after which clips are tried again that could not be made when their flow was new."""
CLIPS_WAIT = 10.0
"""Seconds that new flows wait for their clips before they go live all the same: what is missing is spoken
live meanwhile, and a caller waits for a voice, never for all voices of all flows."""
CHILD_SECONDS = 20
CHILD_MEMORY = 1 << 30
_CHILD = (
    "import resource as r, sys\n"
    f"r.setrlimit(r.RLIMIT_CPU, ({CHILD_SECONDS}, {CHILD_SECONDS}))\n"
    f"r.setrlimit(r.RLIMIT_AS, ({CHILD_MEMORY}, {CHILD_MEMORY}))\n"
    "from runtime.cli.main import main\n"
    "main()\n"
)
SUFFIXES = frozenset({".yaml", ".yml", ".md"})


class CheckFailed(Exception):
    """The child could not say what it found."""


class Watch:
    """report: shows a shelf's refusals to whoever sits at the terminal. live: the calls that go on."""

    def __init__(
        self,
        library: Library,
        clips: Clips,
        report: Callable[[Shelf], None] | None = None,
        live: Callable[[], Iterable[Live]] = tuple,
    ) -> None:
        self._library = library
        self._clips = clips
        self._report = report
        self._live = live
        self._seen = ""
        self._incomplete: set[str] = set()  # versions of flows without all their clips
        self._making: asyncio.Task[None] | None = None  # clips of flows that went live before they were done

    async def first(self) -> None:
        """Serve what is there at the start."""
        await self._reload(checked=False)
        self._seen = await self._fingerprint()

    async def run(self) -> None:
        """Runs as long as the server."""
        told = asyncio.Event()
        beside = [asyncio.create_task(self._notices(told)), asyncio.create_task(self._complete())]
        try:
            while True:
                try:
                    async with asyncio.timeout(POLL):
                        await told.wait()
                except TimeoutError:
                    pass
                told.clear()
                await self.look()
        finally:
            for task in (*beside, *([self._making] if self._making else [])):
                task.cancel()

    async def look(self) -> None:
        """Reload if the files have changed and have then been left alone for a moment."""
        now = await self._fingerprint()
        if now == self._seen:
            return
        while True:
            await asyncio.sleep(QUIET)
            before, now = now, await self._fingerprint()
            if now == before:
                break
        try:
            await self._reload(checked=True)
        except Exception:
            log.exception("the changed flows could not be read; what is served stays")
        self._seen = now

    async def _fingerprint(self) -> str:
        files = [Path(name) for name in self._library.shelf.files]
        return await asyncio.to_thread(fingerprint, self._library.folder, files)

    async def _notices(self, told: asyncio.Event) -> None:
        try:
            folder = self._library.folder
            async for _ in awatch(folder if folder.is_dir() else folder.parent, step=50, debounce=100):
                told.set()
        except (OSError, RuntimeError) as fault:
            log.info("the system does not tell about changed files (%s); looking every second", fault)

    async def _reload(self, checked: bool) -> None:
        found: tuple[Diagnostic, ...] = ()
        if checked:
            try:
                found = await check(self._library.folder)
            except CheckFailed as why:
                log.error("the changed flows are not served: %s", why)
                mark = Mark(str(self._library.folder), 1, 1)
                fault = Diagnostic("check-failed", Severity.ERROR, f"the check of the files {why}", mark)
                now = self._library.shelf
                self._show(Shelf(now.dialogues, now.numbers, now.default, (fault,), now.files))
                return
        shelf = await asyncio.to_thread(self._library.read, found)
        await self._make_for_a_while(
            dialogue.flow
            for name, dialogue in shelf.dialogues.items()
            if self._library.shelf.dialogues.get(name) is not dialogue
        )
        self._show(shelf)

    async def _make_for_a_while(self, flows: Iterable[Flow]) -> None:
        """Clips of new flows; after CLIPS_WAIT the rest is made while they are already served."""
        new = list(flows)
        if self._making is not None:
            self._making.cancel()  # what it had made is kept, and is not made again
            await asyncio.wait({self._making})
        self._incomplete |= {flow.version for flow in new}
        self._making = asyncio.create_task(self._make_each(new))
        done, _ = await asyncio.wait({self._making}, timeout=CLIPS_WAIT)
        if done:
            self._making.result()
        else:
            log.info("not all clips are made yet; what is missing is spoken live until then")

    async def _make_each(self, flows: Sequence[Flow]) -> None:
        for flow in flows:
            await self._make(flow)

    async def _make(self, flow: Flow) -> None:
        """The flow's clips, and a note when not all of them could be made."""
        if await self._clips.make(flow):
            self._incomplete.add(flow.version)
        else:
            self._incomplete.discard(flow.version)

    async def _complete(self) -> None:
        """A voice that was down when a flow was new may work later: its clips are made then."""
        while True:
            await asyncio.sleep(CLIPS_AGAIN)
            flows = [dialogue.flow for dialogue in self._library.shelf.dialogues.values()]
            self._incomplete &= {flow.version for flow in flows}
            if self._making is not None and not self._making.done():
                continue
            for flow in flows:
                if flow.version in self._incomplete:
                    try:
                        await self._make(flow)
                    except Exception:
                        log.exception("clips of the flow %s could not be made", flow.name)

    def _show(self, shelf: Shelf) -> None:
        known = self._library.shelf.refused
        self._library.serve(shelf)
        for one in left_behind(self._live(), shelf.dialogues):
            where = (one.sid, one.state, one.flow)
            if one.now is not None:
                log.info("call %s stands in %s of the flow %s, which is now called %s", *where, one.now)
            else:
                log.warning(
                    "call %s stands in %s of the flow %s, which the new version does not have",
                    *where,
                )
        for refused in shelf.refused:
            log.warning("%s: %s (%s); not served", refused.mark, refused.message, refused.rule)
        if known and not shelf.refused:
            log.info("every file is in order again")
        if self._report and shelf.refused:
            self._report(shelf)


async def check(folder: Path) -> tuple[Diagnostic, ...]:
    """Every error that `flowctl lint` finds, from a child process. Raises CheckFailed."""
    arguments = ("-c", _CHILD, "lint", "--format", "json", str(folder))
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(CHILD_SECONDS * 2):
            out, err = await child.communicate()
    except TimeoutError:
        raise CheckFailed("took too long") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode not in (0, 1):
        log.debug("lint said: %s", err.decode("utf-8", "replace")[-2000:])
        raise CheckFailed(f"broke off (code {child.returncode})")
    try:
        return tuple(_diagnostic(item) for item in _items(json.loads(out)))
    except (ValueError, KeyError, TypeError) as fault:
        raise CheckFailed("gave no answer that can be read") from fault


def _items(told: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = told["findings"]
    return items


def _diagnostic(item: dict[str, Any]) -> Diagnostic:
    return Diagnostic(
        rule=item["rule"],
        severity=Severity(item["severity"]),
        message=item["message"],
        mark=_mark(item),
        harm=item.get("harm", ""),
        fix=item.get("fix", ""),
        suggestion=item.get("suggestion"),
        related=tuple((one["message"], _mark(one)) for one in item.get("related", ())),
    )


def _mark(item: dict[str, Any]) -> Mark:
    """The printer shortens paths below the working folder; the library's are whole."""
    return Mark(str(Path.cwd() / item["file"]), item["line"], item["column"], item.get("length", 1))


def fingerprint(folder: Path, files: Collection[Path] = ()) -> str:
    """Changes when any file of the flows does: by content, since events may name another path. files: what
    was read last time, some of it (the operator's files) perhaps beside the folder."""
    digest = hashlib.sha256()
    root = folder if folder.is_dir() else folder.parent
    below = {path for path in root.rglob("*") if path.suffix in SUFFIXES and not _hidden(path, root)}
    for path in sorted(below.union(files)):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
