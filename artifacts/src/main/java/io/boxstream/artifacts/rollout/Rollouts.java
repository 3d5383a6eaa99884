package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.Documents;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One model's rollouts: {@code models/<model>/rollouts/<number, 8 digits>.json}, and beside it
 * {@code <number>-end.json} when it has ended.
 *
 * <p>A rollout is created only if its number is free and the one before has ended, and documents
 * are never removed or changed. Therefore at most one rollout of a model runs, and it has one end,
 * whoever writes at the same time.
 */
public final class Rollouts {
  private static final ArtifactJson<Rollout> JSON = new ArtifactJson<>("rollout", 1, Rollout.class);
  private static final ArtifactJson<RolloutEnd> END_JSON =
      new ArtifactJson<>("rollout-end", 1, RolloutEnd.class);
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.json");

  private final ObjectStore store;
  private final Documents<Rollout> rollouts;
  private final Documents<RolloutEnd> ends;
  private final String folder;

  public Rollouts(ObjectStore store, String model) {
    this.store = requireNonNull(store, "store");
    this.rollouts = new Documents<>(store, JSON);
    this.ends = new Documents<>(store, END_JSON);
    this.folder = "models/" + ObjectKeys.requireSegment(model, "model") + "/rollouts/";
  }

  /**
   * Starts a rollout.
   *
   * @return whether it runs now; if false, another one has its number or the one before has not
   *     ended
   */
  public boolean start(Rollout rollout) {
    int previous = rollout.number() - 1;
    if (previous > 0 && end(previous).isEmpty()) {
      return false;
    }
    return rollouts.create(key(rollout.number()), rollout) != Documents.Outcome.DIFFERENT;
  }

  /**
   * Ends a rollout.
   *
   * @return the end that counts: this one, or the one that was there before
   */
  public RolloutEnd end(Rollout rollout, RolloutEnd end) {
    return switch (ends.create(endKey(rollout.number()), end)) {
      case CREATED, SAME -> end;
      case DIFFERENT -> ends.load(endKey(rollout.number()));
    };
  }

  /** The number of the latest rollout, 0 if there was none. */
  public int latest() {
    int number =
        store.list(folder).stream()
            .map(key -> NAME.matcher(key.substring(folder.length())))
            .filter(Matcher::matches)
            .mapToInt(name -> Integer.parseInt(name.group(1)))
            .max()
            .orElse(0);
    // Listings are eventually consistent in some stores; reads of objects are not.
    while (store.stat(key(number + 1)).isPresent()) {
      number++;
    }
    return number;
  }

  /** A rollout. */
  public Optional<Rollout> find(int number) {
    return rollouts.find(key(number));
  }

  /** How a rollout ended; empty while it runs. */
  public Optional<RolloutEnd> end(int number) {
    return ends.find(endKey(number));
  }

  private String key(int number) {
    return String.format("%s%08d.json", folder, number);
  }

  private String endKey(int number) {
    return String.format("%s%08d-end.json", folder, number);
  }
}
