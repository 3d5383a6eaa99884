package io.boxstream.ingest.hardexamples;

import io.boxstream.images.cvat.CvatTaskWriter;
import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.TaskWriter;
import io.boxstream.images.labelstudio.LabelStudioTaskWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The labelling tools for which tasks can be exported. */
public enum TaskFormat {
  LABEL_STUDIO {
    @Override
    TaskWriter open(ExportFiles files, UnaryOperator<String> addresses) throws IOException {
      return new LabelStudioTaskWriter(files, addresses);
    }
  },
  CVAT {
    @Override
    TaskWriter open(ExportFiles files, UnaryOperator<String> addresses) throws IOException {
      return new CvatTaskWriter(files);
    }
  };

  /**
   * Opens a writer.
   *
   * @param files receives the files
   * @param addresses where the tool finds the image of a file name, if it does not take files
   */
  abstract TaskWriter open(ExportFiles files, UnaryOperator<String> addresses) throws IOException;

  /** The name in requests: {@code label-studio}, {@code cvat}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format with a name; empty if there is none. */
  public static Optional<TaskFormat> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }
}
