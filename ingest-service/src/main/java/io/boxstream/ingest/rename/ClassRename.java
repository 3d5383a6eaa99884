package io.boxstream.ingest.rename;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * A rename of a class and its progress.
 *
 * @param id of the rename
 * @param from the class that is renamed
 * @param to its new name; boxes are merged into a class that has this name already
 * @param caller who asked for it, verified only with access control
 * @param state whether it is still running
 * @param total number of images with the class at the start
 * @param images number of images whose labels were changed
 * @param boxes number of boxes that were renamed
 * @param failed number of images whose labels could not be changed; the log says why
 * @param startedAt when it was accepted
 * @param endedAt when it ended
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ClassRename(
    String id,
    String from,
    String to,
    Optional<String> caller,
    State state,
    long total,
    long images,
    long boxes,
    long failed,
    Instant startedAt,
    Optional<Instant> endedAt) {

  /** Whether a rename is still running. */
  public enum State {
    RUNNING,
    DONE
  }

  /** Validates the components. */
  public ClassRename {
    requireNonNull(id, "id");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(caller, "caller");
    requireNonNull(state, "state");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(endedAt, "endedAt");
  }

  ClassRename with(RenameCounts counts) {
    return new ClassRename(
        id,
        from,
        to,
        caller,
        state,
        total,
        counts.images(),
        counts.boxes(),
        counts.failed(),
        startedAt,
        endedAt);
  }

  ClassRename done(Instant now) {
    return new ClassRename(
        id,
        from,
        to,
        caller,
        State.DONE,
        total,
        images,
        boxes,
        failed,
        startedAt,
        Optional.of(now));
  }
}
