"""How far apart two words are: letters more, less, other, or exchanged with a neighbour."""


def within(one: str, other: str, most: int) -> bool:
    """Whether at most so many slips lie between two words.

    Between two letters that were exchanged nothing is changed again (optimal string alignment).

    >>> within("vientiane", "vientaine", 1), within("vientiane", "vienna", 2)
    (True, False)
    """
    if abs(len(one) - len(other)) > most:
        return False
    before, above = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(above[column], line[-1], above[column - 1] - (letter == facing)) + 1
            if row > 1 and column > 1 and letter == other[column - 2] and facing == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(*line, *above) > most:
            return False
        before, above = above, line
    return above[-1] <= most
