package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.boxstream.benchmarks.ImportArchive.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The page of images with 100 000 of them, all with thumbnails that ingest-service makes: frames a
 * second while the list is read to its end, while it is scrolled, and while one jumps to places far
 * from each other; and memory before and after.
 *
 * @param programs what is started
 */
record ConsoleGrid(ConsolePrograms programs) implements Benchmark {

  private static final ImportArchive ARCHIVE = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int ARCHIVES = 5;
  private static final int IMAGES = 20_000;

  /** Pixels a frame: 1800 a second, as one looks for something, 18 000, and 180 000. */
  private static final List<Integer> SPEEDS = List.of(30, 300, 3000);

  ConsoleGrid {
    requireNonNull(programs, "programs");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (ConsoleCluster cluster = ConsoleCluster.start(programs, Map.of())) {
      Path zip = cluster.imports().directory().resolve("archive.zip");
      for (int number = 0; number < ARCHIVES; number++) {
        ARCHIVE.write(zip, IMAGES, number);
        ImportRate.awaitDone(ImportRate.send(cluster.imports(), zip), IMAGES);
      }
      try (Chromium chromium = Chromium.start();
          BrowserContext profile = chromium.profile(cluster.console().address())) {
        Page page = profile.newPage();
        page.navigate("/images");
        page.locator(".image-grid__image--there").first().waitFor();
        CDPSession session = profile.newCDPSession(page);
        memory(cluster, session, "before", figures);
        GridScroll scroll = new GridScroll(page);
        measure("read", scroll::readToEnd, figures);
        for (int speed : SPEEDS) {
          measure("scroll-" + speed, () -> scroll.scroll(speed), figures);
        }
        measure("jumps", scroll::jump, figures);
        memory(cluster, session, "after", figures);
      }
    }
  }

  private static void measure(String name, Supplier<GridScroll.Result> work, Measurements figures)
      throws IOException {
    ProcessorLoad before = ProcessorLoad.now();
    GridScroll.Result result = work.get();
    ProcessorLoad after = ProcessorLoad.now();
    result.frames().print(name, figures);
    figures.add(name + ".images", result.images(), "images");
    figures.add(name + ".thumbnails", result.seconds(), "s");
    figures.add(name + ".blank", 100 * result.blank(), "%");
    figures.add(name + ".missing", result.missing(), "thumbnails");
    figures.add(name + ".failed", result.failed(), "requests");
    figures.add(name + ".processors-busy", 100 * after.since(before), "%");
  }

  private static void memory(
      ConsoleCluster cluster, CDPSession session, String when, Measurements figures)
      throws IOException {
    PageMemory page = PageMemory.of(session);
    String name = "memory." + when;
    figures.add(name + ".heap", page.heap() / 1e6, "MB");
    figures.add(name + ".nodes", page.nodes(), "nodes");
    figures.add(name + ".listeners", page.listeners(), "listeners");
    figures.add(name + ".page", Chromium.pagesMegabytes(), "MB");
    figures.add(name + ".console", cluster.console().process().residentMegabytes(), "MB");
    figures.add(name + ".ingest", cluster.imports().ingest().residentMegabytes(), "MB");
  }
}
