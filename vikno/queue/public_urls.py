"""Addresses of the queue that anybody may open: the board, the kiosk, «мій талон»."""

from django.urls import path

from vikno.queue.views import board

app_name = "queue_public"
urlpatterns = [
    path("board/<int:point_id>/", board.board, name="board"),
    path("board/<int:point_id>/state/", board.board_state, name="board_state"),
]
