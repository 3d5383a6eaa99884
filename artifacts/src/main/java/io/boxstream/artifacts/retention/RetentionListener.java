package io.boxstream.artifacts.retention;

import io.boxstream.artifacts.store.ObjectStat;

/** Follows what retention removes. */
public interface RetentionListener {

  /** Does nothing. */
  RetentionListener NONE =
      new RetentionListener() {
        @Override
        public void removing(Category category, ObjectStat object) {}

        @Override
        public void removed(Category category, ObjectStat object) {}
      };

  /** An object is about to be removed. An exception keeps the object and ends the sweep. */
  void removing(Category category, ObjectStat object);

  /** An object was removed. */
  void removed(Category category, ObjectStat object);
}
