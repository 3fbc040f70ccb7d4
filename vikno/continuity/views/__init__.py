"""Pages of interruptions, for everybody at the desk."""

from vikno.continuity.views.beginning import begin
from vikno.continuity.views.changing import call, end, extension, points
from vikno.continuity.views.pages import home, interruption, table

__all__ = ["begin", "call", "end", "extension", "home", "interruption", "points", "table"]
