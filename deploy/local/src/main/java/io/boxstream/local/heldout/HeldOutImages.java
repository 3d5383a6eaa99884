package io.boxstream.local.heldout;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.Split;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects the test split from the log: the newest annotation of each image counts, a tombstone
 * removes it. The bytes lie on disk, only labels are held.
 */
final class HeldOutImages {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Path folder;
  private final Blobs blobs;
  private final EventCodec codec;
  private final Map<String, HeldOutImage> images = new LinkedHashMap<>();

  /**
   * A collection that is empty.
   *
   * @param folder where the bytes are put
   * @param blobs where large images come from
   */
  HeldOutImages(Path folder, Blobs blobs, EventCodec codec) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.blobs = Objects.requireNonNull(blobs, "blobs");
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /** Reads the log up to its present end and returns the images in the order of their names. */
  List<HeldOutImage> collect(TopicReader log) {
    Map<TopicPartition, Long> ends = log.ends();
    while (!log.hasReached(ends)) {
      log.poll(POLL).forEach(this::take);
    }
    return sorted(images.values());
  }

  /** Takes one record of the log; one that cannot be read is the services' concern. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        images.remove(EventCodec.key(record));
        return;
      }
      take(codec.fromRecord(record, AnnotatedImage.class));
    } catch (MalformedEventException e) {
      return;
    }
  }

  private void take(AnnotatedImage image) {
    if (image.split() != Split.TEST) {
      images.remove(image.id());
      return;
    }
    images.put(
        image.id(),
        new HeldOutImage(
            image.id(), image.source().name(), image.format(), image.boxes(), keep(image)));
  }

  private Path keep(AnnotatedImage image) {
    if (image.image() instanceof ImageContent.Stored stored) {
      return blobs.fetch(new BlobReference(stored.sha256(), stored.size()), folder);
    }
    Path file = folder.resolve(image.id());
    try {
      Files.write(file, ((ImageContent.Inline) image.image()).bytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("could not keep image " + image.id(), e);
    }
  }

  private static List<HeldOutImage> sorted(Collection<HeldOutImage> images) {
    return images.stream()
        .sorted(Comparator.comparing(HeldOutImage::name).thenComparing(HeldOutImage::id))
        .toList();
  }
}
