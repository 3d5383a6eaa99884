package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.boxstream.benchmarks.ImportArchive.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A page that is opened in a browser with an empty cache: from navigation to the first contentful
 * paint and to the frame that shows its content, and what was transferred. The first visit is that
 * of a console that has just started; the other figures are medians of later visits.
 *
 * @param programs what is started
 */
record ConsoleFirstView(ConsolePrograms programs) implements Benchmark {

  private static final ImportArchive ARCHIVE = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int IMAGES = 2000;
  private static final int VISITS = 15;

  /** What is transferred after the content was there counts too. */
  private static final double LATER_MILLIS = 500;

  /** What a page has when its content is there. */
  private static final Map<String, Shown> PAGES =
      Map.of(
          "overview", new Shown("/", "document.querySelector('bx-loop a') !== null"),
          "images",
              new Shown(
                  "/images",
                  """
                  (() => {
                    const seen = [...document.querySelectorAll('.image-grid__image')]
                      .filter((image) => image.getBoundingClientRect().top < innerHeight);
                    return seen.length > 0
                      && seen.every((image) => image.classList.contains('image-grid__image--there'));
                  })()
                  """));

  /** Looks in each frame; what is there in one is seen in the next. */
  private static final String NOTE =
      """
      (() => {
        const look = () => {
          if (%s) {
            requestAnimationFrame(() => { window.contentAt = performance.now(); });
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      })();
      """;

  private static final String RESULT =
      """
      () => {
        const loads = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        return [
          performance.getEntriesByName('first-contentful-paint')[0].startTime,
          window.contentAt,
          loads.reduce((sum, entry) => sum + entry.transferSize, 0) / 1000,
          loads.length,
        ];
      }
      """;

  ConsoleFirstView {
    requireNonNull(programs, "programs");
  }

  private record Shown(String path, String condition) {}

  private record Visit(double paint, double content, double kilobytes, double requests) {}

  @Override
  public void run(Measurements figures) throws Exception {
    try (ConsoleCluster cluster = ConsoleCluster.start(programs, Map.of())) {
      Path zip = cluster.imports().directory().resolve("archive.zip");
      ARCHIVE.write(zip, IMAGES, 0);
      ImportRate.awaitDone(ImportRate.send(cluster.imports(), zip), IMAGES);
      try (Chromium chromium = Chromium.start()) {
        for (String name : List.of("overview", "images")) {
          measure(chromium, cluster.console().address(), name, figures);
        }
      }
    }
  }

  private static void measure(Chromium chromium, URI console, String name, Measurements figures) {
    Visit first = visit(chromium, console, PAGES.get(name));
    List<Visit> visits = new ArrayList<>();
    for (int number = 0; number < VISITS; number++) {
      visits.add(visit(chromium, console, PAGES.get(name)));
    }
    figures.add(name + ".first-visit.paint", first.paint(), "ms");
    figures.add(name + ".first-visit.content", first.content(), "ms");
    figures.add(name + ".paint", median(visits, Visit::paint), "ms");
    figures.add(name + ".content", median(visits, Visit::content), "ms");
    figures.add(
        name + ".content.slowest",
        visits.stream().mapToDouble(Visit::content).max().orElseThrow(),
        "ms");
    figures.add(name + ".transferred", median(visits, Visit::kilobytes), "kB");
    figures.add(name + ".requests", median(visits, Visit::requests), "requests");
  }

  private static Visit visit(Chromium chromium, URI console, Shown shown) {
    try (BrowserContext profile = chromium.profile(console)) {
      profile.addInitScript(NOTE.formatted(shown.condition()));
      Page page = profile.newPage();
      page.navigate(shown.path());
      page.waitForFunction("() => window.contentAt !== undefined");
      page.waitForTimeout(LATER_MILLIS);
      List<?> values = (List<?>) page.evaluate(RESULT);
      return new Visit(number(values, 0), number(values, 1), number(values, 2), number(values, 3));
    }
  }

  private static double number(List<?> values, int index) {
    return ((Number) values.get(index)).doubleValue();
  }

  private static double median(List<Visit> visits, ToDoubleFunction<Visit> value) {
    double[] sorted = visits.stream().mapToDouble(value).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
