"""Frames: whole or refused, in time or not at all."""

import socket
import struct
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judge import Failure, codec
from autograder.judge.student import unpack
from autograder.sandbox import wire
from autograder.sandbox.conversation import clean_outputs
from benchmarks.fuzz_wire import KINDS, Fuzzer, received, same


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


@given(st.lists(st.binary(max_size=5000), max_size=5))
def test_frames_arrive_in_order(frames):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for frame in frames:
            wire.send(theirs, frame)
        assert [wire.receive(ours, 5000) for _ in frames] == frames


def test_a_frame_larger_than_the_pipe_arrives(pair):
    frame = bytes(range(256)) * 20_000
    thread = threading.Thread(target=wire.send, args=(pair[1], frame))
    thread.start()
    assert wire.receive(pair[0], len(frame)) == frame
    thread.join()


def test_a_longer_frame_than_agreed_is_refused_before_it_is_read(pair):
    pair[1].sendall(struct.pack(">I", 2**32 - 1))
    with pytest.raises(wire.WireError, match="4294967295 bytes"):
        wire.receive(pair[0], 1000)


def test_silence_half_a_frame_and_a_hang_up(pair):
    with pytest.raises(wire.WireTimeout):
        wire.receive(pair[0], 1000, time.monotonic() + 0.05)
    pair[1].sendall(struct.pack(">I", 10) + b"half")
    with pytest.raises(wire.WireTimeout):
        wire.receive(pair[0], 1000, time.monotonic() + 0.05)
    pair[1].close()
    with pytest.raises(wire.WireError):
        wire.receive(pair[0], 1000)
    with pytest.raises(wire.WireError):
        wire.send(pair[0], b"x" * 2**20, time.monotonic() + 1)


def test_a_reader_that_never_reads_does_not_hold_the_judge(pair):
    with pytest.raises(wire.WireTimeout):
        wire.send(pair[0], bytes(2**24), time.monotonic() + 0.05)


@given(st.binary(max_size=200))
def test_no_bytes_make_an_answer_but_an_answer(data):
    answer = unpack(data)
    assert isinstance(answer, (dict, Failure))


def test_an_answer_that_is_something_else_is_unreadable():
    for value in (3, {"values": 3}, {"failure": ["x"]}, {"failure": [1, 2, 3, 4]}, [], None):
        assert unpack(codec.encode(value)).kind == "unreadable"
    assert unpack(codec.encode({"failure": ["TypeError", "no", 1, ""]})).kind == "error"


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["output_type", "data", "text", "name", "ename", "traceback", "metadata"]), inner, max_size=4))


@given(JSON)
def test_outputs_that_a_session_sends_become_outputs_or_nothing(value):
    for output in clean_outputs([value, {"output_type": "stream", "name": "stdout", "text": "x"}]):
        assert output["output_type"] in ("stream", "display_data", "execute_result", "error")


@pytest.fixture(scope="module")
def fuzzer():
    return Fuzzer(0, ["01_rnn"])


@settings(max_examples=400, deadline=None)
@given(kind=st.sampled_from([kind for kind in KINDS if kind != "exam"]), seed=st.integers(0, 2**32 - 1))
def test_no_reply_crashes_holds_or_misleads_the_judge(fuzzer, kind, seed):
    fuzzer.random.seed(seed)
    fuzzer.reply(kind)
    assert not fuzzer.faults


def test_a_student_whose_replies_are_all_hostile_gets_nothing_and_a_report(fuzzer):
    for _ in range(3):
        fuzzer.reply("exam")
    assert not fuzzer.faults


def test_the_right_replies_that_the_others_are_made_from_are_right(fuzzer):
    for data in fuzzer.right:
        came = received(struct.pack(">I", len(data)) + data)
        assert came == unpack(data) if isinstance(came, Failure) else same(unpack(data), came)


@given(st.binary(max_size=300) | st.builds(lambda n, rest: struct.pack('>I', n) + rest, st.integers(0, 20), st.binary(max_size=20)))
def test_a_frame_is_what_was_sent_or_nothing(sent):
    """A length that says more than comes is a hang-up, one that says less leaves the rest for the next frame."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(sent)
        length = int.from_bytes(sent[:4], "big") if len(sent) >= 4 else None
        if length is None or length > min(300, len(sent) - 4):
            with pytest.raises(wire.WireError):
                wire.receive(ours, 300, time.monotonic() + 5)
        else:
            assert wire.receive(ours, 300, time.monotonic() + 5) == sent[4 : 4 + length]
