package io.boxstream.images.labelstudio;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;

import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.SplitName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One JSON file of Label Studio, read task by task. Of several annotations of a task, ground truth
 * goes first, then the newest; cancelled ones do not count. Predictions are no labels.
 */
final class LabelStudioDocument {

  private static final String UNLABELLED =
      "the task in Label Studio has no annotation; submit one, without regions if the image shows"
          + " no objects";

  private final String path;
  private final LabelCollector labels;
  private final UploadNames names;
  private final Optional<Assignment> split;
  private final Map<String, Flat> flat = new HashMap<>();
  private long withoutImage;

  /** The newest flat object of a task. */
  private record Flat(int number, Instant time) {}

  /** An annotation that counts. */
  private record Candidate(boolean groundTruth, Instant time, List<?> regions) {}

  LabelStudioDocument(String path, LabelCollector labels, UploadNames names) {
    this.path = path;
    this.labels = labels;
    this.names = names;
    this.split =
        SplitName.inWordsOf(path).map(SplitName::assignment).or(() -> SplitName.ofFolders(path));
  }

  void read(DataSetFiles files) {
    JsonFiles.read(
        files,
        path,
        parser -> {
          parser.nextToken();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            Map<?, ?> task = object(JsonTree.read(parser));
            if (task.containsKey("data")) {
              readTask(task);
            } else {
              readFlat(task);
            }
          }
          return null;
        });
    if (withoutImage > 0) {
      labels.warn(
          "%s: %s without the address of an image."
              .formatted(path, Descriptions.count(withoutImage, "task")));
    }
  }

  private void readTask(Map<?, ?> task) {
    int number = image(addresses(task));
    if (number == LabelCollector.ABSENT) {
      return;
    }
    Object annotations =
        task.containsKey("annotations") ? task.get("annotations") : task.get("completions");
    Optional<Candidate> chosen =
        array(annotations).stream()
            .map(JsonTree::object)
            .filter(annotation -> !isTrue(annotation.get("was_cancelled")))
            .filter(annotation -> !isTrue(annotation.get("skipped")))
            .map(LabelStudioDocument::candidate)
            // The last of equal ones: Label Studio appends.
            .reduce((one, other) -> ORDER.compare(one, other) > 0 ? one : other);
    if (chosen.isEmpty()) {
      labels.unlabelled(number, UNLABELLED);
      return;
    }
    new RegionReader(labels.labelsOf(number)).read(chosen.get().regions());
  }

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::groundTruth).thenComparing(Candidate::time);

  private static Candidate candidate(Map<?, ?> annotation) {
    return new Candidate(
        isTrue(annotation.get("ground_truth")), time(annotation), array(annotation.get("result")));
  }

  /** A flat object has the address and the regions under the names of the labelling interface. */
  private void readFlat(Map<?, ?> entry) {
    Instant time = time(entry);
    String id = text(entry.get("id")).orElse("");
    Flat known = id.isEmpty() ? null : flat.get(id);
    if (known != null && known.time().isAfter(time)) {
      return;
    }
    int number = known == null ? image(addresses(entry)) : known.number();
    if (number == LabelCollector.ABSENT) {
      return;
    }
    if (known != null) {
      labels.clear(number);
    }
    flat.put(id, new Flat(number, time));
    List<Object> regions = new ArrayList<>();
    entry
        .values()
        .forEach(
            value ->
                array(value).stream()
                    .filter(each -> !object(each).isEmpty())
                    .forEach(each -> regions.add(Map.of("value", each))));
    new RegionReader(labels.labelsOf(number)).read(regions);
  }

  private int image(List<String> addresses) {
    if (addresses.isEmpty()) {
      withoutImage++;
      return LabelCollector.ABSENT;
    }
    for (String address : addresses) {
      if (!names.find(address, path).paths().isEmpty()) {
        return image(address);
      }
    }
    return image(addresses.get(0));
  }

  private int image(String address) {
    return labels.image(
        names.find(address, path), UploadNames.path(address), path, DeclaredSize.UNKNOWN, split);
  }

  /** Everything in a task that may be the address of its image, the likeliest first. */
  private static List<String> addresses(Map<?, ?> task) {
    Map<?, ?> data = task.containsKey("data") ? object(task.get("data")) : task;
    return Stream.of(
            Stream.of(data.get("image")),
            data.values().stream(),
            Stream.of(task.get("file_upload")))
        .flatMap(values -> values)
        .flatMap(value -> value instanceof String text ? Stream.of(text) : Stream.empty())
        .filter(address -> FileNames.isImage(UploadNames.path(address)))
        .distinct()
        .toList();
  }

  private static Instant time(Map<?, ?> annotation) {
    for (String field : List.of("updated_at", "created_at")) {
      if (annotation.get(field) instanceof String text) {
        try {
          return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
          // an older export writes the time in words
        }
      }
    }
    return Instant.MIN;
  }

  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value);
  }
}
