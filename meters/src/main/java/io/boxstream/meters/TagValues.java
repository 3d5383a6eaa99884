package io.boxstream.meters;

import java.util.Locale;

/** Values of tags, made from enums so that there are few of them. */
public final class TagValues {

  private TagValues() {}

  /** The value of a constant, for example {@code put-if-absent}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
