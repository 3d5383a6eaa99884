package io.boxstream.benchmarks;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.DataSetView;
import io.boxstream.dataset.ValidationSplit;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.Topics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * The view of a data set of many small images and its snapshots, without the service around them
 * and without a broker. Times are those of a processor, so other programs matter little; they do
 * not contain what the disk takes. First with a tenth of the images.
 *
 * @param images number of images
 */
record ManyInView(int images) implements Benchmark {

  private static final int TENTH = 10;

  /** As many as trainer and evaluator read at once. */
  private static final int BATCH = 200;

  private static final double MEGA = 1e6;

  @Override
  public void run(Measurements figures) throws Exception {
    Map<String, Double> tenth = measure(images / TENTH, "tenth.", figures);
    Map<String, Double> all = measure(images, "", figures);
    all.forEach((name, value) -> figures.add("growth." + name, value / tenth.get(name), "times"));
  }

  private static Map<String, Double> measure(int count, String prefix, Measurements figures)
      throws Exception {
    Path folder = Files.createTempDirectory("many-in-view");
    Map<String, Double> measured = new LinkedHashMap<>();
    try {
      try (DataSetView view = open(folder)) {
        measured.put("apply", apply(view, count));
      }
      measured.put("index", Files.size(folder.resolve("index.mv")) / MEGA);
      measured.put("open.closed", timed(() -> open(folder), ManyInView::close));
      Path added = Files.createFile(folder.resolve("images/added"));
      Files.delete(added);
      measured.put("open.changed", timed(() -> open(folder), ManyInView::close));
      try (DataSetView view = open(folder)) {
        snapshot(view, folder.resolve("snapshot.json"), measured);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    measured.forEach((name, value) -> figures.add(prefix + name, value, unit(name)));
    return measured;
  }

  private static String unit(String name) {
    return name.equals("index") || name.endsWith(".heap") || name.endsWith(".file") ? "MB" : "s";
  }

  private static DataSetView open(Path folder) {
    return DataSetView.open(folder, new Blobs(new InMemoryObjectStore()));
  }

  private static double close(DataSetView view) {
    view.close();
    return 0;
  }

  private static double apply(DataSetView view, int count) throws Exception {
    AnnotatedLog log = new AnnotatedLog();
    EventCodec codec = EventCodec.forService("benchmark");
    double seconds = 0;
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(BATCH);
    for (int number = 0; number < count; number++) {
      batch.add(record(codec, log.image(number), number));
      if (batch.size() == BATCH || number == count - 1) {
        double start = processor();
        view.apply(
            batch,
            (record, stage, cause) -> {
              throw new IllegalStateException("an image was rejected", cause);
            });
        seconds += processor() - start;
        batch.clear();
      }
    }
    return seconds;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      EventCodec codec, AnnotatedImage image, int offset) {
    ProducerRecord<byte[], byte[]> sent =
        codec.toRecord(Topics.ANNOTATED_IMAGES, image.id(), image, Instant.now());
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        offset,
        sent.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  private static void snapshot(DataSetView view, Path file, Map<String, Double> measured)
      throws Exception {
    long before = used();
    measured.put(
        "snapshot",
        timed(
            view::snapshot,
            snapshot -> {
              measured.put("snapshot.heap", (used() - before) / MEGA);
              write(snapshot, file, measured);
              return (double) snapshot.entries().size();
            }));
    measured.put("snapshot.file", Files.size(file) / MEGA);
    measured.put(
        "read",
        timed(
            () -> read(file, DataSetSnapshot::read),
            snapshot -> (double) snapshot.entries().size()));
    measured.put(
        "read.validation",
        timed(
            () -> read(file, ValidationSplit::read),
            split -> {
              measured.put("read.validation.heap", (used() - before) / MEGA);
              return (double) split.entries().size();
            }));
  }

  private static void write(DataSetSnapshot snapshot, Path file, Map<String, Double> measured) {
    double start = processor();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      snapshot.write(out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    measured.put("write", processor() - start);
  }

  private static <T> T read(Path file, Function<InputStream, T> reader) throws Exception {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return reader.apply(in);
    }
  }

  /** The time of a processor for some work, whose result is then used. */
  private static <T> double timed(Callable<T> work, Function<T, Double> use) throws Exception {
    double start = processor();
    T result = work.call();
    double seconds = processor() - start;
    double unused = use.apply(result);
    return seconds;
  }

  private static double processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
