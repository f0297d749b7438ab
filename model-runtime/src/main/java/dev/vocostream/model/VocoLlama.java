package dev.vocostream.model;

import dev.vocostream.model.compression.VocoCompressor;
import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.compression.Window;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.GreedyDecoding;
import dev.vocostream.model.language.KvCache;
import dev.vocostream.model.language.LastRowAttention;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.SentencePieceModel;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.text.YesNoTokens;
import dev.vocostream.model.vision.ImagePreprocessor;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import dev.vocostream.model.weights.Fingerprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * VoCo-LLaMA on libtorch, from a LLaVA-layout checkpoint.
 *
 * <pre>
 *   compress   picture → pixels → vision tower → projector → decoder → K, V of the VoCo rows
 *   answer     K, V of the window's frames → decoder, with the question behind them → words
 * </pre>
 *
 * The weights belong to this object; a call's tensors live in the call's scope and what leaves is
 * plain Java. {@link #description} and {@link #windowPositions} may be called by any thread.
 */
public final class VocoLlama implements VisionLanguageModel {
  /** More frames than this are run in several passes, to bound memory. */
  private static final int BATCH = 16;

  private final VocoLlamaConfig config;
  private final DType dtype;
  private final ModelDescription description;
  private final Weights weights;
  private final PromptTemplate template;
  private final YesNoTokens yesNo;
  private final GreedyDecoding greedy;
  private final Tokenizer tokenizer;
  private final ImagePreprocessor preprocessor;
  private final VisionTower tower;
  private final Projector projector;
  private final LlamaDecoder decoder;
  private final VocoCompressor compressor;

  /**
   * @param dtype how activations leave the model
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   */
  public static VocoLlama load(Path directory, DType dtype) {
    Weights weights = Weights.open(directory);
    try {
      return new VocoLlama(directory, dtype, weights);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** For a caller that chooses what is computed with; the CPU in 32 bits is all there is yet. */
  public static VocoLlama load(Path directory, DType dtype, Compute compute) {
    return load(directory, dtype);
  }

  private VocoLlama(Path directory, DType dtype, Weights weights) {
    this.config = VocoLlamaConfig.read(directory);
    this.dtype = dtype;
    this.weights = weights;
    tokenizer = new Tokenizer(SentencePieceModel.read(directory.resolve("tokenizer.model")));
    template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
    yesNo = new YesNoTokens(tokenizer);
    greedy = new GreedyDecoding(config.tokens().eos(), config.tokens().voco());
    preprocessor = new ImagePreprocessor(config.image());
    tower = new VisionTower(weights, config.vision());
    int hidden = config.decoder().hiddenSize();
    projector = new Projector(weights, config.projector(), config.vision().hiddenSize(), hidden);
    decoder = new LlamaDecoder(weights, config.decoder());
    compressor = new VocoCompressor(decoder, config.decoder(), template);
    description = config.describe(Fingerprint.of(directory, PromptTemplate.VERSION), dtype);
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    List<Activations> compressed = new ArrayList<>();
    for (int from = 0; from < frames.size(); from += BATCH) {
      List<RgbImage> batch = frames.subList(from, Math.min(from + BATCH, frames.size()));
      try (PointerScope scope = new PointerScope()) {
        compressed.addAll(compressBatch(batch));
      }
    }
    return compressed;
  }

  private List<Activations> compressBatch(List<RgbImage> frames) {
    int k = config.tokens().vocoTokens();
    Tensor vision = projector.forward(tower.forward(pixels(frames))); // [B, n, hidden]
    Tensor rows = Tensors.to(compressor.compress(vision, k), dtype); // [B, k, layers, 2, Hkv, d]
    if (!Tensors.areFinite(rows)) {
      // stored, it would spoil every answer until the frame is forgotten
      throw new IllegalStateException(
          "model '%s': a frame's activations are not finite as %s: try a wider type, check weights"
              .formatted(config.name(), dtype));
    }
    List<Activations> compressed = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      compressed.add(new Activations(k, dtype, Tensors.toBytes(rows.select(0, i), dtype)));
    }
    return compressed;
  }

  private Tensor pixels(List<RgbImage> frames) {
    int size = config.image().size();
    List<Tensor> pixels = new ArrayList<>();
    for (RgbImage frame : frames) {
      pixels.add(Tensors.of(preprocessor.pixels(frame), 1, 3, size, size));
    }
    return Tensors.cat(pixels, 0); // [B, 3, size, size]
  }

  @Override
  public int windowPositions(Prompt prompt) {
    return Math.max(0, positionsLeft(prompt, template.question(prompt).length));
  }

  private int positionsLeft(Prompt prompt, int promptTokens) {
    int answer = prompt.form() == Prompt.Form.YES_NO ? 0 : prompt.maxTokens();
    return config.decoder().maxPositions() - promptTokens - answer;
  }

  @Override
  public Reply answer(Prompt prompt, List<Activations> frames) {
    long[] ids = template.question(prompt);
    Window window = new Window(config.decoder(), frames);
    int left = positionsLeft(prompt, ids.length);
    if (window.tokens() > left) {
      throw new IllegalArgumentException(
          ("the window's %d VoCo tokens do not fit: beside a prompt of %d tokens and its answer,"
                  + " %d of the model's %d positions are left")
              .formatted(window.tokens(), ids.length, left, config.decoder().maxPositions()));
    }
    try (PointerScope scope = new PointerScope()) {
      return answer(prompt, ids, window);
    }
  }

  private Reply answer(Prompt prompt, long[] ids, Window window) {
    int length = window.tokens() + ids.length;
    KvCache cache = new KvCache(config.decoder(), decoder.rope(), length + prompt.maxTokens());
    window.putInto(cache);
    LastRowAttention attention = new LastRowAttention(length);
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(ids.length, length)); // [T, M + T]
    Pass pass = Pass.masked(cache.extend(ids.length), mask, cache).observedBy(attention);
    float[] logits = lastLogits(decoder.forward(decoder.embed(ids), pass));
    float[] shares = window.byFrame(attention.columns());
    if (prompt.form() == Prompt.Form.YES_NO) {
      double probability = yesNo.probabilityOfYes(logits);
      return new Reply(probability >= 0.5 ? "yes" : "no", probability, shares, 0);
    }
    List<Long> answer = greedy.generate(logits, prompt.maxTokens(), token -> decode(token, cache));
    return new Reply(tokenizer.decode(answer).strip(), null, shares, answer.size());
  }

  private float[] decode(long token, KvCache cache) {
    try (PointerScope step = new PointerScope()) {
      Pass pass = Pass.unmasked(cache.extend(1), cache);
      return lastLogits(decoder.forward(decoder.embed(token), pass));
    }
  }

  private float[] lastLogits(Tensor hidden) {
    return Tensors.toFloats(decoder.logits(hidden.select(1, hidden.size(1) - 1))); // [vocab]
  }

  @Override
  public void close() {
    weights.close();
  }
}
