from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "vikno.appointments"
    label = "appointments"
