package io.boxstream.ingest.webhooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** A labelling tool that calls a webhook. */
public enum Tool {
  LABEL_STUDIO("label-studio", "Label Studio"),
  CVAT("cvat", "CVAT");

  private final String code;
  private final String title;

  Tool(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /** Its name in addresses, files and metrics. */
  @JsonValue
  public String code() {
    return code;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** The kind of source of images that it sends. */
  public String sourceKind() {
    return code + "-webhook";
  }

  /** The tool of a {@link #code}. */
  @JsonCreator
  static Tool of(String code) {
    return Stream.of(values())
        .filter(tool -> tool.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tool " + code));
  }
}
