"""The way out: where a request may go, how long it may take, and that nobody waits for somebody else's server."""

import itertools
import socket
import threading
from datetime import timedelta
from ipaddress import ip_address

import pytest

from clarion.configuration import Misconfigured, may_be_private
from clarion.subscribers.channels import outgoing
from clarion.subscribers.channels.outgoing import Errand, Letter, Receiver, exchange, read_address, send
from clarion.subscribers.channels.private_addresses import is_public, may_be_reached
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import pause_in
from tests.subscribers.receiving import Answered, receiving


def judged(answer):
    return None if answer.status < 300 else Problem(f"{answer.status} {answer.words.decode()[:20]}", "")


def receiver(*private, **more):
    return Receiver("The server", "Check it.", "Allow it.", private, judge=judged, **more)


INSIDE = receiver("*")


@pytest.fixture
def server():
    with receiving() as there:
        yield there


@pytest.fixture
def names(monkeypatch):
    """Name -> the numbers it has; what was looked up stands in `asked`. The name server of "silent" does not answer."""

    class Names(dict):
        asked: list[str] = []
        silent = threading.Event()

    known = Names()
    known.asked, known.silent = [], threading.Event()

    def look_up(name, port, **more):
        known.asked.append(name)
        if "silent" in name:
            known.silent.wait(10)
        numbers = known.get(name, name)
        found = next(numbers) if isinstance(numbers, itertools.cycle) else numbers
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in found.split()]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield known
    known.silent.set()


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("192.168.1.1", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("fd00::1", False), ("fe80::1", False), ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False), ("64:ff9b::808:808", True), ("::127.0.0.1", False), ("::8.8.8.8", False),
        ("::ffff:0:7f00:1", False), ("64:ff9b:1::a00:1", False), ("2001:0:1::1", False), ("::", False),
        ("0.0.0.0", False), ("255.255.255.255", False), ("ff02::1", False), ("::ffff:169.254.169.254", False),
        ("240.0.0.1", False), ("198.18.0.1", False), ("192.0.2.1", False),
    ],
)  # fmt: skip
def test_what_counts_as_outside(number, outside):
    assert is_public(ip_address(number)) is outside


@pytest.mark.parametrize(
    ("number", "allowed", "reached"),
    [
        ("10.1.2.3", (), False), ("10.1.2.3", ("*",), True), ("10.1.2.3", ("10.1.0.0/16",), True),
        ("10.2.2.3", ("10.1.0.0/16",), False), ("10.1.2.3", ("chat.example",), True),
        ("10.1.2.3", ("other.example",), False), ("10.1.2.3", ("10.1.2.3",), True),
        ("::ffff:10.1.2.3", ("10.1.0.0/16",), True), ("8.8.8.8", (), True),
        ("169.254.169.254", ("*",), False), ("fe80::1", ("*",), False), ("fd00:ec2::254", ("*",), False),
        ("64:ff9b::a9fe:a9fe", ("*", "chat.example"), False), ("100.100.100.200", ("100.64.0.0/10",), False),
        ("0.0.0.0", ("*",), False), ("224.0.0.1", ("*",), False),
    ],
)  # fmt: skip
def test_a_setting_opens_what_it_names_and_never_the_metadata_of_a_cloud(number, allowed, reached):
    assert may_be_reached(ip_address(number), "chat.example", allowed=allowed) is reached


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", ()), ("false", ()), ("true", ("*",)), ("Yes", ("*",)), ("Chat.example, 10.1.0.0/16", ("chat.example", "10.1.0.0/16"))],
)  # fmt: skip
def test_the_setting_takes_names_and_networks(monkeypatch, said, meant):
    monkeypatch.setenv("CLARION_WEBHOOK_ALLOW_PRIVATE", said)
    assert may_be_private("CLARION_WEBHOOK_ALLOW_PRIVATE") == meant


