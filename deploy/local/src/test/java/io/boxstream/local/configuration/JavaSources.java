package io.boxstream.local.configuration;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Types of some folders of Java sources, as the JDK's compiler parses them. */
final class JavaSources {

  private final Map<String, ClassTree> types = new HashMap<>();
  private final Map<Tree, TreePath> paths = new HashMap<>();
  private final DocTrees documentation;

  /** Parses every source below the folders. A type of an earlier folder hides one of a later. */
  JavaSources(List<Path> folders) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(folders)));
      documentation = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new TypeScanner().scan(unit, null);
      }
    }
  }

  /** A type by its simple name. */
  Optional<ClassTree> find(String simpleName) {
    return Optional.ofNullable(types.get(simpleName));
  }

  /** The first sentences of a type's or method's Javadoc, without its tags, as Markdown. */
  String description(Tree tree) {
    DocCommentTree comment = documentation.getDocCommentTree(paths.get(tree));
    return comment == null ? "" : text(comment.getFullBody());
  }

  private static List<Path> sources(List<Path> folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static String text(List<? extends DocTree> parts) {
    return parts.stream()
        .map(JavaSources::text)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String text(DocTree part) {
    return switch (part.getKind()) {
      case CODE -> "`" + ((LiteralTree) part).getBody().getBody().strip() + "`";
      case LITERAL -> ((LiteralTree) part).getBody().getBody();
      case LINK, LINK_PLAIN -> "`" + ((LinkTree) part).getReference().getSignature() + "`";
      case ENTITY -> "&" + ((EntityTree) part).getName() + ";";
      case START_ELEMENT, END_ELEMENT -> " ";
      default -> part.toString();
    };
  }

  private final class TypeScanner extends TreePathScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      types.putIfAbsent(type.getSimpleName().toString(), type);
      paths.put(type, getCurrentPath());
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      paths.put(method, getCurrentPath());
      return super.visitMethod(method, nothing);
    }
  }
}
