from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "vikno.support"
    label = "support"

    def ready(self) -> None:
        """Events below invite whom a programme supports on their day."""
        from vikno.events.statuses import Source, connect_statuses
        from vikno.support import statuses

        connect_statuses({statuses.NAME: Source(offered=statuses.offered, invited=statuses.invited)})