def test_a_setting_that_cannot_be_read_says_how_to_write_it(monkeypatch):
    monkeypatch.setenv("CLARION_WEBHOOK_ALLOW_PRIVATE", "10.1.0.0/99")
    with pytest.raises(
        Misconfigured, match=r"Write them with commas, for example chat\.example\.com,10\.1\.0\.0/16"
    ):
        may_be_private("CLARION_WEBHOOK_ALLOW_PRIVATE")


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "ftp://example.com/x", "file:///etc/passwd", "gopher://example.com/", "http://", "https:///x",
     "http://user:password@example.com/", "http://user@example.com/", "http://example.com:0/", "http://exa mple.com/",
     "http://example.com:99999/", "http://example.com\r\nX: y/", "//example.com/x"],
)  # fmt: skip
def test_what_is_no_address_of_a_web_server_is_not_asked(address):
    with pytest.raises(ValueError):
        read_address(address)
    assert send(Letter(address, b"{}"), receiver()) == Problem(
        "The server has an address that cannot be read.", "Check it.", final=True
    )


@pytest.mark.parametrize(
    "address", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/"]
)
def test_another_spelling_of_a_private_number_is_that_number(address):
    assert send(Letter(address, b"{}"), receiver()).reason == "The server has a private address."


@pytest.mark.parametrize(
    ("port", "said"), [(25, "port"), (22, "port"), (6379, None), (443, None), (8443, None)]
)
def test_a_port_below_1024_has_to_be_that_of_a_web_server(names, monkeypatch, port, said):
    names["outside.example"] = "8.8.8.8"
    monkeypatch.setattr(outgoing, "DEADLINE", 0.05)
    reason = send(Letter(f"http://outside.example:{port}/", b"{}"), receiver()).reason
    assert (reason == "The server has a port that is not for the web.") is (said == "port")


def test_a_port_that_is_free_inside_is_not_asked_outside(names, monkeypatch):
    names["both.example"] = "127.0.0.1 8.8.8.8"
    monkeypatch.setattr(outgoing, "DEADLINE", 0.5)
    inside = send(Letter("http://both.example:22/", b"{}"), receiver("127.0.0.1"))
    assert inside.reason.startswith("The server cannot be reached (Connect")
    outside = send(Letter("http://8.8.8.8:22/", b"{}"), receiver("127.0.0.1"))
    assert outside.reason == "The server has a port that is not for the web."


def test_a_name_is_looked_up_once_so_that_it_cannot_turn_inside_afterwards(server, names):
    with receiving(host="127.0.0.2") as inside:
        names["turning.example"] = itertools.cycle(["127.0.0.1", "127.0.0.2"])
        errands = [Errand(number, [Letter(server.address("turning.example"), b"{}")]) for number in range(3)]
        assert [problem for _, problem in exchange(errands, receiver("127.0.0.1"))] == [None] * 3
    assert (names.asked, len(server.asked), inside.asked) == (["turning.example"], 3, [])
    assert server.asked[0].headers["Host"] == f"turning.example:{server.port}"


def test_a_name_with_a_private_and_a_public_number_is_never_asked_inside(server, names, monkeypatch):
    monkeypatch.setattr(outgoing, "DEADLINE", 0.2)
    names["both.example"] = "127.0.0.1 8.8.8.8"
    assert send(Letter(server.address("both.example"), b"{}"), receiver()) is not None
    assert server.asked == []


def test_the_next_number_of_a_name_is_tried_when_the_first_does_not_answer(names):
    with receiving(host="127.0.0.2") as second:
        names["two.example"] = "127.0.0.1 127.0.0.2"
        assert send(Letter(second.address("two.example"), b"{}"), INSIDE) is None


def test_a_redirect_is_not_followed(server):
    with receiving() as inside:
        server.answers = [Answered(307, {"Location": inside.address()})]
        assert send(Letter(server.address(), b"{}"), INSIDE).reason == "307 ok"
    assert inside.asked == []


def test_no_cookie_is_kept(server):
    server.answers = [Answered(200, {"Set-Cookie": "a=b"})]
    list(exchange([Errand(0, [Letter(server.address(), b"{}")] * 2)], INSIDE))
    assert [asked.headers.get("Cookie") for asked in server.asked] == [None, None]


