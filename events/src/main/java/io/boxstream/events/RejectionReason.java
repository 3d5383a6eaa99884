package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a labelled picture did not get onto the log. The code is stable: people count by it. */
public enum RejectionReason {
  /** The bytes are neither JPEG nor PNG, whatever the file's name says. */
  NOT_A_PICTURE,
  /** The bytes start like a picture and cannot be decoded to the end. */
  TRUNCATED_PICTURE,
  /** Bytes, sides or pixels are over the limits; decided from the header, before decoding. */
  PICTURE_TOO_LARGE,
  /** A picture, but of a kind that is not taken (for example a colour space). */
  UNSUPPORTED_PICTURE,
  /** An annotation, or a line of a list, without its picture. */
  MISSING_PICTURE,
  /** A picture without its annotation. */
  MISSING_ANNOTATION,
  /** The annotation is not well formed, is hostile, or lacks what it must say. */
  UNREADABLE_ANNOTATION,
  /** A box reaches beyond the picture. */
  BOX_OUTSIDE_PICTURE,
  /** A box without area. */
  EMPTY_BOX,
  /** A label that is not in the list of classes. */
  UNKNOWN_CLASS,
  /** The annotation states another size than the picture has. */
  SIZE_MISMATCH,
  /** The data set has lists, and none of them names the image. */
  NOT_LISTED,
  /** Nearly the same picture is in another split already. */
  SPLIT_LEAKAGE,
  /** The same picture came twice with annotations that contradict each other. */
  CONFLICTING_ANNOTATION;

  /** The name on the log and in HTTP answers, for example {@code box-outside-picture}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
