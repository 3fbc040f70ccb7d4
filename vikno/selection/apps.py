from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "vikno.selection"
    label = "selection"

    def ready(self) -> None:
        """The page of a proposal leads to the experts of its call, once they are shown, and says the hour of a talk.

        A talk falls away with its proposal. Events invite whom a call has selected.
        """
        from vikno.events.statuses import Source, connect_statuses
        from vikno.programmes import beside
        from vikno.selection import queries, services, statuses

        connect_statuses({statuses.NAME: Source(offered=statuses.offered, invited=statuses.invited)})

        beside.connect_experts(queries.experts_url)
        beside.connect_talks(queries.talk_told)
        beside.connect_ender(services.call_off_talks)
