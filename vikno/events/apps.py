from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "vikno.events"
    label = "events"
