package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.text.BytePairTrainer;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.SentencePieceModel;
import dev.vocostream.model.text.SentencePieceTokenizer;
import dev.vocostream.model.text.SentencePieceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generates a complete LLaVA-layout checkpoint with seeded weights that were never trained. Its
 * answers mean nothing, and it says so: {@code "trained": false} and a name ending "-untrained".
 */
public final class UntrainedCheckpoint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelShape shape;
  private final DType dtype;
  private final String system;
  private final SentencePieceModel tokenizer;
  private final UntrainedTensors tensors;

  /**
   * What a model is to read and say.
   *
   * @param text its vocabulary is learnt from
   * @param system said before every conversation; null for what VoCo-LLaMA was trained with
   */
  public record Language(String text, String system) {}

  UntrainedCheckpoint(ModelShape shape, DType dtype) throws IOException {
    this(shape, dtype, new Language(wordings(), null));
  }

  /**
   * @param dtype the weights are stored in: FP32, BF16 or FP16
   */
  public UntrainedCheckpoint(ModelShape shape, DType dtype, Language language) {
    this.shape = shape;
    this.dtype = dtype;
    this.system = language.system();
    this.tokenizer = BytePairTrainer.train(language.text(), shape.pieces());
    this.tensors = new UntrainedTensors(shape, tokenizer.pieces().size() + 1);
  }

  /** In 32 bits. */
  public static Manifest write(Path directory, long seed, ModelShape shape) throws IOException {
    return write(directory, seed, shape, DType.FP32);
  }

  /** How large the file of weights becomes; the others have a few kilobytes. */
  public static long bytes(ModelShape shape, DType dtype) throws IOException {
    return new UntrainedCheckpoint(shape, dtype).tensors.bytes(dtype);
  }

  /**
   * Writes the checkpoint, all of it or nothing: it is built beside {@code directory} and moved.
   * The same seed, shape and type give the same bytes, and so the same fingerprint.
   *
   * @param directory must not exist, or be empty
   * @param dtype the weights are stored in: FP32, BF16 or FP16
   * @return what was written, hashed
   * @throws FileAlreadyExistsException if there is something in it
   */
  public static Manifest write(Path directory, long seed, ModelShape shape, DType dtype)
      throws IOException {
    return new UntrainedCheckpoint(shape, dtype).write(directory, seed);
  }

  /** As {@link #write(Path, long, ModelShape, DType)}, of this model. */
  public Manifest write(Path directory, long seed) throws IOException {
    return DirectoryWriter.write(directory, building -> writeInto(building, seed));
  }

  private Manifest writeInto(Path directory, long seed) throws IOException {
    writePapers(directory);
    tensors.write(directory.resolve(WeightFile.NAME), seed, dtype);
    return Manifest.write(directory, GoldenIds.of(new SentencePieceTokenizer(tokenizer)));
  }

  /** Everything but weights and manifest. */
  void writePapers(Path directory) throws IOException {
    int voco = tokenizer.pieces().size();
    json(directory, "config.json", config(voco));
    json(directory, "preprocessor_config.json", preprocessorConfig());
    json(directory, "added_tokens.json", JSON.createObjectNode().put("<voco>", voco));
    json(directory, "special_tokens_map.json", specialTokens());
    ObjectNode tokens = specialTokens().put("tokenizer_class", "LlamaTokenizer");
    tokens.put("legacy", false).put("add_bos_token", true).put("add_eos_token", false);
    tokens.put("padding_side", "left").put("model_max_length", shape.decoder().maxPositions());
    json(directory, "tokenizer_config.json", tokens);
    Files.write(directory.resolve("tokenizer.model"), SentencePieceWriter.write(tokenizer));
  }

  private ObjectNode config(int voco) {
    ModelShape.Decoder d = shape.decoder();
    ObjectNode config = JSON.createObjectNode();
    config.put("voco_name", shape.name() + "-untrained").put("trained", false);
    config.put("voco_tokens", shape.vocoTokens());
    if (system != null) {
      config.put("voco_system_prompt", system);
    }
    // a bias on queries, keys and values and nowhere else is what makes a decoder Qwen2's
    config.put("model_type", d.qkvBias() ? "llava_qwen" : "llava_llama");
    config
        .putArray("architectures")
        .add(d.qkvBias() ? "LlavaQwenForCausalLM" : "LlavaLlamaForCausalLM");
    config.put("hidden_size", d.hidden()).put("intermediate_size", d.inner());
    config.put("num_hidden_layers", d.layers()).put("num_attention_heads", d.heads());
    config.put("num_key_value_heads", d.kvHeads()).put("head_dim", d.hidden() / d.heads());
    config.put("rms_norm_eps", 1e-5).put("rope_theta", d.ropeTheta()).putNull("rope_scaling");
    config.put("max_position_embeddings", d.maxPositions()).put("vocab_size", shape.rows(voco + 1));
    config.put("hidden_act", "silu").put("tie_word_embeddings", false);
    config.put("bos_token_id", 1).put("eos_token_id", 2).put("torch_dtype", dtype.torchName());
    config.put("mm_hidden_size", shape.vision().hidden()).put("mm_vision_tower", "bundled");
    config.put("mm_projector_type", "mlp2x_gelu").put("mm_patch_merge_type", "flat");
    config.put("mm_vision_select_layer", -2).put("mm_vision_select_feature", "patch");
    config.put("mm_use_im_start_end", false).put("mm_use_im_patch_token", false);
    config.put("image_aspect_ratio", "pad").put("tokenizer_padding_side", "left");
    config.set("vision_config", visionConfig());
    return config;
  }

  private ObjectNode visionConfig() {
    ModelShape.Vision v = shape.vision();
    ObjectNode config = JSON.createObjectNode().put("model_type", "clip_vision_model");
    config.put("image_size", v.image()).put("patch_size", v.patch());
    config.put("hidden_size", v.hidden()).put("intermediate_size", v.inner());
    config.put("num_hidden_layers", v.layers()).put("num_attention_heads", v.heads());
    return config.put("hidden_act", "quick_gelu").put("layer_norm_eps", 1e-5);
  }

  private ObjectNode preprocessorConfig() {
    ObjectNode config = JSON.createObjectNode().put("resample", 3);
    config.put("size", shape.vision().image()).put("crop_size", shape.vision().image());
    // CLIP's statistics of its training pictures
    config.putArray("image_mean").add(0.48145466).add(0.4578275).add(0.40821073);
    config.putArray("image_std").add(0.26862954).add(0.26130258).add(0.27577711);
    config.put("do_resize", true).put("do_center_crop", true);
    return config.put("do_normalize", true).put("do_convert_rgb", true);
  }

  private static ObjectNode specialTokens() {
    ObjectNode tokens = JSON.createObjectNode().put("bos_token", "<s>").put("eos_token", "</s>");
    tokens.put("unk_token", "<unk>").put("pad_token", "<unk>");
    tokens.putArray("additional_special_tokens").add("<voco>");
    return tokens;
  }

  private static void json(Path directory, String name, ObjectNode content) throws IOException {
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
    Files.write(directory.resolve(name), text);
  }

  private static String wordings() throws IOException {
    try (InputStream in = UntrainedCheckpoint.class.getResourceAsStream("question-wordings.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
