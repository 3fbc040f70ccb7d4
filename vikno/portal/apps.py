from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "vikno.portal"
    label = "portal"

    def ready(self) -> None:
        """Announcements of a hromada stand on its page, which belongs to a room that knows of none.

        Which pages of the site open now, announcements cannot know: most of them belong to rooms above.
        """
        from vikno.announcements.pages import connect_pages
        from vikno.portal import news_beside
        from vikno.portal.pages import PAGES
        from vikno.territories import beside

        beside.connect(news_beside.of_unit)
        connect_pages(PAGES)
