package io.boxstream.images.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * JSON files of a data set, which are read as a stream. Texts that are skipped take no memory, so
 * embedded images do no harm.
 */
public final class JsonFiles {

  /** Largest JSON file in bytes. */
  public static final long MAX_BYTES = 8L * 1024 * 1024 * 1024;

  /** Deepest nesting of arrays and objects. */
  public static final int MAX_DEPTH = 64;

  /** Longest text that is used, in characters. */
  public static final int MAX_TEXT = 100_000;

  /** If none of so many files matches, the largest first, the others are not looked at. */
  private static final int MAX_EXAMINED = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private JsonFiles() {}

  /** Work on the tokens of a file. */
  @FunctionalInterface
  public interface Reading<T> {

    /** Reads from the parser, which is before the first token. */
    T read(JsonParser parser) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws UnusableDataSetException if it is not JSON or exceeds a limit; says where
   */
  public static <T> T read(DataSetFiles files, String path, Reading<T> reading) {
    try (JsonParser parser = FACTORY.createParser(files.open(path))) {
      return reading.read(parser);
    } catch (JsonProcessingException e) {
      throw new UnusableDataSetException(
          path + " cannot be read as JSON: " + e.getOriginalMessage() + place(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A limit that is exceeded has no place. */
  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  /** Whether a file begins like JSON of that form; false where it cannot be read. */
  public static boolean is(DataSetFiles files, String path, Reading<Boolean> test) {
    try {
      return read(files, path, test);
    } catch (UnusableDataSetException | UnreadableFileException | UncheckedIOException e) {
      return false;
    }
  }

  /** The files that begin like JSON of that form, sorted by path. */
  public static List<String> matching(DataSetFiles files, Reading<Boolean> test) {
    List<String> candidates =
        files.paths().stream()
            .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(".json"))
            .sorted(Comparator.comparing(files::size).reversed().thenComparing(path -> path))
            .toList();
    if (candidates.stream().limit(MAX_EXAMINED).noneMatch(path -> is(files, path, test))) {
      return List.of();
    }
    return candidates.stream().filter(path -> is(files, path, test)).sorted().toList();
  }
}
