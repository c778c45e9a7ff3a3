package io.quorumlock.sample.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: the order service, which users copy, knows nothing of the show
 * around it.
 */
class ArchitectureTests {

	private static final String ROOT = "io.quorumlock.sample";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.withImportOption(new ImportOption.DoNotIncludeJars())
		.importPackages(ROOT);

	@Test
	void arrowsOnlyPointDownwards() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage(ROOT + "..")
			.layer("launcher")
			.definedBy(ROOT + ".launcher")
			.layer("control")
			.definedBy(ROOT + ".control")
			.layer("instance")
			.definedBy(ROOT + ".instance")
			.layer("orders")
			.definedBy(ROOT + ".orders")
			.layer("report")
			.definedBy(ROOT + ".report")
			.layer("console")
			.definedBy(ROOT)
			.whereLayer("launcher")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("control")
			.mayOnlyBeAccessedByLayers("launcher")
			.whereLayer("instance")
			.mayOnlyBeAccessedByLayers("control", "launcher")
			.whereLayer("orders")
			.mayOnlyBeAccessedByLayers("instance")
			.whereLayer("report")
			.mayOnlyBeAccessedByLayers("instance", "control", "launcher")
			.ensureAllClassesAreContainedInArchitecture()
			.check(CLASSES);
	}

}
