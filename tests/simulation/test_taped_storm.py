"""Whatever happens to a call, a tape can be made of it, and nothing secret is on it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from storm import Storm
from storm_flows import SHIPPED, dialogue_of, flow_for
from storm_rules import CARD, SECRET

from runtime.transcript.record import NoTape, recorded
from runtime.transcript.tape import Taped

ROOT = Path(__file__).resolve().parents[2]
SEEDS = [seed for seed in range(1, 330) if seed % 32]
"""Not those whose every step is taken twice, for a tape would hold both."""


def test_every_call_of_a_storm_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        name = flow_for(seed)
        taped = Taped(dialogue_of(name))
        storm = Storm(taped, seed)
        storm.run()
        tape = taped.tape.finished()
        kept = json.dumps(tape).replace(" ", "")
        assert CARD not in kept and SECRET not in kept, seed
        seen["card"] += storm.world.rules.said_card
        seen["secret"] += storm.world.rules.said_secret
        if name in SHIPPED and not {"state", "inputs"} & {key for key, one in storm.start.items() if one}:
            home = ROOT / "flows" / name
            flow = None if home.is_dir() else f"../{name}"
            place = (home if home.is_dir() else home.parent) / "transcripts" / "recorded.yaml"
            try:
                made = recorded(tape, place, flow=flow)
            except NoTape as fault:
                assert "no transcript can say" in str(fault), seed
                continue
            assert not made.faults, (seed, made.text)
            seen["told"] += 1
            seen["goes as it went"] += not made.differs and made.ends_early is None
    assert min(seen[what] for what in ("card", "secret", "told", "goes as it went")) > 0, seen
