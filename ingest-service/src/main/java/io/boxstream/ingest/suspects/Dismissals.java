package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.dataset.quality.Overlap;
import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DismissedSuspect;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.ChangedImages;
import io.boxstream.ingest.catalog.TopicIndex;
import io.boxstream.ingest.disk.IndexFile;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The suspects that people have dismissed. A suspect is dismissed as long as it is about the same
 * labels for the same reason. What a model contradicts is dismissed while it is about those labels
 * and the model finds nothing but what it found then, of the same class at about the same place.
 */
public final class Dismissals implements TopicIndex {

  private static final double SAME_PLACE = 0.5;

  private final IndexFile file;
  private final EventCodec codec;
  private final ChangedImages changed;
  private final ObjectMapper mapper = EventMappers.json();

  /** The dismissals by image and suspect. */
  private final MVMap<String, String> ofImage;

  /** The images by suspect, because a tombstone names the suspect only. */
  private final MVMap<String, String> images;

  /**
   * @param file owned by the caller
   * @param codec reads the topic's records
   * @param changed learns which images to check again
   */
  public Dismissals(IndexFile file, EventCodec codec, ChangedImages changed) {
    this.file = requireNonNull(file, "file");
    this.codec = requireNonNull(codec, "codec");
    this.changed = requireNonNull(changed, "changed");
    this.ofImage = file.store().openMap("dismissals");
    this.images = file.store().openMap("dismissed-images");
  }

  /** Whether someone has dismissed this. */
  boolean contain(Suspect suspect) {
    String image = suspect.imageId().orElse(SuspectList.NO_IMAGE);
    Cursor<String, String> cursor = ofImage.cursor(image + " ", image + "!", false);
    while (cursor.hasNext()) {
      cursor.next();
      if (covers(read(cursor.getValue()), suspect)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(DismissedSuspect dismissed, Suspect suspect) {
    return isSame(dismissed.reason(), suspect.reason())
        && dismissed.otherImageId().equals(suspect.otherImageId())
        && new HashSet<>(dismissed.classes()).equals(new HashSet<>(suspect.classes()))
        && dismissed.boxes().containsAll(suspect.boxes())
        && suspect.proposals().stream().allMatch(box -> isAt(box, dismissed.boxes()));
  }

  /** What a model finds about a box may differ from that of another model in the reason alone. */
  private static boolean isSame(SuspectReason dismissed, SuspectReason suspect) {
    return dismissed == suspect || (dismissed.isFoundByModel() && suspect.isFoundByModel());
  }

  private static boolean isAt(DetectedBox proposal, List<LabelledBox> boxes) {
    return boxes.stream()
        .filter(box -> box.label().equals(proposal.label()))
        .anyMatch(box -> Overlap.of(box, proposal) >= SAME_PLACE);
  }

  /** Records a dismissal that was acknowledged. */
  void dismissed(DismissedSuspect event) {
    String image = event.imageId().orElse(SuspectList.NO_IMAGE);
    String text = write(event);
    file.change(
        () -> {
          ofImage.put(image + " " + event.id(), text);
          images.put(event.id(), image);
          changed.recheck(image);
        });
  }

  /** Records that a dismissal was taken back, and that it was acknowledged. */
  void restored(String suspectId) {
    file.change(
        () -> {
          String image = images.remove(suspectId);
          if (image != null) {
            ofImage.remove(image + " " + suspectId);
            changed.recheck(image);
          }
        });
  }

  @Override
  public String topic() {
    return Topics.DISMISSED_SUSPECTS;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      restored(EventCodec.key(record));
    } else {
      dismissed(codec.fromRecord(record, DismissedSuspect.class));
    }
  }

  @Override
  public void clear() {
    file.change(
        () -> {
          images.values().forEach(changed::recheck);
          ofImage.clear();
          images.clear();
        });
  }

  private String write(DismissedSuspect event) {
    try {
      return mapper.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DismissedSuspect read(String text) {
    try {
      return mapper.readValue(text, DismissedSuspect.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
