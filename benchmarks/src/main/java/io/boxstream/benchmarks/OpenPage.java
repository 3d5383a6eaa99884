package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the console that is open in a browser, as the console sees it: the stream of events and
 * the requests that {@code pages/*.js}, {@code work.js} and {@code resource.js} send when it opens,
 * when events come, and again and again. Thread-safe.
 */
final class OpenPage implements AutoCloseable {

  private static final int THUMBNAILS = 30;
  private static final Set<String> WORK = Set.of("hello", "rejection", "hard-example", "finding");
  private static final Set<String> OVERVIEW =
      Set.of(
          "checkpoint",
          "evaluation",
          "promotion",
          "rejection",
          "hard-example",
          "finding",
          "health");
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{64})\"");
  private static final Pattern IMAGE = Pattern.compile("\"image\":\"(/api/live/[^\"]+)\"");

  /** Which page. */
  enum Kind {
    OVERVIEW,
    TRAINING,
    LIVE,
    IMAGES,
    OPERATIONS
  }

  private final PageClient client;
  private final Kind kind;
  private final List<Future<?>> running = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();
  private final Reload work;
  private final Reload overview;

  private OpenPage(PageClient client, Kind kind) {
    this.client = requireNonNull(client, "client");
    this.kind = requireNonNull(kind, "kind");
    this.work = new Reload("/api/work", 5000);
    this.overview = new Reload("/api/overview", 2000);
  }

  /** Opens a page. */
  static OpenPage open(PageClient client, Kind kind) {
    OpenPage page = new OpenPage(client, kind);
    page.load();
    return page;
  }

  private synchronized void load() {
    client.get("/").join();
    client.get("/api/session").join();
    running.add(client.listen(this::heard));
    repeat(() -> client.get("/api/work"), 60);
    switch (kind) {
      case OVERVIEW -> {
        overview.load();
        repeat(overview::load, 30);
      }
      case TRAINING -> {
        var unused = client.get("/api/trainer/v1/runs?limit=100");
        unused = client.get("/api/evaluator/v1/evaluations?limit=1000");
      }
      case LIVE -> repeat(this::showDetections, 2);
      case IMAGES -> {
        var unused = client.get("/api/ingest/v1/statistics");
        unused =
            client
                .get("/api/ingest/v1/images?limit=200")
                .whenComplete((list, failure) -> showThumbnails(list));
      }
      case OPERATIONS -> repeat(() -> client.get("/api/operations"), 5);
    }
  }

  private void repeat(Runnable task, int seconds) {
    running.add(client.timer().scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS));
  }

  private void heard(String event) {
    if (WORK.contains(event)) {
      work.soon();
    }
    switch (kind) {
      case OVERVIEW -> {
        if (OVERVIEW.contains(event)) {
          overview.soon();
        }
      }
      case TRAINING -> {
        if (event.equals("checkpoint")) {
          var unused = client.get("/api/trainer/v1/runs?limit=100");
        } else if (event.equals("evaluation")) {
          var unused = client.get("/api/evaluator/v1/evaluations?limit=1000");
        }
      }
      case OPERATIONS -> {
        if (event.equals("health")) {
          var unused = client.get("/api/operations");
        }
      }
      case LIVE, IMAGES -> {
        // Nothing but the badges follows from an event.
      }
    }
  }

  private void showDetections() {
    var unused =
        client
            .get("/api/live/detections?limit=48")
            .whenComplete((answer, failure) -> showNew(IMAGE.matcher(answer)));
  }

  /** The browser has the images that it has shown. */
  private synchronized void showNew(Matcher images) {
    while (images.find()) {
      if (shown.add(images.group(1))) {
        var unused = client.get(images.group(1));
      }
    }
  }

  private void showThumbnails(String list) {
    Matcher ids = ID.matcher(list);
    for (int number = 0; number < THUMBNAILS && ids.find(); number++) {
      var unused = client.get("/api/ingest/v1/images/" + ids.group(1) + "/thumbnail?size=256");
    }
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public synchronized void close() {
    running.forEach(future -> future.cancel(true));
  }

  /** Something that is loaded after events, but not too often. */
  private final class Reload {
    private final String path;
    private final long soonestMillis;
    private long loadedAt;
    private boolean waits;

    Reload(String path, long soonestMillis) {
      this.path = path;
      this.soonestMillis = soonestMillis;
      this.loadedAt = millis() - soonestMillis;
    }

    synchronized void soon() {
      if (!waits) {
        waits = true;
        long delay = Math.max(0, loadedAt + soonestMillis - millis());
        var unused = client.timer().schedule(this::load, delay, TimeUnit.MILLISECONDS);
      }
    }

    /** Loads it. */
    synchronized void load() {
      waits = false;
      loadedAt = millis();
      var unused = client.get(path);
    }
  }
}
