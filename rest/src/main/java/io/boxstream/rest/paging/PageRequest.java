package io.boxstream.rest.paging;

import static java.util.Objects.requireNonNull;

import io.boxstream.rest.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What part of a list a request asks for.
 *
 * @param limit most elements of the page
 * @param after {@code next} of the page before; empty for the first page
 */
public record PageRequest(int limit, Optional<String> after) {

  public PageRequest {
    requireNonNull(after, "after");
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + limit);
    }
  }

  /**
   * Reads the parameters of a request.
   *
   * @param limit the parameter {@code limit} as it was sent, or null
   * @param after the parameter {@code after} as it was sent, or null
   * @param usual the limit where the request names none
   * @param most the highest limit
   * @throws ProblemException 400 if the limit is not a number from 1 to {@code most}
   */
  public static PageRequest of(String limit, String after, int usual, int most) {
    int elements = limit == null ? usual : number(limit, most);
    return new PageRequest(elements, Optional.ofNullable(after).filter(id -> !id.isBlank()));
  }

  /**
   * Cuts the page out of the whole list.
   *
   * @param all in the order of the pages
   * @param id names an element for {@code after}
   * @throws ProblemException 400 if the list has no element that {@code after} names
   */
  public <T> Page<T> page(List<T> all, Function<T, String> id) {
    int start = after.map(last -> place(all, id, last) + 1).orElse(0);
    int end = Math.min(all.size(), start + limit);
    List<T> items = all.subList(start, end);
    Optional<String> next =
        end < all.size() ? Optional.of(id.apply(items.get(items.size() - 1))) : Optional.empty();
    return new Page<>(items, next);
  }

  private static int number(String limit, int most) {
    try {
      int number = Integer.parseInt(limit.strip());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below like any other value that is out of range.
    }
    throw ProblemException.invalidRequest(
        "limit must be a number from 1 to " + most + ": '" + limit + "'");
  }

  private static <T> int place(List<T> all, Function<T, String> id, String last) {
    for (int place = 0; place < all.size(); place++) {
      if (id.apply(all.get(place)).equals(last)) {
        return place;
      }
    }
    throw ProblemException.invalidRequest(
        "after must be the id of an element of the list: '" + last + "'");
  }
}
