"""The app: every answer as pages in a browser, served on this machine by ``standout serve``."""
