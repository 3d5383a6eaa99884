package io.boxstream.detection.fuzz;

import io.boxstream.detection.parameters.ArrayFileReader;
import io.boxstream.detection.parameters.ParameterFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file of arrays of which the headers and then every array are read. */
final class FuzzedFile {

  private final Path file;

  FuzzedFile() {
    try {
      file = Files.createTempFile("fuzzed", ".params");
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void read(byte[] bytes, Function<Path, ? extends ArrayFileReader> format) throws IOException {
    Files.write(file, bytes);
    try (ArrayFileReader reader = format.apply(file)) {
      reader.headers().keySet().forEach(name -> read(reader, name));
    } catch (ParameterFileException refused) {
      // What a file that cannot be read is reported as.
    }
  }

  private static void read(ArrayFileReader reader, String name) {
    try {
      reader.read(name);
    } catch (ParameterFileException refused) {
      // An array of a type that no network has.
    }
  }
}
