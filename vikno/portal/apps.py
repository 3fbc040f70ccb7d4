from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "vikno.portal"
    label = "portal"

    def ready(self) -> None:
        """Announcements of a hromada stand on its page, which belongs to a room that knows of none."""
        from vikno.portal import news_beside
        from vikno.territories import beside

        beside.connect(news_beside.of_unit)
