package io.boxstream.local.configuration;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The annotations of a method or type with the values of their members. */
final class Annotations {

  private final Map<String, Map<String, Object>> members = new LinkedHashMap<>();

  /**
   * @param annotations as they are in the source
   * @param constants the type whose constants they may name
   */
  Annotations(List<? extends AnnotationTree> annotations, ClassTree constants) {
    for (AnnotationTree annotation : annotations) {
      Map<String, Object> values = new TreeMap<>();
      for (ExpressionTree argument : annotation.getArguments()) {
        if (argument instanceof AssignmentTree assignment) {
          values.put(
              assignment.getVariable().toString(), value(assignment.getExpression(), constants));
        } else {
          values.put("value", value(argument, constants));
        }
      }
      members.put(annotation.getAnnotationType().toString(), values);
    }
  }

  /** Names of the annotations, in the order of the source. */
  Iterable<String> names() {
    return members.keySet();
  }

  boolean has(String annotation) {
    return members.containsKey(annotation);
  }

  /** A member, if the annotation is there and sets it. */
  Optional<Object> member(String annotation, String member) {
    return Optional.ofNullable(members.getOrDefault(annotation, Map.of()).get(member));
  }

  private static Object value(ExpressionTree expression, ClassTree constants) {
    if (expression instanceof LiteralTree literal) {
      return literal.getValue();
    }
    if (expression instanceof IdentifierTree name) {
      return constant(name, constants);
    }
    if (expression instanceof BinaryTree product && product.getKind() == Tree.Kind.MULTIPLY) {
      return number(value(product.getLeftOperand(), constants))
          * number(value(product.getRightOperand(), constants));
    }
    throw new IllegalArgumentException("cannot read the annotation's value " + expression);
  }

  private static Object constant(IdentifierTree name, ClassTree constants) {
    return constants.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(variable -> variable.getName().equals(name.getName()))
        .map(variable -> value(variable.getInitializer(), constants))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no constant " + name));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
