package io.boxstream.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Paths and queries of requests. */
final class Queries {

  private final StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Adds a parameter unless its value is null. */
  Queries with(String name, Object value) {
    if (value != null) {
      parameters.add(name + "=" + segment(value.toString()));
    }
    return this;
  }

  /** The query with its question mark; empty without parameters. */
  @Override
  public String toString() {
    return parameters.toString();
  }
}
