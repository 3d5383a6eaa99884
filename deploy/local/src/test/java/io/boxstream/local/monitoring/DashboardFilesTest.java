package io.boxstream.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboards as Grafana wants them. */
class DashboardFilesTest {

  private static final int COLUMNS = 24;

  @Test
  void uidsAndTitlesAreUniqueAndTheUidIsTheFilesName() {
    List<String> titles = new ArrayList<>();
    MonitoringFiles.dashboards()
        .forEach(
            (file, dashboard) -> {
              assertThat("boxstream-" + file).isEqualTo(text(dashboard, "uid") + ".json");
              titles.add(text(dashboard, "title"));
              assertThat(dashboard.has("id")).as("an id is the business of a Grafana").isFalse();
              assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
            });

    assertThat(titles).hasSizeGreaterThan(5).doesNotHaveDuplicates();
  }

  @Test
  void everyPanelHasItsOwnIdAndTitleAndSaysWhatItShows() {
    MonitoringFiles.dashboards()
        .forEach(
            (file, dashboard) -> {
              Set<Integer> ids = new HashSet<>();
              dashboard
                  .path("panels")
                  .forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
              List<JsonNode> panels = MonitoringFiles.panels(dashboard);
              assertThat(panels).as(file).isNotEmpty();
              assertThat(panels).extracting(panel -> text(panel, "title")).doesNotHaveDuplicates();
              assertThat(panels)
                  .allSatisfy(
                      panel -> {
                        assertThat(text(panel, "type")).isIn("timeseries", "stat");
                        assertThat(text(panel, "description"))
                            .as(text(panel, "title"))
                            .endsWith(".");
                        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                      });
            });
  }

  @Test
  void everyQueryGoesToOurPrometheusAndHasALegend() {
    List<String> provisioned =
        List.of(
            MonitoringFiles.read(
                MonitoringFiles.FOLDER.resolve("grafana/provisioning/datasources/prometheus.yml")),
            MonitoringFiles.read(
                MonitoringFiles.FOLDER.resolve("../compose/grafana-datasources.yml")));
    MonitoringFiles.dashboards().values().stream()
        .flatMap(dashboard -> MonitoringFiles.panels(dashboard).stream())
        .forEach(
            panel -> {
              assertThat(panel.path("targets")).as(text(panel, "title")).isNotEmpty();
              Set<String> references = new HashSet<>();
              panel
                  .path("targets")
                  .forEach(
                      target -> {
                        assertThat(references.add(text(target, "refId"))).isTrue();
                        assertThat(text(target, "expr")).isNotBlank();
                        assertThat(text(target, "legendFormat")).isNotBlank();
                        assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
                      });
              assertThat(panel.at("/datasource/type").asText()).isEqualTo("prometheus");
              assertThat(provisioned)
                  .allSatisfy(
                      source ->
                          assertThat(source)
                              .contains("uid: " + panel.at("/datasource/uid").asText()));
            });
  }

  @Test
  void panelsFitTheGridAndDoNotOverlap() {
    MonitoringFiles.dashboards()
        .forEach(
            (file, dashboard) -> {
              List<Rectangle> taken = new ArrayList<>();
              for (JsonNode panel : dashboard.path("panels")) {
                JsonNode position = panel.path("gridPos");
                Rectangle place =
                    new Rectangle(
                        position.path("x").asInt(-1),
                        position.path("y").asInt(-1),
                        position.path("w").asInt(),
                        position.path("h").asInt());
                assertThat(place.x).isNotNegative();
                assertThat(place.y).isNotNegative();
                assertThat(place.x + place.width).isLessThanOrEqualTo(COLUMNS);
                assertThat(place.isEmpty()).isFalse();
                assertThat(taken)
                    .as(file + ": " + text(panel, "title"))
                    .noneMatch(place::intersects);
                taken.add(place);
              }
            });
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
