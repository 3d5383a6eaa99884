package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.PoisonRecordException;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Converts records to changes, and writes their images to the folder. */
final class RecordReader {
  private static final String STAGE = "verify";

  /**
   * Far above the limit of the ingest service. Only an invalid or malicious record declares a
   * larger size.
   */
  private static final long LARGEST_IMAGE = 64L << 20;

  private final EventCodec codec;
  private final Blobs blobs;
  private final ImageFiles files;

  RecordReader(EventCodec codec, Blobs blobs, ImageFiles files) {
    this.codec = requireNonNull(codec, "codec");
    this.blobs = requireNonNull(blobs, "blobs");
    this.files = requireNonNull(files, "files");
  }

  /**
   * Converts a record.
   *
   * @throws PoisonRecordException if the record is not an annotated image, or its image does not
   *     match its id or size
   * @throws DataSetStorageException if the image cannot be written
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not respond
   */
  DataSetChange read(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      return new DataSetChange(record.partition(), record.offset(), id, Optional.empty());
    }
    AnnotatedImage annotated = codec.fromRecord(record, AnnotatedImage.class);
    if (!annotated.id().equals(id)) {
      throw poison("The key is not the image id " + annotated.id());
    }
    long size = keep(annotated);
    IndexedImage image = new IndexedImage(SnapshotEntry.of(annotated), size);
    return new DataSetChange(record.partition(), record.offset(), id, Optional.of(image));
  }

  private long keep(AnnotatedImage annotated) {
    long size = annotated.image().size();
    if (size > LARGEST_IMAGE) {
      throw poison("An image of " + size + " bytes is over the limit of " + LARGEST_IMAGE);
    }
    try {
      if (isStoredAndKept(annotated)) {
        return size;
      }
      byte[] bytes = bytes(annotated);
      String hash = Digests.sha256(bytes);
      if (!hash.equals(annotated.id())) {
        throw poison("The image's bytes hash to " + hash + ", not to the image id");
      }
      files.write(annotated.id(), bytes);
      return bytes.length;
    } catch (IOException failure) {
      throw new DataSetStorageException(
          "The image " + annotated.id() + " was not written: " + failure.getMessage(), failure);
    }
  }

  /**
   * Whether the image is in the object store and already on the disk, so that it need not be
   * fetched again.
   */
  private boolean isStoredAndKept(AnnotatedImage annotated) {
    return annotated.image() instanceof ImageContent.Stored stored
        && stored.sha256().equals(annotated.id())
        && files.isIntact(annotated.id(), stored.size());
  }

  private byte[] bytes(AnnotatedImage annotated) {
    if (annotated.image() instanceof ImageContent.Stored stored) {
      return fetch(stored);
    }
    return ((ImageContent.Inline) annotated.image()).bytes();
  }

  private byte[] fetch(ImageContent.Stored stored) {
    try {
      return blobs.read(new BlobReference(stored.sha256(), stored.size()));
    } catch (ObjectNotFoundException | CorruptBlobException failure) {
      throw new PoisonRecordException("fetch", failure.getMessage(), failure);
    }
  }

  private static PoisonRecordException poison(String message) {
    return new PoisonRecordException(STAGE, message, null);
  }
}
