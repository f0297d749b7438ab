package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.LowRank;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights.Use;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.vision.ImagePreprocessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * The model while it learns: the parts that serve it, put together so that gradients flow from an
 * answer's words through the activations of VoCo tokens back to the pixels.
 *
 * <pre>
 *   pixels → tower → projector → decoder → K, V of the frame's rows   (frames as a batch)
 *                                             ↓ side by side, in windows
 *                       text → decoder, reading those → logits of the words to say
 * </pre>
 *
 * That is the same as one long sequence under the block mask, and much cheaper. Several threads may
 * compute at once.
 */
public final class Student implements AutoCloseable {
  private final LoadedCheckpoint checkpoint;
  private final ImagePreprocessor preprocessor;

  private Student(LoadedCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
    this.preprocessor = new ImagePreprocessor(checkpoint.config().image());
  }

  /**
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   */
  public static Student load(Path directory, Compute compute) {
    return load(directory, compute, null);
  }

  /**
   * @param changes that are learnt in place of the decoder's matrices; null to learn those
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   */
  static Student load(Path directory, Compute compute, LowRank.Settings changes) {
    return new Student(LoadedCheckpoint.load(directory, compute, new Use(true, changes)));
  }

  /** What is learnt in place of the decoder's matrices, by names that PEFT would give them. */
  Map<String, Tensor> changes() {
    Map<String, Tensor> changes = new TreeMap<>();
    checkpoint
        .weights()
        .changes()
        .forEach(
            (name, change) -> {
              String layer = name.substring(0, name.length() - ".weight".length());
              changes.put(layer + ".lora_A.weight", change.a());
              changes.put(layer + ".lora_B.weight", change.b());
            });
    return changes;
  }

  /** All tensors, by their names in the checkpoint. */
  public Map<String, Tensor> parameters() {
    return checkpoint.weights().parameters();
  }

  /**
   * Some elements of a tensor as it is saved, changes added. May be called by several threads.
   *
   * @param name of the tensor in the checkpoint
   * @param from place of the first of them, row-major
   * @param into to be filled to its end
   */
  void copy(String name, long from, float[] into) {
    Tensor tensor = parameters().get(name);
    LowRank change = checkpoint.weights().changes().get(name);
    if (change == null) {
      Tensors.copy(tensor, from, into);
    } else {
      change.copySum(tensor, from, into);
    }
  }

  public VocoLlamaConfig config() {
    return checkpoint.config();
  }

  public Backend backend() {
    return checkpoint.weights().backend();
  }

  public PromptTemplate template() {
    return checkpoint.answering().template();
  }

  String text(List<Long> tokens) {
    return checkpoint.answering().tokenizer().decode(tokens).strip();
  }

  LlamaDecoder decoder() {
    return checkpoint.answering().decoder();
  }

  /** [F, 3, size, size] */
  public Tensor pixels(List<RgbImage> frames) {
    return preprocessor.batch(frames, backend());
  }

  /** Features of patches [F, n, vision width]. */
  public Tensor features(Tensor pixels) {
    return checkpoint.sight().features(pixels);
  }

  /** [F, 3, size, size] -> [F, n, hidden] */
  Tensor visionEmbeddings(Tensor pixels) {
    return checkpoint.sight().embed(pixels);
  }

  /** [F, n, vision width] -> [F, n, hidden] */
  Tensor project(Tensor features) {
    return checkpoint.sight().project(features);
  }

  /**
   * What the model would say.
   *
   * @return logits of the rows that have something to say [N, vocab]
   */
  Tensor logits(LessonBatch batch, WindowForm form) {
    FrameRows rows = batch.frames() == 0 ? null : rows(batch.pictures(), form);
    return logits(batch, rows, form);
  }

  /** As {@link #logits(LessonBatch, WindowForm)}, from frames that have been read. */
  Tensor logits(LessonBatch batch, FrameRows rows, WindowForm form) {
    return said(batch, pass(batch, rows, form));
  }

