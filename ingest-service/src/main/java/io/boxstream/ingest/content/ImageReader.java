package io.boxstream.ingest.content;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import java.util.Optional;

/** Reads images of the data set with their bytes. Thread-safe. */
public final class ImageReader {

  /** How often a record may be replaced while it is being read. */
  private static final int ATTEMPTS = 5;

  private final ImageCatalog catalog;
  private final RecordReader records;
  private final EventCodec codec;
  private final Blobs blobs;

  /**
   * @param catalog knows where records lie
   * @param records reads them
   * @param codec decodes them
   * @param blobs store of large images
   */
  public ImageReader(ImageCatalog catalog, RecordReader records, EventCodec codec, Blobs blobs) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.records = requireNonNull(records, "records");
    this.codec = requireNonNull(codec, "codec");
    this.blobs = requireNonNull(blobs, "blobs");
  }

  /**
   * Reads the event of an image in this state.
   *
   * @return empty if a newer record has replaced it and the log has dropped it
   * @throws LogUnreadableException if the broker does not respond in time
   */
  public Optional<AnnotatedImage> event(CatalogImage image) {
    return records
        .read(image.record())
        .filter(record -> record.value() != null)
        .map(record -> codec.fromRecord(record, AnnotatedImage.class));
  }

  /**
   * Reads the canonical bytes of an image.
   *
   * @return empty if the image is not in the data set
   * @throws LogUnreadableException if the broker does not respond in time
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not have them
   */
  public Optional<byte[]> bytes(String id) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<CatalogImage> image = catalog.find(id);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      Optional<AnnotatedImage> event = event(image.get());
      if (event.isPresent()) {
        return Optional.of(bytes(event.get().image()));
      }
    }
    throw new LogUnreadableException(
        "the index does not have the newest record of image " + id + " yet", null);
  }

  /**
   * The bytes of an event's image.
   *
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not have them
   */
  public byte[] bytes(ImageContent content) {
    if (content instanceof ImageContent.Stored stored) {
      return blobs.read(new BlobReference(stored.sha256(), stored.size()));
    }
    return ((ImageContent.Inline) content).bytes();
  }
}
