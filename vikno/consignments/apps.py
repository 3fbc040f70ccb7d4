from django.apps import AppConfig


class ConsignmentsConfig(AppConfig):
    name = "vikno.consignments"
    label = "consignments"

    def ready(self) -> None:
        """Papers wait for a courier: the forecast of lateness asks here on which days one comes."""
        from vikno.cases import roads
        from vikno.consignments import queries

        roads.connect(queries.roads_of, queries.longest_road)