@pytest.mark.parametrize("pieces", [(b"x",) * 50, ()])
def test_who_answers_drop_by_drop_or_never_is_left_after_the_deadline(server, monkeypatch, pieces):
    monkeypatch.setattr(outgoing, "DEADLINE", 0.3)
    server.answers = [Answered(pieces=pieces, pause=0.1)]
    if not pieces:
        server.hangs.clear()
    assert str(send(Letter(server.address(), b"{}"), INSIDE)) == (
        "The server did not answer within 0.3 seconds. Clarion tries again."
    )


def test_of_a_body_without_end_only_the_beginning_is_read(server):
    sent = itertools.count()

    def endless():
        for _ in sent:
            yield b"z" * 65536

    server.answers = [Answered(500, pieces=endless())]
    assert send(Letter(server.address(), b"{}"), INSIDE).reason == "500 " + "z" * 20
    assert next(sent) < 1000


def test_one_that_hangs_delays_nobody_else_and_each_is_known_at_once(server, names):
    with receiving() as slow:
        slow.hangs.clear()
        names["slow.example"], names["quick.example"] = "127.0.0.2", "127.0.0.3"
        errands = [Errand("slow", [Letter(slow.address("slow.example"), b"{}")])]
        errands += [Errand("quick", [Letter(server.address("quick.example"), b"{}")])] * 30
        known = []
        for of, _ in exchange(errands, INSIDE):
            known.append(of)
            if len(known) == 30:
                slow.hangs.set()
    assert known == ["quick"] * 30 + ["slow"]


def test_names_whose_name_server_is_silent_hold_up_nobody_else_and_only_what_was_begun_counts(
    server, names, monkeypatch
):
    monkeypatch.setattr(outgoing, "LOOK_UP", 1.0)
    names["quick.example"] = "127.0.0.1"
    errands = [Errand(number, [Letter(f"http://{number}.silent.example/", b"{}")]) for number in range(60)]
    errands += [Errand("quick", [Letter(server.address("quick.example"), b"{}")])] * 5
    known = list(exchange(errands, INSIDE))
    assert known[:5] == [("quick", None)] * 5
    said = "The name of the server is not known (the name server does not answer)."
    assert [problem.reason for _, problem in known[5:]] == [said] * outgoing.PER_DOMAIN
    assert len([name for name in names.asked if "silent" in name]) == outgoing.PER_DOMAIN


def test_a_name_for_which_no_thread_became_free_is_not_said_to_be_unknown_but_waits(
    server, names, monkeypatch
):
    monkeypatch.setattr(outgoing, "LOOK_UP", 0.1)
    monkeypatch.setattr(outgoing, "AT_ONCE", 4)
    names["quick.example"] = "127.0.0.1"
    errands = [Errand(number, [Letter(f"http://www.silent{number}.com/", b"{}")]) for number in range(4)]
    errands.append(Errand("quick", [Letter(server.address("quick.example"), b"{}")]))
    known = list(exchange(errands, INSIDE, patience=1))
    assert {of for of, _ in known} == {0, 1, 2, 3}
    assert server.asked == []


def test_a_name_that_waited_for_a_thread_has_all_of_its_time_for_the_look_up(server, names, monkeypatch):
    monkeypatch.setattr(outgoing, "LOOK_UP", 0.3)
    monkeypatch.setattr(outgoing, "AT_ONCE", 4)
    names["quick.example"] = "127.0.0.1"
    errands = [Errand(number, [Letter(f"http://www.silent{number}.com/", b"{}")]) for number in range(4)]
    errands.append(Errand("quick", [Letter(server.address("quick.example"), b"{}")]))
    known = []
    for of, problem in exchange(errands, INSIDE):
        known.append((of, problem and problem.reason))
        if len(known) == 4:
            names.silent.set()
    assert known[4:] == [("quick", None)]


def test_one_machine_is_asked_by_a_few_at_once_whatever_names_it_has(server, names):
    server.takes = 0.02
    errands = [Errand(number, [Letter(server.address(f"{number}.example"), b"{}")]) for number in range(20)]
    names.update({f"{number}.example": "127.0.0.1" for number in range(20)})
    assert {problem for _, problem in exchange(errands, INSIDE)} == {None}
    assert server.most_at_once == outgoing.PER_MACHINE


