"""Mails as servers report with: a status notification, a feedback report, an automatic answer."""

from email.message import EmailMessage

DSN = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <20260310093200.4AB12@mx.example.com>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4AB12.1773135120/mx.example.com"

This is a MIME-encapsulated message.

--4AB12.1773135120/mx.example.com
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

<ida@example.com>: host mail.example.com said: {diagnostic}

--4AB12.1773135120/mx.example.com
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
X-Postfix-Queue-ID: 4AB12
Arrival-Date: Tue, 10 Mar 2026 09:31:58 +0000 (UTC)

Final-Recipient: rfc822; ida@example.com
Original-Recipient: rfc822;ida@example.com
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; {diagnostic}

--4AB12.1773135120/mx.example.com
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{quoted}

--4AB12.1773135120/mx.example.com--
"""

FEEDBACK = """\
From: <staff@hotmail.example>
To: {to}
Subject: complaint about message from 192.0.2.1
Message-ID: <fbl-1@hotmail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54"

--part1_13d.2e68ed54
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from IP 192.0.2.1.

--part1_13d.2e68ed54
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <clarion@status.example.com>
Original-Rcpt-To: <ida@example.com>

--part1_13d.2e68ed54
Content-Type: message/rfc822
Content-Disposition: inline

{quoted}

Card payments fail.

--part1_13d.2e68ed54--
"""

QUOTED = """\
From: Acme status <clarion@status.example.com>
To: ida@example.com
Subject: Card payments fail
List-Unsubscribe: <https://status.example.com/subscribe/unsubscribe/{token}/>
List-Unsubscribe-Post: List-Unsubscribe=One-Click"""


def undelivered(
    *, action: str = "failed", status: str = "5.1.1", token: str = "", to: str = "clarion@status.example.com"
) -> bytes:
    diagnostic = f"{status.replace('.', '')[0]}50 {status} <ida@example.com>: Recipient address rejected"
    mail = DSN.format(
        action=action, status=status, to=to, diagnostic=diagnostic, quoted=QUOTED.format(token=token)
    )
    return mail.replace("\n", "\r\n").encode()


def feedback(kind: str = "abuse", *, token: str = "", to: str = "clarion@status.example.com") -> bytes:
    return FEEDBACK.format(kind=kind, to=to, quoted=QUOTED.format(token=token)).encode()


def out_of_office() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Auto-Submitted"] = "ida@example.com", "clarion@x.example", "auto-replied"
    mail.set_content("I am away. Action: failed Status: 5.1.1")
    return mail.as_bytes()
