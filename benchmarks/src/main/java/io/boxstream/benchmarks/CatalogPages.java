package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists and statistics of a data set with many images: records without bytes, published to the
 * topic before ingest-service reads it. A page has 50 images. Each figure is the slowest of its
 * requests.
 *
 * @param service the ingest service's folder {@code quarkus-app}
 * @param images number of images
 */
record CatalogPages(Path service, int images) implements Benchmark {

  private static final int REQUESTS = 200;
  private static final int WARM_UP = 100;
  private static final int PAGES = 3000;
  private static final int PAGE_SIZE = 50;
  private static final int LARGE_PAGES = 100;
  private static final int UNACKNOWLEDGED = 5000;
  private static final int CLASSES = 20;
  private static final int MOST_BOXES = 6;

  /** One image in so many has the rare class. */
  private static final int RARE = 10_000;

  private static final Duration START_TIMEOUT = Duration.ofMinutes(20);
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  CatalogPages {
    requireNonNull(service, "service");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (ImportCluster cluster = ImportCluster.start(service, 1, Duration.ZERO)) {
      awaitReady(cluster);
      long start = System.nanoTime();
      publish(cluster.bootstrapServers());
      awaitTotal(cluster);
      figures.add("indexed", images / seconds(start), "images/s");
      figures.add("index", megabytes(cluster.directory().resolve("ingest/index.mv")), "MB");
      measure(cluster, "statistics", "/v1/statistics", figures);
      measure(cluster, "first-page", "/v1/images", figures);
      measure(cluster, "common-class", "/v1/images?class=class-1", figures);
      measure(cluster, "rare-class", "/v1/images?class=rare&split=val", figures);
      measure(cluster, "never-together", "/v1/images?class=class-1&boxes=none", figures);
      measure(cluster, "text.common", "/v1/images?text=77.jpg", figures);
      measure(cluster, "text.rare", "/v1/images?text=-rare&limit=1000", figures);
      search(cluster, figures);
      largePages(cluster, figures);
      pages(cluster, figures);
    }
  }

  private void publish(String bootstrapServers) {
    Random random = new Random(1);
    Deque<CompletableFuture<?>> sent = new ArrayDeque<>();
    try (EventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(bootstrapServers), "benchmark")) {
      for (int number = 0; number < images; number++) {
        AnnotatedImage image = image(number, random);
        sent.add(publisher.publish(image.id(), image));
        if (sent.size() > UNACKNOWLEDGED) {
          sent.remove().join();
        }
      }
      sent.forEach(CompletableFuture::join);
    }
  }

  private static AnnotatedImage image(int number, Random random) {
    String id = "%016x".formatted(random.nextLong()).repeat(4);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int box = random.nextInt(MOST_BOXES + 1); box > 0; box--) {
      double left = random.nextInt(400);
      double top = random.nextInt(300);
      boxes.add(
          new LabelledBox(
              "class-" + random.nextInt(CLASSES),
              left,
              top,
              left + 1 + random.nextInt(200),
              top + 1 + random.nextInt(150),
              false));
    }
    if (number % RARE == 0) {
      boxes.add(new LabelledBox("rare", 0, 0, 10, 10, false));
    }
    return new AnnotatedImage(
        id,
        ImageEncoding.JPEG,
        640,
        480,
        number % 10 == 0 ? Split.VAL : number % 10 == 1 ? Split.TEST : Split.TRAIN,
        boxes,
        new ImageContent.Stored(id, 100_000),
        new ImageSource(number % 2 == 0 ? "upload" : "voc-archive", number + ".jpg"));
  }

  private static void awaitReady(ImportCluster cluster) throws Exception {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (get(cluster, "/v1/statistics").statusCode() != 200) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("ingest-service is not ready");
      }
      Thread.sleep(100);
    }
  }

  private void awaitTotal(ImportCluster cluster) throws Exception {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!get(cluster, "/v1/images?limit=1").body().contains("\"total\":" + images)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("ingest-service has not read the topic");
      }
      Thread.sleep(500);
    }
  }

  private static void measure(ImportCluster cluster, String name, String path, Measurements figures)
      throws Exception {
    double[] millis = new double[REQUESTS];
    for (int request = -WARM_UP; request < REQUESTS; request++) {
      long start = System.nanoTime();
      get(cluster, path);
      if (request >= 0) {
        millis[request] = 1000 * seconds(start);
      }
    }
    Arrays.sort(millis);
    figures.add(name + ".median", millis[REQUESTS / 2], "ms");
    figures.add(name + ".slowest", millis[REQUESTS - 1], "ms");
  }

  /** Walks through the list: deep pages are as fast as the first, and memory does not grow. */
  private void pages(ImportCluster cluster, Measurements figures) throws Exception {
    double memory = 0;
    double slowest = 0;
    String after = "";
    int pages = Math.min(PAGES, images / PAGE_SIZE - 1);
    for (int page = 0; page < pages; page++) {
      long start = System.nanoTime();
      String body = get(cluster, "/v1/images" + after).body();
      slowest = Math.max(slowest, 1000 * seconds(start));
      Matcher next = NEXT.matcher(body);
      if (!next.find()) {
        throw new IllegalStateException("the list ends on page " + page);
      }
      after = "?after=" + next.group(1);
      memory = page == pages / 10 ? cluster.ingest().residentMegabytes() : memory;
    }
    figures.add("deep-pages.slowest", slowest, "ms");
    figures.add("memory.early", memory, "MB");
    figures.add("memory.late", cluster.ingest().residentMegabytes(), "MB");
  }

  /** Reads the whole list, and finds nothing. */
  private static void search(ImportCluster cluster, Measurements figures) throws Exception {
    long start = System.nanoTime();
    double slowest = walk(cluster, "/v1/images?text=nowhere", Integer.MAX_VALUE);
    figures.add("text.nothing", seconds(start), "s");
    figures.add("text.nothing.slowest-page", slowest, "ms");
  }

  private static void largePages(ImportCluster cluster, Measurements figures) throws Exception {
    double unused = walk(cluster, "/v1/images?limit=1000", LARGE_PAGES);
    long start = System.nanoTime();
    double slowest = walk(cluster, "/v1/images?limit=1000", LARGE_PAGES);
    figures.add("large-pages", seconds(start) / LARGE_PAGES * 1000, "ms");
    figures.add("large-pages.slowest", slowest, "ms");
  }

  /** Follows a list to its end, or so many pages; returns the time of the slowest in ms. */
  private static double walk(ImportCluster cluster, String path, int pages) throws Exception {
    double slowest = 0;
    String after = "";
    for (int page = 0; page < pages && after != null; page++) {
      long start = System.nanoTime();
      String body = get(cluster, path + after).body();
      slowest = Math.max(slowest, 1000 * seconds(start));
      Matcher next = NEXT.matcher(body);
      after = next.find() ? "&after=" + next.group(1) : null;
    }
    return slowest;
  }

  private static HttpResponse<String> get(ImportCluster cluster, String path)
      throws IOException, InterruptedException {
    URI address = cluster.ingestAddress().resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static double megabytes(Path file) throws IOException {
    return Files.size(file) / 1e6;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
