package io.boxstream.rest.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.rest.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
  private static final List<Integer> ALL = List.of(5, 4, 3, 2, 1);

  @Test
  void pagesOneAfterTheOtherAreTheWholeList() {
    List<Integer> read = new ArrayList<>();
    Page<Integer> page = new PageRequest(2, Optional.empty()).page(ALL, Object::toString);
    read.addAll(page.items());
    while (page.next().isPresent()) {
      page = new PageRequest(2, page.next()).page(ALL, Object::toString);
      read.addAll(page.items());
    }

    assertThat(read).isEqualTo(ALL);
    assertThat(page.items()).containsExactly(1);
  }

  @Test
  void aPageThatEndsWithTheListIsTheLast() {
    Page<Integer> page = new PageRequest(5, Optional.empty()).page(ALL, Object::toString);

    assertThat(page.items()).isEqualTo(ALL);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void takesTheUsualLimitWhereTheRequestNamesNone() {
    assertThat(PageRequest.of(null, null, 50, 200))
        .isEqualTo(new PageRequest(50, Optional.empty()));
    assertThat(PageRequest.of("200", "x", 50, 200))
        .isEqualTo(new PageRequest(200, Optional.of("x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "201", "many", "1.5", "99999999999"})
  void refusesALimitOutOfRange(String limit) {
    assertThatThrownBy(() -> PageRequest.of(limit, null, 50, 200))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              assertThat(e.problem().code()).isEqualTo("invalid-request");
            })
        .hasMessage("limit must be a number from 1 to 200: '" + limit + "'");
  }

  @Test
  void refusesToGoOnAfterWhatIsNotInTheList() {
    assertThatThrownBy(() -> new PageRequest(2, Optional.of("9")).page(ALL, Object::toString))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'9'");
  }
}
