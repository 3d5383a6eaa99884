package io.boxstream.artifacts.retention;

import io.boxstream.artifacts.retention.RetentionReport.Counts;
import io.boxstream.artifacts.store.ObjectStat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a sweep does. Not thread-safe. */
final class Tally {
  private final Map<Category, Counts> counts = new EnumMap<>(Category.class);
  private final List<String> removed = new ArrayList<>();

  Tally() {
    for (Category category : Category.values()) {
      counts.put(category, Counts.NONE);
    }
  }

  void kept(Category category, ObjectStat object) {
    counts.computeIfPresent(
        category,
        (same, before) ->
            new Counts(before.kept().plus(object), before.waiting(), before.removed()));
  }

  void waiting(Category category, ObjectStat object) {
    counts.computeIfPresent(
        category,
        (same, before) ->
            new Counts(before.kept(), before.waiting().plus(object), before.removed()));
  }

  void removed(Category category, ObjectStat object) {
    counts.computeIfPresent(
        category,
        (same, before) ->
            new Counts(before.kept(), before.waiting(), before.removed().plus(object)));
    if (removed.size() < RetentionReport.LISTED) {
      removed.add(object.key());
    }
  }

  Map<Category, Counts> counts() {
    return counts;
  }

  List<String> removed() {
    return removed;
  }
}
