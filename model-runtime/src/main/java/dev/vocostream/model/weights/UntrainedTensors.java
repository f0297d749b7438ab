package dev.vocostream.model.weights;

import dev.vocostream.model.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * All tensors of an untrained model, under LLaVA's names.
 *
 * <p>A matrix is drawn with the deviation 1 / sqrt(inputs), not with the usual 0.02: in a narrow
 * model, 0.02 would make every answer the same whatever the frame, and tests blind. Tensors of more
 * than {@link #LARGE} elements are drawn with the same deviation by a cheaper rule. Rows that
 * belong to no token are zero: a logit of zero is never the highest, so no answer is made of them.
 */
final class UntrainedTensors {
  private static final String CLIP = "model.vision_tower.vision_tower.vision_model.";

  /** More elements than any tensor of the shape {@code tiny} has. */
  private static final int LARGE = 1 << 17;

  private final ModelShape shape;
  private final int tokens;
  private final int rows;
  private final SafetensorsWriter writer = new SafetensorsWriter();

  /**
   * @param tokens of the vocabulary, {@code <voco>} included
   */
  UntrainedTensors(ModelShape shape, int tokens) {
    this.shape = shape;
    this.tokens = tokens;
    this.rows = shape.rows(tokens);
    decoder(shape.decoder());
    projector();
    tower(shape.vision());
  }

  /** Dimensions by name. */
  Map<String, long[]> shapes() {
    return writer.shapes();
  }

  /** How large the file becomes. */
  long bytes(DType dtype) {
    return writer.bytes(dtype);
  }

  void write(Path file, long seed, DType dtype) throws IOException {
    SeededValues values = new SeededValues(seed);
    writer.write(file, dtype, (name, from, into) -> fill(name, from, into, values));
  }

  private void fill(String name, long from, float[] into, SeededValues values) {
    if (name.endsWith("norm.weight")
        || name.contains("layer_norm") && name.endsWith(".weight")
        || name.endsWith("layrnorm.weight")) {
      Arrays.fill(into, 1);
      return;
    }
    long[] dims = shapes().get(name);
    long count = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    boolean embedding = name.contains("embed_tokens") || name.contains("class_embedding");
    double inputs = (double) count / dims[0];
    double deviation = embedding ? 1 : dims.length == 1 ? 0.02 : 1 / Math.sqrt(inputs);
    if (count > LARGE) {
      values.nearlyNormal(name, from, into, deviation);
    } else {
      values.normal(name, from, into, deviation);
    }
    if (name.contains("embed_tokens") || name.startsWith("lm_head")) {
      long used = (long) tokens * shape.decoder().hidden() - from;
      Arrays.fill(into, (int) Math.max(0, Math.min(used, into.length)), into.length, 0);
    }
  }

  private void decoder(ModelShape.Decoder d) {
    int kvWidth = d.kvHeads() * (d.hidden() / d.heads());
    tensor("model.embed_tokens.weight", rows, d.hidden());
    for (int i = 0; i < d.layers(); i++) {
      String layer = "model.layers." + i + ".";
      tensor(layer + "input_layernorm.weight", d.hidden());
      projection(layer + "self_attn.q_proj", d.hidden());
      projection(layer + "self_attn.k_proj", kvWidth);
      projection(layer + "self_attn.v_proj", kvWidth);
      tensor(layer + "self_attn.o_proj.weight", d.hidden(), d.hidden());
      tensor(layer + "post_attention_layernorm.weight", d.hidden());
      tensor(layer + "mlp.gate_proj.weight", d.inner(), d.hidden());
      tensor(layer + "mlp.up_proj.weight", d.inner(), d.hidden());
      tensor(layer + "mlp.down_proj.weight", d.hidden(), d.inner());
    }
    tensor("model.norm.weight", d.hidden());
    tensor("lm_head.weight", rows, d.hidden());
  }

  private void projection(String name, int out) {
    tensor(name + ".weight", out, shape.decoder().hidden());
    if (shape.decoder().qkvBias()) {
      tensor(name + ".bias", out);
    }
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
    writer.declare(name, dims);
  }
}
