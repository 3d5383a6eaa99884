package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.boxstream.benchmarks.PageLoad.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages of the console with many images behind them, and with a tenth: from navigation to content,
 * requests, what is transferred, and the memory of the page; and the grid when its list is read as
 * far as it goes. Other services than ingest-service are not there.
 *
 * @param programs what is started
 * @param images number of images of the large data set
 */
record ConsoleGrowth(ConsolePrograms programs, int images) implements Benchmark {

  private static final int TIMES = 10;
  private static final int VISITS = 5;
  private static final double LONGEST_MILLIS = 120_000;
  private static final long PAUSE_MILLIS = 500;

  private static final String THUMBNAILS =
      """
      (() => {
        const seen = [...document.querySelectorAll('.image-grid__image')]
          .filter((image) => image.getBoundingClientRect().top < innerHeight && !image.closest('.image-grid__cell--empty'));
        return seen.length > 0 && seen.every((image) => image.classList.contains('image-grid__image--there'));
      })()
      """;

  ConsoleGrowth {
    requireNonNull(programs, "programs");
  }

  /**
   * @param heap of the page, in MB
   */
  private record Visit(PageLoad load, double heap) {}

  @Override
  public void run(Measurements figures) throws Exception {
    GrowthFigures growth = new GrowthFigures(figures);
    for (int size : List.of(images / TIMES, images)) {
      if (size == images) {
        growth.ofLarge();
      }
      try (ConsoleCluster cluster = ConsoleCluster.start(programs, Map.of());
          Chromium chromium = Chromium.start()) {
        IngestLog log = new IngestLog(cluster.imports().bootstrapServers());
        log.publish(size);
        String newest = awaitImages(cluster, size);
        for (Map.Entry<String, Shown> page : pages(newest, log.idOf(1)).entrySet()) {
          measure(chromium, cluster, page.getKey(), page.getValue(), growth);
        }
        grid(chromium, cluster, growth);
      }
    }
  }

  private static Map<String, Shown> pages(String newest, String oldest) {
    Map<String, Shown> pages = new LinkedHashMap<>();
    pages.put("overview", new Shown("/", has("bx-loop a")));
    pages.put("images", new Shown("/images", THUMBNAILS));
    pages.put("statistics", new Shown("/images?statistics=true", has("bx-data-set-statistics td")));
    pages.put("filter", new Shown("/images?class=rare", THUMBNAILS));
    pages.put("filters", new Shown("/images?class=rare&split=val", THUMBNAILS));
    pages.put("search-oldest", new Shown("/images?text=image-0000001.jpg", THUMBNAILS));
    pages.put("search-nothing", new Shown("/images?text=nowhere", has("bx-state[kind=empty]")));
    String pager =
        "document.querySelector('.image-pager__position')?.textContent.trim().length > 0";
    pages.put("newest", new Shown("/images/" + newest, has("bx-label-history")));
    pages.put("oldest", new Shown("/images/" + oldest, has("bx-label-history")));
    pages.put("editor", new Shown("/images/" + newest + "/edit?class=rare", has("bx-editor")));
    pages.put("pager", new Shown("/images/" + newest, pager));
    pages.put("import", new Shown("/import", has("bx-import-list")));
    pages.put("quarantine", new Shown("/review/quarantine", has(".queue__entry")));
    return pages;
  }

  private static String has(String selector) {
    return "document.querySelector('" + selector + "') !== null";
  }

  /** Returns the id of the newest image. */
  private static String awaitImages(ConsoleCluster cluster, int size) throws Exception {
    PageRequests requests = new PageRequests(cluster.imports().ingestAddress());
    String newest;
    do {
      Thread.sleep(PAUSE_MILLIS);
      newest = requests.body("/v1/images?limit=1");
    } while (!newest.contains("\"total\":" + size));
    return JsonIds.first(newest);
  }

  private static void measure(
      Chromium chromium, ConsoleCluster cluster, String name, Shown shown, GrowthFigures figures) {
    List<Visit> visits = new ArrayList<>();
    for (int number = 0; number <= VISITS; number++) {
      Visit visit = visit(chromium, cluster, shown);
      if (number > 0) {
        visits.add(visit);
      }
    }
    figures.add(name + ".content", PageLoad.median(visits, visit -> visit.load().content()), "ms");
    figures.add(
        name + ".requests", PageLoad.median(visits, visit -> visit.load().requests()), "requests");
    figures.add(
        name + ".transferred", PageLoad.median(visits, visit -> visit.load().kilobytes()), "kB");
    figures.add(name + ".heap", PageLoad.median(visits, Visit::heap), "MB");
  }

  private static Visit visit(Chromium chromium, ConsoleCluster cluster, Shown shown) {
    try (BrowserContext profile = chromium.profile(cluster.console().address())) {
      profile.setDefaultTimeout(LONGEST_MILLIS);
      PageLoad load = PageLoad.of(profile, shown);
      return new Visit(load, PageMemory.of(profile.newCDPSession(load.page())).heap() / 1e6);
    }
  }

  /** Reads the list of the grid as far as it goes. */
  private static void grid(Chromium chromium, ConsoleCluster cluster, GrowthFigures figures) {
    try (BrowserContext profile = chromium.profile(cluster.console().address())) {
      Page page = profile.newPage();
      page.navigate("/images");
      page.locator(".image-grid__image--there").first().waitFor();
      CDPSession session = profile.newCDPSession(page);
      long start = System.nanoTime();
      GridScroll.Result read = new GridScroll(page).readToEnd();
      figures.add("grid.read", (System.nanoTime() - start) / 1e9, "s");
      figures.add("grid.images", read.images(), "images");
      figures.add("grid.missing", read.missing(), "thumbnails");
      figures.add("grid.heap", PageMemory.of(session).heap() / 1e6, "MB");
    }
  }
}
