package io.boxstream.ingest.export;

import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.MalformedEventException;
import io.boxstream.images.export.DataSetWriter;
import io.boxstream.images.export.ExportedImage;
import io.boxstream.images.export.Spool;
import io.boxstream.images.formats.RawBox;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.ingest.content.ImageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/**
 * One export. Reads the log once from its beginning and takes a record when it is the newest of its
 * image. An image that is relabelled meanwhile is read at its new address at the end, so each image
 * is exported once.
 */
public final class DataSetExport implements AutoCloseable {

  private static final String MISSING = "missing.txt";

  private final ImageCatalog catalog;
  private final ImageReader reader;
  private final EventCodec codec;
  private final LogScan scan;
  private final ExportFormat format;
  private final Selection selection;
  private final ExportWorkspace workspace;
  private final Runnable release;
  private final FileNames names;
  private final MVMap<String, Boolean> written;
  private final MVMap<String, Boolean> deferred;
  private Spool missing;

  DataSetExport(
      Sources sources,
      ExportFormat format,
      Selection selection,
      ExportWorkspace space,
      Runnable release) {
    this.catalog = sources.catalog();
    this.reader = sources.reader();
    this.codec = sources.codec();
    this.scan = sources.scan();
    this.format = format;
    this.selection = selection;
    this.workspace = space;
    this.release = release;
    this.names = new FileNames(space);
    this.written = space.store().openMap("written");
    this.deferred = space.store().openMap("deferred");
  }

  /**
   * Where an export reads.
   *
   * @param catalog knows the newest record of each image
   * @param reader reads images
   * @param codec decodes records
   * @param scan reads the log
   */
  record Sources(ImageCatalog catalog, ImageReader reader, EventCodec codec, LogScan scan) {}

  /**
   * Writes the archive. After an exception it is not complete.
   *
   * @param out stays open
   * @throws IOException if the client does not take it
   * @throws io.boxstream.ingest.content.LogUnreadableException if the log cannot be read
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store cannot be read
   */
  public void writeTo(OutputStream out) throws IOException {
    try (ExportArchive archive = new ExportArchive(out, workspace);
        DataSetWriter writer = format.format().open(archive);
        Spool missingImages = Spool.open(archive)) {
      missing = missingImages;
      scan.run(record -> visit(record, writer));
      for (String id : deferred.keySet()) {
        writeDeferred(id, writer);
      }
      try (Stream<String> expected = selection.expected()) {
        Iterator<String> ids = expected.iterator();
        while (ids.hasNext()) {
          String id = ids.next();
          if (!written.containsKey(id)) {
            missing.append(id + "\n");
          }
        }
      }
      writer.finish();
      if (!missing.isEmpty()) {
        archive.add(MISSING, missing.file());
      }
      archive.finish();
    }
  }

  private void visit(ConsumerRecord<byte[], byte[]> record, DataSetWriter writer)
      throws IOException {
    Optional<CatalogImage> image = image(record);
    if (record.value() == null || image.isEmpty() || written.containsKey(image.get().id())) {
      return;
    }
    RecordAddress address = new RecordAddress(record.partition(), record.offset());
    if (image.get().record().equals(address)) {
      write(image.get(), codec.fromRecord(record, AnnotatedImage.class), writer);
    } else if (selection.of(image.get()).isPresent()) {
      deferred.put(image.get().id(), true);
    }
  }

  private Optional<CatalogImage> image(ConsumerRecord<byte[], byte[]> record) {
    try {
      return catalog.find(EventCodec.key(record));
    } catch (MalformedEventException e) {
      return Optional.empty(); // no image has such a key
    }
  }

  private void writeDeferred(String id, DataSetWriter writer) throws IOException {
    while (!written.containsKey(id)) {
      Optional<CatalogImage> image = catalog.find(id);
      if (image.isEmpty()) {
        return;
      }
      Optional<AnnotatedImage> event = reader.event(image.get());
      if (event.isPresent()) {
        write(image.get(), event.get(), writer);
        return;
      }
    }
  }

  private void write(CatalogImage image, AnnotatedImage event, DataSetWriter writer)
      throws IOException {
    Optional<Selection.Labels> labels = selection.of(image);
    if (labels.isEmpty()) {
      return;
    }
    written.put(image.id(), true);
    byte[] bytes;
    try {
      bytes = reader.bytes(event.image());
    } catch (ObjectNotFoundException | CorruptBlobException e) {
      missing.append(image.id() + "\n");
      return;
    }
    writer.add(
        new ExportedImage(
            names.of(image.id(), event.source().name()),
            event.format() == ImageEncoding.JPEG ? ".jpg" : ".png",
            labels.get().split().code(),
            event.width(),
            event.height(),
            labels.get().boxes().stream().map(DataSetExport::raw).toList()),
        bytes);
  }

  private static RawBox raw(LabelledBox box) {
    return new RawBox(box.label(), box.xMin(), box.yMin(), box.xMax(), box.yMax(), box.difficult());
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
