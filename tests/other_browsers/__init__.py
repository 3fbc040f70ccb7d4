"""Browsers beside Chromium: Firefox ESR and WebKitGTK walk the site through a link that is really cut off.

No driver is downloaded: Firefox is asked over its own Marionette (JSON on a socket), WebKit over WebKitWebDriver (JSON
on HTTP), with the same commands. A browser that the machine does not have is skipped (`tools/other-browsers`).
Run alone: `pytest tests/other_browsers -m slow`.
"""
