"""The parts of a post-mortem's page: one file a part, each with the context of its template.

A part is shown by `web/postmortem/<name>.html` in a `<section id="<name>">`, on the page and alone after it was saved.
"""
