from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "vikno.practices"
    label = "practices"

    def ready(self) -> None:
        """A hromada that was not chosen is told of practices by a room that knows of none."""
        from vikno.practices import fitting
        from vikno.selection import beside

        beside.connect_practices(fitting.for_dimensions)
