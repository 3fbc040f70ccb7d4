from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "vikno.practices"
    label = "practices"

    def ready(self) -> None:
        """Rooms that know of no practices ask of them: for whoever was not chosen, and after visits."""
        from vikno.events import beside as of_events
        from vikno.practices import fitting, visits
        from vikno.selection import beside

        beside.connect_practices(fitting.for_dimensions)
        of_events.connect_library(of_events.Library(address=visits.address, taken_at=visits.taken_at))