def test_a_service_that_is_made_for_many_is_asked_by_more_at_once(server, names):
    server.takes = 0.05
    names["chat.example"] = "127.0.0.1"
    errands = [Errand(number, [Letter(server.address("chat.example"), b"{}")]) for number in range(40)]
    many = receiver("*", services=frozenset({"chat.example"}))
    assert {problem for _, problem in exchange(errands, many)} == {None}
    assert outgoing.PER_MACHINE < server.most_at_once <= outgoing.PER_SERVICE


def test_what_there_was_no_time_for_is_not_handed_over_so_that_it_waits(server):
    assert list(exchange([Errand(0, [Letter(server.address(), b"{}")])], INSIDE, patience=0)) == []
    assert server.asked == []


def test_whoever_stops_listening_stops_what_runs(server):
    server.hangs.clear()
    errands = [Errand(number, [Letter(server.address(), b"{}")]) for number in range(9)]
    running = exchange([Errand("bad", [Letter("bad", b"")]), *errands], INSIDE)
    assert next(running)[0] == "bad"
    running.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "outgoing"]


def test_a_fault_with_one_receiver_does_not_end_the_others_requests(server, caplog):
    def faulty(answer):
        if answer.words == b"bad":
            raise RuntimeError("a bug")

    server.answers = [Answered(pieces=(b"bad",))]
    errands = [Errand(number, [Letter(server.address(), b"{}")]) for number in range(9)]
    known = exchange(errands, Receiver("The server", "", "", ("*",), judge=faulty))
    reasons = sorted(problem.reason if problem else "" for _, problem in known)
    assert reasons == [""] * 8 + ["The server could not be asked."]
    assert "a bug" in caplog.text


def test_letters_of_one_errand_go_in_order_until_one_is_not_taken(server):
    server.answers = [Answered(), Answered(500)]
    letters = [Letter(server.address(path=f"/{number}"), b"{}") for number in range(3)]
    assert [problem.reason for _, problem in exchange([Errand(0, letters)], INSIDE)] == ["500 ok"]
    assert [asked.path for asked in server.asked] == ["/0", "/1"]


def test_a_pause_that_is_meant_for_the_whole_server_spares_it_the_rest_of_the_batch(server):
    # Each of those in flight says so: which of them is read first is up to chance.
    server.answers = [Answered(429, {"Retry-After": "30"})] * outgoing.PER_MACHINE
    shared = receiver("*", shared=lambda answer: answer.status == 429)
    errands = [Errand(number, [Letter(server.address(), b"{}")]) for number in range(20)]
    problems = [problem for _, problem in exchange(errands, shared)]
    waiting = [problem for problem in problems if problem.reason == "The server asks for a pause."]
    assert len(server.asked) <= outgoing.PER_MACHINE
    assert len(waiting) == 20 - len(server.asked)
    assert all(timedelta(seconds=1) < problem.pause <= timedelta(seconds=30) for problem in waiting)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, None), ({"retry-after": "7"}, 7), ({"retry-after": "0.5"}, 0.5), ({"retry-after": "999999"}, 3600),
        ({"retry-after": "-1"}, None), ({"retry-after": "soon"}, None), ({"retry-after": "1e400"}, None),
        ({"retry-after": "Thu, 26 Nov 2026 10:00:30 GMT"}, None),
        ({"retry-after": "Thu, 26 Nov 2026 10:00:30 GMT", "date": "Thu, 26 Nov 2026 10:00:00 GMT"}, 30),
        ({"retry-after": "Thu, 26 Nov 2026 09:00:30 GMT", "date": "Thu, 26 Nov 2026 10:00:00 GMT"}, 0),
        ({"retry-after": "9" * 500}, 3600),
    ],
)  # fmt: skip
def test_how_long_a_receiver_asks_us_to_wait(headers, pause):
    assert pause_in(headers) == (None if pause is None else timedelta(seconds=pause))
