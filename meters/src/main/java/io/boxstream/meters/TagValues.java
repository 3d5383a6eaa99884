package io.boxstream.meters;

import java.util.Locale;

/** Tag values from enums, so that their number is bounded. */
public final class TagValues {

  private TagValues() {}

  /** The tag value of an enum constant, for example {@code put-if-absent}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
