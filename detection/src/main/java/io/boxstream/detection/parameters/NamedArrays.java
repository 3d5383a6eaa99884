package io.boxstream.detection.parameters;

import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file's arrays under a detector's structural names, whatever the file calls them.
 *
 * @param path the file, for messages
 * @param source the file's arrays
 * @param names what the file calls each array, by structural name; it may not have the array
 */
record NamedArrays(Path path, ArraySource source, Map<String, String> names) {
  /** What the file says of an array, if it has it. */
  Optional<ArrayHeader> header(String name) {
    return Optional.ofNullable(names.get(name)).map(source.headers()::get);
  }

  /** Whether the array is there and is what a network's array has to be. */
  boolean fits(ParameterSpec spec) {
    return header(spec.name())
        .filter(header -> header.type().isReal() && header.shape().equals(spec.shape()))
        .isPresent();
  }

  /**
   * Refuses a file in which an array is missing or of another kind, without reading it.
   *
   * @param owner what needs the array, for the message
   */
  void require(ParameterSpec spec, String owner) {
    ArrayHeader header =
        header(spec.name())
            .orElseThrow(
                () ->
                    new ParameterFileException(
                        "%s has no %s, which %s needs"
                            .formatted(path, described(spec.name()), owner)));
    if (!fits(spec)) {
      throw new ParameterFileException(
          "%s has %s as %s; %s needs FLOAT32 %s"
              .formatted(path, described(spec.name()), header, owner, spec.shape()));
    }
  }

  private String described(String name) {
    String inFile = names.getOrDefault(name, name);
    return inFile.equals(name) ? name : inFile + " (" + name + ")";
  }

  /**
   * Reads an array. A detector with a value that is not finite answers, but finds nothing: better
   * that it does not load.
   *
   * @throws ParameterFileException if a value is not finite
   */
  ParameterArray read(String name) {
    ParameterArray array = source.read(names.get(name));
    for (float value : array.floats()) {
      if (!Float.isFinite(value)) {
        throw new ParameterFileException("%s has %s in %s".formatted(path, value, name));
      }
    }
    return array;
  }

  /** Reads the arrays of these specs, each of which must be there. */
  Map<String, ParameterArray> read(List<ParameterSpec> specs) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    specs.forEach(spec -> arrays.put(spec.name(), read(spec.name())));
    return arrays;
  }
}
