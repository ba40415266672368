"""Where the time of an item goes, as a plot: stage by stage in the child, and what the processes need beside the stages."""

from xml.sax.saxutils import escape

from verdict import Results

WIDTH, LABEL, ROW, BAR = 720, 150, 22, 14
FONT = "font-family='sans-serif' font-size='12'"
OF_STAGES, OF_REST = "#2f6f9f", "#b0b7bd"


def costs(results: Results) -> list[tuple[str, float, str]]:
    """Name, microseconds an item and colour of each bar, the mixed feed of exactly once.

    The stages' times are by the clock: where others take the same processors, they are longer than what they cost, and
    nothing seems to be left beside them.
    """
    ours = results.of("ours", results.feeds.mixed.name)
    assert ours
    stages = [(name, 1e6 * seconds / ours.items, OF_STAGES) for name, seconds in ours.stages.items() if seconds > 0]
    rest = ours.cpu - ours.parent_cpu - sum(ours.stages.values())
    return [
        *sorted(stages, key=lambda one: -one[1]),
        ("beside the stages", 1e6 * max(0.0, rest) / ours.items, OF_REST),
        ("parent", 1e6 * ours.parent_cpu / ours.items, OF_REST),
    ]


def plot(results: Results) -> str:
    """The plot as SVG."""
    rows = costs(results)
    whole = sum(cost for _, cost, _ in rows)
    widest = max(cost for _, cost, _ in rows)
    height = ROW * (len(rows) + 2)
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' height='{height}'>",
        f"<rect width='{WIDTH}' height='{height}' fill='white'/>",
        f"<text x='8' y='{ROW - 6}' {FONT} font-weight='bold'>An item of the mixed feed: stages by the clock, the rest in processor time</text>",
    ]
    for number, (name, cost, colour) in enumerate(rows, 1):
        top = number * ROW + (ROW - BAR) // 2
        length = cost / widest * (WIDTH - LABEL - 130)
        parts += [
            f"<text x='{LABEL - 8}' y='{top + BAR - 3}' {FONT} text-anchor='end'>{escape(name)}</text>",
            f"<rect x='{LABEL}' y='{top}' width='{length:.1f}' height='{BAR}' fill='{colour}'/>",
            f"<text x='{LABEL + length + 6:.1f}' y='{top + BAR - 3}' {FONT}>{cost:,.0f} µs, {cost / whole:.0%}</text>",
        ]
    return "\n".join([*parts, "</svg>", ""])
