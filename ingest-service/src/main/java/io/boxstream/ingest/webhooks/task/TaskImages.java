package io.boxstream.ingest.webhooks.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.disk.IndexFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * What is known about the tasks of labelling tools, in a file: images by task, tasks by image and
 * by annotation. Memory is bounded. Thread-safe.
 */
public final class TaskImages {

  private static final String SEPARATOR = " ";

  /** Follows the separator in the order of characters. */
  private static final String AFTER_SEPARATOR = "!";

  private static final String DELETED = "";

  private final IndexFile file;
  private final ObjectMapper mapper =
      EventMappers.json().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final MVMap<String, byte[]> tasks;

  /** Keys are an image's id and a task's key; values are empty. */
  private final MVMap<String, String> byImage;

  /** The task of an annotation, or {@link #DELETED}. */
  private final MVMap<String, String> byAnnotation;

  /**
   * @param file owned by the caller
   */
  public TaskImages(IndexFile file) {
    this.file = file;
    this.tasks =
        file.store()
            .openMap(
                "webhook-tasks",
                new MVMap.Builder<String, byte[]>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(ByteArrayDataType.INSTANCE));
    this.byImage = file.store().openMap("webhook-tasks-by-image", texts());
    this.byAnnotation = file.store().openMap("webhook-tasks-by-annotation", texts());
  }

  private static MVMap.Builder<String, String> texts() {
    return new MVMap.Builder<String, String>()
        .keyType(StringDataType.INSTANCE)
        .valueType(StringDataType.INSTANCE);
  }

  TaskImage find(String key) {
    byte[] json = tasks.get(key);
    return json == null ? TaskImage.unknown(key) : read(json);
  }

  /** The keys that begin so, in their order. */
  public List<String> keys(String prefix) {
    List<String> keys = new ArrayList<>();
    Iterator<String> iterator = tasks.keyIterator(prefix);
    while (iterator.hasNext()) {
      String key = iterator.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }

  /** The tasks that show an image. */
  List<TaskImage> of(String imageId) {
    List<TaskImage> found = new ArrayList<>();
    Iterator<String> iterator = byImage.keyIterator(imageId + SEPARATOR);
    while (iterator.hasNext()) {
      String entry = iterator.next();
      if (entry.compareTo(imageId + AFTER_SEPARATOR) >= 0) {
        break;
      }
      found.add(find(entry.substring(imageId.length() + SEPARATOR.length())));
    }
    return found;
  }

  /** The ids of the labellings of a task. */
  public List<String> labellings(String key) {
    return find(key).labellings().stream().map(Labelling::id).toList();
  }

  /** The task of an annotation; empty if it is unknown or the annotation was deleted. */
  public Optional<String> taskOf(String annotation) {
    return Optional.ofNullable(byAnnotation.get(annotation)).filter(key -> !key.equals(DELETED));
  }

  /** Whether an annotation was deleted. */
  public boolean isDeleted(String annotation) {
    return DELETED.equals(byAnnotation.get(annotation));
  }

  /** Remembers that an annotation was deleted, because an earlier change may come later. */
  public void markDeleted(String annotation) {
    link(annotation, DELETED);
  }

  void save(TaskImage image) {
    file.change(
        () -> {
          byte[] before = tasks.put(image.key(), write(image));
          if (before != null) {
            read(before).imageId().ifPresent(id -> byImage.remove(id + SEPARATOR + image.key()));
          }
          image.imageId().ifPresent(id -> byImage.put(id + SEPARATOR + image.key(), ""));
        });
  }

  /** Remembers the task of an annotation. */
  public void link(String annotation, String key) {
    file.change(() -> byAnnotation.put(annotation, key));
  }

  private byte[] write(TaskImage image) {
    try {
      return mapper.writeValueAsBytes(image);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a task has a JSON form", e);
    }
  }

  private TaskImage read(byte[] json) {
    try {
      return mapper.readValue(json, TaskImage.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
