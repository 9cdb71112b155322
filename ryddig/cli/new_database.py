"""A database with nothing in it gets the tables of the packages first.

They were made in many small steps, and for each step Django works out anew all that is related to a user: a second a
step once our own tables stand, next to nothing before.
"""

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def make_tables_of_packages() -> None:
    """Only in a new database; in another they come in their turn."""
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations:
        return
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([leaf for leaf in leaves if not apps.get_app_config(leaf[0]).name.startswith("ryddig.")])
