package dev.vocostream.model.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * All tensors of an untrained model, under LLaVA's names.
 *
 * <p>A matrix is drawn with the deviation 1 / sqrt(inputs), not with the usual 0.02: in a model
 * this narrow, 0.02 would make every answer the same whatever the frame, and tests blind.
 */
final class UntrainedTensors {
  private static final String CLIP = "model.vision_tower.vision_tower.vision_model.";

  private final ModelShape shape;
  private final int vocab;
  private final SafetensorsWriter writer = new SafetensorsWriter();
  private final Map<String, long[]> shapes = new HashMap<>();

  UntrainedTensors(ModelShape shape, int vocab) {
    this.shape = shape;
    this.vocab = vocab;
  }

  void write(Path file, long seed) throws IOException {
    decoder(shape.decoder());
    projector();
    tower(shape.vision());
    SeededValues values = new SeededValues(seed);
    writer.write(file, name -> values(name, values));
  }

  private float[] values(String name, SeededValues values) {
    long[] dims = shapes.get(name);
    int count = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    if (name.endsWith("norm.weight")
        || name.contains("layer_norm") && name.endsWith(".weight")
        || name.endsWith("layrnorm.weight")) {
      return SeededValues.constant(count, 1);
    }
    boolean embedding = name.contains("embed_tokens") || name.contains("class_embedding");
    double inputs = (double) count / dims[0];
    double deviation = embedding ? 1 : dims.length == 1 ? 0.02 : 1 / Math.sqrt(inputs);
    return values.normal(name, count, deviation);
  }

  private void decoder(ModelShape.Decoder d) {
    int headDim = d.hidden() / d.heads();
    tensor("model.embed_tokens.weight", vocab, d.hidden());
    for (int i = 0; i < d.layers(); i++) {
      String layer = "model.layers." + i + ".";
      tensor(layer + "input_layernorm.weight", d.hidden());
      tensor(layer + "self_attn.q_proj.weight", d.hidden(), d.hidden());
      tensor(layer + "self_attn.k_proj.weight", d.kvHeads() * headDim, d.hidden());
      tensor(layer + "self_attn.v_proj.weight", d.kvHeads() * headDim, d.hidden());
      tensor(layer + "self_attn.o_proj.weight", d.hidden(), d.hidden());
      tensor(layer + "post_attention_layernorm.weight", d.hidden());
      tensor(layer + "mlp.gate_proj.weight", d.inner(), d.hidden());
      tensor(layer + "mlp.up_proj.weight", d.inner(), d.hidden());
      tensor(layer + "mlp.down_proj.weight", d.hidden(), d.inner());
    }
    tensor("model.norm.weight", d.hidden());
    tensor("lm_head.weight", vocab, d.hidden());
  }

  private void projector() {
    int hidden = shape.decoder().hidden();
    linear("model.mm_projector.0", shape.vision().hidden(), hidden);
    linear("model.mm_projector.2", hidden, hidden);
  }

  private void tower(ModelShape.Vision v) {
    int side = v.image() / v.patch();
    tensor(CLIP + "embeddings.class_embedding", v.hidden());
    tensor(CLIP + "embeddings.patch_embedding.weight", v.hidden(), 3, v.patch(), v.patch());
    tensor(CLIP + "embeddings.position_embedding.weight", side * side + 1, v.hidden());
    norm(CLIP + "pre_layrnorm", v.hidden());
    for (int i = 0; i < v.layers(); i++) {
      String layer = CLIP + "encoder.layers." + i + ".";
      norm(layer + "layer_norm1", v.hidden());
      norm(layer + "layer_norm2", v.hidden());
      for (String projection : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        linear(layer + "self_attn." + projection, v.hidden(), v.hidden());
      }
      linear(layer + "mlp.fc1", v.hidden(), v.inner());
      linear(layer + "mlp.fc2", v.inner(), v.hidden());
    }
    norm(CLIP + "post_layernorm", v.hidden());
  }

  private void linear(String name, int in, int out) {
    tensor(name + ".weight", out, in);
    tensor(name + ".bias", out);
  }

  private void norm(String name, int size) {
    tensor(name + ".weight", size);
    tensor(name + ".bias", size);
  }

  private void tensor(String name, long... dims) {
    shapes.put(name, dims);
    writer.declare(name, dims);
  }
}
