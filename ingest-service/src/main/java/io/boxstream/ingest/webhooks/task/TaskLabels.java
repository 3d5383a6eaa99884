package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import io.boxstream.ingest.webhooks.Tool;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives images of the data set the labels that their tasks have in one tool. A change can be
 * applied any number of times; an older change after a newer one has no effect.
 */
public final class TaskLabels {

  private final Tool tool;
  private final TaskImages tasks;
  private final LabelledImages images;
  private final ImageSupplier supplier;

  /**
   * @param tool whose images these are, and whose secret stands for its users
   * @param tasks what is known about tasks
   * @param images the data set
   * @param supplier fetches images
   */
  public TaskLabels(Tool tool, TaskImages tasks, LabelledImages images, ImageSupplier supplier) {
    this.tool = requireNonNull(tool, "tool");
    this.tasks = requireNonNull(tasks, "tasks");
    this.images = requireNonNull(images, "images");
    this.supplier = requireNonNull(supplier, "supplier");
  }

  /** Applies a new state of a labelling. */
  public TaskResult put(TaskUpdate update) {
    TaskImage task = tasks.find(update.key());
    Labelling labelling = update.labelling();
    boolean older =
        task.labelling(labelling.id())
            .filter(known -> known.updatedAt().isAfter(labelling.updatedAt()))
            .isPresent();
    return older
        ? TaskResult.unchanged(Optional.of("a newer change was applied before"))
        : apply(task.with(update));
  }

  /** Removes a labelling; none if the task does not have it. */
  public TaskResult remove(String key, String labelling) {
    TaskImage task = tasks.find(key);
    return task.labelling(labelling).isEmpty() ? TaskResult.NONE : apply(task.without(labelling));
  }

  private TaskResult apply(TaskImage task) {
    return task.best().map(best -> apply(task, best)).orElseGet(() -> withdraw(task));
  }

  private TaskResult apply(TaskImage task, Labelling best) {
    String wanted = task.wanted(best);
    TaskImage.Effect before = task.effect();
    // What was rejected may be accepted now, for example after a change of the accepted classes.
    if (before.applied().equals(Optional.of(wanted)) && before.rejectionId().isEmpty()) {
      tasks.save(task);
      return TaskResult.unchanged(Optional.empty());
    }
    Outcome outcome =
        images.take(
            new Submission(
                new ImageSource(tool.sourceKind(), task.name()),
                supplier.fetch(task.address()),
                labels(best),
                task.split()
                    .<SplitAssignment>map(SplitAssignment.Fixed::new)
                    .orElseGet(SplitAssignment.ByIdentity::new),
                Optional.of(tool.code())));
    if (outcome instanceof Outcome.Rejected rejected) {
      tasks.save(
          task.with(
              new TaskImage.Effect(
                  before.imageId(),
                  Optional.of(rejected.rejectionId()),
                  Optional.of(wanted),
                  before.geometry())));
      return TaskResult.rejected(rejected.detail());
    }
    String id = idOf(outcome);
    before.rejectionId().ifPresent(images::release);
    // The task may show another image now.
    TaskResult left =
        before
            .imageId()
            .filter(other -> !other.equals(id))
            .map(other -> leave(task))
            .orElse(TaskResult.NONE);
    tasks.save(
        task.with(
            new TaskImage.Effect(
                Optional.of(id), Optional.empty(), Optional.of(wanted), images.geometry(id))));
    return resultOf(outcome).plus(left);
  }

  private static Labels labels(Labelling labelling) {
    return labelling
        .boxes()
        .<Labels>map(Labels.Text::new)
        .orElseGet(
            () ->
                new Labels.Absent(
                    RejectionReason.UNREADABLE_ANNOTATION, labelling.refusal().orElseThrow()));
  }

  private static String idOf(Outcome outcome) {
    return outcome instanceof Outcome.Accepted accepted
        ? accepted.id()
        : ((Outcome.Duplicate) outcome).id();
  }

  private static TaskResult resultOf(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return accepted.relabelled() ? TaskResult.relabelled() : TaskResult.accepted();
    }
    return TaskResult.unchanged(Optional.empty());
  }

  private TaskResult withdraw(TaskImage task) {
    task.effect().rejectionId().ifPresent(images::release);
    TaskResult result =
        task.imageId().isPresent() ? leave(task) : TaskResult.unchanged(Optional.empty());
    tasks.save(task.with(TaskImage.Effect.NONE));
    return result;
  }

  /** The image of a task loses its labels, and gets those of another task that shows it. */
  private TaskResult leave(TaskImage task) {
    String id = task.imageId().orElseThrow();
    Predicate<TaskImage> isOther = other -> !other.key().equals(task.key());
    List<TaskImage> others = tasks.of(id).stream().filter(isOther).toList();
    Optional<Labelling> best =
        others.stream()
            .flatMap(other -> other.best().stream())
            .filter(labelling -> labelling.boxes().isPresent())
            .max(Labelling.ORDER);
    if (best.isEmpty()) {
      return images.takeBack(id, task.effect().geometry(), tool);
    }
    TaskResult result = images.relabel(id, best.get().boxes().orElseThrow(), tool);
    for (TaskImage other : others) {
      TaskImage.Effect effect = other.effect();
      tasks.save(
          other.with(
              new TaskImage.Effect(
                  effect.imageId(), effect.rejectionId(), effect.applied(), images.geometry(id))));
    }
    return result;
  }
}
