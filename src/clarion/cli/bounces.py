"""`clarion bounces`: read mails that came back, from the mailbox of CLARION_BOUNCE_MAILBOX or from files."""

from pathlib import Path

import click


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def bounces(paths: tuple[Path, ...]) -> None:
    """Disable the addresses that mails came back from, and those of readers who complained.

    PATHS are mails, mboxes or Maildirs; without any, the unread mails of the mailbox are read and marked as read. The
    worker reads the mailbox every five minutes as well.
    """
    from clarion.cli.acting import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from clarion.configuration import Misconfigured
    from clarion.intake.bounces.mail_report import take_report
    from clarion.intake.bounces.mailbox import Unreadable, mails_in, unseen_mails

    if not paths and not settings.BOUNCE_MAILBOX:
        raise click.ClickException("Name files to read, or set CLARION_BOUNCE_MAILBOX.")
    mails = reports = disabled = 0
    try:
        sources = [mails_in(path) for path in paths] or [unseen_mails(settings.BOUNCE_MAILBOX)]
        for raw in (mail for source in sources for mail in source):
            mails += 1
            found, gone = take_report(raw, at=timezone.now())
            reports, disabled = reports + found, disabled + gone
    except (Misconfigured, Unreadable) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Read {mails} mails: {reports} reports, {disabled} subscribers disabled.")
