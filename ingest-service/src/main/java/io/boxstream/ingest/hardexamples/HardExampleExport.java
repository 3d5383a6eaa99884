package io.boxstream.ingest.hardexamples;

import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.images.export.PredictedBox;
import io.boxstream.images.export.PredictedImage;
import io.boxstream.images.export.TaskWriter;
import io.boxstream.ingest.export.ExportArchive;
import io.boxstream.ingest.export.ExportWorkspace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One export of hard examples as tasks. Keeps one image in memory. */
public final class HardExampleExport implements AutoCloseable {

  private static final int PAGE = 200;

  private final Tasks tasks;
  private final HardExampleCatalog catalog;
  private final HardExampleImages images;
  private final ExportWorkspace workspace;
  private final Runnable release;

  /** What is exported, and how. */
  record Tasks(TaskFormat format, ExampleQuery query, UnaryOperator<String> addresses) {}

  HardExampleExport(
      Tasks tasks,
      HardExampleCatalog catalog,
      HardExampleImages images,
      ExportWorkspace workspace,
      Runnable release) {
    this.tasks = tasks;
    this.catalog = catalog;
    this.images = images;
    this.workspace = workspace;
    this.release = release;
  }

  /**
   * Writes the archive. After an exception it is not complete.
   *
   * @param out stays open
   * @throws IOException if the client does not take it
   * @throws io.boxstream.ingest.content.LogUnreadableException if the log cannot be read
   */
  public void writeTo(OutputStream out) throws IOException {
    try (ExportArchive archive = new ExportArchive(out, workspace);
        TaskWriter writer = tasks.format().open(archive, tasks.addresses())) {
      Optional<String> after = Optional.empty();
      do {
        HardExampleCatalog.Page page = catalog.page(tasks.query(), after, PAGE);
        for (ListedExample example : page.examples()) {
          write(example, writer);
        }
        after = page.next();
      } while (after.isPresent());
      writer.finish();
      archive.finish();
    }
  }

  /** An example that expires meanwhile, or whose event has no size (version 1), is left out. */
  private void write(ListedExample listed, TaskWriter writer) throws IOException {
    Optional<ImageSize> size = listed.example().size();
    Optional<byte[]> bytes = size.isPresent() ? images.bytes(listed) : Optional.empty();
    if (bytes.isPresent()) {
      writer.add(task(listed, size.get()), bytes.get());
    }
  }

  private static PredictedImage task(ListedExample listed, ImageSize size) {
    HardExample example = listed.example();
    return new PredictedImage(
        listed.fileName(),
        size.width(),
        size.height(),
        example.boxes().stream()
            .map(
                box ->
                    new PredictedBox(
                        box.label(), box.score(), box.xMin(), box.yMin(), box.xMax(), box.yMax()))
            .toList(),
        example.model().map(model -> model.name() + "-" + model.generation()).orElse(""),
        listed.score(),
        example.reasons().stream().map(HardExampleReason::code).toList());
  }

  /** Deletes the temporary files. */
  @Override
  public void close() {
    try {
      workspace.close();
    } finally {
      release.run();
    }
  }
}
