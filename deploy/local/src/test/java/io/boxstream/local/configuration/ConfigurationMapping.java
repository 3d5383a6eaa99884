package io.boxstream.local.configuration;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys of an interface with {@code @ConfigMapping}. */
final class ConfigurationMapping {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("String", "text"),
          Map.entry("Path", "path"),
          Map.entry("URI", "URI"),
          Map.entry("boolean", "`true` or `false`"),
          Map.entry("int", "integer"),
          Map.entry("long", "integer"),
          Map.entry("OptionalInt", "integer"),
          Map.entry("OptionalLong", "integer"),
          Map.entry("double", "number"),
          Map.entry("Double", "number"),
          Map.entry("OptionalDouble", "number"),
          Map.entry("Duration", "duration"),
          Map.entry("MemorySize", "size"));

  private final JavaSources sources;
  private final ClassTree root;
  private final Map<String, ConfigurationKey> keys = new TreeMap<>();

  ConfigurationMapping(JavaSources sources, String name) {
    this.sources = sources;
    this.root =
        sources
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("no source of the type " + name));
    Object prefix =
        new Annotations(root.getModifiers().getAnnotations(), root)
            .member("ConfigMapping", "prefix")
            .orElseThrow();
    readType(root, prefix.toString());
  }

  /** In alphabetical order. */
  List<ConfigurationKey> keys() {
    return List.copyOf(keys.values());
  }

  private void readType(ClassTree type, String prefix) {
    type.getImplementsClause().forEach(parent -> readType(type(parent.toString()), prefix));
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method && method.getBody() == null) {
        readMethod(method, prefix + "." + kebab(method.getName().toString()));
      }
    }
  }

  private void readMethod(MethodTree method, String key) {
    String name = method.getReturnType().toString();
    Optional<ClassTree> group = find(name).filter(type -> type.getKind() == Tree.Kind.INTERFACE);
    if (group.isPresent()) {
      readType(group.get(), key);
      return;
    }
    Annotations annotations = new Annotations(method.getModifiers().getAnnotations(), root);
    Optional<String> value = annotations.member("WithDefault", "value").map(Object::toString);
    Tree type = method.getReturnType();
    boolean optional = name.startsWith("Optional");
    List<String> constraints = new ArrayList<>(Constraints.of(annotations));
    if (optional && type instanceof ParameterizedTypeTree parameterized) {
      type = parameterized.getTypeArguments().get(0);
    }
    if (name.startsWith("Map<") && type instanceof ParameterizedTypeTree map) {
      readMap(method, key, map.getTypeArguments().get(1));
      return;
    }
    if (type instanceof AnnotatedTypeTree annotated) {
      constraints.addAll(Constraints.of(new Annotations(annotated.getAnnotations(), root)));
      type = annotated.getUnderlyingType();
    }
    keys.put(
        key,
        new ConfigurationKey(
            key,
            describe(type),
            !optional && value.isEmpty(),
            value,
            constraints,
            sources.description(method)));
  }

  /** Any number of keys; NAME stands for the last part of each. */
  private void readMap(MethodTree method, String key, Tree type) {
    keys.put(
        key,
        new ConfigurationKey(
            key + ".NAME",
            describe(type),
            false,
            Optional.empty(),
            List.of(),
            sources.description(method)));
  }

  private String describe(Tree type) {
    if (type instanceof AnnotatedTypeTree annotated) {
      return describe(annotated.getUnderlyingType());
    }
    if (type instanceof ParameterizedTypeTree list) {
      return "list of " + describe(list.getTypeArguments().get(0));
    }
    String known = TYPES.get(type.toString());
    return known != null ? known : choices(type(type.toString()));
  }

  private static String choices(ClassTree type) {
    if (type.getKind() != Tree.Kind.ENUM) {
      throw new IllegalArgumentException("no description of the type " + type.getSimpleName());
    }
    return type.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(constant -> ((VariableTree) constant).getName().toString())
        .map(constant -> "`" + constant.toLowerCase(Locale.ROOT).replace('_', '-') + "`")
        .collect(Collectors.joining(", "));
  }

  private ClassTree type(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("no source of the type " + name));
  }

  /** Types of the mapping itself come before others of the same name. */
  private Optional<ClassTree> find(String name) {
    return nested(name).or(() -> sources.find(name));
  }

  private Optional<ClassTree> nested(String name) {
    return root.getMembers().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .filter(type -> type.getSimpleName().contentEquals(name))
        .findFirst();
  }

  /** SmallRye's name of a method's key. */
  static String kebab(String method) {
    return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
