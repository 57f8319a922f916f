"""The runtime, floor by floor. Imports point down only; folders on one floor are strangers.

    floor 6   cli         one file per command of flowctl; the only folder that prints
    floor 5   rehearsal   a play through the live server: real sockets, a clock that steps, the same effects
    floor 4   server      the live shell: webhooks, media socket, one session per call
              standin     a carrier that behaves like Twilio, a provider that behaves like Sarvam
              editor      what an author's editor asks: findings, names, renaming
              prove       does every caller get out? all calls there can be
    floor 3   lint        it loads, but is it wise?
              explain     the flow in plain words, for the person who signs it
              drawing     the flow as a picture
              scaffold    a new flow from a few answers
              transcript  does it behave? scripted calls on a virtual clock
              providers   the outside world, one folder per vendor, behind ports.py
              store       where calls and clips are kept
    floor 2   dialogue    what happens: a pure function over (call, event)
    floor 1   flow        what a flow is, and how YAML becomes one
    floor 0   language    Indian languages as data: scripts, spoken digits, yes and no, phrase matching
              audio       sound as arithmetic: mu-law, WAV, resampling, voice activity, endpointing

`dialogue`, `flow`, `lint`, `transcript` and `prove` know no clock, no network and no event loop. The
contracts are in pyproject.toml under [tool.importlinter] and are checked by tests/test_architecture.py.
"""
