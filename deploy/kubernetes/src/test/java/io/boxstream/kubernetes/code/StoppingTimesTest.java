package io.boxstream.kubernetes.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.kubernetes.BaseFolder;
import io.boxstream.kubernetes.Checkout;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTimesTest {
  private static final int SLEEP_SECONDS = 10;

  @Test
  void theDocumentationHasThem() throws IOException {
    List<String> rows =
        Files.readAllLines(Checkout.HOME.resolve("docs/operations.md")).stream()
            .dropWhile(line -> !line.startsWith("| service | requests in progress |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).isEqualTo(rows());
  }

  private static List<String> rows() throws IOException {
    StoppingTimes times = new StoppingTimes(Checkout.HOME, new Settings(Checkout.HOME));
    Rendered base = BaseFolder.read().rendered();
    List<String> rows = new ArrayList<>();
    for (String service : List.of("ingest", "trainer", "evaluator", "inference", "console")) {
      long requests = times.requests(service).toSeconds();
      long parts = times.parts(service).toSeconds();
      rows.add(
          "| %s | %d s | %d s | %d s | %d s |"
              .formatted(
                  service,
                  requests,
                  parts,
                  SLEEP_SECONDS + requests + parts,
                  granted(service, base)));
    }
    return rows;
  }

  private static long granted(String service, Rendered base) {
    return base.services().stream()
        .filter(one -> one.component().equals(service))
        .map(Workload::podSpec)
        .mapToLong(spec -> spec.path("terminationGracePeriodSeconds").asLong())
        .findFirst()
        .orElseThrow();
  }
}
