package io.boxstream.kubernetes.definition;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.strimzi.crdgenerator.annotations.PresentInVersions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The structural schema of a class that Jackson reads: its properties with their types, those that
 * it needs, and the values of enums. Subtypes of a property become one object with the properties
 * of all of them, as in Strimzi's own definitions. Fields that the schema does not know are
 * refused, but below maps of anything.
 */
final class ModelSchema {
  private static final String ANYTHING = "x-kubernetes-preserve-unknown-fields";
  private static final String UNKNOWN = "additionalProperties";
  private static final int DEEPEST = 30;

  private final ObjectMapper mapper = new ObjectMapper();
  private final SerializationConfig config = mapper.getSerializationConfig();
  private final String version;

  /**
   * @param version of the API: properties of others are left out
   */
  ModelSchema(String version) {
    this.version = version;
  }

  ObjectNode of(Class<?> type) {
    return of(mapper.constructType(type), 0);
  }

  private ObjectNode of(JavaType type, int depth) {
    Class<?> raw = type.getRawClass();
    ObjectNode schema = mapper.createObjectNode();
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("refers to itself: " + type);
    }
    if (raw == Quantity.class || raw == IntOrString.class) {
      return schema.put("x-kubernetes-int-or-string", true);
    }
    if (type.isMapLikeType()) {
      return map(type, depth, schema.put("type", "object"));
    }
    if (type.isCollectionLikeType() || type.isArrayType()) {
      schema.put("type", "array").set("items", of(type.getContentType(), depth + 1));
      return schema;
    }
    if (type.isEnumType()) {
      return enumeration(raw, schema.put("type", "string"));
    }
    String simple = simple(raw);
    if (!simple.isEmpty()) {
      return schema.put("type", simple);
    }
    return raw == Object.class
        ? schema.put(ANYTHING, true)
        : object(type, depth, schema.put("type", "object"));
  }

  private ObjectNode map(JavaType type, int depth, ObjectNode schema) {
    if (type.getContentType().getRawClass() == Object.class) {
      return schema.put(ANYTHING, true);
    }
    schema.set(UNKNOWN, of(type.getContentType(), depth + 1));
    return schema;
  }

  private ObjectNode enumeration(Class<?> type, ObjectNode schema) {
    for (Object constant : type.getEnumConstants()) {
      schema.withArray("enum").add(mapper.convertValue(constant, String.class));
    }
    return schema;
  }

  private static String simple(Class<?> type) {
    if (CharSequence.class.isAssignableFrom(type)) {
      return "string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class) {
      return "number";
    }
    boolean whole = Number.class.isAssignableFrom(type) || type.isPrimitive();
    return whole ? "integer" : "";
  }

  private ObjectNode object(JavaType type, int depth, ObjectNode schema) {
    ObjectNode properties = schema.putObject("properties");
    Set<String> required = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    for (NamedType subtype : subtypes(type.getRawClass())) {
      if (subtype.getName() != null) {
        kinds.add(subtype.getName());
      }
      for (BeanPropertyDefinition property : properties(mapper.constructType(subtype.getType()))) {
        if (!properties.has(property.getName())) {
          properties.set(property.getName(), of(property.getAccessor().getType(), depth + 1));
        }
        if (property.isRequired() && subtype.getType() == type.getRawClass()) {
          required.add(property.getName());
        }
      }
    }
    if (!kinds.isEmpty()) {
      ObjectNode kind = properties.putObject("type").put("type", "string");
      kinds.forEach(kind.withArray("enum")::add);
      required.add("type");
    }
    required.forEach(name -> schema.withArray("required").add(name));
    return schema;
  }

  /** The type itself, and what Jackson reads in its place. */
  private List<NamedType> subtypes(Class<?> type) {
    AnnotatedClass annotated =
        AnnotatedClassResolver.resolve(config, mapper.constructType(type), config);
    Collection<NamedType> found =
        mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, annotated);
    List<NamedType> types = new ArrayList<>();
    types.add(new NamedType(type));
    found.stream().filter(subtype -> subtype.getType() != type).forEach(types::add);
    return types;
  }

  private List<BeanPropertyDefinition> properties(JavaType type) {
    return config.introspect(type).findProperties().stream()
        .filter(property -> property.couldSerialize())
        .filter(property -> !property.getName().equals(UNKNOWN))
        .filter(property -> isPresent(property.getAccessor()))
        .toList();
  }

  /** Versions are written as {@code v1beta2}, {@code v1beta2-v1} or {@code v1+}. */
  private boolean isPresent(AnnotatedMember accessor) {
    PresentInVersions present = accessor.getAnnotation(PresentInVersions.class);
    return present == null
        || present.value().equals(version + "+")
        || List.of(present.value().split("-")).contains(version)
        || present.value().endsWith("+");
  }
}
