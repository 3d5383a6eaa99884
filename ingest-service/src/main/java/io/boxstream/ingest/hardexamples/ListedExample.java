package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample;
import io.boxstream.events.ImageEncoding;
import io.boxstream.ingest.catalog.RecordAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A hard example in the index.
 *
 * @param example the event; its image is a reference
 * @param publishedAt time of the record
 * @param record where the record lies
 * @param modelAt when the first checkpoint was published that was trained with the image; empty if
 *     there is none
 */
public record ListedExample(
    HardExample example, Instant publishedAt, RecordAddress record, Optional<Instant> modelAt) {

  public ListedExample {
    requireNonNull(example, "example");
    requireNonNull(publishedAt, "publishedAt");
    requireNonNull(record, "record");
    requireNonNull(modelAt, "modelAt");
  }

  /** The id of the image. */
  public String id() {
    return example.imageId();
  }

  /** How much it is worth labelling, in [0, 1]; 0 for events without a score. */
  public double score() {
    return example.score().orElse(0.0);
  }

  /** The name of its file: the id, and an extension. */
  public String fileName() {
    boolean png = example.format().equals(Optional.of(ImageEncoding.PNG));
    return id() + (png ? ".png" : ".jpg");
  }

  ListedExample withModelAt(Instant at) {
    return new ListedExample(example, publishedAt, record, Optional.of(at));
  }
}
