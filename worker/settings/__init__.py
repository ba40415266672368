"""Every knob of the worker: where it is declared (sections), how it is found (load), and as a command's flag (flags)."""

from worker.settings.load import Knob, Settings, describe_settings, load_settings

__all__ = ["Knob", "Settings", "describe_settings", "load_settings"]
