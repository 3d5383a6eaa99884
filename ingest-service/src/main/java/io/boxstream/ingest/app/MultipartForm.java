package io.boxstream.ingest.app;

import io.boxstream.events.Split;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.rest.problem.ProblemException;
import io.boxstream.rest.upload.BodyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.multipart.FileItem;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The parts of a multipart request. Each part may be a file or text. */
final class MultipartForm {

  private static final int FORM_SIZE_FACTOR = 4;
  private static final String IMAGE = "image";
  private static final String ANNOTATION = "annotation";
  private static final String SPLIT = "split";

  private final MultipartFormDataInput form;
  private final ImageLimits limits;

  MultipartForm(MultipartFormDataInput form, ImageLimits limits) {
    this.form = form;
    this.limits = limits;
  }

  /**
   * Maximum size of a form in bytes. It is larger than the image limit, so that an image slightly
   * over the limit is put into quarantine.
   */
  static BodyLimit bodyLimit(ImageLimits limits) {
    return BodyLimit.of(longest(limits), "four times boxstream.ingest.image.max-bytes");
  }

  private static long longest(ImageLimits limits) {
    return (long) FORM_SIZE_FACTOR * limits.maxBytes();
  }

  Optional<OriginalBytes> image() {
    return part(IMAGE).map(this::original);
  }

  /** The image's file name, without the folders that some clients send. */
  String imageName() {
    String name = part(IMAGE).map(FormValue::getFileName).orElse("").replace('\\', '/');
    String last = name.substring(name.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "?").strip();
    return last.isEmpty() ? "upload" : last;
  }

  Optional<byte[]> annotation() {
    // One byte more than the limit, so that an annotation that is too long is still detected.
    return part(ANNOTATION).map(value -> bytes(value, AnnotationText.MAX_BYTES + 1));
  }

  Optional<Split> split() {
    return part(SPLIT)
        .map(value -> new String(bytes(value, 100), StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty())
        .map(MultipartForm::splitOf);
  }

  static Split splitOf(String code) {
    return Arrays.stream(Split.values())
        .filter(split -> split.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "split is \"" + code + "\", not train, val or test"));
  }

  private Optional<FormValue> part(String name) {
    Collection<FormValue> values = form.getValues().getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw ProblemException.invalidRequest("there is more than one part \"" + name + "\"");
    }
    return values.stream().findFirst();
  }

  private OriginalBytes original(FormValue value) {
    if (!value.isFileItem()) {
      return new OriginalBytes.InMemory(value.getValue().getBytes(StandardCharsets.UTF_8));
    }
    FileItem file = value.getFileItem();
    try {
      if (file.getFileSize() > longest(limits)) {
        throw new ProblemException(bodyLimit(limits).problem());
      }
      if (file.getFileSize() > limits.maxBytes() && !file.isInMemory()) {
        return OriginalBytes.OnDisk.tooLarge(file.getFile(), limits.maxBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OriginalBytes.InMemory(bytes(value, Integer.MAX_VALUE));
  }

  private static byte[] bytes(FormValue value, int limit) {
    if (!value.isFileItem()) {
      byte[] text = value.getValue().getBytes(StandardCharsets.UTF_8);
      return text.length <= limit ? text : Arrays.copyOf(text, limit);
    }
    try (InputStream in = value.getFileItem().getInputStream()) {
      return in.readNBytes(limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
