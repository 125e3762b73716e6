"""The page to take away: as one file that needs nothing else, or as files for a web host."""

from gatescope.export.export import export_file, export_folder

__all__ = ["export_file", "export_folder"]
