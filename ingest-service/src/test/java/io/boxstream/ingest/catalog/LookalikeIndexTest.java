package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.PerceptualHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookalikeIndexTest {

  private final Random random = new Random(1);
  private final LookalikeIndex index = new LookalikeIndex(MVStore.open(null));

  @Test
  void findsExactlyWhatAComparisonWithEveryImageFinds() {
    List<PerceptualHash> hashes = new ArrayList<>();
    for (int image = 0; image < 3000; image++) {
      // A third are new, the others have up to ten bits changed.
      PerceptualHash hash =
          hashes.isEmpty() || image % 3 == 0
              ? new PerceptualHash(random.nextLong())
              : changed(hashes.get(random.nextInt(hashes.size())), random.nextInt(11));
      hashes.add(hash);
      index.add(hash, record(image));
    }
    for (int distance = 0; distance <= LookalikeIndex.LARGEST_DISTANCE; distance++) {
      PerceptualHash wanted = changed(hashes.get(random.nextInt(hashes.size())), distance);

      List<LookalikeIndex.Match> found = index.find(wanted, distance);

      List<Long> expected = new ArrayList<>();
      for (int image = 0; image < hashes.size(); image++) {
        if (wanted.distance(hashes.get(image)) <= distance) {
          expected.add(record(image).packed());
        }
      }
      assertThat(found)
          .extracting(LookalikeIndex.Match::record)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(found)
          .isSortedAccordingTo(Comparator.comparingInt(LookalikeIndex.Match::distance));
      assertThat(expected).isNotEmpty();
    }
  }

  @Test
  void findsTheSameForManyHashesAtOnce() {
    List<PerceptualHash> hashes = new ArrayList<>();
    for (int image = 0; image < 2000; image++) {
      PerceptualHash hash =
          image % 2 == 0
              ? new PerceptualHash(random.nextLong())
              : changed(hashes.get(image - 1), random.nextInt(9));
      hashes.add(hash);
      index.add(hash, record(image));
    }
    PerceptualHash camera = new PerceptualHash(random.nextLong());
    for (int image = 0; image <= LookalikeIndex.LARGEST_GROUP; image++) {
      index.add(camera, record(hashes.size() + image));
    }
    List<PerceptualHash> wanted = new ArrayList<>(hashes);
    wanted.add(1000, PerceptualHash.BLANK);
    wanted.add(1001, camera);

    List<List<LookalikeIndex.Match>> found = index.find(wanted, LookalikeIndex.LARGEST_DISTANCE);

    List<List<LookalikeIndex.Match>> single =
        wanted.stream().map(hash -> index.find(hash, LookalikeIndex.LARGEST_DISTANCE)).toList();
    assertThat(found).isEqualTo(single);
    assertThat(found).filteredOn(matches -> matches.size() > 1).hasSizeGreaterThan(1000);
    assertThat(found.subList(1000, 1002)).containsOnly(List.of());
  }

  @Test
  void manyHashesReadEachPageOfTheFileAboutOnce(@TempDir Path directory) {
    // Given an index on disk, and no cache
    String file = directory.resolve("index.mv").toString();
    try (MVStore store = new MVStore.Builder().fileName(file).cacheSize(0).open()) {
      LookalikeIndex stored = new LookalikeIndex(store);
      for (int image = 0; image < 20_000; image++) {
        stored.add(new PerceptualHash(random.nextLong()), record(image));
      }
      store.commit();
      List<PerceptualHash> wanted = random.longs(1000).mapToObj(PerceptualHash::new).toList();

      // When
      long before = store.getFileStore().getReadCount();
      List<List<LookalikeIndex.Match>> found = stored.find(wanted, 6);
      long together = store.getFileStore().getReadCount() - before;

      // Then they read less than a tenth of them alone
      wanted.subList(0, 100).forEach(hash -> assertThat(stored.find(hash, 6)).isNotNull());
      long alone = store.getFileStore().getReadCount() - before - together;
      assertThat(together).isPositive().isLessThan(alone);
      assertThat(found).hasSize(wanted.size());
    }
  }

  @Test
  void forgetsWhatWasRemovedAndIgnoresBlankImages() {
    PerceptualHash hash = new PerceptualHash(random.nextLong());
    index.add(hash, record(1));
    index.add(PerceptualHash.BLANK, record(2));

    assertThat(index.find(hash, 0)).extracting(LookalikeIndex.Match::record).hasSize(1);
    assertThat(index.find(PerceptualHash.BLANK, 7)).isEmpty();
    index.remove(hash, record(1));
    assertThat(index.find(hash, 7)).isEmpty();
  }

  @Test
  void framesOfACameraThatDoesNotMoveAreLikeNoOther() {
    PerceptualHash hash = new PerceptualHash(random.nextLong());
    for (int image = 0; image < LookalikeIndex.LARGEST_GROUP; image++) {
      index.add(hash, record(image));
    }
    assertThat(index.find(hash, 6)).hasSize(LookalikeIndex.LARGEST_GROUP);

    index.add(hash, record(LookalikeIndex.LARGEST_GROUP));

    assertThat(index.find(hash, 6)).isEmpty();
    assertThat(index.find(hash, 0)).isEmpty();
  }

  private PerceptualHash changed(PerceptualHash hash, int bits) {
    long changed = hash.bits();
    for (int bit = 0; bit < bits; bit++) {
      changed ^= 1L << random.nextInt(PerceptualHash.LENGTH);
    }
    return new PerceptualHash(changed);
  }

  private static RecordAddress record(int number) {
    return new RecordAddress(number % 6, number);
  }
}
