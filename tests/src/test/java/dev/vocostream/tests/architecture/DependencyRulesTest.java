package dev.vocostream.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the house: job -> operators -> {model, state}. */
@AnalyzeClasses(packages = "dev.vocostream", importOptions = DependencyRulesTest.NoTests.class)
class DependencyRulesTest {
  /** Neither folders of test classes nor jars of them. */
  static final class NoTests implements ImportOption {
    private final ImportOption noTestFolders = new ImportOption.DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
      return noTestFolders.includes(location) && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("job")
          .definedBy("dev.vocostream.job..")
          .layer("operators")
          .definedBy("dev.vocostream.operators..")
          .layer("model")
          .definedBy("dev.vocostream.model..")
          .layer("state")
          .definedBy("dev.vocostream.state..")
          .whereLayer("job")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("operators")
          .mayOnlyBeAccessedByLayers("job")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("operators", "job")
          .whereLayer("state")
          .mayOnlyBeAccessedByLayers("operators", "job");

  @ArchTest
  static final ArchRule THE_MODEL_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("dev.vocostream.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.bytedeco.ffmpeg..",
              "org.bytedeco.javacv..");

  @ArchTest
  static final ArchRule OPERATORS_KNOW_THE_MODEL_BY_ITS_INTERFACE =
      noClasses()
          .that()
          .resideInAPackage("dev.vocostream.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.vocostream.model.config..",
              "dev.vocostream.model.vision..",
              "dev.vocostream.model.language..",
              "dev.vocostream.model.text..",
              "dev.vocostream.model.tensor..",
              "dev.vocostream.model.compression..",
              "dev.vocostream.model.weights..");

  @ArchTest
  static final ArchRule STATE_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("dev.vocostream.state")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.vocostream.state");

  @ArchTest
  static final ArchRule STATE_BINDS_TO_FLINK_CORE_AND_ROCKSDB_OPTIONS =
      classes()
          .that()
          .resideInAPackage("dev.vocostream.state.flink")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "dev.vocostream.state..",
              "org.apache.flink.api.common..",
              "org.apache.flink.configuration",
              "org.apache.flink.state.rocksdb",
              "org.rocksdb");

  @ArchTest
  static final ArchRule KAFKA_ENDS_AT_THE_JOB =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.vocostream.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  /**
   * What is sampled is decided while decoding, so that the rest is never copied; the gate is no
   * stage, but what decoding has to pass to reach a network camera. What all are measured with is
   * no stage either.
   */
  @ArchTest
  static final ArchRule STAGES_MEET_ONLY_IN_THE_RECORDS_BETWEEN_THEM =
      slices()
          .matching("dev.vocostream.operators.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage("dev.vocostream.operators.decode.."),
              resideInAPackage("dev.vocostream.operators.sample"))
          .ignoreDependency(
              resideInAPackage("dev.vocostream.operators.."),
              resideInAPackage("dev.vocostream.operators.metrics"))
          .ignoreDependency(
              resideInAPackage("dev.vocostream.operators.decode.live.."),
              resideInAPackage("dev.vocostream.operators.gate"));

  @ArchTest
  static final ArchRule LIBTORCH_STAYS_IN_THE_MODEL =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.vocostream.model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.pytorch..");

  /** Its own Java side calls home and downloads; see model-runtime/RATIONALE.md. */
  @ArchTest
  static final ArchRule OF_DJL_ONLY_THE_NATIVE_METHODS =
      noClasses()
          .that()
          .resideInAPackage("dev.vocostream..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("ai.djl..").and(not(simpleName("TokenizersLibrary"))));

  @ArchTest
  static final ArchRule FFMPEG_STAYS_WITH_THE_DECODER =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.vocostream.operators.decode.child..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.ffmpeg..");

  @ArchTest
  static final ArchRule JAVACV_ONLY_WRITES_CLIPS =
      noClasses()
          .that()
          .doNotHaveSimpleName("ClipWriter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.javacv..");

  @ArchTest
  static final ArchRule NO_RECORD_HOLDS_NATIVE_MEMORY =
      noClasses()
          .that()
          .areRecords()
          .and()
          .resideOutsideOfPackages(
              "dev.vocostream.model.language..", "dev.vocostream.model.tensor..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo("org.bytedeco.javacpp.Pointer");

  @ArchTest
  static final ArchRule OPTIONS_ARE_READ_ONCE =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.vocostream\\.job\\.(JobConfig|JobOptions)(\\$.*)?")
          .should()
          .accessClassesThat()
          .haveFullyQualifiedName("dev.vocostream.job.JobOptions");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.vocostream.(*).(*)..").should().beFreeOfCycles();
}
