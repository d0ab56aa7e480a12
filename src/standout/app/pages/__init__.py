"""Pages of the app, one a file: ``PAGE`` in it is a page, in the menu by its place."""
