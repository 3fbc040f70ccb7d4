"""At which point one works now: the same as `network.duty`, kept under the name the rooms above cases know."""

from vikno.network.duty import POINT_KEY, choose_point, duty_point, points_of_duty

__all__ = ["POINT_KEY", "choose_point", "duty_point", "points_of_duty"]
