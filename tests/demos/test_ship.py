"""The made-up town that ships is what its command writes, and it stays small."""

from demos import ship


def test_the_town_that_ships_is_the_one_the_command_writes(tmp_path):
    ship.write(tmp_path)

    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    shipped = {file.name: file.read_bytes() for file in ship.SHIPPED.iterdir() if file.suffix not in (".py", "")}

    assert shipped == written
    assert sum(map(len, shipped.values())) < 1_000_000
