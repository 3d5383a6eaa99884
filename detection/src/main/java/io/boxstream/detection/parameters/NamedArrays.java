package io.boxstream.detection.parameters;

import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of a file by a detector's structural names, independent of the names in the file.
 *
 * @param path the path of the file, for messages
 * @param source the arrays of the file
 * @param names the name of each array in the file, by structural name; the file may lack the array
 */
record NamedArrays(Path path, ArraySource source, Map<String, String> names) {
  /** The header of an array, if the file contains it. */
  Optional<ArrayHeader> header(String name) {
    return Optional.ofNullable(names.get(name)).map(source.headers()::get);
  }

  /** Whether the file contains the array with the type and shape that the network needs. */
  boolean fits(ParameterSpec spec) {
    return header(spec.name())
        .filter(header -> header.type().isReal() && header.shape().equals(spec.shape()))
        .isPresent();
  }

  /**
   * Rejects a file in which an array is missing or has another type or shape, without reading the
   * array.
   *
   * @param owner the detector that needs the array, for the message
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
   * Reads an array. Values that are not finite are rejected, because a detector with such a value
   * runs without an error but detects nothing.
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

  /** Reads the arrays of these specs. The file must contain all of them. */
  Map<String, ParameterArray> read(List<ParameterSpec> specs) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    specs.forEach(spec -> arrays.put(spec.name(), read(spec.name())));
    return arrays;
  }
}
