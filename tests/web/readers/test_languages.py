"""The readers' pages in Japanese, as the catalog says them at run time: no English is left on them."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.workspace import Workspace
from clarion.incidents.services import add_service
from clarion.subscribers.form_limits import PER_MAIL
from clarion.subscribers.links import Purpose, token
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import Wish, ask
from clarion.web.readers.subscribe_form import BY_READERS
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
#: Proper names, and what a Japanese writes in Latin letters too.
NAMES = set("Clarion Cookie Discord Incoming JSON Microsoft POST Slack Statuspage Teams Webhook".split())
ADDRESS = re.compile(r"https?://[\w./-]*|[\w.]+@[\w.]+|[\w.]+\.com")


def latin(page: str) -> set[str]:
    """The words in Latin letters that a reader sees or hears, beside names and addresses."""
    shown = re.sub(
        r'<nav aria-label="言語">.*?</nav>|<option.*?</option>|<code>.*?</code>', "", page, flags=re.DOTALL
    )
    spoken = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', shown))
    text = html.unescape(f"{re.sub('<[^>]*>', ' ', shown)} {spoken}")
    return set(re.findall(r"[A-Za-z]{2,}", ADDRESS.sub(" ", text))) - NAMES


@pytest.fixture
def shown(client):
    """The page that a reader with a Japanese browser gets."""

    def ask_for(path: str, data: dict[str, object] | None = None) -> str:
        headers = {"Accept-Language": "ja,en;q=0.5"}
        answer = (
            client.get(path, headers=headers) if data is None else client.post(path, data, headers=headers)
        )
        assert answer["Content-Language"] == "ja"
        assert '<html lang="ja">' in answer.content.decode()
        return answer.content.decode()

    return ask_for


@pytest.fixture(autouse=True)
def japanese_page(db) -> None:
    Workspace.current()
    Workspace.objects.update(name="決済")
    add_service("会計")


def of(purpose: Purpose, public_id: str) -> str:
    return f"/subscribe/{purpose}/{token(purpose, public_id)}/"


def test_the_forms_speak_japanese_and_so_do_their_errors(shown, ana) -> None:
    now = timezone.now()
    incident = an_incident("カードが使えません", by=ana, at=now)
    an_update(incident, at=now)
    page = shown(f"/subscribe/?incident={incident.public_id}")
    assert "確認メールを受け取る" in page
    assert latin(page) == set()
    for channel in BY_READERS:
        path = f"/subscribe/?channel={channel}"
        assert latin(shown(path)) == set()
        for address in (
            "",
            "nonsense",
            "https://slack.com/x",
            "https://discord.com/x",
            "https://10.0.0.1/x#y",
            "x y",
        ):
            page = shown(path, {"mail": address, "address": address, "about": "chosen", "payload": "番"})
            assert 'class="error"' in page
            assert latin(page) == set()


def test_what_follows_the_form_speaks_japanese(shown, client) -> None:
    wish = {"mail": "ida@example.com", "about": "everything", "language": "ja"}
    for _ in range(PER_MAIL):
        client.post("/subscribe/", wish)
    often = shown("/subscribe/", wish)
    assert "分後にもう一度お試しください。" in often
    pages = [shown("/subscribe/sent/"), shown("/subscribe/nothing/"), shown("/subscribe/manage/nonsense/")]
    pages += [often, shown("/subscribe/confirm/nonsense/")]
    assert [latin(page) for page in pages] == [set()] * len(pages)


def test_a_subscription_speaks_japanese_from_confirming_to_leaving(shown) -> None:
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "ja"), at=timezone.now())
    subscriber = Subscriber.objects.get()
    confirm, manage, leave = (
        of(Purpose.CONFIRM, letter.public_id),
        of(Purpose.MANAGE, subscriber.public_id),
        of(Purpose.UNSUBSCRIBE, subscriber.public_id),
    )
    pages = [
        shown(manage),
        shown(confirm),
        shown(confirm, {}),
        shown(manage),
        shown(f"{manage}?saved=1"),
        shown(leave),
    ]
    pages += [shown(leave, {}), shown(confirm), shown(manage), shown(leave, {"do": "forget"})]
    assert "購読の登録が完了しました" in pages[2]
    assert [latin(page) for page in pages] == [set()] * len(pages)


def test_a_webhook_that_is_disabled_is_managed_in_japanese(shown) -> None:
    hook = a_subscriber(
        channel="webhook", address="https://hooks.example.com/in/1234", contact="ida@example.com", language="ja",
        disabled_at=timezone.now() - timedelta(days=1), disabled_because="It refused.",
    )  # fmt: skip
    assert latin(shown(of(Purpose.MANAGE, hook.public_id))) == set()
    page = shown(of(Purpose.OWNER, hook.public_id))
    assert "署名鍵" in page
    assert latin(page) == set()


def test_the_link_of_a_letter_opens_in_the_language_that_was_asked_for(client) -> None:
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", Scope(), "de"), at=timezone.now())
    page = client.get(of(Purpose.CONFIRM, letter.public_id), headers={"Accept-Language": "en"})
    assert page["Content-Language"] == "de"
    assert "Abonnement bestätigen" in page.content.decode()
