"""Addresses of the queue that anybody may open: the board, the kiosk, «мій талон»."""

from django.urls import path

from vikno.queue.views import board, kiosk, kiosk_booked, kiosk_worker, own_ticket

app_name = "queue_public"
urlpatterns = [
    path("board/<int:point_id>/", board.board, name="board"),
    path("board/<int:point_id>/state/", board.board_state, name="board_state"),
    path("kiosk/<int:point_id>/", kiosk.kiosk, name="kiosk"),
    path("kiosk/<int:point_id>/help/", kiosk.kiosk_help, name="kiosk_help"),
    path("kiosk/<int:point_id>/booked/", kiosk_booked.kiosk_booked, name="kiosk_booked"),
    path("kiosk/<int:point_id>/worker.js", kiosk_worker.kiosk_worker, name="kiosk_worker"),
    path("kiosk/<int:point_id>/numbers/", kiosk.kiosk_numbers, name="kiosk_numbers"),
    path("kiosk/<int:point_id>/tickets/", kiosk.kiosk_tickets, name="kiosk_tickets"),
    path("kiosk/<int:point_id>/tickets/<uuid:token>/", kiosk.kiosk_ticket, name="kiosk_ticket"),
    path("kiosk/<int:point_id>/tickets/<uuid:token>/message/", kiosk.kiosk_message, name="kiosk_message"),
    path("kiosk/<int:point_id>/devices/", kiosk.kiosk_devices, name="kiosk_devices"),
    path("kiosks/<int:pk>/end/", kiosk.kiosk_end, name="kiosk_end"),
    path("my/<int:point_id>/<uuid:token>/", own_ticket.own_ticket, name="own_ticket"),
    path("my/<int:point_id>/<uuid:token>/leaving/", own_ticket.own_ticket_leaving, name="own_ticket_leaving"),
    path("my/<int:point_id>/<uuid:token>/return/", own_ticket.own_ticket_return, name="own_ticket_return"),
]
