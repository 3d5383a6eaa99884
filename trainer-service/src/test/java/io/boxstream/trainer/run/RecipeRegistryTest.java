package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Presets;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.OptimizerSettings.Sgd;
import io.boxstream.detection.training.TrainingRecipe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeRegistryTest {

  private final RecipeRegistry classic = book("classic");
  private final RecipeRegistry quick = book("quick");

  @Test
  void theClassicRecipeIsTheOneOfTheDesign() {
    TrainingRecipe recipe = classic.resolve(RunOverrides.none(), 1000);

    assertThat(recipe.preset()).isEqualTo("ssd_512_vgg16_atrous");
    assertThat(recipe.batch()).isEqualTo(8);
    assertThat(recipe.epochs()).isEqualTo(100);
    assertThat(recipe.updates().optimizer()).isEqualTo(new Sgd(0.9, 0.0005));
    assertThat(recipe.schedule()).isEqualTo(new StepDecay(0.0005, 0.1, List.of(60, 80)));
    assertThat(recipe.evaluateEveryEpochs()).isEqualTo(5);
  }

  @Test
  void theClassicScheduleDropsWhenItsEpochsBegin() {
    TrainingRecipe recipe = classic.resolve(RunOverrides.none(), 8);

    assertThat(recipe.schedule().rate(0, 59)).isEqualTo(0.0005);
    assertThat(recipe.schedule().rate(0, 60)).isEqualTo(0.00005);
    assertThat(recipe.schedule().rate(0, 80)).isCloseTo(0.000005, within(1e-18));
  }

  @Test
  void theQuickScheduleIsLaidOutOverTheStepsThatAreTrained() {
    // Given 205 images in batches of 8 for 10 epochs: 256 steps
    RunOverrides request = new RunOverrides(null, null, 10, 8, 0.001, null);

    TrainingRecipe recipe = quick.resolve(request, 205);

    assertThat(recipe.schedule()).isEqualTo(new WarmupCosine(0.001, 10, 256));
    assertThat(recipe.evaluateEveryEpochs()).isEqualTo(3);
  }

  @Test
  void aRequestGoesBeforeTheConfigurationAndThatBeforeTheRecipe() {
    RecipeRegistry configured =
        new RecipeRegistry(
            new RunOverrides("classic", "ssd_300_vgg16_atrous", 7, null, null, null),
            Optional.empty());

    TrainingRecipe recipe =
        configured.resolve(new RunOverrides(null, null, 3, null, null, null), 50);

    assertThat(recipe.preset()).isEqualTo("ssd_300_vgg16_atrous");
    assertThat(recipe.epochs()).isEqualTo(3);
    assertThat(recipe.batch()).isEqualTo(8);
  }

  @Test
  void listsWhatARequestCanNameWithASentenceEach() {
    RecipeList list = quick.list();

    assertThat(list.configured()).isEqualTo(new RecipeList.Configured("quick", Optional.empty()));
    assertThat(list.recipes())
        .extracting(RecipeList.RecipeEntry::name)
        .containsExactly("quick", "thorough", "classic");
    assertThat(list.recipes())
        .extracting(RecipeList.RecipeEntry::preset)
        .containsExactly("boxstream_300_lite0", "boxstream_512_lite0", "ssd_512_vgg16_atrous");
    assertThat(list.presets())
        .allSatisfy(
            preset -> {
              assertThat(preset.description()).contains(preset.inputSize() + " × ");
              quick.check(new RunOverrides(null, preset.name(), null, null, null, null));
            })
        .extracting(RecipeList.PresetEntry::name)
        .contains("boxstream_300_compact", "ssd_512_resnet50_v1")
        .doesNotContain("ssd_300_vgg16_atrous_voc")
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesNamesThatDoNotExistAndListsThoseThatDo() {
    assertThatThrownBy(() -> classic.check(new RunOverrides("slow", null, null, null, null, null)))
        .hasMessage("no recipe slow; there are [classic, quick, thorough]");
    assertThatThrownBy(() -> classic.check(new RunOverrides(null, "huge", null, null, null, null)))
        .hasMessageContaining("no preset huge")
        .hasMessageContaining("ssd_512_vgg16_atrous");
    assertThatThrownBy(() -> book("slow")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRecordKeepsARecipeWhole() {
    for (TrainingRecipe recipe :
        List.of(
            classic.resolve(RunOverrides.none(), 100), quick.resolve(RunOverrides.none(), 100))) {
      assertThat(
              RecipeSettings.read(
                  RecipeSettings.write(recipe, Presets.named(recipe.preset()), List.of("a", "b"))))
          .isEqualTo(recipe);
    }
  }

  private static RecipeRegistry book(String recipe) {
    return new RecipeRegistry(
        new RunOverrides(recipe, null, null, null, null, null), Optional.empty());
  }
}
