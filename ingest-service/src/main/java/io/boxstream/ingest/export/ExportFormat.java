package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.coco.CocoWriter;
import io.boxstream.images.export.DataSetWriter;
import io.boxstream.images.voc.VocWriter;
import io.boxstream.images.yolo.YoloWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats in which a data set can be exported. */
public enum ExportFormat {
  VOC(VocWriter::new),
  COCO(CocoWriter::new),
  YOLO(YoloWriter::new);

  private final DataSetWriter.Format format;

  ExportFormat(DataSetWriter.Format format) {
    this.format = requireNonNull(format, "format");
  }

  /** The name in requests: {@code voc}, {@code coco}, {@code yolo}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with a name; empty if there is none. */
  public static Optional<ExportFormat> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }

  DataSetWriter.Format format() {
    return format;
  }
}
