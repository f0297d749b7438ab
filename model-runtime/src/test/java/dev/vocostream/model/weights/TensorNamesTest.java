package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.weights.WeightFile.Part;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorNamesTest {
  private static final String TOWER = "model.vision_tower.vision_tower.vision_model.";

  @ParameterizedTest
  @CsvSource({
    "model.embed_tokens.weight",
    "model.layers.31.self_attn.q_proj.bias",
    "model.norm.weight",
    "lm_head.weight",
    "model.mm_projector.weight",
    "model.mm_projector.2.bias",
    "model.vision_tower.vision_tower.vision_model.pre_layrnorm.weight",
  })
  void leavesLlavasNamesAlone(String name) {
    assertThat(TensorNames.of(name, Part.MODEL)).contains(name);
  }

  /** Columns: the released files, what transformers holds since 4.52, what 5.17 writes; here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "language_model.model.embed_tokens.weight | model.language_model.embed_tokens.weight"
            + " | language_model.model.embed_tokens.weight | model.embed_tokens.weight",
        "language_model.model.layers.7.mlp.up_proj.weight"
            + " | model.language_model.layers.7.mlp.up_proj.weight"
            + " | language_model.model.layers.7.mlp.up_proj.weight"
            + " | model.layers.7.mlp.up_proj.weight",
        "language_model.model.norm.weight | model.language_model.norm.weight"
            + " | language_model.model.norm.weight | model.norm.weight",
        "language_model.lm_head.weight | lm_head.weight | language_model.lm_head.weight"
            + " | lm_head.weight",
        "multi_modal_projector.linear_1.weight | model.multi_modal_projector.linear_1.weight"
            + " | multi_modal_projector.linear_1.weight | model.mm_projector.0.weight",
        "multi_modal_projector.linear_2.bias | model.multi_modal_projector.linear_2.bias"
            + " | multi_modal_projector.linear_2.bias | model.mm_projector.2.bias",
        "vision_tower.vision_model.embeddings.class_embedding"
            + " | model.vision_tower.vision_model.embeddings.class_embedding"
            + " | vision_tower.embeddings.class_embedding"
            + " | model.vision_tower.vision_tower.vision_model.embeddings.class_embedding",
        "vision_tower.vision_model.encoder.layers.3.mlp.fc1.bias"
            + " | model.vision_tower.encoder.layers.3.mlp.fc1.bias"
            + " | vision_tower.encoder.layers.3.mlp.fc1.bias"
            + " | model.vision_tower.vision_tower.vision_model.encoder.layers.3.mlp.fc1.bias",
      })
  void mapsTheThreeGenerationsOfLlavaHf(
      String released, String inMemory, String written, String here) {
    assertThat(TensorNames.of(released, Part.MODEL)).contains(here);
    assertThat(TensorNames.of(inMemory, Part.MODEL)).contains(here);
    assertThat(TensorNames.of(written, Part.MODEL)).contains(here);
  }

  @ParameterizedTest
  @CsvSource({
    "model.mm_projector.0.weight, model.mm_projector.0.weight",
    "mm_projector.2.bias, model.mm_projector.2.bias",
    "base_model.model.model.mm_projector.weight, model.mm_projector.weight",
    "something_else, something_else",
  })
  void stripsWhatStandsBeforeAProjectorOfItsOwn(String name, String here) {
    assertThat(TensorNames.of(name, Part.PROJECTOR)).contains(here);
  }

  @ParameterizedTest
  @CsvSource({
    "vision_model.pre_layrnorm.bias, pre_layrnorm.bias",
    "pre_layrnorm.bias, pre_layrnorm.bias",
    "vision_model.encoder.layers.0.layer_norm1.weight, encoder.layers.0.layer_norm1.weight",
  })
  void mapsATowerOfItsOwnWithAndWithoutPrefix(String name, String here) {
    assertThat(TensorNames.of(name, Part.TOWER)).contains(TOWER + here);
  }

  @ParameterizedTest
  @CsvSource({
    "MODEL, model.layers.0.self_attn.rotary_emb.inv_freq",
    "MODEL, language_model.model.layers.0.self_attn.rotary_emb.inv_freq",
    "MODEL, model.vision_tower.vision_tower.vision_model.embeddings.position_ids",
    "MODEL, model.vision_tower.vision_tower.vision_model.post_layernorm.weight",
    "MODEL, vision_tower.post_layernorm.bias",
    "TOWER, vision_model.embeddings.position_ids",
    "TOWER, post_layernorm.weight",
    "TOWER, text_model.encoder.layers.0.mlp.fc1.weight",
    "TOWER, visual_projection.weight",
    "TOWER, text_projection.weight",
    "TOWER, logit_scale",
  })
  void readsNothingThatNoModelUses(Part part, String name) {
    assertThat(TensorNames.of(name, part)).isEqualTo(Optional.empty());
  }
}
