package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Why a labelled image was rejected. The code is stable, so that it can be used in statistics. */
public enum RejectionReason {
  /** The bytes are not in a known image format, whatever the file name is. */
  NOT_AN_IMAGE,
  /** The bytes start like an image but cannot be decoded to the end. */
  TRUNCATED_IMAGE,
  /**
   * The file size, a side or the number of pixels exceeds the limit. Checked from the header,
   * before decoding.
   */
  IMAGE_TOO_LARGE,
  /**
   * An image in an unsupported format (GIF, HEIC, AVIF, ...) or of an unsupported kind (several
   * pages, 12 bits).
   */
  UNSUPPORTED_IMAGE,
  /** An annotation, or a line of an image list, without an image. */
  MISSING_IMAGE,
  /** An image without its annotation. */
  MISSING_ANNOTATION,
  /** The annotation is not well formed, is malicious, or lacks a required value. */
  UNREADABLE_ANNOTATION,
  /** A box extends beyond the image. */
  BOX_OUTSIDE_IMAGE,
  /** A box without area. */
  EMPTY_BOX,
  /** A label that is not in the list of classes. */
  UNKNOWN_CLASS,
  /** The annotation declares a size that differs from the image's. */
  SIZE_MISMATCH,
  /** The data set has image lists, and none of them contains the image. */
  NOT_LISTED,
  /** A near duplicate of the image is already in another split. */
  SPLIT_LEAKAGE,
  /** The same image was sent twice with different annotations. */
  CONFLICTING_ANNOTATION,
  /** The process died twice while it read the image, so it is not read again. */
  CRASHED_DECODER;

  /** The name in events and HTTP responses, for example {@code box-outside-image}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The reason with a code. Also reads the codes of version 1 of the event, which used "picture"
   * instead of "image".
   *
   * @throws IllegalArgumentException if no reason has this code
   */
  @JsonCreator
  public static RejectionReason ofCode(String code) {
    String current = code.replace("-a-picture", "-an-image").replace("picture", "image");
    return Arrays.stream(values())
        .filter(reason -> reason.code().equals(current))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason has the code " + code));
  }
}
