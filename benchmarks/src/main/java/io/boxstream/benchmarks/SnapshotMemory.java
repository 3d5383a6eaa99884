package io.boxstream.benchmarks;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Memory and bytes that a snapshot of a data set takes for an image with three boxes, as trainer
 * and evaluator read it.
 */
record SnapshotMemory() implements Benchmark {

  private static final int IMAGES = 300_000;
  private static final int BOXES = 3;
  private static final List<String> CLASSES = List.of("helmet", "head", "person");

  @Override
  public void run(Measurements figures) throws Exception {
    Path file = Files.createTempFile("snapshot", ".json");
    try {
      write(file);
      long before = used();
      long start = System.nanoTime();
      DataSetSnapshot snapshot;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        snapshot = DataSetSnapshot.read(in);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long after = used();
      int images = snapshot.entries().size();
      figures.add("heap", (double) (after - before) / images, "bytes/image");
      figures.add("file", (double) Files.size(file) / images, "bytes/image");
      figures.add("read", 1e6 * seconds / images, "s/million images");
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file) throws Exception {
    List<SnapshotEntry> entries = new ArrayList<>(IMAGES);
    for (int image = 0; image < IMAGES; image++) {
      entries.add(entry(image));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      DataSetSnapshot.of(Map.of(0, (long) IMAGES), entries).write(out);
    }
  }

  private static SnapshotEntry entry(int image) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(Integer.toString(image).getBytes(StandardCharsets.US_ASCII));
    List<LabelledBox> boxes = new ArrayList<>();
    for (int box = 0; box < BOXES; box++) {
      double corner = 10 * box + image % 100 + 0.5;
      boxes.add(
          new LabelledBox(
              CLASSES.get(box), corner, corner, corner + 100.25, corner + 100.75, false));
    }
    return new SnapshotEntry(
        HexFormat.of().formatHex(hash), Split.values()[image % 3], 640, 480, boxes);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
