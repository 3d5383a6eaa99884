package io.boxstream.detection.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user-defined preset as JSON: a backbone, an input size and the anchors of each map. The network
 * determines the size of the maps.
 *
 * <pre>{@code
 * {
 *   "name": "cells_384",
 *   "backbone": "mobilenet0.25_stride8",
 *   "inputSize": 384,
 *   "maps": [
 *     {"step": 8, "minimumSize": 16, "maximumSize": 40, "ratios": [1, 2, 0.5]},
 *     ...
 *   ]
 * }
 * }</pre>
 *
 * <p>Sizes and steps are in pixels of the network input. See {@link AnchorLayer} for the meaning of
 * the numbers.
 */
public final class PresetDescription {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int LARGEST_INPUT = 2048;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PresetDescription() {}

  /**
   * Reads a description.
   *
   * @throws IllegalArgumentException if the JSON is not a preset description, has the name of a
   *     built-in preset, or its maps do not match the network
   */
  public static DetectorPreset read(String json) {
    Document document = parse(json);
    if (!NAME.matcher(document.name()).matches()) {
      throw new IllegalArgumentException(
          "a preset's name is made of letters, digits, '.', '_' and '-', not '%s'"
              .formatted(document.name()));
    }
    if (Presets.isKnown(document.name())) {
      throw new IllegalArgumentException(
          "preset %s is a known one; give another preset another name".formatted(document.name()));
    }
    if (document.inputSize() < 1 || document.inputSize() > LARGEST_INPUT) {
      throw new IllegalArgumentException(
          "preset %s has an input of %d pixels; 1 to %d are supported"
              .formatted(document.name(), document.inputSize(), LARGEST_INPUT));
    }
    return preset(document);
  }

  private static Document parse(String json) {
    try {
      return JSON.readValue(json, Document.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a description of a preset: " + e.getOriginalMessage(), e);
    }
  }

  private static DetectorPreset preset(Document document) {
    Backbone backbone = Backbone.labelled(document.backbone());
    List<Integer> sizes = mapSizes(document, backbone);
    if (sizes.size() != document.maps().size()) {
      throw new IllegalArgumentException(
          "preset %s describes %d maps; %s at %d pixels has %d, of %s cells a side"
              .formatted(
                  document.name(),
                  document.maps().size(),
                  document.backbone(),
                  document.inputSize(),
                  sizes.size(),
                  sizes));
    }
    List<AnchorLayer> layers = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      layers.add(layer(document, i, sizes.get(i)));
    }
    return new DetectorPreset(document.name(), backbone, document.inputSize(), layers);
  }

  private static List<Integer> mapSizes(Document document, Backbone backbone) {
    try {
      return DetectorNetwork.mapSizes(backbone, document.inputSize());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "preset %s: %d pixels are too few for %s: %s"
              .formatted(
                  document.name(), document.inputSize(), document.backbone(), e.getMessage()),
          e);
    }
  }

  private static AnchorLayer layer(Document document, int map, int size) {
    AnchorMap anchors = document.maps().get(map);
    try {
      return new AnchorLayer(
          size, anchors.step(), anchors.minimumSize(), anchors.maximumSize(), anchors.ratios());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "preset %s, map %d: %s".formatted(document.name(), map, e.getMessage()), e);
    }
  }

  /** Writes the description of a preset, from which {@link #read} returns an equal preset. */
  public static String write(DetectorPreset preset) {
    List<AnchorMap> maps =
        preset.layers().stream()
            .map(
                layer ->
                    new AnchorMap(
                        layer.step(), layer.minimumSize(), layer.maximumSize(), layer.ratios()))
            .toList();
    try {
      return JSON.writeValueAsString(
          new Document(preset.name(), preset.backbone().label(), preset.inputSize(), maps));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings is always valid JSON", e);
    }
  }

  /**
   * Returns the described preset if there is a description, otherwise the built-in preset of that
   * name.
   *
   * @throws IllegalArgumentException if there is no such preset, or the description has another
   *     name
   */
  public static DetectorPreset resolve(String name, Optional<String> description) {
    if (description.isEmpty()) {
      return Presets.named(name);
    }
    DetectorPreset preset = read(description.get());
    if (!preset.name().equals(name)) {
      throw new IllegalArgumentException(
          "preset %s is described under the name %s".formatted(name, preset.name()));
    }
    return preset;
  }

  /** The JSON document. */
  private record Document(String name, String backbone, int inputSize, List<AnchorMap> maps) {
    Document {
      if (name == null
          || backbone == null
          || maps == null
          || maps.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("name, backbone and maps must not be null");
      }
    }
  }

  private record AnchorMap(
      double step, double minimumSize, double maximumSize, List<Double> ratios) {
    AnchorMap {
      if (ratios == null || ratios.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("ratios must not be null");
      }
    }
  }
}
