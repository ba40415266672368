"""The one screen that answers: is it healthy, how late are we, what is failing, who is slow.

``make dashboard`` writes it as JSON, which Grafana is provisioned with; a test holds the file against this, and each
expression against the metrics that the worker has. What it shows stands in ``panels.py``; how it looks, here.
"""

import itertools
import json
from pathlib import Path

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import common as shown
from grafana_foundation_sdk.models import dashboard as models
from panels import BAD, HEALTH, ROWS, Graph, Steps, Tile

from worker.telemetry.metrics import PREFIX, RECORDS_CONSUMED

FILE = Path(__file__).with_name("dashboards") / "wire-worker.json"

JOBS = "(.+/)?wire-worker"  # as the rules know them
TOPICS = f'{RECORDS_CONSUMED.name}{{job=~"$job"}}'
SOURCE = models.DataSourceRef(type_val="prometheus", uid="${source}")
WIDTH, TILE_HEIGHT, GRAPH_HEIGHT = 24, 3, 6  # of Grafana's grid; together about a screen


def build() -> models.Dashboard:
    """The dashboard."""
    screen = (
        dashboard.Dashboard("wire-worker")
        .uid("wire-worker")
        .description("Is it healthy, how late are we, what is failing, who is slow?")
        .tags(["news", "kafka"])
        .editable()
        .timezone("browser")
        .time("now-1h", "now")
        .refresh("10s")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .with_variable(dashboard.DatasourceVariable("source").label("Data source").type("prometheus"))
        # "All" jobs are those of the list, "all" workers and topics any: before the first message there is no topic yet.
        .with_variable(_variable("job", "Job", f'label_values(up{{job=~"{JOBS}"}}, job)'))
        .with_variable(_variable("instance", "Worker", 'label_values(up{job=~"$job"}, instance)').all_value(".*"))
        .with_variable(_variable("topic", "Topic", f"label_values({PREFIX}{TOPICS}, topic)").all_value(".*"))
    )
    number = itertools.count(1)
    screen = screen.with_row(dashboard.Row("Is it healthy?").id(next(number)))
    for tile in HEALTH:
        screen = screen.with_panel(_tile(tile).id(next(number)))
    for title, graphs in ROWS:
        screen = screen.with_row(dashboard.Row(title).id(next(number)))
        for graph in graphs:
            screen = screen.with_panel(_graph(graph, WIDTH // len(graphs)).id(next(number)))
    return screen.build()


def written() -> str:
    """The same as the file has it."""
    return json.dumps(build(), cls=JSONEncoder, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _variable(name: str, label: str, query: str) -> dashboard.QueryVariable:
    everything = models.VariableOption(text="All", value="$__all", selected=True)
    return (
        dashboard.QueryVariable(name)
        .label(label)
        .datasource(SOURCE)
        .query(query)
        .refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(models.VariableSort.ALPHABETICAL_ASC)
        .multi(multi=True)
        .include_all(include_all=True)
        .current(everything)
    )


def _tile(tile: Tile) -> stat.Panel:
    panel = (
        stat.Panel()
        .title(tile.title)
        .description(tile.meaning)
        .datasource(SOURCE)
        .unit(tile.unit)
        .thresholds(_steps(tile.steps))
        .color_scheme(dashboard.FieldColor().mode(models.FieldColorModeId.THRESHOLDS))
        .color_mode(shown.BigValueColorMode.BACKGROUND)
        .graph_mode(shown.BigValueGraphMode.NONE)
        .span(WIDTH // len(HEALTH))
        .height(TILE_HEIGHT)
        .with_target(prometheus.Dataquery().expr(tile.query).instant().ref_id("A"))
    )
    if tile.texts:
        texts = {str(value): models.ValueMappingResult(text=text) for value, text in tile.texts}
        panel = panel.mappings([models.ValueMap(options=texts)])
    return panel


def _graph(graph: Graph, width: int) -> timeseries.Panel:
    panel = (
        timeseries.Panel()
        .title(graph.title)
        .description(graph.meaning)
        .datasource(SOURCE)
        .unit(graph.unit)
        .min(0)
        .line_width(1)
        .fill_opacity(30 if graph.stacked else 5)
        .legend(common.VizLegendOptions().show_legend(show_legend=True).placement(shown.LegendPlacement.BOTTOM))
        .tooltip(common.VizTooltipOptions().mode(shown.TooltipDisplayMode.MULTI).sort(shown.SortOrder.DESCENDING))
        .span(width)
        .height(GRAPH_HEIGHT)
    )
    if graph.stacked:
        panel = panel.stacking(common.StackingConfig().mode(shown.StackingMode.NORMAL))
    if graph.limit is not None:
        panel = panel.thresholds(_steps(((None, "transparent"), (graph.limit, BAD))))
        style = common.GraphThresholdsStyleConfig().mode(shown.GraphTresholdsStyleMode.DASHED)
        panel = panel.thresholds_style(style)
    for letter, (expression, legend) in zip("ABCDEF", graph.queries, strict=False):
        query = prometheus.Dataquery().expr(expression).range().legend_format(legend).ref_id(letter)
        panel = panel.with_target(query.exemplar(exemplar=True) if graph.exemplars else query)
    return panel


def _steps(steps: Steps) -> dashboard.ThresholdsConfig:
    thresholds = [models.Threshold(value=value, color=color) for value, color in steps]
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(thresholds)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
