from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "vikno.queue"
    label = "queue"
