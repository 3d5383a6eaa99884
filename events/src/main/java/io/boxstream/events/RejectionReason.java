package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Why a labelled image did not get onto the log. The code is stable: people count by it. */
public enum RejectionReason {
  /** The bytes are none of the known formats, whatever the file's name says. */
  NOT_AN_IMAGE,
  /** The bytes start like an image and cannot be decoded to the end. */
  TRUNCATED_IMAGE,
  /** Bytes, sides or pixels are over the limits; decided from the header, before decoding. */
  IMAGE_TOO_LARGE,
  /**
   * An image of a format that is not read (GIF, HEIC, AVIF, ...) or of a kind that is not taken
   * (several pages, 12 bits).
   */
  UNSUPPORTED_IMAGE,
  /** An annotation, or a line of a list, without its image. */
  MISSING_IMAGE,
  /** An image without its annotation. */
  MISSING_ANNOTATION,
  /** The annotation is not well formed, is hostile, or lacks what it must say. */
  UNREADABLE_ANNOTATION,
  /** A box reaches beyond the image. */
  BOX_OUTSIDE_IMAGE,
  /** A box without area. */
  EMPTY_BOX,
  /** A label that is not in the list of classes. */
  UNKNOWN_CLASS,
  /** The annotation states another size than the image has. */
  SIZE_MISMATCH,
  /** The data set has lists, and none of them names the image. */
  NOT_LISTED,
  /** Nearly the same image is in another split already. */
  SPLIT_LEAKAGE,
  /** The same image came twice with annotations that contradict each other. */
  CONFLICTING_ANNOTATION;

  /** The name on the log and in HTTP answers, for example {@code box-outside-image}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The reason with a code. Codes of version 1 of the event, which said picture for image, are read
   * as well.
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
