package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.EventCodec;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.content.ImageReader;
import io.boxstream.ingest.disk.DiskFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;

/** Opens exports, a few at a time. */
public final class DataSetExports {

  private static final int MOST = 2;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final DataSetExport.Sources sources;
  private final DataSetSnapshots snapshots;
  private final Semaphore permits = new Semaphore(MOST);

  /**
   * @param directory for temporary files; deletes what an earlier process left there
   * @param catalog knows the newest record of each image
   * @param reader reads images
   * @param snapshots snapshots in the object store
   * @param consumers creates a consumer without a group
   * @param timeout how long the broker may return nothing
   */
  public DataSetExports(
      Path directory,
      ImageCatalog catalog,
      ImageReader reader,
      DataSetSnapshots snapshots,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Duration timeout) {
    this.directory = requireNonNull(directory, "directory");
    this.snapshots = requireNonNull(snapshots, "snapshots");
    this.sources =
        new DataSetExport.Sources(
            catalog,
            reader,
            EventCodec.forService("ingest"),
            new LogScan(Topics.ANNOTATED_IMAGES, consumers, timeout));
    ExportWorkspace.deleteAll(directory);
  }

  /**
   * Opens an export. Nothing of the log is read yet.
   *
   * @return closed by the caller
   * @throws TooManyExportsException if too many exports are open
   * @throws UnknownSnapshotException if there is no such snapshot
   * @throws DiskFullException if there is no space for temporary files
   */
  public DataSetExport open(ExportRequest request) {
    if (!permits.tryAcquire()) {
      throw new TooManyExportsException(MOST);
    }
    ExportWorkspace workspace = null;
    try {
      workspace = ExportWorkspace.create(directory);
      Selection selection = selection(request, workspace);
      return new DataSetExport(sources, request.format(), selection, workspace, permits::release);
    } catch (IOException | RuntimeException e) {
      if (workspace != null) {
        workspace.close();
      }
      permits.release();
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : DiskFullException.orElseUnchecked((IOException) e, directory);
    }
  }

  private Selection selection(ExportRequest request, ExportWorkspace workspace) throws IOException {
    if (request.snapshot().isEmpty()) {
      return new CurrentSelection(request.filter());
    }
    String hash = request.snapshot().get();
    if (!HASH.matcher(hash).matches()) {
      throw new UnknownSnapshotException(hash);
    }
    Path document = workspace.newFile();
    try {
      snapshots.fetch(hash, document);
    } catch (ObjectNotFoundException e) {
      throw new UnknownSnapshotException(hash);
    }
    return SnapshotSelection.read(document, request.filter(), workspace);
  }
}
