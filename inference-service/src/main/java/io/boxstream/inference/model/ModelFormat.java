package io.boxstream.inference.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which a model is exported. */
public enum ModelFormat {
  /** A zip of a graph, its parameters and its classes, for MXNet. */
  MXNET("zip", "application/zip"),
  /** A single file for ONNX Runtime, OpenVINO and others. */
  ONNX("onnx", "application/octet-stream");

  private final String extension;
  private final String mediaType;

  ModelFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** The name in requests: {@code mxnet}, {@code onnx}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with a name; empty if there is none. */
  public static Optional<ModelFormat> of(String code) {
    return Arrays.stream(values()).filter(format -> format.code().equals(code)).findFirst();
  }

  /** The names of all formats. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(ModelFormat::code).toList();
  }

  /** What its files end with, after the dot. */
  public String extension() {
    return extension;
  }

  /** The type of its files in answers. */
  public String mediaType() {
    return mediaType;
  }
}
