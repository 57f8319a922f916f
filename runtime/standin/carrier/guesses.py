"""Where Twilio's documentation says nothing. Every choice of ours stands here, once, with its reason.

Each may be wrong. A recorded real call that shows otherwise changes this file and nothing else.
"""

from __future__ import annotations

KEYS_OUTSIDE_GATHER_ARE_DROPPED = True
"""Guess: a key pressed while neither a `<Gather>`, a `<Record>` nor a stream listens is lost. Verbs are
documented as taking input only while they run, and nothing speaks of type-ahead."""

KEYS_ARE_SILENT = True
"""Guess: a key makes no sound in the stream's `media`. Calls from mobile networks carry keys out of band
(RFC 2833), and Twilio's own `dtmf` message would otherwise be of no use."""

CLIPS_ARE_SIGNED = True
"""Guess: the GET of a `<Play>` is signed like any GET. A server that checks clips would notice; one that
does not is not disturbed."""

CLIPS_ARE_CACHED = True
"""Guess: within one call an address is fetched once. `<Play>` is documented to obey HTTP caching, and our
clips are immutable."""

A_FAILED_CLIP_IS_SKIPPED = True
"""Guess: a `<Play>` whose file cannot be had is passed over, with a warning in the debugger, and the next
verb runs; only a document that cannot be had is documented to end in the fallback URL."""

RINGING_IS_SILENT = True
"""Guess: while a leg is dialled the caller hears a ringing tone that is the carrier's own and not part of
what the application lets the caller hear: the recording has silence."""

DIAL_EXTRA_SECONDS = 5.0
"""Twilio says it adds "about five seconds" to a Dial's timeout. Guess: exactly five."""

A_DECLINED_WHISPER = "no-answer"
"""Guess: when the person who answered hangs up inside the whisper, the Dial ends like an unanswered one.
That `completed` is "no proof of a conversation" is documented; what a declined leg says is not."""

HANG_UP_IN_DIAL_ASKS_ACTION = True
"""Guess: a caller who hangs up while dialled or connected ends the document, and the Dial's action is
still asked, with the leg's status: the application could otherwise never learn how the leg ended."""

HANG_UP_IN_GATHER_ASKS_NOTHING = True
"""Guess: a caller who hangs up inside a `<Gather>` ends the document; only the number's final status
callback is posted. A Gather's action carries input, and there is none."""

HANG_UP_IN_STREAM_ASKS_NOTHING = True
"""Guess: when the caller hangs up during a stream the `<Connect action>` is not asked: there is no call
left that its document could steer. `stop`, the stream's and the call's callbacks tell the application."""

A_REFUSED_STREAM_GOES_ON = True
"""Guess: when the handshake fails (31920) the call goes on with the action, or else with the next verb,
as it does after a stream that was closed."""

SOUND_IN_THE_QUEUE_DIES_WITH_THE_SOCKET = True
"""Guess: what is queued when the application closes the socket is not played. The stream has ended, and
the documentation offers marks to find out what was heard before that."""


def after_stream(stream_sid: str, error: str = "") -> dict[str, str]:
    """Guess: a `<Connect action>` carries these three besides the usual fields. Nothing is documented;
    the stream's own status callback has these names."""
    fields = {"StreamSid": stream_sid, "StreamEvent": "stream-error" if error else "stream-stopped"}
    return fields | ({"StreamError": error} if error else {})


def callback_is_late(seconds: float) -> bool:
    """Guess: a status callback is given the time a webhook is given."""
    return seconds > 15.0


def caller_id_is_refused(caller_id: str, called: str) -> bool:
    """Guess: a leg to an Indian telephone that shows an Indian number fails. Twilio's guideline for India
    says that such calls must show a foreign number; how one is refused is not said."""
    return called.startswith("+91") and caller_id.startswith("+91")
