"""What the model and the services answered, as `stub`."""

from __future__ import annotations

from runtime.transcript.replies import STOPPED, Replies


def test_replies_of_the_model_stand_in_the_order_of_the_questions() -> None:
    replies = Replies()
    replies.asked("model", 1, 0.0)
    replies.said(1, "One.", 0.5)
    replies.said(1, "Two.", 3.0)
    replies.done(1, None, {}, 3.5)
    replies.asked("model", 2, 5.0)
    replies.done(2, "bye", {"village": "Miyapur"}, 7.5)
    replies.asked("model", 3, 8.0)
    replies.done(3, None, {}, 8.1)
    assert replies.stub() == {
        "model": [
            {"says": ["One.", "Two."]},
            {"exit": "bye", "fills": {"village": "Miyapur"}, "slow": "2.5s"},
            {"blank": "yes"},
        ]
    }
    assert not replies.open


def test_a_reply_that_nobody_waited_for() -> None:
    replies = Replies()
    for request in (1, 2, 3):
        replies.asked("model", request, 0.0)
    replies.said(2, "I was", 0.5)
    replies.stopped(1, forget=True)
    replies.stopped(2, forget=True)
    replies.stopped(3, forget=False)
    replies.stopped(9, forget=False)
    assert replies.stub() == {"model": [{"says": "I was"}, {"blank": "yes", "slow": STOPPED}]}


def test_services_answer_fail_and_are_too_late() -> None:
    replies = Replies()
    replies.asked("office.find", 1, 0.0)
    replies.served(1, {"error": "none"}, 0.2)
    replies.asked("office.find", 2, 1.0)
    replies.served(2, {"id": "7"}, 3.0)
    replies.asked("office.find", 3, 4.0)
    replies.failed(3, 4.1)
    replies.asked("office.find", 4, 5.0)
    replies.too_late(4.0)
    replies.served(4, {"id": "8"}, 9.5)
    replies.asked("office.find", 5, 10.0)
    assert replies.stub() == {
        "office.find": [
            {"value": {"error": "none"}, "slow": "0.2s"},
            {"value": {"id": "7"}, "slow": "2.0s"},
            {"error": "it failed"},
            {"timeout": "yes"},
        ]
    }


def test_a_model_that_fails_or_is_too_late() -> None:
    replies = Replies()
    replies.asked("model", 1, 0.0)
    replies.said(1, "It", 0.3)
    replies.failed(1, 2.0)
    replies.asked("model", 2, 3.0)
    replies.too_late(12.0)
    replies.asked("model", 3, 20.0)
    replies.said(3, "Er", 20.5)
    replies.too_late(12.0)
    assert replies.stub()["model"] == [
        {"says": "It", "error": "it failed"},
        {"blank": "yes", "slow": "13s"},
        {"says": "Er", "error": "no reply in time"},
    ]


def test_that_everybody_answers_goes_without_saying() -> None:
    replies = Replies()
    replies.transferred("completed")
    assert replies.stub() == {}
    replies.transferred("busy")
    assert replies.stub() == {"transfer": ["completed", "busy"]}
