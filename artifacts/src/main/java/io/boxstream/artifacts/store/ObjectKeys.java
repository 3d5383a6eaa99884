package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** Validates keys and key segments, so that no name can leave its folder. */
public final class ObjectKeys {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private ObjectKeys() {}

  /**
   * Checks a name that becomes one segment of a key (run, model, checkpoint).
   *
   * @return the name
   * @throws IllegalArgumentException if it is empty, too long or contains a character other than
   *     letters, digits, dot, underscore and hyphen
   */
  public static String requireSegment(String name, String what) {
    requireNonNull(name, what);
    if (!SEGMENT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must be letters, digits, '.', '_' or '-', at most 200: '" + name + "'");
    }
    return name;
  }

  static String requireKey(String key) {
    requireNonNull(key, "key");
    for (String segment : key.split("/", -1)) {
      requireSegment(segment, "key segment of '" + key + "'");
    }
    return key;
  }

  static String requireFolder(String prefix) {
    requireNonNull(prefix, "prefix");
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a folder must end with a slash: '" + prefix + "'");
    }
    return prefix;
  }
}
