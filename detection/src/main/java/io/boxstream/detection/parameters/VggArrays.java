package io.boxstream.detection.parameters;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a VGG 16 of PyTorch's in the form of the detector. Fully connected layers are
 * subsampled as they are read, a row at a time: the first one alone has 411 MB. PyTorch's network
 * takes normalised images as they are, so the scale of the input is 1.
 */
final class VggArrays implements ArraySource {
  /** The scale that GluonCV's network applies to its input. */
  static final String INPUT_SCALE = "init_scale";

  private static final ParameterArray NO_SCALE =
      ParameterArray.ofFloats(List.of(1, 3, 1, 1), new float[] {1, 1, 1});

  private final ArrayFileReader reader;
  private final Map<String, Subsampling> subsampled;
  private final Map<String, ArrayHeader> headers;

  /**
   * @param path the file, for messages
   * @param subsampled what to take of which tensors
   * @throws ParameterFileException if one of those is there, but of another shape
   */
  VggArrays(Path path, ArrayFileReader reader, Map<String, Subsampling> subsampled) {
    this.reader = reader;
    this.subsampled = Map.copyOf(subsampled);
    headers = new LinkedHashMap<>(reader.headers());
    headers.put(INPUT_SCALE, new ArrayHeader(NO_SCALE.type(), NO_SCALE.shape(), 0, 0));
    subsampled.forEach(
        (name, sample) ->
            headers.computeIfPresent(name, (key, header) -> left(path, name, header, sample)));
  }

  /** What a header says of what is left of the tensor. */
  private static ArrayHeader left(Path path, String name, ArrayHeader header, Subsampling sample) {
    if (!sample.accepts(header.shape())) {
      throw new ParameterFileException(
          "%s has %s as %s; VGG 16 has %s there, the extents after the first one multiplied or not"
              .formatted(path, name, header, sample.shape()));
    }
    int bytes = sample.size() * header.type().bytes();
    return new ArrayHeader(header.type(), sample.result(), header.position(), bytes);
  }

  @Override
  public Map<String, ArrayHeader> headers() {
    return Collections.unmodifiableMap(headers);
  }

  @Override
  public ParameterArray read(String name) {
    if (name.equals(INPUT_SCALE)) {
      return NO_SCALE;
    }
    Subsampling sample = subsampled.get(name);
    return sample == null ? reader.read(name) : subsample(name, sample);
  }

  private ParameterArray subsample(String name, Subsampling sample) {
    float[] left = new float[sample.size()];
    int[] positions = sample.positions();
    int row = 0;
    for (int at = 0; at < left.length; at += positions.length) {
      float[] values = reader.readRow(name, row).floats();
      for (int i = 0; i < positions.length; i++) {
        left[at + i] = values[positions[i]];
      }
      row += sample.steps().get(0);
    }
    return ParameterArray.ofFloats(sample.result(), left);
  }
}
