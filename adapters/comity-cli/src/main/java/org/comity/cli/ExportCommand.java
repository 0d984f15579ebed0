package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.comity.core.mesh.Octets;
import org.comity.core.reconcile.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a bundle apart into files. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a bundle's observations, documents and agreement as files of their own.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
    private Path bundle;

    @Parameters(index = "1", paramLabel = "<folder>", description = "Where the files go.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Bundle read = Inputs.bundle(bundle);
        Path observations = Files.createDirectories(folder.resolve("observations"));
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.write(folder.resolve("agreement.xml"), read.agreement().bytes());
        for (Octets one : read.observations()) {
            String name = Inputs.WIRE
                    .reader()
                    .read(one)
                    .fold(envelope -> envelope.observation().oid().hex(), no -> "unread-" + one.digest());
            Files.write(observations.resolve(name + ".xml"), one.bytes());
        }
        for (Octets one : read.documents()) {
            Files.write(documents.resolve(one.digest().hex()), one.bytes());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("OK " + read.observations().size() + " observations, "
                + read.documents().size() + " documents");
        out.flush();
        return 0;
    }
}
