package io.boxstream.local.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes {@code summary.json}; the file is there whole or not at all. */
public final class SummaryFile {

  private SummaryFile() {}

  /** Writes a summary into a folder, in place of an older one. */
  public static Path write(Summary summary, Path folder) {
    ObjectMapper mapper =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // "import" cannot be the name of a record's component.
            .addMixIn(Summary.Seconds.class, SecondsNames.class);
    Path file = folder.resolve("summary.json");
    Path partial = folder.resolve("summary.json.partial");
    try {
      Files.createDirectories(folder);
      mapper.writeValue(partial.toFile(), summary);
      return Files.move(
          partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private interface SecondsNames {
    @JsonProperty("import")
    double imported();
  }
}
