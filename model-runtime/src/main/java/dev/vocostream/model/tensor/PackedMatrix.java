package dev.vocostream.model.tensor;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A matrix in the order in which oneDNN's kernel reads it. Any product of matrices first copies its
 * weights into such an order, which for few rows takes longer than multiplying; here that is done
 * once.
 *
 * <pre>
 *   as stored                         packed
 *   output 0   ▕ 0 1 2 3 .. ▏ in      ▕ input 0 of outputs 0 to 63 ▏ input 1 of outputs 0 to 63 ▏ ..
 *   output 1   ▕ 0 1 2 3 .. ▏         ▕ input 0 of outputs 64 to 127 ▏ ..
 *   ..                                read from front to back, once for some rows of x
 * </pre>
 *
 * The operators are those that PyTorch's compiler emits for a linear layer whose weights stay as
 * they are. They have no gradients.
 */
final class PackedMatrix implements Matrix {
  /** Rows that the order is chosen for. Measured: as good for one row and for thousands. */
  private static final long ROWS = 512;

  private final Tensor weight;
  private final Operators operators;

  private PackedMatrix(Tensor weight) {
    this.weight = weight;
    this.operators = Operators.get();
  }

  /** Whether this libtorch and this processor can, for numbers of this type on this device. */
  static boolean isPossible(Compute compute) {
    boolean known = compute.dtype() == DType.FP32 || compute.dtype() == DType.BF16;
    if (compute.isCuda() || !known || !torch.hasMKLDNN()) {
      return false;
    }
    try (PointerScope scope = new PointerScope()) {
      pack(Tensors.onCpu(Tensors.scalarType(compute.dtype()), 1, 1).zero_());
      return true;
    } catch (RuntimeException e) { // 16 bits want instructions that older processors lack
      return false;
    }
  }

  /**
   * @param weight [out, in]
   * @return another tensor, which only {@link #of} can read
   */
  static Tensor pack(Tensor weight) {
    try (IValue stored = new IValue(weight);
        IValue rows = new IValue(ROWS);
        IValueVector stack = new IValueVector(stored, rows)) {
      Operators.get().pack.call(stack);
      return new Tensor(stack.get(0).toTensor());
    }
  }

  /**
   * @param packed by {@link #pack}; it stays the caller's
   */
  static PackedMatrix of(Tensor packed) {
    return new PackedMatrix(packed);
  }

  /**
   * The memory of what {@link #pack} made, of which libtorch itself shows nothing.
   *
   * @return as long as the packed tensor lives
   */
  static Tensor bytes(Tensor packed) {
    Operators o = Operators.get();
    long bytes = Operators.number(o.size, packed);
    Pointer memory = new At(Operators.number(o.address, packed));
    return torch.from_blob(memory, new long[] {bytes}, new TensorOptions(ScalarType.Byte));
  }

  private static final class At extends Pointer {
    At(long address) {
      this.address = address;
    }
  }

  @Override
  public Tensor times(Tensor x, Tensor bias) {
    Operators o = operators;
    try (IValue rows = new IValue(x);
        IValue columns = new IValue(weight);
        IValue added = bias == null ? new IValue() : new IValue(bias);
        IValueVector stack =
            new IValueVector(rows, columns, added, o.activation, o.numbers, o.nothing)) {
      o.multiply.call(stack);
      return new Tensor(stack.get(0).toTensor());
    }
  }

  /**
   * What is called, and what a call says beside its tensors: no activation behind the product, so
   * no numbers and no algorithm for one.
   */
  private record Operators(
      UnboundOperator pack,
      UnboundOperator multiply,
      UnboundOperator address,
      UnboundOperator size,
      IValue activation,
      IValue numbers,
      IValue nothing) {
    private static Operators found; // guarded by the class

    static synchronized Operators get() {
      if (found == null) {
        found =
            new Operators(
                new UnboundOperator("mkldnn::_reorder_linear_weight"),
                new UnboundOperator("mkldnn::_linear_pointwise"),
                new UnboundOperator("mkldnn::data_ptr"),
                new UnboundOperator("mkldnn::_nbytes"),
                UnboundOperator.forEver(new IValue("none")),
                UnboundOperator.forEver(noNumbers()),
                UnboundOperator.forEver(new IValue()));
      }
      return found;
    }

    static long number(UnboundOperator operator, Tensor of) {
      try (IValue packed = new IValue(of);
          IValueVector stack = new IValueVector(packed)) {
        operator.call(stack);
        return stack.get(0).toInt();
      }
    }

    /** An empty list knows the type of what is not in it, and only a script can name this one. */
    private static IValue noNumbers() {
      CompilationUnit script =
          torch.compile(
              """
              def no_numbers() -> List[Optional[number]]:
                  none: List[Optional[number]] = []
                  return none
              """);
      IValueVector stack = new IValueVector();
      script.find_function(new QualifiedName("no_numbers")).run(stack);
      return new IValue(stack.get(0));
    }
  }
}
