package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.Split;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The image of a task of Label Studio, or of a frame of CVAT, and what is known about it.
 *
 * @param key of the task or frame
 * @param address of the image, as the tool gives it
 * @param name of the image's file
 * @param split that the tool gives it
 * @param labellings what annotations or jobs say about it, the newest {@value #MOST_LABELLINGS}
 * @param effect what it did to the data set
 */
public record TaskImage(
    String key,
    String address,
    String name,
    Optional<Split> split,
    List<Labelling> labellings,
    Effect effect) {

  static final int MOST_LABELLINGS = 50;

  /**
   * What a task did to the data set.
   *
   * @param imageId the image that has its labels; empty if none has
   * @param rejectionId the rejection of its image or labels; empty if they were not rejected
   * @param applied fingerprint of the address and labels that were applied last
   * @param geometry fingerprint of the boxes that the image had afterwards
   */
  public record Effect(
      Optional<String> imageId,
      Optional<String> rejectionId,
      Optional<String> applied,
      Optional<String> geometry) {

    static final Effect NONE =
        new Effect(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Validates the components. */
    public Effect {
      requireNonNull(imageId, "imageId");
      requireNonNull(rejectionId, "rejectionId");
      requireNonNull(applied, "applied");
      requireNonNull(geometry, "geometry");
    }
  }

  /** Copies the labellings. */
  public TaskImage {
    requireNonNull(key, "key");
    requireNonNull(address, "address");
    requireNonNull(name, "name");
    requireNonNull(split, "split");
    labellings = List.copyOf(labellings);
    requireNonNull(effect, "effect");
  }

  static TaskImage unknown(String key) {
    return new TaskImage(key, "", "", Optional.empty(), List.of(), Effect.NONE);
  }

  Optional<Labelling> labelling(String id) {
    return labellings.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * The labelling that counts: ground truth goes first, then the newest; of equal ones the last.
   */
  Optional<Labelling> best() {
    return labellings.stream()
        .filter(Labelling::counts)
        .reduce((one, other) -> Labelling.ORDER.compare(one, other) > 0 ? one : other);
  }

  /** Fingerprint of the address and labels that should be applied. */
  String wanted(Labelling labelling) {
    String text = address + "\n" + labelling.content();
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @JsonIgnore
  Optional<String> imageId() {
    return effect.imageId();
  }

  TaskImage with(TaskUpdate update) {
    List<Labelling> all = new ArrayList<>(without(update.labelling().id()).labellings());
    all.add(update.labelling());
    Stream<Labelling> newest = all.stream().skip(Math.max(0, all.size() - MOST_LABELLINGS));
    return new TaskImage(
        key, update.address(), update.name(), update.split(), newest.toList(), effect);
  }

  TaskImage without(String labelling) {
    List<Labelling> others =
        labellings.stream().filter(each -> !each.id().equals(labelling)).toList();
    return new TaskImage(key, address, name, split, others, effect);
  }

  TaskImage with(Effect other) {
    return new TaskImage(key, address, name, split, labellings, other);
  }
}
