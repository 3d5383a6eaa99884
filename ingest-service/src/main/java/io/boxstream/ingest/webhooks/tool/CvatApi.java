package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.number;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import io.boxstream.fetch.FetchMissingException;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.cvat.CvatJobShapes;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.SplitName;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.webhooks.UnusableDeliveryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The part of CVAT's REST API that says what a job's labels are. */
final class CvatApi implements AutoCloseable {

  private static final int LABEL_PAGE = 100;
  private static final int MOST_LABEL_PAGES = 100;
  private static final Pattern STEP = Pattern.compile("step=(\\d{1,6})");

  private final TrustedServer server;
  private final ToolFiles files;

  /**
   * @param server CVAT
   * @param files fetches documents and images; closed by this object
   */
  CvatApi(TrustedServer server, ToolFiles files) {
    this.server = requireNonNull(server, "server");
    this.files = requireNonNull(files, "files");
  }

  /** A job; empty if it was deleted. */
  Optional<CvatJob> job(String id) {
    try {
      return Optional.of(CvatJob.of(document("/api/jobs/" + id)));
    } catch (FetchMissingException e) {
      return Optional.empty();
    }
  }

  /** The split that the subset of a task stands for; empty if it stands for none. */
  Optional<Split> split(String taskId) {
    return text(document("/api/tasks/" + taskId).get("subset"))
        .flatMap(SplitName::of)
        .map(SplitName::assignment)
        .flatMap(CvatApi::split);
  }

  private static Optional<Split> split(Assignment assignment) {
    return switch (assignment) {
      case TRAIN -> Optional.of(Split.TRAIN);
      case VAL -> Optional.of(Split.VAL);
      case TEST -> Optional.of(Split.TEST);
      case BY_IDENTITY, NOT_LISTED -> Optional.empty();
    };
  }

  /** The shapes of a job with the names of their classes. */
  CvatJobShapes shapes(CvatJob job) {
    Map<String, String> classes = new HashMap<>();
    boolean more = true;
    for (int page = 1; more && page <= MOST_LABEL_PAGES; page++) {
      Map<?, ?> labels =
          document(
              "/api/labels?job_id=%s&page=%d&page_size=%d".formatted(job.id(), page, LABEL_PAGE));
      for (Object label : array(labels.get("results"))) {
        Map<?, ?> fields = object(label);
        Optional<String> name = text(fields.get("name"));
        Payloads.id(fields).ifPresent(id -> name.ifPresent(value -> classes.put(id, value)));
      }
      more = labels.get("next") != null;
    }
    try {
      return new CvatJobShapes(document("/api/jobs/" + job.id() + "/annotations"), classes);
    } catch (UnusableDataSetException e) {
      throw new UnusableDeliveryException("job " + job.id() + ": " + e.getMessage());
    }
  }

  /** The frames of a job that are not deleted. */
  List<CvatFrame> frames(CvatJob job) {
    Map<?, ?> meta = document("/api/jobs/" + job.id() + "/data/meta");
    List<?> described = array(meta.get("frames"));
    Set<Integer> deleted = new HashSet<>(numbers(meta.get("deleted_frames")));
    List<CvatFrame> frames = new ArrayList<>();
    List<Integer> numbers = numbersOf(job, meta);
    for (int number : numbers) {
      if (!deleted.contains(number)) {
        frames.add(frame(number, description(described, number, job, numbers)));
      }
    }
    return frames;
  }

  /**
   * A job for ground truth has some frames of its range only. CVAT gives their positions in the
   * source, of which a task may use every n-th from a start on; everything else counts the frames
   * of the task.
   */
  private static List<Integer> numbersOf(CvatJob job, Map<?, ?> meta) {
    if (meta.get("included_frames") instanceof List<?> included) {
      int first = (int) number(meta.get("start_frame")).orElse(job.startFrame());
      int step = step(meta);
      return numbers(included).stream()
          .map(position -> job.startFrame() + (position - first) / step)
          .toList();
    }
    List<Integer> all = new ArrayList<>();
    for (int number = job.startFrame(); number <= job.stopFrame(); number++) {
      all.add(number);
    }
    return all;
  }

  private static int step(Map<?, ?> meta) {
    Matcher step = STEP.matcher(text(meta.get("frame_filter")).orElse(""));
    return step.find() ? Math.max(1, Integer.parseInt(step.group(1))) : 1;
  }

  /** Frames of a video share one description. */
  private static Map<?, ?> description(
      List<?> described, int number, CvatJob job, List<Integer> numbers) {
    if (described.size() == 1) {
      return object(described.get(0));
    }
    // The frames between included ones are described too, unless the server leaves them out.
    int at =
        described.size() == numbers.size() ? numbers.indexOf(number) : number - job.startFrame();
    if (at < 0 || at >= described.size()) {
      throw new UnusableDeliveryException(
          "CVAT describes no frame %d of job %s".formatted(number, job.id()));
    }
    return object(described.get(at));
  }

  private static CvatFrame frame(int number, Map<?, ?> description) {
    return new CvatFrame(
        number,
        text(description.get("name")).filter(name -> !name.isBlank()).orElse("frame " + number),
        JsonTree.size(description.get("width"), description.get("height")));
  }

  private static List<Integer> numbers(Object values) {
    return array(values).stream()
        .map(value -> (int) number(value).orElse(-1))
        .filter(number -> number >= 0)
        .toList();
  }

  /** The address of a frame's image, which does not depend on the job. */
  static String imageAddress(CvatJob job, int frame) {
    return "/api/tasks/%s/data?type=frame&number=%d&quality=original"
        .formatted(job.taskId(), frame);
  }

  /** The image at an address. */
  OriginalBytes image(String address) {
    return files.image(url(address));
  }

  private Map<?, ?> document(String path) {
    HttpUrl url = url(path);
    try {
      return object(JsonTree.parse(files.document(url)));
    } catch (UnusableDataSetException e) {
      throw new UnusableDeliveryException("CVAT answers to " + path + ": " + e.getMessage());
    }
  }

  private HttpUrl url(String path) {
    return server.resolve(path).orElseThrow(() -> new IllegalStateException(path));
  }

  @Override
  public void close() {
    files.close();
  }
}
