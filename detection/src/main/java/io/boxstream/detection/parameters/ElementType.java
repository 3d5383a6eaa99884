package io.boxstream.detection.parameters;

/** The element types of MXNet's arrays. */
public enum ElementType {
  FLOAT32(0, 4),
  FLOAT64(1, 8),
  FLOAT16(2, 2),
  UINT8(3, 1),
  INT32(4, 4),
  INT8(5, 1),
  INT64(6, 8),
  BOOL(7, 1),
  INT16(8, 2),
  UINT16(9, 2),
  BFLOAT16(12, 2);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The code of the type in a file. */
  public int code() {
    return code;
  }

  /** The number of bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are floating point numbers, which a network can compute with. */
  public boolean isReal() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> true;
      case UINT8, INT32, INT8, INT64, BOOL, INT16, UINT16 -> false;
    };
  }

  static ElementType ofCode(int code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new ParameterFileException("its element type is " + code + ", which MXNet does not have");
  }
}
