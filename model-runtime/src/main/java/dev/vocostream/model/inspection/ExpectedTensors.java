package dev.vocostream.model.inspection;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.ProjectorConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that a configuration asks for, with their shapes, as the model will ask for them. */
final class ExpectedTensors {
  private static final String TOWER = "model.vision_tower.vision_tower.vision_model.";

  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  private ExpectedTensors() {}

  static Map<String, List<Long>> of(VocoLlamaConfig config) {
    ExpectedTensors expected = new ExpectedTensors();
    expected.decoder(config.decoder());
    int vision = config.vision().hiddenSize();
    expected.projector(config.projector(), vision, config.decoder().hiddenSize());
    expected.tower(config.vision());
    return expected.shapes;
  }

  private void decoder(DecoderConfig d) {
    long hidden = d.hiddenSize();
    long width = (long) d.heads() * d.headDim();
    long kvWidth = (long) d.kvHeads() * d.headDim();
    tensor("model.embed_tokens.weight", d.vocabSize(), hidden);
    for (int i = 0; i < d.layers(); i++) {
      String layer = "model.layers." + i + ".";
      tensor(layer + "input_layernorm.weight", hidden);
      tensor(layer + "self_attn.q_proj.weight", width, hidden);
      tensor(layer + "self_attn.k_proj.weight", kvWidth, hidden);
      tensor(layer + "self_attn.v_proj.weight", kvWidth, hidden);
      tensor(layer + "self_attn.o_proj.weight", hidden, width);
      if (d.queryKeyValueBias()) {
        tensor(layer + "self_attn.q_proj.bias", width);
        tensor(layer + "self_attn.k_proj.bias", kvWidth);
        tensor(layer + "self_attn.v_proj.bias", kvWidth);
      }
      if (d.outputBias()) {
        tensor(layer + "self_attn.o_proj.bias", hidden);
      }
      tensor(layer + "post_attention_layernorm.weight", hidden);
      tensor(layer + "mlp.gate_proj.weight", d.intermediateSize(), hidden);
      tensor(layer + "mlp.up_proj.weight", d.intermediateSize(), hidden);
      tensor(layer + "mlp.down_proj.weight", hidden, d.intermediateSize());
    }
    tensor("model.norm.weight", hidden);
    if (!d.tiedHead()) {
      tensor("lm_head.weight", d.vocabSize(), hidden);
    }
  }

  private void projector(ProjectorConfig projector, int in, int out) {
    for (int i = 0; i < projector.layers(); i++) {
      linear(projector.layerName(i), i == 0 ? in : out, out);
    }
  }

  private void tower(VisionConfig v) {
    long hidden = v.hiddenSize();
    tensor(TOWER + "embeddings.class_embedding", hidden);
    tensor(TOWER + "embeddings.patch_embedding.weight", hidden, 3, v.patchSize(), v.patchSize());
    tensor(TOWER + "embeddings.position_embedding.weight", v.patches() + 1, hidden);
    norm(TOWER + "pre_layrnorm", hidden);
    for (int i = 0; i < v.runLayers(); i++) {
      String layer = TOWER + "encoder.layers." + i + ".";
      norm(layer + "layer_norm1", hidden);
      norm(layer + "layer_norm2", hidden);
      for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linear(layer + "self_attn." + projection, hidden, hidden);
      }
      linear(layer + "mlp.fc1", hidden, v.intermediateSize());
      linear(layer + "mlp.fc2", v.intermediateSize(), hidden);
    }
  }

  private void linear(String name, long in, long out) {
    tensor(name + ".weight", out, in);
    tensor(name + ".bias", out);
  }

  private void norm(String name, long size) {
    tensor(name + ".weight", size);
    tensor(name + ".bias", size);
  }

  private void tensor(String name, long... shape) {
    shapes.put(name, Arrays.stream(shape).boxed().toList());
  }
}
