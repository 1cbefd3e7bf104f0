"""Mails that came back and complaints: reports of mail providers by webhook, one file per format, and mails in a mailbox."""
