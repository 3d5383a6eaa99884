package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.boxstream.detection.Presets;
import io.boxstream.detection.network.FineTuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {
  @ParameterizedTest
  @ValueSource(ints = {40, 205, 292, 1000, 5000})
  void quickTrainsForAboutSixHundredStepsFromRandomValues(int images) {
    TrainingRecipe recipe = Recipes.quick(Presets.named("boxstream_300_compact"), images);

    int steps = images * recipe.epochs() / recipe.batch();
    assertThat(steps).isBetween(500, 720);
    assertThat(recipe.schedule().rate(steps, recipe.epochs())).isLessThan(1e-5);
    assertThat(recipe.preset()).isEqualTo("boxstream_300_compact");
    assertThat(recipe.updates().fineTuning()).isEqualTo(FineTuning.NONE);
    assertThat(recipe.evaluateEveryEpochs()).isBetween(1, recipe.epochs());
  }

  @ParameterizedTest
  @CsvSource({"12, 200", "115, 200", "205, 205", "292, 292", "5000, 300"})
  void quickTrainsOnThePretrainedBaseForAStepForEachImageWithinBounds(int images, int expected) {
    TrainingRecipe recipe = Recipes.quick(images);

    double steps = (double) images * recipe.epochs() / recipe.batch();
    assertThat(steps).isCloseTo(expected, withinPercentage(5));
    assertThat(recipe.preset()).isEqualTo("boxstream_300_lite0");
    assertThat(recipe.initialization()).isEqualTo(Initialization.PRETRAINED);
    assertThat(recipe.updates().fineTuning()).isEqualTo(new FineTuning(true, 0.1));
    assertThat(recipe.schedule().rate((long) steps, recipe.epochs())).isLessThan(1e-5);
  }

  @Test
  void quickTakesTheLargerInputThatIsAskedFor() {
    TrainingRecipe recipe = Recipes.quick(Presets.named("boxstream_512_lite0"), 100);

    assertThat(recipe.preset()).isEqualTo("boxstream_512_lite0");
    assertThat(recipe.initialization()).isEqualTo(Initialization.PRETRAINED);
  }

  @Test
  void quickSeesEveryImageOfALargeSetAtLeastOnce() {
    assertThat(Recipes.quick(1_000_000).epochs()).isEqualTo(1);
  }

  @Test
  void classicIsTheDesignsDefault() {
    TrainingRecipe recipe = Recipes.classic();

    assertThat(recipe.preset()).isEqualTo("ssd_512_vgg16_atrous");
    assertThat(recipe.batch()).isEqualTo(8);
    assertThat(recipe.epochs()).isEqualTo(100);
    assertThat(recipe.evaluateEveryEpochs()).isEqualTo(5);
    assertThat(recipe.updates().optimizer()).isEqualTo(new OptimizerSettings.Sgd(0.9, 0.0005));
    assertThat(recipe.schedule().rate(0, 70)).isCloseTo(5e-5, within(1e-9));
  }
}
