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

/** Makes records of the log into changes, and puts their pictures into the folder on the way. */
final class RecordReader {
  private static final String STAGE = "verify";

  /** Far over what ingestion lets through: a length that only a mistake or malice states. */
  private static final long LARGEST_PICTURE = 64L << 20;

  private final EventCodec codec;
  private final Blobs blobs;
  private final PictureFiles files;

  RecordReader(EventCodec codec, Blobs blobs, PictureFiles files) {
    this.codec = requireNonNull(codec, "codec");
    this.blobs = requireNonNull(blobs, "blobs");
    this.files = requireNonNull(files, "files");
  }

  /**
   * Reads a record.
   *
   * @throws PoisonRecordException if the record is no annotated image, or its picture is not what
   *     it says
   * @throws DataSetStorageException if the picture cannot be written
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not answer
   */
  Change read(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      return new Change(record.partition(), record.offset(), id, Optional.empty());
    }
    AnnotatedImage image = codec.fromRecord(record, AnnotatedImage.class);
    if (!image.id().equals(id)) {
      throw poison("The key is not the image id " + image.id());
    }
    long size = keep(image);
    IndexedPicture picture = new IndexedPicture(SnapshotEntry.of(image), size);
    return new Change(record.partition(), record.offset(), id, Optional.of(picture));
  }

  private long keep(AnnotatedImage image) {
    long size = image.image().size();
    if (size > LARGEST_PICTURE) {
      throw poison("A picture of " + size + " bytes is over the limit of " + LARGEST_PICTURE);
    }
    try {
      if (isStoredAndKept(image)) {
        return size;
      }
      byte[] bytes = bytes(image);
      String hash = Digests.sha256(bytes);
      if (!hash.equals(image.id())) {
        throw poison("The picture's bytes hash to " + hash + ", not to the image id");
      }
      files.write(image.id(), bytes);
      return bytes.length;
    } catch (IOException failure) {
      throw new DataSetStorageException(
          "The picture " + image.id() + " was not written: " + failure.getMessage(), failure);
    }
  }

  /** A relabelled picture need not be fetched again. */
  private boolean isStoredAndKept(AnnotatedImage image) throws IOException {
    return image.image() instanceof ImageContent.Stored stored
        && stored.sha256().equals(image.id())
        && files.isIntact(image.id(), stored.size());
  }

  private byte[] bytes(AnnotatedImage image) {
    if (image.image() instanceof ImageContent.Stored stored) {
      return fetch(stored);
    }
    return ((ImageContent.Inline) image.image()).bytes();
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
