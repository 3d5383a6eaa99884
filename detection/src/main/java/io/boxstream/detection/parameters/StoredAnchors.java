package io.boxstream.detection.parameters;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.network.AnchorOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The anchors in a GluonCV file: for each map those of a larger grid, of 128 cells a side for the
 * first and half as many, but at least 16, for each next one. A file's anchors count, whatever its
 * preset says: somebody may have moved them before training.
 */
final class StoredAnchors {
  private static final int FIRST_GRID = 128;
  private static final int LEAST_GRID = 16;
  private static final int COORDINATES = 4;

  private final DetectorPreset preset;

  StoredAnchors(DetectorPreset preset) {
    this.preset = preset;
  }

  /** The preset's anchors as a file holds them. */
  Map<String, ParameterArray> arrays() {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    int grid = FIRST_GRID;
    for (int map = 0; map < preset.layers().size(); map++) {
      AnchorLayer layer = preset.layers().get(map);
      float[] values = Anchors.ofLayer(layer, grid);
      arrays.put(name(map), ParameterArray.ofFloats(shape(layer, grid), values));
      grid = Math.max(LEAST_GRID, grid / 2);
    }
    return arrays;
  }

  /** The names of those arrays. */
  List<String> names() {
    return IntStream.range(0, preset.layers().size()).mapToObj(StoredAnchors::name).toList();
  }

  /**
   * The anchors of a file.
   *
   * @return as {@link Anchors#of}; the preset's own if the file has none
   * @throws ParameterFileException if they are for another kind of map
   */
  float[] read(NamedArrays stored) {
    float[] anchors = Anchors.of(preset);
    int at = 0;
    for (int map = 0; map < preset.layers().size(); map++) {
      AnchorLayer layer = preset.layers().get(map);
      if (stored.header(name(map)).isPresent()) {
        crop(stored, name(map), layer, anchors, at);
      }
      at += COORDINATES * layer.anchorCount();
    }
    return anchors;
  }

  private static void crop(
      NamedArrays stored, String name, AnchorLayer layer, float[] anchors, int at) {
    ArrayHeader header = stored.header(name).orElseThrow();
    int grid = header.shape().size() == 5 ? header.shape().get(2) : 0;
    boolean fits = header.shape().equals(shape(layer, grid)) && header.type().isReal();
    if (grid < layer.mapSize() || !fits) {
      throw new ParameterFileException(
          "%s has %s as %s; a map of %d cells a side with %d anchors each needs FLOAT32 %s"
              .formatted(
                  stored.path(),
                  name,
                  header,
                  layer.mapSize(),
                  layer.anchorsPerCell(),
                  shape(layer, Math.max(grid, layer.mapSize()))));
    }
    float[] values = stored.read(name).floats();
    int cell = COORDINATES * layer.anchorsPerCell();
    int row = cell * layer.mapSize();
    for (int i = 0; i < layer.mapSize(); i++) {
      System.arraycopy(values, i * grid * cell, anchors, at + i * row, row);
    }
  }

  /** Whether these are the preset's own. */
  boolean arePresets(float[] anchors) {
    return Arrays.equals(anchors, Anchors.of(preset));
  }

  private static List<Integer> shape(AnchorLayer layer, int grid) {
    return List.of(1, 1, grid, grid, COORDINATES * layer.anchorsPerCell());
  }

  private static String name(int map) {
    return AnchorOutput.arrayName(map);
  }
}
