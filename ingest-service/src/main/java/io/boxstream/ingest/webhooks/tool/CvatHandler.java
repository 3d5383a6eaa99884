package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.cvat.CvatJobShapes;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.ingest.webhooks.Delivery;
import io.boxstream.ingest.webhooks.DeliveryHandler;
import io.boxstream.ingest.webhooks.DeliveryResult;
import io.boxstream.ingest.webhooks.Tool;
import io.boxstream.ingest.webhooks.UnusableDeliveryException;
import io.boxstream.ingest.webhooks.task.LabelledImages;
import io.boxstream.ingest.webhooks.task.Labelling;
import io.boxstream.ingest.webhooks.task.TaskImages;
import io.boxstream.ingest.webhooks.task.TaskLabels;
import io.boxstream.ingest.webhooks.task.TaskResult;
import io.boxstream.ingest.webhooks.task.TaskUpdate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CVAT's webhooks. They tell that a job was changed and not how, so the job, its labels and its
 * images are asked for. The labels of a completed job are taken; while it is not completed, or has
 * not reached a stage, those that it had before stay.
 *
 * @see <a href="https://docs.cvat.ai/docs/administration/advanced/webhooks/">Webhooks of CVAT</a>
 */
public final class CvatHandler implements DeliveryHandler {

  private static final String UPDATED = "update:job";
  private static final String JOB_DELETED = "delete:job";
  private static final String TASK_DELETED = "delete:task";
  private static final Set<String> CONCERNING = Set.of(UPDATED, JOB_DELETED, TASK_DELETED);

  private final CvatApi api;
  private final CvatStage stage;
  private final TaskImages tasks;
  private final TaskLabels labels;

  /**
   * @param server CVAT
   * @param files fetches documents and images; closed by this object
   * @param stage the first stage whose completed jobs are taken
   * @param tasks what is known about tasks
   * @param images the data set
   */
  public CvatHandler(
      TrustedServer server,
      ToolFiles files,
      CvatStage stage,
      TaskImages tasks,
      LabelledImages images) {
    this.api = new CvatApi(server, files);
    this.stage = requireNonNull(stage, "stage");
    this.tasks = requireNonNull(tasks, "tasks");
    this.labels = new TaskLabels(Tool.CVAT, tasks, images, api::image);
  }

  @Override
  public Tool tool() {
    return Tool.CVAT;
  }

  @Override
  public String event(Object payload) {
    return text(object(payload).get("event"))
        .filter(event -> event.matches("[a-z_:]{1,100}"))
        .orElseThrow(
            () ->
                new UnusableDeliveryException(
                    "the JSON has no \"event\", as webhooks of CVAT have"));
  }

  @Override
  public Optional<String> ignored(Object payload) {
    String event = event(payload);
    if (!CONCERNING.contains(event)) {
      return Optional.of(
          event.equals("ping")
              ? "the webhook is set up"
              : event + " does not change labels; update:job does");
    }
    return event.equals(UPDATED)
        ? text(object(object(payload).get("job")).get("state"))
            .filter(state -> !CvatJob.isCompleted(state))
            .map(state -> "the job is not completed, its state is " + state)
        : Optional.empty();
  }

  @Override
  public DeliveryResult apply(Delivery delivery, Object payload) {
    Map<?, ?> fields = object(payload);
    return switch (delivery.event()) {
      case JOB_DELETED -> deleted(object(fields.get("job"))).delivery();
      case TASK_DELETED -> deletedTask(requireId(object(fields.get("task")))).delivery();
      default -> updated(requireId(object(fields.get("job"))));
    };
  }

  private DeliveryResult updated(String id) {
    Optional<CvatJob> job = api.job(id);
    if (job.isEmpty()) {
      return DeliveryResult.ignored("job " + id + " was deleted");
    }
    return job.get()
        .ignored(stage)
        .map(DeliveryResult::ignored)
        .orElseGet(() -> completed(job.get()).delivery());
  }

  private TaskResult completed(CvatJob job) {
    CvatJobShapes shapes = api.shapes(job);
    Optional<Split> split = api.split(job.taskId());
    TaskResult result = TaskResult.NONE;
    for (CvatFrame frame : api.frames(job)) {
      result =
          result.plus(
              labels.put(
                  new TaskUpdate(
                      prefix(job.taskId()) + "%010d".formatted(frame.number()),
                      CvatApi.imageAddress(job, frame.number()),
                      frame.name(),
                      split,
                      labelling(job, shapes, frame))));
    }
    return result;
  }

  private static Labelling labelling(CvatJob job, CvatJobShapes shapes, CvatFrame frame) {
    try {
      return Labelling.of(
          job.id(),
          job.updatedAt(),
          job.isGroundTruth(),
          shapes.frame(frame.number(), frame.size()).annotation());
    } catch (MalformedAnnotationException e) {
      return Labelling.refused(job.id(), job.updatedAt(), job.isGroundTruth(), e.getMessage());
    }
  }

  private TaskResult deleted(Map<?, ?> job) {
    String id = requireId(job);
    String task =
        text(job.get("task_id"))
            .orElseThrow(() -> new UnusableDeliveryException("job " + id + " has no task_id"));
    return tasks.keys(prefix(task)).stream()
        .map(key -> labels.remove(key, id))
        .reduce(TaskResult.NONE, TaskResult::plus);
  }

  private TaskResult deletedTask(String id) {
    TaskResult result = TaskResult.NONE;
    for (String key : tasks.keys(prefix(id))) {
      for (String job : tasks.labellings(key)) {
        result = result.plus(labels.remove(key, job));
      }
    }
    return result;
  }

  private static String prefix(String task) {
    return "cvat/task/" + task + "/frame/";
  }

  private static String requireId(Map<?, ?> fields) {
    return Payloads.id(fields)
        .orElseThrow(
            () -> new UnusableDeliveryException("the delivery has no job or task with an id"));
  }

  @Override
  public void close() {
    api.close();
  }
}
