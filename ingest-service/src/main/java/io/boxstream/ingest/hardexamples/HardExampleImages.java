package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.EventCodec;
import io.boxstream.events.HardExample;
import io.boxstream.events.ImageContent;
import io.boxstream.images.Thumbnails;
import io.boxstream.ingest.content.RecordReader;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Reads the images of hard examples, from the log or from the quarantine. Thread-safe. */
public final class HardExampleImages implements AutoCloseable {

  private final RecordReader records;
  private final EventCodec codec;
  private final Blobs blobs;
  private final Thumbnails thumbnails;
  private final Semaphore decoding = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * @param records reads records of the topic; closed with this object
   * @param codec decodes them
   * @param blobs store of large images
   * @param thumbnails makes images small
   */
  public HardExampleImages(
      RecordReader records, EventCodec codec, Blobs blobs, Thumbnails thumbnails) {
    this.records = requireNonNull(records, "records");
    this.codec = requireNonNull(codec, "codec");
    this.blobs = requireNonNull(blobs, "blobs");
    this.thumbnails = requireNonNull(thumbnails, "thumbnails");
  }

  /**
   * The canonical bytes of an example's image.
   *
   * @return empty if the topic no longer has them
   * @throws io.boxstream.ingest.content.LogUnreadableException if the broker does not respond
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not have them
   */
  public Optional<byte[]> bytes(ListedExample example) {
    return records
        .read(example.record())
        .filter(record -> record.value() != null)
        .map(record -> bytes(codec.fromRecord(record, HardExample.class).image()));
  }

  /**
   * A small JPEG of an example's image.
   *
   * @param longestSide longest width and height, in pixels
   * @return empty if the topic no longer has it
   */
  public Optional<byte[]> thumbnail(ListedExample example, int longestSide) {
    decoding.acquireUninterruptibly();
    try {
      return bytes(example).map(bytes -> thumbnails.jpeg(bytes, longestSide));
    } finally {
      decoding.release();
    }
  }

  private byte[] bytes(ImageContent content) {
    if (content instanceof ImageContent.Stored stored) {
      return blobs.read(blobs.quarantined(stored.sha256(), stored.size()));
    }
    return ((ImageContent.Inline) content).bytes();
  }

  @Override
  public void close() {
    records.close();
  }
}
