package io.boxstream.detection.parameters;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.network.AnchorOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The anchors in a GluonCV file. For each map the file stores the anchors of a larger grid: 128
 * cells per side for the first map, and half as many, but at least 16, for each following map. The
 * anchors in the file take precedence over those of the preset, because they may have been changed
 * before training.
 */
final class StoredAnchors {
  private static final int FIRST_GRID = 128;
  private static final int LEAST_GRID = 16;
  private static final int COORDINATES = 4;

  /** In pixels. Allows for rounding, which depends on the order of the computation. */
  private static final float TOLERANCE = 0.01f;

  private final DetectorPreset preset;

  StoredAnchors(DetectorPreset preset) {
    this.preset = preset;
  }

  /** The preset's anchors in the format of a file. */
  Map<String, ParameterArray> arrays() {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    int grid = FIRST_GRID;
    for (int map = 0; map < preset.layers().size(); map++) {
      AnchorLayer layer = preset.layers().get(map);
      int size = Math.max(grid, layer.mapSize());
      float[] values = Anchors.ofLayer(layer, size);
      arrays.put(name(map), ParameterArray.ofFloats(shape(layer, size), values));
      grid = Math.max(LEAST_GRID, grid / 2);
    }
    return arrays;
  }

  /** The names of those arrays. */
  List<String> names() {
    return IntStream.range(0, preset.layers().size()).mapToObj(StoredAnchors::name).toList();
  }

  /**
   * Reads the anchor arrays of a file. Maps without an array in the file get the preset's anchors.
   *
   * @throws ParameterFileException if an array has another shape than the map needs
   */
  Map<String, ParameterArray> read(NamedArrays stored) {
    Map<String, ParameterArray> arrays = arrays();
    for (int map = 0; map < preset.layers().size(); map++) {
      String name = name(map);
      if (stored.header(name).isPresent()) {
        require(stored, name, preset.layers().get(map));
        arrays.put(name, stored.read(name));
      }
    }
    return arrays;
  }

  /**
   * Compares the file's anchors of a map with those of the preset.
   *
   * @return a description of the first difference; empty if there is none or the file has no
   *     anchors
   */
  Optional<String> difference(NamedArrays stored, int map) {
    String name = name(map);
    AnchorLayer layer = preset.layers().get(map);
    if (stored.header(name).isEmpty()) {
      return Optional.empty();
    }
    ParameterArray grid = stored.read(name);
    List<Integer> shape = grid.shape();
    if (shape.size() != 5 || !shape.equals(shape(layer, shape.get(2)))) {
      return Optional.of("%s is %s".formatted(name, shape));
    }
    float[] theirs = grid.floats();
    float[] ours = Anchors.ofLayer(layer, shape.get(2));
    for (int i = 0; i < ours.length; i++) {
      if (Math.abs(theirs[i] - ours[i]) > TOLERANCE) {
        int anchor = i / COORDINATES;
        return Optional.of(
            "anchor %d of %s is %s, not %s"
                .formatted(anchor, name, coordinates(theirs, anchor), coordinates(ours, anchor)));
      }
    }
    return Optional.empty();
  }

  private static String coordinates(float[] anchors, int anchor) {
    int from = COORDINATES * anchor;
    return Arrays.toString(Arrays.copyOfRange(anchors, from, from + COORDINATES));
  }

  private static void require(NamedArrays stored, String name, AnchorLayer layer) {
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
  }

  /**
   * Cuts the anchors of each map from its grid.
   *
   * @return anchors as in {@link Anchors#of}
   */
  float[] cut(Map<String, ParameterArray> grids) {
    float[] anchors = new float[COORDINATES * preset.anchorCount()];
    int at = 0;
    for (int map = 0; map < preset.layers().size(); map++) {
      AnchorLayer layer = preset.layers().get(map);
      ParameterArray grid = grids.get(name(map));
      float[] values = grid.floats();
      int cell = COORDINATES * layer.anchorsPerCell();
      int row = cell * layer.mapSize();
      for (int i = 0; i < layer.mapSize(); i++) {
        System.arraycopy(values, i * grid.shape().get(2) * cell, anchors, at + i * row, row);
      }
      at += COORDINATES * layer.anchorCount();
    }
    return anchors;
  }

  private static List<Integer> shape(AnchorLayer layer, int grid) {
    return List.of(1, 1, grid, grid, COORDINATES * layer.anchorsPerCell());
  }

  private static String name(int map) {
    return AnchorOutput.arrayName(map);
  }
}
