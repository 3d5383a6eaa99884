package io.boxstream.trainer.distributed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Which worker trains on which images: a function of the images' ids and of the workers' shares of
 * a batch. Ids are hashes, so their order is as good as random. Every image belongs to one worker,
 * and a worker's number of images is in proportion to its share.
 */
final class Shards {

  private Shards() {}

  /**
   * Divides images among workers.
   *
   * @param size the number of images; not fewer than a batch has
   * @param id the id of an image by its index
   * @param shares the images of a batch of each worker
   * @return for each worker the indices of its images, in the order of their ids
   */
  static List<int[]> of(int size, IntFunction<String> id, List<Integer> shares) {
    List<Integer> byId =
        IntStream.range(0, size).boxed().sorted(Comparator.comparing(id::apply)).toList();
    int batch = shares.stream().mapToInt(Integer::intValue).sum();
    if (size < batch) {
      throw new IllegalArgumentException(
          "%d images cannot be divided among workers as a batch of %d".formatted(size, batch));
    }
    List<int[]> shards = new ArrayList<>();
    int first = 0;
    for (int share : shares) {
      int from = first;
      int to = first + share;
      shards.add(
          IntStream.range(0, size)
              .filter(rank -> rank % batch >= from && rank % batch < to)
              .map(byId::get)
              .toArray());
      first = to;
    }
    return shards;
  }
}
