"""The site as a browser sees it: served by granian on a database of its own, walked in headless Chromium.

`site` is the running site (its addresses, and a cookie of a session for every role); `visit` opens a page as somebody.
Run alone: `pytest tests/walk -m browser`.
"""
