"""Pages of reports."""

from vikno.reporting.views.quality import check, quality

__all__ = ["check", "quality"]
