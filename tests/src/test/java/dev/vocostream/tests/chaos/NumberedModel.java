package dev.vocostream.tests.chaos;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.OneByOne;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model whose one right answer can be computed: it reads the code in each picture, keeps it, and
 * answers with the codes it is shown, oldest first.
 *
 * <pre>
 *   activations of a token   2 bytes camera, 2 bytes number, 64 bytes that only this camera has
 *   answer                   "3:12 3:13 3:14"
 *   probability of yes       0.95 or 0.05, in turns of eight numbers of the newest frame
 * </pre>
 */
final class NumberedModel implements VisionLanguageModel {
  static final int MARK_BYTES = 64;

  private static final int CODE_BYTES = 4;
  private static final int TOKENS = 2;
  private static final int POSITIONS = 4096;
  private static final int RESERVED = 64;
  private static final int TURN = 8;

  private static final int LEAK_BYTES = 4096;

  private final boolean leaks;
  private final DeviceTrouble trouble;
  private final List<ByteBuffer> leaked = new ArrayList<>();

  NumberedModel(boolean leaks) {
    this(leaks, DeviceTrouble.NONE);
  }

  NumberedModel(boolean leaks, DeviceTrouble trouble) {
    this.leaks = leaks;
    this.trouble = trouble;
  }

  /** What it says of itself. */
  static ModelDescription describe() {
    return new ModelDescription(
        "numbered", "numbered-frames", true, 40, TOKENS, CODE_BYTES + MARK_BYTES, POSITIONS, false);
  }

  /** Bytes that stand in the activations of this camera's frames, and nowhere else by chance. */
  static byte[] mark(int camera) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      return digest.digest(("frames of camera " + camera).getBytes("UTF-8"));
    } catch (NoSuchAlgorithmException | java.io.UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible); // every Java has both
    }
  }

  @Override
  public ModelDescription description() {
    return describe();
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    trouble.befall();
    for (int frame = 0; leaks && frame < frames.size(); frame++) {
      leaked.add(ByteBuffer.allocateDirect(LEAK_BYTES)); // filled with zeros, so really taken
    }
    return frames.stream()
        .map(frame -> activations(FrameCode.in(frame)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Activations activations(FrameCode code) {
    ByteBuffer bytes = ByteBuffer.allocate(TOKENS * (CODE_BYTES + MARK_BYTES));
    for (int token = 0; token < TOKENS; token++) {
      bytes.putShort((short) code.camera()).putShort((short) code.number());
      bytes.put(mark(code.camera()));
    }
    return new Activations(TOKENS, DType.FP32, bytes.array());
  }

  private static FrameCode code(Activations frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
    return new FrameCode(bytes.getShort(), bytes.getShort());
  }

  @Override
  public int windowPositions(Prompt prompt) {
    return POSITIONS - RESERVED;
  }

  @Override
  public Answering answering() {
    return new OneByOne(this);
  }

  @Override
  public Reply answer(Prompt prompt, List<Activations> window) {
    List<FrameCode> shown = window.stream().map(NumberedModel::code).toList();
    float[] attention = new float[window.size()];
    Arrays.fill(attention, 1f / window.size());
    if (prompt.form() == Prompt.Form.YES_NO) {
      boolean yes = shown.get(shown.size() - 1).number() / TURN % 2 == 0;
      return new Reply(yes ? "yes" : "no", yes ? 0.95 : 0.05, attention, 0);
    }
    String text = shown.stream().map(FrameCode::toString).collect(Collectors.joining(" "));
    return new Reply(text, null, attention, 1);
  }

  /** It is watched as a device is where it may have a device's troubles. */
  @Override
  public boolean isOnDevice() {
    return trouble.directory() != null;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
