package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;
import static java.util.Objects.requireNonNull;

import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.labelstudio.LabelStudioRegions;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Label Studio's webhooks. Annotations come with their regions and their task; deletions name only
 * ids, so the task of each annotation is remembered.
 *
 * @see <a href="https://labelstud.io/guide/webhook_reference">Webhook event format</a>
 */
public final class LabelStudioHandler implements DeliveryHandler {

  private static final Set<String> ANNOTATED =
      Set.of("ANNOTATION_CREATED", "ANNOTATIONS_CREATED", "ANNOTATION_UPDATED");
  private static final String ANNOTATIONS_DELETED = "ANNOTATIONS_DELETED";
  private static final String TASKS_DELETED = "TASKS_DELETED";
  private static final String TASK = "label-studio/task/";
  private static final String ANNOTATION = "label-studio/annotation/";

  private final TaskImages tasks;
  private final TaskLabels labels;
  private final ToolFiles files;

  /**
   * @param server Label Studio; empty if images are elsewhere
   * @param files fetches images; closed by this object
   * @param tasks what is known about tasks
   * @param images the data set
   */
  public LabelStudioHandler(
      Optional<TrustedServer> server, ToolFiles files, TaskImages tasks, LabelledImages images) {
    this.files = requireNonNull(files, "files");
    this.tasks = requireNonNull(tasks, "tasks");
    LabelStudioAddresses addresses = new LabelStudioAddresses(server);
    this.labels =
        new TaskLabels(
            Tool.LABEL_STUDIO, tasks, images, address -> files.image(addresses.resolve(address)));
  }

  @Override
  public Tool tool() {
    return Tool.LABEL_STUDIO;
  }

  @Override
  public String event(Object payload) {
    return text(object(payload).get("action"))
        .filter(action -> action.matches("[A-Z_]{1,100}"))
        .orElseThrow(
            () ->
                new UnusableDeliveryException(
                    "the JSON has no \"action\", as webhooks of Label Studio have"));
  }

  @Override
  public Optional<String> ignored(Object payload) {
    String action = event(payload);
    boolean concerns =
        ANNOTATED.contains(action)
            || action.equals(ANNOTATIONS_DELETED)
            || action.equals(TASKS_DELETED);
    return concerns ? Optional.empty() : Optional.of(action + " does not change labels");
  }

  @Override
  public DeliveryResult apply(Delivery delivery, Object payload) {
    Map<?, ?> fields = object(payload);
    TaskResult result =
        switch (delivery.event()) {
          case ANNOTATIONS_DELETED ->
              required(fields, "annotations").stream()
                  .map(annotation -> removeAnnotation(requireId(annotation)))
                  .reduce(TaskResult.NONE, TaskResult::plus);
          case TASKS_DELETED ->
              required(fields, "tasks").stream()
                  .map(task -> removeTask(requireId(task)))
                  .reduce(TaskResult.NONE, TaskResult::plus);
          default -> annotated(delivery, fields);
        };
    return result.delivery();
  }

  private TaskResult annotated(Delivery delivery, Map<?, ?> fields) {
    List<Map<?, ?>> shown = objects(fields.get("task"), fields.get("tasks"));
    TaskResult result = TaskResult.NONE;
    for (Map<?, ?> annotation : required(fields, "annotation", "annotations")) {
      String task =
          text(annotation.get("task"))
              .or(() -> shown.size() == 1 ? Payloads.id(shown.get(0)) : Optional.empty())
              .orElse("");
      Map<?, ?> taskFields =
          shown.stream()
              .filter(each -> Payloads.id(each).equals(Optional.of(task)))
              .findFirst()
              .orElseThrow(
                  () -> new UnusableDeliveryException("the delivery has no task of id " + task));
      result = result.plus(annotated(delivery, annotation, taskFields));
    }
    return result;
  }

  private TaskResult annotated(Delivery delivery, Map<?, ?> annotation, Map<?, ?> task) {
    String id = requireId(annotation);
    String key = TASK + requireId(task);
    if (tasks.isDeleted(ANNOTATION + id)) {
      return TaskResult.unchanged("annotation " + id + " was deleted before");
    }
    String address = LabelStudioAddresses.of(task);
    tasks.link(ANNOTATION + id, key);
    return labels.put(
        new TaskUpdate(
            key,
            address,
            LabelStudioAddresses.name(address),
            Optional.empty(),
            labelling(id, annotation, delivery.receivedAt())));
  }

  private static Labelling labelling(String id, Map<?, ?> annotation, Instant receivedAt) {
    Instant at =
        Payloads.time(annotation, "updated_at")
            .or(() -> Payloads.time(annotation, "created_at"))
            .orElse(receivedAt);
    if (Boolean.TRUE.equals(annotation.get("was_cancelled"))) {
      return Labelling.withdrawn(id, at);
    }
    boolean groundTruth = Boolean.TRUE.equals(annotation.get("ground_truth"));
    try {
      return Labelling.of(
          id, at, groundTruth, LabelStudioRegions.read(array(annotation.get("result"))));
    } catch (MalformedAnnotationException e) {
      return Labelling.refused(id, at, groundTruth, e.getMessage());
    }
  }

  private TaskResult removeAnnotation(String id) {
    Optional<String> key = tasks.taskOf(ANNOTATION + id);
    TaskResult result = key.map(known -> labels.remove(known, id)).orElse(TaskResult.NONE);
    tasks.markDeleted(ANNOTATION + id);
    return result;
  }

  private TaskResult removeTask(String id) {
    String key = TASK + id;
    TaskResult result = TaskResult.NONE;
    for (String annotation : tasks.labellings(key)) {
      result = result.plus(labels.remove(key, annotation));
      tasks.markDeleted(ANNOTATION + annotation);
    }
    return result;
  }

  private static List<Map<?, ?>> required(Map<?, ?> fields, String... names) {
    List<Map<?, ?>> objects =
        objects(Stream.of(names).map(name -> (Object) fields.get(name)).toArray());
    if (objects.isEmpty()) {
      throw new UnusableDeliveryException(
          "the delivery has no \""
              + names[0]
              + "\"; switch on \"Send payload\" in the settings of the webhook in Label Studio");
    }
    return objects;
  }

  /** Objects in fields that have one or several. */
  private static List<Map<?, ?>> objects(Object... values) {
    return Stream.of(values)
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(object(value)))
        .<Map<?, ?>>map(value -> object(value))
        .filter(fields -> !fields.isEmpty())
        .toList();
  }

  private static String requireId(Map<?, ?> fields) {
    return Payloads.id(fields)
        .orElseThrow(
            () -> new UnusableDeliveryException("an annotation or task of the delivery has no id"));
  }

  @Override
  public void close() {
    files.close();
  }
}
