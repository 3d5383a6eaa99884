package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.boxstream.benchmarks.ImportArchive.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Memory of pages that are open while things happen: of each, what JavaScript has after garbage
 * collections, nodes and listeners, and how much they grow in an hour.
 *
 * @param programs what is started
 * @param watched for how long
 * @param samples a file for all samples, a line each, because a long run may be ended early
 */
record ConsoleMemory(ConsolePrograms programs, Duration watched, Path samples)
    implements Benchmark {

  private static final Map<String, String> PAGES =
      Map.of(
          "overview", "/",
          "training", "/training",
          "run", "/training/" + StandInTrainer.RUN,
          "live", "/live",
          "images", "/images");

  private static final ImportArchive ARCHIVE = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int IMAGES = 2000;
  private static final double NANOS_PER_HOUR = 3.6e12;
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Code that is compiled and caches that are filled in the first part are no growth. */
  private static final double WARM_UP_PART = 0.1;

  ConsoleMemory {
    requireNonNull(programs, "programs");
    requireNonNull(watched, "watched");
    requireNonNull(samples, "samples");
  }

  /** A page that is open. */
  private record Open(Page page, CDPSession session, int[] requests, MemorySeries series) {}

  @Override
  public void run(Measurements figures) throws Exception {
    Files.createDirectories(samples.getParent());
    Files.deleteIfExists(samples);
    try (StandInTrainer trainer = StandInTrainer.start();
        ConsoleCluster cluster = start(trainer);
        LiveTraffic traffic =
            LiveTraffic.start(
                cluster.imports().bootstrapServers(),
                trainer,
                cluster.imports().ingestAddress(),
                true);
        Chromium chromium = Chromium.start()) {
      Map<String, Open> pages = new LinkedHashMap<>();
      for (String name : PAGES.keySet().stream().sorted().toList()) {
        pages.put(name, open(chromium, cluster.console().address(), PAGES.get(name)));
      }
      watch(cluster, traffic, pages, figures);
    }
  }

  private ConsoleCluster start(StandInTrainer trainer) throws Exception {
    URI address = trainer.address();
    ConsoleCluster cluster =
        ConsoleCluster.start(programs, Map.of("trainer", address, "evaluator", address));
    try {
      Path zip = cluster.imports().directory().resolve("archive.zip");
      ARCHIVE.write(zip, IMAGES, 0);
      ImportRate.awaitDone(ImportRate.send(cluster.imports(), zip), IMAGES);
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Opens a page in a profile, and so in a process, of its own. */
  private static Open open(Chromium chromium, URI console, String path) {
    BrowserContext profile = chromium.profile(console);
    Page page = profile.newPage();
    int[] requests = new int[1];
    page.onRequest(request -> requests[0]++);
    page.navigate(path);
    page.locator("h1").first().waitFor();
    page.getByText("Loading…")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    return new Open(page, profile.newCDPSession(page), requests, new MemorySeries());
  }

  private void watch(
      ConsoleCluster cluster, LiveTraffic traffic, Map<String, Open> pages, Measurements figures)
      throws IOException {
    long start = System.nanoTime();
    double warm = WARM_UP_PART * watched.toNanos();
    double console = 0;
    double ingest = 0;
    while (System.nanoTime() - start < watched.toNanos()) {
      // Playwright takes events of pages only while it is called.
      pages.values().iterator().next().page().waitForTimeout(INTERVAL.toMillis());
      traffic.check();
      double elapsed = System.nanoTime() - start;
      if (elapsed >= warm) {
        if (console == 0) {
          console = cluster.console().process().residentMegabytes();
          ingest = cluster.imports().ingest().residentMegabytes();
        }
        sample(elapsed / NANOS_PER_HOUR, pages);
      }
    }
    pages.forEach((name, page) -> print(name, page, figures));
    figures.add("console.before", console, "MB");
    figures.add("console.after", cluster.console().process().residentMegabytes(), "MB");
    figures.add("ingest.before", ingest, "MB");
    figures.add("ingest.after", cluster.imports().ingest().residentMegabytes(), "MB");
  }

  private void sample(double hour, Map<String, Open> pages) throws IOException {
    for (var page : pages.entrySet()) {
      PageMemory memory = PageMemory.of(page.getValue().session());
      page.getValue().series().add(hour, memory);
      String line =
          String.format(
              Locale.ROOT,
              "%s %.4f %.0f %.0f %.0f%n",
              page.getKey(),
              hour,
              memory.heap(),
              memory.nodes(),
              memory.listeners());
      Files.writeString(samples, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static void print(String name, Open page, Measurements figures) {
    figures.add(name + ".requests", page.requests()[0], "requests");
    page.series().print(name, figures);
  }
}
