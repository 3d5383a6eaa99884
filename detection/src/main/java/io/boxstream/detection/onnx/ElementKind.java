package io.boxstream.detection.onnx;

/** The types of elements in our graphs, with ONNX's numbers ({@code TensorProto.DataType}). */
enum ElementKind {
  FLOAT(1),
  INT64(7);

  private final int code;

  ElementKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
