package io.quorumlock.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.quorumlock");

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching("io.quorumlock.(**)").should().beFreeOfCycles());
	}

	@Test
	void arrowsPointDown() {
		check(layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("election")
			.definedBy("io.quorumlock.election")
			.layer("quorum")
			.definedBy("io.quorumlock.quorum")
			.layer("session")
			.definedBy("io.quorumlock.quorum.session")
			.layer("link")
			.definedBy("io.quorumlock.quorum.link")
			.layer("vote")
			.definedBy("io.quorumlock.quorum.vote")
			.layer("redis")
			.definedBy("io.quorumlock.redis")
			.layer("node")
			.definedBy("io.quorumlock.node")
			.layer("time")
			.definedBy("io.quorumlock.time")
			.layer("api")
			.definedBy("io.quorumlock")
			.whereLayer("election")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("redis")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("quorum")
			.mayOnlyBeAccessedByLayers("election")
			.whereLayer("session")
			.mayOnlyBeAccessedByLayers("quorum")
			.whereLayer("link")
			.mayOnlyBeAccessedByLayers("quorum", "session")
			.whereLayer("vote")
			.mayOnlyBeAccessedByLayers("quorum", "session", "link")
			.whereLayer("node")
			.mayOnlyBeAccessedByLayers("quorum", "session", "link", "redis")
			.whereLayer("api")
			.mayNotAccessAnyLayer());
	}

	@Test
	void coreKnowsNoSpring() {
		check(noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.."));
	}

	@Test
	void lettuceStaysInItsRoom() {
		check(noClasses().that()
			.resideOutsideOfPackage("io.quorumlock.redis")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.lettuce..", "io.netty.."));
	}

	@Test
	void timeAndChanceStayInTheirRoom() {
		check(noClasses().that()
			.resideOutsideOfPackage("io.quorumlock.time")
			.should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(java.time.Instant.class, "now")
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(Math.class, "random")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(java.util.Random.class));
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct()).isNotEmpty()
			.allMatch((each) -> each.isAnnotatedWith(NullMarked.class), "is @NullMarked");
		assertThat(CLASSES.stream().map(JavaClass::getPackage).map(JavaPackage::getName))
			.contains("io.quorumlock.quorum");
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
