package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.export.ExportWorkspace;
import io.boxstream.ingest.export.TooManyExportsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Opens exports of hard examples, a few at a time. */
public final class HardExampleExports {

  private static final int MOST = 2;

  private final Path directory;
  private final HardExampleCatalog catalog;
  private final HardExampleImages images;
  private final Semaphore permits = new Semaphore(MOST);

  /**
   * @param directory for temporary files; deletes what an earlier process left there
   * @param catalog index of the examples
   * @param images reads their images
   */
  public HardExampleExports(Path directory, HardExampleCatalog catalog, HardExampleImages images) {
    this.directory = requireNonNull(directory, "directory");
    this.catalog = requireNonNull(catalog, "catalog");
    this.images = requireNonNull(images, "images");
    ExportWorkspace.deleteAll(directory);
  }

  /**
   * Opens an export.
   *
   * @param query which examples, in which order
   * @param addresses where the tool finds the image of an example's {@link ListedExample#fileName}
   * @return closed by the caller
   * @throws TooManyExportsException if too many exports are open
   * @throws DiskFullException if there is no space for temporary files
   */
  public HardExampleExport open(
      TaskFormat format, ExampleQuery query, UnaryOperator<String> addresses) {
    if (!permits.tryAcquire()) {
      throw new TooManyExportsException(MOST);
    }
    try {
      ExportWorkspace workspace = ExportWorkspace.create(directory);
      return new HardExampleExport(
          new HardExampleExport.Tasks(format, query, addresses),
          catalog,
          images,
          workspace,
          permits::release);
    } catch (IOException e) {
      permits.release();
      throw DiskFullException.orElseUnchecked(e, directory);
    }
  }
}