  /** As {@link #logits(LessonBatch, WindowForm)}, from another kind of rows than VoCo tokens. */
  Tensor logits(LessonBatch batch, Compressor compressor) {
    LessonBatch asked = compressor.readsQuestions() ? batch.apart() : batch;
    Tensor question = compressor.readsQuestions() ? questions(asked) : null;
    Tensor features = features(pixels(batch.pictures()));
    if (compressor.readsQuestions()) {
      features = features.index_select(0, backend().longs(batch.framesApart()));
    }
    Tensor rows = compressor.rows(features, question); // [F, rows, hidden]
    int count = (int) rows.size(1);
    Tensor x = behindStart((int) rows.size(0), List.of(rows));
    WindowForm all = WindowForm.uncompressed(count);
    return said(asked, pass(asked, FrameRows.of(decoder(), x, count), all));
  }

  /** The mean of a question's embeddings, for each of its frames [F, hidden]. */
  private Tensor questions(LessonBatch batch) {
    Tensor weights = backend().floats(batch.meanOfQuestions(), batch.size(), 1, batch.rows());
    return weights.matmul(embed(batch)).expand(-1, batch.frames(), -1).flatten(0, 1);
  }

  private Tensor said(LessonBatch batch, TextPass pass) {
    return asking(batch, decoder().forward(embed(batch), pass));
  }

  Heard listen(LessonBatch batch, WindowForm form) {
    return listen(batch, rows(batch.pictures(), form), form);
  }

  /** As {@link #listen(LessonBatch, WindowForm)}, to frames that have been read. */
  Heard listen(LessonBatch batch, FrameRows rows, WindowForm form) {
    TextPass pass = pass(batch, rows, form);
    List<Tensor> values = new ArrayList<>();
    Tensor x = embed(batch);
    for (DecoderLayer layer : decoder().layers()) {
      values.add(layer.values(x));
      x = layer.forward(x, pass);
    }
    return new Heard(values, x);
  }

  /** Logits of the rows that have something to say [N, vocab]. */
  Tensor logits(LessonBatch batch, Heard heard) {
    return asking(batch, heard.hidden());
  }

  Tensor asking(LessonBatch batch, Tensor hidden) {
    Tensor rows = hidden.reshape((long) batch.size() * batch.rows(), -1);
    return decoder().logits(rows.index_select(0, backend().longs(batch.askingRows())));
  }

  /**
   * @param read of its frames; null for text alone
   */
  TextPass pass(LessonBatch batch, FrameRows read, WindowForm form) {
    FrameRows.Windows windows = read == null ? null : read.inWindows(batch.frames(), form);
    int behind = windows == null ? 0 : windows.length();
    int rows = batch.rows();
    Rope rope = decoder().rope();
    Rope.Rotation rotation = rope.at(batch.positions(behind)).inBatches(batch.size());
    Tensor mask = backend().mask(batch.mask(behind), batch.size(), 1, rows, behind + rows);
    return new TextPass(windows, rope, mask, rotation);
  }

  /** [B, T, hidden] */
  Tensor embed(LessonBatch batch) {
    return decoder().embed(batch.ids()).view(batch.size(), batch.rows(), -1);
  }

  /** Stage 1: of frames the rows that the form may show. */
  FrameRows rows(List<RgbImage> frames, WindowForm form) {
    Tensor vision = visionEmbeddings(pixels(frames)); // [F, n, hidden]
    Tensor behind = checkpoint.sight().behindFrame(form.vocoTokens()); // [1, s + k, hidden]
    Tensor x = behindStart(frames.size(), List.of(vision, behind.expand(frames.size(), -1, -1)));
    long kept = form.fullFrames() > 0 ? vision.size(1) + behind.size(1) : form.vocoTokens();
    return FrameRows.of(decoder(), x, (int) kept);
  }

  /** Rows of frames behind the start token, if the model has one. */
  private Tensor behindStart(int frames, List<Tensor> rows) {
    List<Tensor> all = new ArrayList<>();
    long[] before = template().beforeFrame();
    if (before.length > 0) {
      all.add(decoder().embed(before).expand(frames, -1, -1));
    }
    all.addAll(rows);
    return Tensors.cat(all, 1);
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
