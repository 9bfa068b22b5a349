"""The demonstration world, built with the functions that people's clicks call."""

from lms.demo.world import build

__all__ = ["build"]
