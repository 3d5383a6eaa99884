package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.BrowserContext;
import io.boxstream.benchmarks.ImportArchive.Labels;
import io.boxstream.benchmarks.PageLoad.Shown;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  ConsoleFirstView {
    requireNonNull(programs, "programs");
  }

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
    PageLoad first = visit(chromium, console, PAGES.get(name));
    List<PageLoad> visits = new ArrayList<>();
    for (int number = 0; number < VISITS; number++) {
      visits.add(visit(chromium, console, PAGES.get(name)));
    }
    figures.add(name + ".first-visit.paint", first.paint(), "ms");
    figures.add(name + ".first-visit.content", first.content(), "ms");
    figures.add(name + ".paint", PageLoad.median(visits, PageLoad::paint), "ms");
    figures.add(name + ".content", PageLoad.median(visits, PageLoad::content), "ms");
    figures.add(
        name + ".content.slowest",
        visits.stream().mapToDouble(PageLoad::content).max().orElseThrow(),
        "ms");
    figures.add(name + ".transferred", PageLoad.median(visits, PageLoad::kilobytes), "kB");
    figures.add(name + ".requests", PageLoad.median(visits, PageLoad::requests), "requests");
  }

  private static PageLoad visit(Chromium chromium, URI console, Shown shown) {
    try (BrowserContext profile = chromium.profile(console)) {
      return PageLoad.of(profile, shown);
    }
  }
}
