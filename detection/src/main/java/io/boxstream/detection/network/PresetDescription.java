package io.boxstream.detection.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.Presets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
 * the numbers. An entry describes the map at its own position in the list, unless it has {@code
 * "map": 2}, counted from 0; several entries can share a map. {@code "normalization": {"mean":
 * [...], "deviation": [...]}} describes {@link Normalization}; the default is {@link
 * Normalization#IMAGENET}.
 */
public final class PresetDescription {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int LARGEST_INPUT = 2048;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
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
    if (document.maps().isEmpty()) {
      throw new IllegalArgumentException("preset %s has no maps".formatted(document.name()));
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
    List<Integer> maps = maps(document);
    int described = Collections.max(maps) + 1;
    if (sizes.size() != described) {
      throw new IllegalArgumentException(
          "preset %s describes %d maps; %s at %d pixels has %d, of %s cells a side"
              .formatted(
                  document.name(),
                  described,
                  document.backbone(),
                  document.inputSize(),
                  sizes.size(),
                  sizes));
    }
    List<AnchorLayer> layers = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      layers.add(layer(document, i, maps.get(i), sizes.get(maps.get(i))));
    }
    return new DetectorPreset(
        document.name(), backbone, document.inputSize(), layers, normalization(document));
  }

  /** The map of each entry. */
  private static List<Integer> maps(Document document) {
    List<Integer> maps = new ArrayList<>();
    for (AnchorMap entry : document.maps()) {
      maps.add(entry.map() == null ? maps.size() : entry.map());
    }
    return maps;
  }

  private static Normalization normalization(Document document) {
    NormalizationNumbers numbers = document.normalization();
    if (numbers == null) {
      return Normalization.IMAGENET;
    }
    try {
      return new Normalization(numbers.mean(), numbers.deviation());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "preset %s, normalization: %s".formatted(document.name(), e.getMessage()), e);
    }
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

  private static AnchorLayer layer(Document document, int entry, int map, int size) {
    AnchorMap anchors = document.maps().get(entry);
    try {
      return new AnchorLayer(
          map,
          size,
          anchors.step(),
          anchors.minimumSize(),
          anchors.maximumSize(),
          anchors.ratios());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "preset %s, entry %d of maps: %s".formatted(document.name(), entry, e.getMessage()), e);
    }
  }

  /** Writes the description of a preset, from which {@link #read} returns an equal preset. */
  public static String write(DetectorPreset preset) {
    List<AnchorMap> maps =
        IntStream.range(0, preset.layers().size())
            .mapToObj(i -> entry(i, preset.layers().get(i)))
            .toList();
    try {
      return JSON.writeValueAsString(
          new Document(
              preset.name(),
              preset.backbone().label(),
              preset.inputSize(),
              maps,
              numbers(preset.normalization())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings is always valid JSON", e);
    }
  }

  private static AnchorMap entry(int number, AnchorLayer layer) {
    Integer map = layer.map() == number ? null : layer.map();
    return new AnchorMap(
        map, layer.step(), layer.minimumSize(), layer.maximumSize(), layer.ratios());
  }

  /** The usual normalisation is left out, as in the descriptions of earlier releases. */
  private static NormalizationNumbers numbers(Normalization normalization) {
    return normalization.equals(Normalization.IMAGENET)
        ? null
        : new NormalizationNumbers(normalization.mean(), normalization.deviation());
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

  private static boolean hasNull(List<?> list) {
    return list == null || list.stream().anyMatch(Objects::isNull);
  }

  /** The JSON document. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Document(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String backbone,
      @JsonProperty(required = true) int inputSize,
      @JsonProperty(required = true) List<AnchorMap> maps,
      NormalizationNumbers normalization) {
    Document {
      if (name == null || backbone == null || hasNull(maps)) {
        throw new IllegalArgumentException("name, backbone and maps must not be null");
      }
    }
  }

  private record NormalizationNumbers(
      @JsonProperty(required = true) List<Double> mean,
      @JsonProperty(required = true) List<Double> deviation) {
    NormalizationNumbers {
      if (hasNull(mean) || hasNull(deviation)) {
        throw new IllegalArgumentException("mean and deviation must not be null");
      }
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record AnchorMap(
      Integer map,
      @JsonProperty(required = true) double step,
      @JsonProperty(required = true) double minimumSize,
      @JsonProperty(required = true) double maximumSize,
      @JsonProperty(required = true) List<Double> ratios) {
    AnchorMap {
      if (map != null && map < 0) {
        throw new IllegalArgumentException("map is counted from 0, not " + map);
      }
      if (hasNull(ratios)) {
        throw new IllegalArgumentException("ratios must not be null");
      }
    }
  }
}
