"""Error pages say what happened and what was kept, whatever it was that failed."""

from clarion.web.errors import server_error


def test_the_page_that_says_that_clarion_failed_asks_no_database(rf):
    """This test may not use the database, and neither may the page."""
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "<h1>Clarion failed to answer</h1>" in page
    assert "What you saved before is kept." in page
    assert "Sign out" not in page
